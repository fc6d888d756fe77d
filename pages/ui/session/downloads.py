"""Download buttons: every file the app gives goes through `offer`, is made when it is asked for, and is then an event
of the audit chain: figures, originals, pictures and templates alike (templates carry the figures there are)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Any, Literal
from urllib.parse import urlsplit

import streamlit as st
from cachetools import TTLCache

from data.accounts.permission import NotAllowedError
from data.audit.events import Export, export
from data.errors import error_line
from data.export.tables import csv_bytes
from data.locale import _
from data.vocabulary.groups import QUALIFIER_WORDS
from models.wording.numbers import plain, unit_words
from pages.ui.format.tables import QUALITY_WORDS
from pages.ui.session import actor, choices, loaders

TYPES = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
}
BYTES = "application/octet-stream"
"""Of files that are given as they came."""
_VERSION = "_tai-ve-ban"
_FRESH_SECONDS = 1.0
"""What was read so long ago serves the other buttons of the same run."""

log = logging.getLogger("ansinh")


class FileNotMadeError(RuntimeError):
    """No file came; the log has the line. Says nothing itself: the server writes it out whole."""


def button(label: str, name: str, make: Callable[[], bytes], *, key: str) -> None:
    """A button that makes the file, of a type by its name, on click and without a rerun."""
    offer(label, name, make, key=key)


def offer(
    label: str,
    name: str,
    make: Callable[[], bytes],
    *,
    key: str,
    mime: str | None = None,
    on_click: Literal["ignore", "rerun"] = "ignore",
) -> bool:
    """The one place where a file leaves the app; True in the run that a click with "rerun" makes. The server calls
    `make` beside the page, where nobody knows whose session it is: who asks is noted when the button is drawn, and
    asked of the database at the click."""
    database, who, login_required = loaders.database(), actor.current(), loaders.settings().require_login
    name, make = choices.on_file(name, make)
    wanted = Export(label, name, urlsplit(st.context.url or "").path.strip("/"), _shown_version())

    def recorded() -> bytes:
        try:
            return export(database, wanted, make, actor=who, login_required=login_required)
        except NotAllowedError:
            raise FileNotMadeError from None
        except Exception as error:
            log.error("no file made for %s: %s", key, error_line(error))
            raise FileNotMadeError from None

    kind = mime or TYPES.get(PurePath(name).suffix.lower(), BYTES)
    return st.download_button(label, recorded, file_name=name, mime=kind, on_click=on_click, key=key)


def _shown_version() -> int:
    """The version the page shows, asked of the database once for all buttons of a run."""
    chosen = loaders.chosen()
    if chosen is not None:
        return chosen
    kept: TTLCache[str, int] = st.session_state.setdefault(_VERSION, TTLCache(1, _FRESH_SECONDS))
    number = kept.get(_VERSION)
    if number is None:
        number = kept[_VERSION] = loaders.newest()
    return number


def figures(rows: Sequence[dict[str, Any]], name: str) -> None:
    """All figures of a page with their source: a file of dataset `indicators`, which comes in again without a
    change."""
    areas = {area["area_id"]: f"{area['kind']} {area['name']}" for area in loaders.data().areas.iter_rows(named=True)}

    def make() -> bytes:
        headers = [
            _("Đơn vị"),
            _("Chỉ tiêu"),
            _("Kỳ"),
            _("Giá trị"),
            _("Đơn vị tính"),
            _("Mức độ"),
            _("Tính chất số liệu"),
            _("Nguyên văn hoặc cách tính"),
            _("Nguồn"),
        ]
        body = [
            [
                areas[r["area_id"]],
                _(r["name"]),
                r["period"],
                plain(r["value"]),
                unit_words(r["unit"]),
                _(QUALIFIER_WORDS[r["qualifier"]]),
                QUALITY_WORDS[r["quality"]],
                r["phrase"] or r["formula"] or "",
                r["source"],
            ]
            for r in rows
        ]
        return csv_bytes(headers, body)

    button(_("Tải về số liệu của trang (CSV)"), f"{name}.csv", make, key=f"{name}-tai-ve")
