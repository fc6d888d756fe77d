"""The server: an st.App whose script is the router, with what must happen before the first page."""

import runpy

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from pages.server.boundary_sets import PATH, boundary_set
from pages.server.compression import PackedScripts
from pages.server.document import VietnameseDocument
from pages.server.errors import UnexpectedErrors, log_script_error
from pages.server.gate.headers import Protections
from pages.server.gate.network import HostGate, NetworkGate
from pages.server.gate.session_gate import SessionGate
from pages.server.lifespan import ROUTER, lifespan
from pages.server.login.forms import STYLE, style
from pages.server.login.login_page import LOGOUT, login, logout
from pages.server.login.password_pages import SET, SETUP, change, set_by_link, setup
from pages.server.login.single_sign_on import DONE, START, done, start
from pages.server.ready import ready
from pages.server.streamlit_internals import is_serving
from pages.server.streamlit_words import VietnameseScripts
from pages.ui.frame.page_frame import PASSWORD
from pages.ui.session.actor import LOGIN

# From outside in: what every answer carries, refusals too; who may come in; what is done to an answer. Streamlit's own
# follow inside these.
MIDDLEWARE = [
    Middleware(Protections),
    Middleware(UnexpectedErrors),
    Middleware(NetworkGate),
    Middleware(HostGate),
    Middleware(SessionGate),
    Middleware(VietnameseDocument),
    Middleware(PackedScripts),
    Middleware(VietnameseScripts),
]

FORM = ["GET", "POST"]
DOORS = [
    Route(LOGIN, login, methods=FORM),
    Route(START, start),
    Route(DONE, done),
    Route(LOGOUT, logout, methods=FORM),
    Route(SETUP, setup, methods=FORM),
    Route(SET, set_by_link, methods=FORM),
    Route(PASSWORD, change, methods=FORM),
    Route(STYLE, style),
]

app = st.App(
    ROUTER,
    lifespan=lifespan,
    middleware=MIDDLEWARE,
    routes=[Route("/ready", ready), Route(PATH, boundary_set), *DOORS],
    on_script_error=log_script_error,
)

if __name__ == "__main__":
    if is_serving():
        runpy.run_path(str(ROUTER))
    else:
        app.run()
