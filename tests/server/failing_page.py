"""The script of failing_app: a page that fails in every way a page may, by what its address asks for (?loi=name)."""

import streamlit as st

from tests.server.failing_app import WAYS

asked = st.query_params.get("loi", "")
st.text("trang thử")


@st.fragment
def part() -> None:
    if st.button("mảnh", key="part") and asked:
        WAYS[asked]()


def called_back() -> None:
    WAYS[asked]()


if asked and "khi" not in st.query_params:
    WAYS[asked]()
part()
st.button("gọi lại", key="called", on_click=called_back)
