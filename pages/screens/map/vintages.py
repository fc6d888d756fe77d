"""Which borders the map shows, and what converting between them means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from data.locale import _
from data.store.crosswalk_weights import share_words
from data.vocabulary.periods import VINTAGES
from models.geo.crosswalk import Crosswalk, NoRouteError, Unit
from models.wording.numbers import day, number
from pages.ui.format.tables import escape
from pages.ui.session import address


@dataclass(frozen=True)
class Vintage:
    """A list of areas by its first day; `key` is how a link names it."""

    first: date

    @property
    def key(self) -> str:
        return str(self.first.year) if self.first == VINTAGES[0] else f"{self.first:%Y-%m}"


CHOICES = {vintage.key: vintage for vintage in map(Vintage, VINTAGES)}


def choose(crosswalk: Crosswalk, *, key: str, default: str = "2023") -> Vintage:
    """The control. The choice survives pages and stands in the address as `key`; binding the control would put its
    label there, whose counts change. What the chosen list is (`words`) stands beside what is drawn."""
    address.arrive(key, lambda asked: asked if asked in CHOICES else None)
    address.keep_possible(key, CHOICES, default)
    chosen = st.selectbox(
        _("Địa giới"),
        list(CHOICES),
        key=key,
        persist_state="session",
        format_func=lambda name: label(CHOICES[name], crosswalk),
    )
    address.write(key, "" if chosen == default else chosen)
    return CHOICES[chosen]


def label(vintage: Vintage, crosswalk: Crosswalk) -> str:
    """ "2023 · 6 huyện", "01/7/2025 · 33 phường, xã"."""
    districts, communes = _counts(vintage, crosswalk)
    if vintage.first == VINTAGES[0]:
        return _("{year} · {count} huyện").format(year=vintage.first.year, count=districts)
    if districts:
        text = _("{day} · {districts} huyện, {communes} xã")
        return text.format(day=day(vintage.first), districts=districts, communes=communes)
    return _("{day} · {count} phường, xã").format(day=day(vintage.first), count=communes)


def words(vintage: Vintage, crosswalk: Crosswalk) -> str:
    """What the list is, by which act."""
    districts, communes = _counts(vintage, crosswalk)
    if vintage.first == VINTAGES[0]:
        text = _(
            "Địa giới hành chính năm {year}: {districts} đơn vị cấp huyện, {communes} đơn vị cấp xã (cấp huyện kết "
            "thúc hoạt động từ {ended})."
        )
    elif districts:
        text = _(
            "Địa giới hành chính từ {first} ({act}): {districts} đơn vị cấp huyện, Kim Bảng là thị xã, {communes} "
            "đơn vị cấp xã."
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
            "{unit} kết thúc hoạt động ngày {day} và không có đơn vị kế thừa cùng cấp. Chỉ quy đổi được từ số liệu "
            "cấp xã."
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


def ended(crosswalk: Crosswalk, area_id: int) -> str:
    """ "Xã X kết thúc hoạt động ngày 01/7/2025; nay thuộc Phường Y."; "" for a unit that exists."""
    unit = crosswalk.units[area_id]
    if unit.valid_to is None:
        return ""
    return _("{what}; {where}.").format(what=_end(crosswalk, unit), where=_where(crosswalk, unit))


def came_from(crosswalk: Crosswalk, area_id: int) -> str:
    """What a unit was made of: "Phường Y từ ngày 01/7/2025 gồm Xã A và một phần Xã B."; "" where no step says so."""
    unit = crosswalk.units[area_id]
    steps = [step for step in crosswalk.predecessors(area_id) if step.weight_ppm != 0]
    if not steps:
        return ""
    sources = [crosswalk.units[step.from_id] for step in steps]
    listed = [
        source.full_name if _goes_whole(crosswalk, source) else _("một phần {unit}").format(unit=source.full_name)
        for source in sources
    ]
    text = _("{unit} từ ngày {day} gồm {sources}.")
    return text.format(unit=unit.full_name, day=day(unit.valid_from), sources=joined(listed))


def joined(names: Sequence[str]) -> str:
    """ "A, B và C"."""
    if len(names) < 2:
        return "".join(names)
    return _("{first} và {last}").format(first=", ".join(names[:-1]), last=names[-1])


def _end(crosswalk: Crosswalk, unit: Unit) -> str:
    assert unit.valid_to is not None
    steps = crosswalk.successors(unit.id)
    if unit.level == "district" and steps:
        text = _("{unit} trở thành {other} từ ngày {day}")
        return text.format(unit=unit.full_name, other=crosswalk.units[steps[0].to_id].full_name, day=day(unit.valid_to))
    return _("{unit} kết thúc hoạt động ngày {day}").format(unit=unit.full_name, day=day(unit.valid_to))


def _where(crosswalk: Crosswalk, unit: Unit) -> str:
    heirs = [heir.full_name for heir in crosswalk.heirs(unit.id)]
    if not heirs:
        return _("chưa rõ nhập vào đơn vị nào, cần nhập kèm nguồn")
    if unit.level != "commune":
        return _("địa bàn nay thuộc {units}").format(units=joined(heirs))
    if len(heirs) == 1:
        return _("nay thuộc {unit}").format(unit=heirs[0])
    if not _is_known(crosswalk, unit.id):
        return _("nay chia về {units} (chưa rõ tỷ lệ)").format(units=joined(heirs))
    known = crosswalk.outcome(unit.id).known
    if all(crosswalk.units[to].valid_to is None for to in known):
        text = _("{unit} ({share})")
        heirs = [text.format(unit=crosswalk.units[to].full_name, share=share_words(known[to])) for to in sorted(known)]
    return _("nay chia về {units}").format(units=joined(heirs))


def _is_known(crosswalk: Crosswalk, unit_id: int) -> bool:
    """Whether every share on the way to the heirs is known."""
    if crosswalk.units[unit_id].valid_to is None:
        return True
    outcome = crosswalk.outcome(unit_id)
    return not outcome.open and all(_is_known(crosswalk, to) for to in outcome.known)


def _goes_whole(crosswalk: Crosswalk, unit: Unit) -> bool:
    outcome = crosswalk.outcome(unit.id)
    return len(outcome.known) == 1 and not outcome.open
