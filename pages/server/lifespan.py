"""Starting and stopping the server: checks before the first page, the secret of cookies, what runs beside the pages."""

from __future__ import annotations

import gc
import logging
import os
import secrets
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import streamlit as st

from data.accounts import passwords
from data.accounts.passwords import new_setup_link
from data.database_copy import hold_running
from data.engine import open_database
from data.errors import DatabaseUnavailableError, error_line
from data.locale import _
from data.settings import Settings, SettingsError, read_settings
from data.startup import prepare
from pages.server.errors import keep_logs_to_one_line
from pages.server.gate.network import NetworkRefusedError, let_streamlit_know, refuse_open_start
from pages.server.streamlit_internals import is_set_by_operator, serve_component, set_option, take_turns
from pages.ui.levers.ladder import ladder
from pages.ui.session import provider

COOKIE_FILE, COOKIE_BYTES = "cookie_secret", 32
PATIENCE = 2.0
"""Seconds to wait for another process that is creating the file."""
_OPTION = "server.cookieSecret"

log = logging.getLogger("ansinh")


def use_cookie_secret(settings: Settings) -> None:
    """Give Streamlit the office's secret. A folder that cannot be written leaves it with one of its own until the next
    start: only somebody who is just coming back from the office's sign-on then has to begin again."""
    if settings.secret_key:
        set_option(_OPTION, settings.secret_key)
    elif not is_set_by_operator(_OPTION):
        try:
            set_option(_OPTION, kept_cookie_secret(settings.data_dir))
        except OSError as error:
            log.warning("cookie secret not kept: %s", error_line(error))


def kept_cookie_secret(folder: Path) -> str:
    """The secret in the folder's file, readable by this user only; created where there is none. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / COOKIE_FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_cookie_secret(path)
    made = secrets.token_hex(COOKIE_BYTES)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(made)
    return made


def _read_cookie_secret(path: Path) -> str:
    path.chmod(0o600)
    deadline = time.monotonic() + PATIENCE
    while True:
        text = path.read_text(encoding="ascii", errors="replace").strip()
        if len(text) >= 2 * COOKIE_BYTES:
            return text
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)
    path.unlink(missing_ok=True)  # made by a start that died before it had written
    return kept_cookie_secret(path.parent)


ROUTER = Path(__file__).parent.parent / "_router.py"
EX_CONFIG = 78
"""Exit status of a start refused for its configuration (sysexits.h)."""


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    keep_logs_to_one_line()
    try:
        settings = read_settings()
        refuse_open_start(settings)
        let_streamlit_know(settings)
        use_cookie_secret(settings)
        provider.say_what_is_missing(settings)
        database = open_database(settings)
        running = hold_running(settings)
        prepare(database, settings)
        setup = new_setup_link(database)
        database.dispose()
    except (SettingsError, DatabaseUnavailableError, NetworkRefusedError) as error:
        print(_("KHÔNG KHỞI ĐỘNG ĐƯỢC: {reason}").format(reason=error), file=sys.stderr, flush=True)
        # Raising here would make the server print a traceback over the line; nothing is open yet that needs closing.
        os._exit(EX_CONFIG)
    _warm_up()
    if setup is not None:
        print(_first_account(settings, setup), flush=True)
    print(_("An sinh Hà Nam sẵn sàng. Mở {address}").format(address=_address()), flush=True)
    yield
    if running is not None:
        running.close()


def _first_account(settings: Settings, token: str) -> str:
    """The link for creating the first account; new at each start, so that an old log opens nothing."""
    where = settings.public_url or f"http://localhost:{_port(sys.argv)}"
    return _("Chưa có tài khoản nào. Trong 24 giờ, mở liên kết này để tạo tài khoản quản trị đầu tiên: {link}").format(
        link=f"{where}/thiet-lap?ma={token}"
    )


def _port(arguments: Sequence[str]) -> str:
    """The port on the command line, uvicorn's or Streamlit's; the server itself does not exist yet."""
    if "uvicorn" not in arguments[0]:
        return str(st.get_option("server.port"))
    named = [after for before, after in pairwise(arguments) if before == "--port"]
    named += [argument.partition("=")[2] for argument in arguments if argument.startswith("--port=")]
    return named[-1] if named else os.environ.get("UVICORN_PORT", "8000")


def _address() -> str:
    """The address to open; under uvicorn its own next line prints it."""
    if "uvicorn" in sys.argv[0]:
        return _("địa chỉ uvicorn in ở dòng sau.")
    return f"http://localhost:{st.get_option('server.port')}"


def _warm_up() -> None:
    """Import what pages need, then take it out of the collector's sight: a full collection costs 70 ms a run."""
    import polars  # noqa: F401
    import pydeck  # noqa: F401

    from pages.ui.session import loaders  # noqa: F401

    passwords.warm_up()
    take_turns()
    serve_component(ladder.COMPONENT, ladder.FOLDER)
    ladder.serve()
    gc.collect()
    gc.freeze()
