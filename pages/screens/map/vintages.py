"""Borders the map shows: the vintages of areas, and what converting between them means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from data.locale import _
from data.vocabulary.periods import VINTAGES
from models.geo.crosswalk import Crosswalk, NoRouteError
from models.wording.numbers import day, number
from pages.ui.format.tables import escape
from pages.ui.records.area_history import ended
from pages.ui.session import choices


@dataclass(frozen=True)
class Vintage:
    """A list of areas by its first day; `key` is how a link names it."""

    first: date

    @property
    def key(self) -> str:
        return str(self.first.year) if self.first == VINTAGES[0] else f"{self.first:%Y-%m}"


CHOICES = {vintage.key: vintage for vintage in map(Vintage, VINTAGES)}
FOLLOW = "theo-so-lieu"
"""The choice of whatever borders the figures shown were counted on."""


def choose_borders(crosswalk: Crosswalk, *, key: str, counted: Vintage) -> Vintage:
    """The control; until somebody chooses, the borders on which what is shown was `counted`. The choice survives pages
    and stands in the address as `key`; binding the control would put its label there, whose counts change. What the
    chosen list is (`words`) stands beside what is drawn."""
    options = [FOLLOW, *CHOICES]
    choices.arrive(key, lambda asked: asked if asked in options else None)
    choices.keep_possible(key, options, FOLLOW)
    chosen = st.selectbox(
        _("Địa giới"),
        options,
        key=key,
        persist_state="session",
        format_func=lambda name: _("Theo kỳ số liệu") if name == FOLLOW else label(CHOICES[name], crosswalk),
    )
    choices.write(key, "" if chosen == FOLLOW else chosen)
    return counted if chosen == FOLLOW else CHOICES[chosen]


def label(vintage: Vintage, crosswalk: Crosswalk) -> str:
    """ "2023 · 6 huyện", "01/7/2025 · 33 phường, xã"."""
    districts, communes = _counts(vintage, crosswalk)
    if vintage.first == VINTAGES[0]:
        return _("{year} · {count} huyện").format(year=vintage.first.year, count=districts)
    if districts:
        text = _("{day} · {districts} huyện, {communes} xã")
        return text.format(day=day(vintage.first), districts=districts, communes=communes)
    return _("{day} · {count} phường, xã").format(day=day(vintage.first), count=communes)


def border_words(vintage: Vintage, crosswalk: Crosswalk) -> str:
    """What the list is, by which act."""
    districts, communes = _counts(vintage, crosswalk)
    if vintage.first == VINTAGES[0]:
        text = _(
            "Địa giới hành chính năm {year}: {districts} đơn vị cấp huyện, {communes} đơn vị cấp xã (cấp huyện kết "
            "thúc hoạt động từ {ended})."
        )
    elif districts:
        text = _(
            "Địa giới hành chính từ {first} ({act}): {districts} đơn vị cấp huyện, Kim Bảng là thị xã, {communes} đơn "
            "vị cấp xã."
        )
    else:
        text = _(
            "Địa giới hành chính từ {first} ({act}): {communes} phường, xã của tỉnh Ninh Bình, không còn cấp huyện."
        )
    act = next((step.basis for step in crosswalk.steps if step.changed_on == vintage.first), "")
    return text.format(
        year=vintage.first.year,
        first=day(vintage.first),
        act=act,
        districts=number(districts),
        communes=number(communes),
        ended=day(VINTAGES[-1]),
    )


def place_words(vintage: Vintage) -> str:
    """Whose areas the list has."""
    if vintage.first == VINTAGES[-1]:
        return _("Địa bàn tỉnh Hà Nam cũ (nay thuộc tỉnh Ninh Bình)")
    return _("Tỉnh Hà Nam")


def converted_words(counted: Vintage, shown: Vintage) -> str:
    """What figures counted on one list are on another; "" on their own."""
    if counted == shown:
        return ""
    if counted.first < shown.first:
        return _(
            "Số đếm trên địa giới {counted}, quy đổi sang địa giới {shown}. Số quy đổi theo địa giới mới, ước tính: "
            "đơn vị không chia thì giữ đúng số, đơn vị bị chia chưa rõ tỷ lệ thì ghi khoảng từ 0 đến toàn bộ."
        ).format(counted=_short(counted), shown=_short(shown))
    return _(
        "Số đếm trên địa giới {counted}, quy đổi ngược về địa giới {shown}, ước tính: phường, xã nằm trọn trong một "
        "đơn vị cũ thì giữ đúng số, nằm trên nhiều đơn vị cũ thì ghi khoảng từ 0 đến toàn bộ."
    ).format(counted=_short(counted), shown=_short(shown))


def refusal(error: NoRouteError) -> str:
    """Why figures cannot be shown on the chosen list."""
    if error.reason == "ended" and error.unit is not None and error.unit.valid_to is not None:
        return _(
            "{unit} kết thúc hoạt động ngày {day} và không có đơn vị kế thừa cùng cấp. Chỉ quy đổi được từ số liệu cấp "
            "xã."
        ).format(unit=error.unit.full_name, day=day(error.unit.valid_to))
    if error.reason == "finer":
        return _("Số liệu cấp huyện không tách được về cấp xã. Cần số liệu cấp xã.")
    return _("Địa giới đã chọn không có đơn vị cấp này.")


def _counts(vintage: Vintage, crosswalk: Crosswalk) -> tuple[int, int]:
    return len(crosswalk.listed(vintage.first, "district")), len(crosswalk.listed(vintage.first, "commune"))


def _short(vintage: Vintage) -> str:
    return str(vintage.first.year) if vintage.first == VINTAGES[0] else day(vintage.first)


def show(crosswalk: Crosswalk, area_id: int, *, open_area: Callable[[int], None], key: str) -> None:
    """The notice with a button for each heir; nothing for a unit that exists. `open_area` is a callback."""
    said = ended(crosswalk, area_id)
    if not said:
        return
    with st.container(key=f"{key}-ket-thuc"):
        st.info(escape(said))
        with st.container(horizontal=True):
            for heir in crosswalk.heirs(area_id):
                words = _("Mở {unit}").format(unit=heir.full_name)
                st.button(words, key=f"{key}-{heir.id}", on_click=open_area, args=(heir.id,))
