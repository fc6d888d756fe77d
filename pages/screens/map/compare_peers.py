"""Choosing whom areas are compared with; the choice stands in the link and survives pages.

Belongs here: the control and why there is no group. Does not: who belongs to a group (models/geo/peers.py), its average.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.locale import _
from models.geo import peers
from models.geo.peers import NoPeers, PeerArea, PeerGroup, PeerKind
from pages.screens.map import compare_words as words
from pages.screens.map.marks import short_name
from pages.ui.format.tables import escape
from pages.ui.session import address as session_address

ADDRESSES: Mapping[str, PeerKind] = {
    "thanh-thi": "towns", "huyen": "rural", "gan-nhat": "nearest", "tu-chon": "by_hand",
}  # fmt: skip
DEFAULT = "huyen"
LISTED = 10
"""Members of a group that are named; of hundreds of communes the names would fill the page."""


def choose(
    areas: Sequence[PeerArea],
    names: Mapping[str, str],
    *,
    key: str,
    around: str | None = None,
    said_in: DeltaGenerator | None = None,
) -> PeerGroup | NoPeers:
    """The control and, below it or in `said_in`, who is in the group or why there is none.

    `around` is the area whose nearest in size are meant: the first one chosen. The kind stands in the address as `key`, areas
    chosen by hand as `key`-chon; binding the control would put its label there."""
    session_address.arrive(key, lambda asked: asked if asked in ADDRESSES else None)
    session_address.keep_possible(key, ADDRESSES, DEFAULT)
    labels = _labels(communes=words.of_communes(names.values()))
    address = st.selectbox(
        _("Nhóm so sánh"), list(ADDRESSES), key=key, persist_state="session",
        format_func=lambda address: labels[ADDRESSES[address]],
    )  # fmt: skip
    session_address.write(key, "" if address == DEFAULT else address)
    kind = ADDRESSES[address]
    if kind != "by_hand":
        session_address.write(f"{key}-chon", "")
    with said_in or st.container():
        found = _by_hand(areas, names, f"{key}-chon") if kind == "by_hand" else _found(kind, areas, around)
        st.caption(escape(_said(found, kind, names, around)))
    return found


def _labels(*, communes: bool) -> dict[PeerKind, str]:
    return {
        "towns": _("Phường, thị trấn") if communes else _("Thành phố, thị xã"),
        "rural": _("Các xã") if communes else _("Các huyện"),
        "nearest": _("Gần nhất về dân số"),
        "by_hand": _("Tự chọn"),
    }


def _found(kind: PeerKind, areas: Sequence[PeerArea], around: str | None) -> PeerGroup | NoPeers:
    if kind == "towns":
        return peers.towns(areas)
    if kind == "rural":
        return peers.rural(areas)
    return peers.nearest(areas, around) if around else NoPeers("nobody")


def _by_hand(areas: Sequence[PeerArea], names: Mapping[str, str], key: str) -> PeerGroup | NoPeers:
    codes = [area.code for area in areas]
    session_address.arrive(key, lambda asked: [code for code in asked.split(".") if code in codes] or None)
    if key in st.session_state:
        # Another vintage has other areas: those chosen before are not among its options.
        st.session_state[key] = [code for code in st.session_state[key] if code in codes]
    picked = st.multiselect(
        _("Đơn vị trong nhóm so sánh"), codes, format_func=lambda code: names.get(code, code), key=key,
        persist_state="session", placeholder=_("chọn một hay nhiều đơn vị"),
    )  # fmt: skip
    session_address.write(key, ".".join(picked))
    return peers.by_hand(areas, picked)


def _said(found: PeerGroup | NoPeers, kind: PeerKind, names: Mapping[str, str], around: str | None) -> str:
    if isinstance(found, PeerGroup):
        members = ", ".join(short_name(names.get(code, code)) for code in found.members[:LISTED])
        if len(found.members) > LISTED:
            members += _(" và {count} đơn vị khác").format(count=len(found.members) - LISTED)
        text = _("Nhóm so sánh: {members}.").format(members=members)
        if found.kind == "nearest" and around:
            text = _("Gần {name} nhất về dân số: {members}.").format(
                name=short_name(names.get(around, around)), members=members
            )
        if found.mixed_sizes:
            text += " " + _("Dân số các đơn vị lấy từ nhiều nguồn hoặc nhiều thời điểm nên chỉ để chọn nhóm.")
        return text
    if kind == "nearest" and not around:
        return _("Chọn một đơn vị trên bản đồ trước: nhóm gồm các đơn vị có dân số gần nhất với đơn vị đó.")
    if kind == "by_hand" and found.reason == "nobody":
        return _("Chọn ít nhất một đơn vị vào nhóm so sánh.")
    return words.no_peers_words(found, names)
