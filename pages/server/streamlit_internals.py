"""The one module that uses private parts of Streamlit, behind functions of our own.

Everything named here is used since Streamlit 1.67.0, the version that requirements.txt pins. None of it is public:
another release may move it without notice, so this is the module to look at first after an upgrade.
tests/server/test_streamlit_internals.py holds the list of imports, and that nothing else in the app has any."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from google.protobuf.message import DecodeError
from streamlit import config, file_util, runtime
from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.stats import CACHE_MEMORY_FAMILY, CacheStat
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

# --- the process: configuration, the document, sessions and their files


def set_option(name: str, value: object) -> None:
    """Set an option of the server. `streamlit.config.set_option`: st.set_option refuses all but `client.*`."""
    config.set_option(name, value)


def is_set_by_operator(name: str) -> bool:
    """Whether an option has been set by a file, the environment or the command line.
    `streamlit.config.is_manually_set`; there is no public counterpart."""
    return config.is_manually_set(name)


def document() -> str:
    """The HTML document of every page, as shipped. `streamlit.file_util.get_static_dir`: no public name leads there."""
    return (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")


def is_serving() -> bool:
    """Whether this process serves pages already. `streamlit.runtime.exists`."""
    return runtime.exists()


def serve_component(name: str, folder: Path) -> None:
    """Offer the files of a folder to a component "project.name", from the server's own address; once the runtime is
    there. `BidiComponentManager.register_from_manifest`: st.components.v2 takes files of installed packages alone."""
    project, _dot, name = name.partition(".")
    manifest = ComponentManifest(project, "1", [ComponentConfig(name, ".")])
    get_bidi_component_manager().register_from_manifest(manifest, folder)


def close_session(number: str) -> None:
    """End a page's session and free its uploaded files; nothing without a server. `Runtime.close_session` and
    `Runtime.uploaded_file_mgr`: Streamlit itself forgets a page that was left only when the next one comes."""
    if runtime.exists():
        runtime.get_instance().close_session(number)
        runtime.get_instance().uploaded_file_mgr.remove_session_files(number)


def uploaded_bytes() -> int:
    """Bytes of uploaded files in this process's memory. `Runtime.stats_mgr`, the cache statistics by family."""
    if not runtime.exists():
        return 0
    found = runtime.get_instance().stats_mgr.get_stats(family_names=[CACHE_MEMORY_FAMILY])
    stats = [stat for listed in found.values() for stat in listed if isinstance(stat, CacheStat)]
    return sum(stat.byte_length for stat in stats if stat.category_name == "UploadedFileManager")


# --- messages on the websocket


@dataclass(frozen=True)
class PageMessage:
    """What a page sent: the kind of message (`rerun_script`, `app_heartbeat`, ...); of a run, where the page is and
    whether a timer asked for it."""

    kind: str
    is_automatic: bool = False
    address: str = ""
    query: str = ""


def read_page_message(payload: bytes) -> PageMessage | None:
    """None for what is no message of a page. `streamlit.proto.BackMsg`."""
    try:
        read = BackMsg.FromString(payload)
    except (DecodeError, ValueError):
        return None
    kind = read.WhichOneof("type") or ""
    if kind != "rerun_script":
        return PageMessage(kind)
    run = read.rerun_script
    return PageMessage(kind, run.is_auto_rerun, run.context_info.url, run.query_string.removeprefix("?"))


def session_number(message: bytes) -> str:
    """Streamlit's number of the session, in the message to a browser by which a run begins; empty in any other.
    `streamlit.proto.ForwardMsg`, field `new_session`."""
    try:
        read = ForwardMsg.FromString(message)
    except DecodeError:
        return ""
    return read.new_session.initialize.session_id if read.WhichOneof("type") == "new_session" else ""


def _redirect(address: str) -> ForwardMsg:
    message = ForwardMsg()
    message.auth_redirect.url = address
    return message


def redirect_message(address: str) -> bytes:
    """The message that leads a page to another address in its own tab. `ForwardMsg.auth_redirect`, which st.login sends
    for its own purposes alone."""
    return _redirect(address).SerializeToString()


def lead_to(address: str) -> None:
    """Lead the page of the present run to an address in its own tab; nothing outside a run. The same message through
    `get_script_run_ctx().enqueue`: a link on the page would open another tab."""
    context = get_script_run_ctx()
    if context is not None:
        context.enqueue(_redirect(address))


def is_step_in_history() -> bool:
    """Whether the present run follows the browser's back or forward. `ScriptRunContext.is_history_navigation`: the
    address moves the widgets then, each as it is drawn, and Streamlit tells nobody."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


# --- cookies of st.login

IDENTITY_COOKIE, TOKENS_COOKIE = USER_COOKIE_NAME, TOKENS_COOKIE_NAME
"""Names (and beginnings of the names of further pieces) of the cookies in which Streamlit keeps what the provider said.
`starlette_server_config`."""
_SECONDS_A_DAY = 86_400


def provider_token(name: str) -> str:
    """How Streamlit's own login route wants a provider of secrets.toml named. `streamlit.auth_util`."""
    return encode_provider_token(name)


def sign(name: str, value: str) -> str:
    """A cookie's value signed with `server.cookieSecret`. `starlette_app_utils.create_signed_value`."""
    return create_signed_value(get_cookie_secret(), name, value).decode()


def signed(name: str, value: str, seconds: float) -> bytes | None:
    """What was signed into a cookie's value; None where the signature is wrong or older than `seconds`.
    `starlette_app_utils.decode_signed_value`."""
    return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1", "replace"), seconds / _SECONDS_A_DAY)


def identity(cookie: Callable[[str], str], seconds: float) -> bytes | None:
    """The provider's claims (JSON) out of Streamlit's cookie and its further pieces; `cookie` gives a value by name,
    "" for none. `streamlit.auth_util.get_cookie_with_chunks`."""
    return get_cookie_with_chunks(lambda name: signed(name, cookie(name), seconds), USER_COOKIE_NAME)


# --- runs take turns: one computes at a time, the others wait in the order they came

LONGEST = 0.1


class Turns:
    """`with turns.one():` - whoever is inside longer than `longest` seconds has lost the turn, and goes on beside the
    next."""

    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = longest
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._holder: object | None = None
        self._until = 0.0

    @contextmanager
    def one(self) -> Iterator[None]:
        mine = threading.Event()
        self._wait(mine)
        try:
            yield
        finally:
            with self._lock:
                if self._holder is mine:
                    self._holder = None
                    if self._waiting:
                        self._waiting[0].set()

    def _wait(self, mine: threading.Event) -> None:
        with self._lock:
            if self._holder is None and not self._waiting:
                self._take(mine)
                return
            self._waiting.append(mine)
            left = self._until - time.monotonic()
        while True:
            mine.wait(max(left, 0.001))
            with self._lock:
                mine.clear()
                left = self._until - time.monotonic()
                if self._waiting[0] is mine and (self._holder is None or left <= 0):
                    self._waiting.popleft()
                    self._take(mine)
                    return

    def _take(self, mine: threading.Event) -> None:
        self._holder = mine
        self._until = time.monotonic() + self._longest


def take_turns() -> None:
    """Let every run of a script in this process wait for its turn; called again, it changes nothing. Replaces
    `ScriptRunner._run_script`: no setting of Streamlit limits how many runs compute at once."""
    run, turns = ScriptRunner._run_script, Turns()
    if hasattr(run, "takes_turns"):
        return

    def in_turn(self: ScriptRunner, rerun_data: RerunData) -> None:
        with turns.one():
            run(self, rerun_data)

    in_turn.takes_turns = True  # type: ignore[attr-defined]
    ScriptRunner._run_script = in_turn  # type: ignore[method-assign]
