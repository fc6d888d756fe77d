"""The least a page can be: one slider and one text in a fragment. What it costs is what the server costs.

The text carries the milliseconds spent in the fragment before the text itself was sent.
"""

from time import perf_counter

import streamlit as st


@st.fragment
def nothing() -> None:
    """One slider, and its value with the time it took."""
    began = perf_counter()
    value = st.slider("Trống", 0, 1000, 500, key="trong-gia-tri")
    st.text(f"{value} in_script_ms={(perf_counter() - began) * 1e3:.4f}")


nothing()
