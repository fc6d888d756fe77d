"""The product's own `st.App`, to which one empty page is added, for comparison on the very same server.

Started by `uvicorn tests.bench.bench_app:app` from the repository root. Lifespan, middleware, routes, router and
tuning are the product's, untouched: only `st.navigation` of this process is told of one more page.
The product knows nothing of it, and there is one `st.App` in the process.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from app import app

__all__ = ["app"]

EMPTY_PAGE = "trang-trong"
_SCRIPT = Path(__file__).with_name("_empty_page.py")
_product_navigation = st.navigation


def _navigation(pages: Sequence[Any] | Mapping[str, Sequence[Any]], **options: Any) -> Any:
    """`st.navigation` of the product's pages and the empty one, whichever of the two shapes the router passes."""
    empty = st.Page(_SCRIPT, title="Trang trống", url_path=EMPTY_PAGE)
    if isinstance(pages, Mapping):
        return _product_navigation({**pages, "Đo": [empty]}, **options)
    return _product_navigation([*pages, empty], **options)


st.navigation = _navigation
