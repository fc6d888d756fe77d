"""The bench app and one more page, a bare map, for what a click on the product's map may cost beside it.

Started by `uvicorn tests.bench.map_app:app` from the repository root.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from tests.bench.bench_app import app

__all__ = ["app"]

BARE_MAP = "ban-do-trong"
_SCRIPT = Path(__file__).with_name("_bare_map.py")
_navigation_before = st.navigation


def _navigation(pages: Mapping[str, Sequence[Any]], **options: Any) -> Any:
    bare = st.Page(_SCRIPT, title="Bản đồ trống", url_path=BARE_MAP)
    return _navigation_before({**pages, "Bản đồ để đo": [bare]}, **options)


st.navigation = _navigation
