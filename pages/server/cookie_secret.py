"""The secret by which Streamlit signs its cookies: one for all processes of an office, and the same after a restart.

In this order: ANSINH_SECRET_KEY; Streamlit's own server.cookieSecret where the operator has set it; a file beside the
data, made at the first start. `cookie_secret` in [auth] of secrets.toml goes before all of them: Streamlit looks there
first."""

from __future__ import annotations

import logging
import os
import secrets
import time
from pathlib import Path

from data.errors import error_line
from data.settings import Settings
from pages.server.streamlit_internals import is_set_by_operator, set_option

FILE, BYTES = "cookie_secret", 32
PATIENCE = 2.0
"""Seconds to wait for another process that is creating the file."""
_OPTION = "server.cookieSecret"

log = logging.getLogger("ansinh")


def use(settings: Settings) -> None:
    """Give Streamlit the office's secret. A folder that cannot be written leaves it with one of its own until the next
    start: only somebody who is just coming back from the office's sign-on then has to begin again."""
    if settings.secret_key:
        set_option(_OPTION, settings.secret_key)
    elif not is_set_by_operator(_OPTION):
        try:
            set_option(_OPTION, kept(settings.data_dir))
        except OSError as error:
            log.warning("cookie secret not kept: %s", error_line(error))


def kept(folder: Path) -> str:
    """The secret in the folder's file, readable by this user only; created where there is none. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    made = secrets.token_hex(BYTES)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(made)
    return made


def _read(path: Path) -> str:
    path.chmod(0o600)
    deadline = time.monotonic() + PATIENCE
    while True:
        text = path.read_text(encoding="ascii", errors="replace").strip()
        if len(text) >= 2 * BYTES:
            return text
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)
    path.unlink(missing_ok=True)  # made by a start that died before it had written
    return kept(path.parent)
