"""Step 1: which list of units a file draws, the file, and which of its properties names them."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from data.boundaries import units
from data.boundaries.check import LEVELS, Check
from data.ingest.areas import listed
from data.ingest.base import Level
from data.locale import _
from data.vocabulary.periods import VINTAGES
from models.wording.numbers import number
from models.wording.words import N_
from pages.ui.records.words import literal
from pages.ui.session import loaders

LIST, FILE, KEY = "ranh-gioi-danh-muc", "ranh-gioi-tep", "ranh-gioi-truong"
_CHOSEN = "_ranh-gioi-chon"
_UNITS: dict[Level, str] = {
    "district": N_("{count} huyện, thị xã, thành phố"),
    "commune": N_("{count} xã, phường, thị trấn"),
}
_ROLES = {"code": N_("mã"), "name": N_("tên")}


@dataclass(frozen=True)
class Chosen:
    """A file for a list of units; `base_version` is the newest when it came, the key makes a double click one write."""

    filename: str
    content: bytes
    sha256: str
    vintage: date
    level: Level
    base_version: int
    idempotency_key: str


def show() -> Chosen | None:
    """The list and the file; None until there is one."""
    st.markdown(_("**1. Chọn danh mục đơn vị và tệp ranh giới** (GeoJSON, WGS 84, tối đa 20 MB)"))
    lists = [(vintage, level) for vintage in VINTAGES for level in LEVELS if units.units(vintage, level)]
    vintage, level = st.selectbox(_("Danh mục đơn vị trong tệp"), lists, format_func=list_words, key=LIST)
    uploaded = st.file_uploader(_("Chọn tệp ranh giới"), type=["geojson", "json"], key=FILE)
    if uploaded is None:
        return None
    content = uploaded.getvalue()
    sha256 = hashlib.sha256(content).hexdigest()
    kept: Chosen | None = st.session_state.get(_CHOSEN)
    if kept is None or (kept.sha256, kept.vintage, kept.level) != (sha256, vintage, level):
        kept = Chosen(uploaded.name, content, sha256, vintage, level, loaders.newest(), uuid.uuid4().hex)
        st.session_state[_CHOSEN] = kept
        st.session_state.pop(KEY, None)
    return kept


def list_words(one: tuple[date, Level]) -> str:
    """ "6 huyện, thị xã, thành phố, danh mục năm 2023"."""
    vintage, level = one
    count = _(_UNITS[level]).format(count=number(len(units.units(vintage, level))))
    return _("{units}, danh mục {list}").format(units=count, list=listed(vintage))


def key_of() -> str | None:
    """The property somebody has picked for this file; None = as found."""
    picked: str | None = st.session_state.get(KEY)
    return picked


def key_picker(check: Check) -> None:
    """Which property names the units: asked where it is open, otherwise told and left to be changed."""
    names = list(dict.fromkeys(choice.name for choice in check.keys))
    if not names:
        return
    said = {choice.name: choice for choice in reversed(check.keys)}

    def words(name: str | None) -> str:
        if name is None:
            return _("tự nhận ra")
        choice = said[name]
        return _("{name} ({role}, khớp {matched}/{of} đơn vị)").format(
            name=literal(name), role=_(_ROLES[choice.role]), matched=choice.matched, of=choice.of
        )

    if check.asks or len(names) > 1:
        st.selectbox(_("Trường chứa mã hoặc tên đơn vị"), [None, *names], format_func=words, key=KEY)
    if check.key is not None:
        st.caption(_("Đơn vị được nhận theo trường {name}.").format(name=words(check.key)))


def rebase() -> None:
    """The same file, held against the newest version."""
    kept: Chosen | None = st.session_state.get(_CHOSEN)
    if kept is not None:
        st.session_state[_CHOSEN] = replace(kept, base_version=loaders.newest(), idempotency_key=uuid.uuid4().hex)
