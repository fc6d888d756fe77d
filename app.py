"""The server: an st.App whose script is the router, with what must happen before the first page.

Belongs here: putting the parts together. `streamlit run app.py` and `uvicorn app:app` both work. The script is not this
file: beside a plain main script Streamlit would serve every file of pages/ by itself, without the router.
"""

import runpy

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit import runtime

from pages.server.boundary_sets import PATH, boundary_set
from pages.server.errors import log_script_error
from pages.server.lifespan import ROUTER, lifespan
from pages.server.network import NetworkGate
from pages.server.ready import ready

app = st.App(
    ROUTER,
    lifespan=lifespan,
    middleware=[Middleware(NetworkGate)],
    routes=[Route("/ready", ready), Route(PATH, boundary_set)],
    on_script_error=log_script_error,
)

if __name__ == "__main__":
    if runtime.exists():
        runpy.run_path(str(ROUTER))
    else:
        app.run()
