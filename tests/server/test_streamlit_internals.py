"""Private parts of Streamlit are used in one module, and the list of them is written down."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.server import streamlit_internals
from pages.server.streamlit_internals import PageMessage, read_page_message, redirect_message, session_number
from pages.ui.frame.page_frame import IN
from pages.ui.session import actor
from tests.bench.server import Server
from tests.bench.websocket_client import Run, Session

ROOT = Path(__file__).parents[2]
FACADE = ROOT / "pages" / "server" / "streamlit_internals.py"
PUBLIC = {"streamlit", "streamlit.delta_generator.DeltaGenerator"}
"""`import streamlit as st`, and the class of what st.columns and st.container give, which annotations name."""
PRIVATE = {
    "streamlit.auth_util.encode_provider_token",
    "streamlit.auth_util.get_cookie_with_chunks",
    "streamlit.components.v2.get_bidi_component_manager.get_bidi_component_manager",
    "streamlit.components.v2.manifest_scanner.ComponentConfig",
    "streamlit.components.v2.manifest_scanner.ComponentManifest",
    "streamlit.config",
    "streamlit.file_util",
    "streamlit.proto.BackMsg_pb2.BackMsg",
    "streamlit.proto.ForwardMsg_pb2.ForwardMsg",
    "streamlit.runtime",
    "streamlit.runtime.scriptrunner.get_script_run_ctx",
    "streamlit.runtime.scriptrunner.script_runner.ScriptRunner",
    "streamlit.runtime.scriptrunner_utils.script_requests.RerunData",
    "streamlit.runtime.stats.CACHE_MEMORY_FAMILY",
    "streamlit.runtime.stats.CacheStat",
    "streamlit.web.server.server_util.get_cookie_secret",
    "streamlit.web.server.starlette.starlette_app_utils.create_signed_value",
    "streamlit.web.server.starlette.starlette_app_utils.decode_signed_value",
    "streamlit.web.server.starlette.starlette_server_config.TOKENS_COOKIE_NAME",
    "streamlit.web.server.starlette.starlette_server_config.USER_COOKIE_NAME",
}
UNDERSCORED = {"ScriptRunner._run_script"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def from_streamlit(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.split(".")[0] == "streamlit")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "streamlit":
            yield from (f"{node.module}.{one.name}" for one in node.names)


def underscored(path: Path) -> set[str]:
    """Underscored attributes of `st` and of what was imported from Streamlit."""
    names = {"st", *(name.split(".")[-1] for name in from_streamlit(path))}
    return {
        ast.unparse(node)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and ast.unparse(node.value).split(".")[0] in names
    }


def test_nothing_else_in_the_app_uses_private_parts() -> None:
    others = [path for path in (ROOT / "app.py", *(ROOT / "pages").rglob("*.py")) if path != FACADE]
    assert len(others) > 100
    wrong = {path.name: (set(from_streamlit(path)) - PUBLIC) | underscored(path) for path in others}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_the_private_parts_are_these() -> None:
    assert set(from_streamlit(FACADE)) == PRIVATE
    assert underscored(FACADE) == UNDERSCORED


def test_every_use_says_what_it_uses() -> None:
    silent = [
        node.name
        for node in tree(FACADE).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


def sent(**fields: object) -> bytes:
    message: Message = BackMsg(**fields)
    return message.SerializeToString()


def test_messages_of_a_page() -> None:
    run = {"query_string": "?a=1", "is_auto_rerun": True, "context_info": {"url": "http://x/ban-do"}}
    assert read_page_message(sent(rerun_script=run)) == PageMessage("rerun_script", True, "http://x/ban-do", "a=1")
    assert read_page_message(sent(app_heartbeat=True)) == PageMessage("app_heartbeat")
    assert read_page_message(b"\xff\xff\xff") is None


def test_messages_to_a_page() -> None:
    assert ForwardMsg.FromString(redirect_message("/dang-nhap")).auth_redirect.url == "/dang-nhap"
    begun = ForwardMsg()
    begun.new_session.initialize.session_id = "n-1"
    assert session_number(begun.SerializeToString()) == "n-1"
    assert session_number(redirect_message("/")) == session_number(b"\xff\xff\xff") == ""


def test_signed_cookies_hold_their_time_and_their_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamlit_internals, "get_cookie_secret", lambda: "a" * 64)
    value = streamlit_internals.sign("co-quan", "/ban-do")
    assert streamlit_internals.signed("co-quan", value, 60) == b"/ban-do"
    assert streamlit_internals.signed("khac", value, 60) is None
    assert streamlit_internals.signed("co-quan", value + "0", 60) is None


def test_the_button_leads_to_the_login_and_names_the_way_back(served: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    led: list[str] = []
    note = Run.note

    def listening(self: Run, message: ForwardMsg, size: int) -> None:
        if message.WhichOneof("type") == "auth_redirect":
            led.append(message.auth_redirect.url)
        note(self, message, size)

    monkeypatch.setattr(Run, "note", listening)
    with Session(served.url, "bao-tro-xa-hoi", "btxh-muc-chuan=500000") as session:
        assert led == []
        session.move(session.widget(key=IN), True)
        there = "/dang-nhap?tiep=%2Fbao-tro-xa-hoi%3Fbtxh-muc-chuan%3D500000%26gia-dinh%3Dco"
        assert led == [there]
        session.rerun()
        assert set(led) == {there}, "a run that overtakes the one it was asked in leaves for the same place"


def test_leaving_is_over_after_some_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(actor, "monotonic", lambda: now)
    monkeypatch.setattr(actor, "login_address", lambda: "/dang-nhap")
    monkeypatch.setattr(actor.st, "session_state", {})
    assert actor.leaving_for() is None
    actor.to_login()
    assert actor.leaving_for() == "/dang-nhap" == actor.leaving_for()
    now += actor._LEAVING_SECONDS
    assert actor.leaving_for() is None
