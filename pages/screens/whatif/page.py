"""The page of an area: its levers, the answer to them, undo and what is taken away are parts that are drawn by
themselves, so that a lever's move draws no more than follows from it. What is in them an area's kind says."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar, cast

import polars as pl
import streamlit as st

from data.locale import _
from models.policy.answers.support_result import SupportResult
from models.policy.answers.whatif import WhatIf, WhatIfArea
from models.policy.areas.support import SupportArea
from models.policy.levers.levers import UNSET, Lever, LeverValue
from models.wording.numbers import short_money
from pages._registry import BY_PREFIX
from pages.ui.format.tables import escape
from pages.ui.frame import template
from pages.ui.frame.template import Places
from pages.ui.levers import mailbox, widgets
from pages.ui.levers.ladder import ladder
from pages.ui.levers.ladder.ladder import Dragged
from pages.ui.levers.mailbox import Answered
from pages.ui.levers.widgets import all_standing, full_name, link, position, reset, shown
from pages.ui.saved import scenarios
from pages.ui.session import choices, clock, downloads, starting
from pages.ui.session.loaders import Data

Area = WhatIfArea | SupportArea
Found = TypeVar("Found", WhatIf, SupportResult)
Values = Mapping[str, LeverValue]
BODY, ANSWER, BUTTONS, DECIDED = "than", "tra-loi", "nut", "da-doi"
"""The parts and the list of what has been moved, by their names behind the page's prefix."""
NAMED = 8
"""Levers named in the list of those moved; further ones are counted, the hint names them all."""


@dataclass(frozen=True)
class AreaPage(ABC, Generic[Found]):
    """An area's page on the data it shows. Below are first what a kind of area gives, then what is the same in all."""

    area: Area
    data: Data

    @property
    @abstractmethod
    def headline(self) -> Sequence[Lever]:
        """The levers that answer while they are dragged, the page's first one before the others."""

    @property
    @abstractmethod
    def beside(self) -> tuple[object, ...]:
        """What the answer is of but for levers and data: the day of the law, switches."""

    @abstractmethod
    def compute(self, values: Values) -> Found:
        """The answer."""

    @abstractmethod
    def head(self, found: Found) -> str:
        """The name proposed for the scenario; "" while it changes nothing."""

    @abstractmethod
    def says(self, values: Values, found: Found) -> dict[str, str]:
        """Number and sentence by the names the ladder has for them; nothing while nothing is reckoned."""

    @abstractmethod
    def named(self, lever: Lever) -> Mapping[int, str]:
        """Positions of a lever with the words of their documents."""

    @abstractmethod
    def rungs(self, lever: Lever, values: Values, places: Sequence[int]) -> tuple[pl.DataFrame, Sequence[Found]]:
        """The answers at each position of a lever: their figures, and they themselves; none while nothing is
        reckoned."""

    @abstractmethod
    def draw(self, places: Places) -> None:
        """All levers, and among them `answer`."""

    @abstractmethod
    def show(self, values: Values, found: Found, sentence: str, places: Places) -> None:
        """The answer below its number; the sentence is "" while nothing is reckoned."""

    @abstractmethod
    def file(self) -> Callable[[Answered, str], bytes]:
        """What makes the answer's file with the link to it, when the page may be gone."""

    def body(self, places: Places) -> None:
        """All of the page that a lever may move, on the version the page shows."""
        st.fragment(self._body, key=self.part(BODY))(places)

    def part(self, name: str) -> str:
        return self.area.prefix + name

    @mailbox.working()
    def _body(self, places: Places) -> None:
        places = places.anew()
        self.draw(places)
        with places.head, st.container(horizontal=True, wrap=False, gap="xsmall"):
            st.fragment(self._buttons, key=self.part(BUTTONS))()
            self._take_away()

    def answer(self, places: Places) -> None:
        st.fragment(self._answer, key=self.part(ANSWER))(places)

    @mailbox.working()
    def _answer(self, places: Places) -> None:
        values, found = self.noted()
        said = self.says(values, found)
        if said and ladder.is_offered(self.area.prefix):
            ladder.answer(self.area.prefix, said, [self.dragged(lever, values) for lever in self.headline])
        if said and not ladder.is_on(self.area.prefix):
            template.number(self.area.prefix, said["answer"], said["facts"])
        self.show(values, found, said.get("sentence", ""), places)
        mailbox.of(self.area.prefix).is_answered = True

    def _buttons(self) -> None:
        """Undo, redo, reset, the link, and keeping the scenario: of the levers as they stand. One that was moved at the
        moment of the click has not been answered yet."""
        area: Area = self.area
        here = mailbox.of(area.prefix)
        values, levers = self.values(), area.all_levers
        widgets.record(area.prefix, values)
        moved = bool(moved_levers(levers, values))
        here.ways = (*widgets.ways(area.prefix), moved)
        # A lever heard at the same moment names the parts to be drawn: without a word of its own a click is not seen.
        drawn = partial(st.rerun, self.part(BUTTONS))
        with st.container(horizontal=True, wrap=False, gap="xsmall"):
            widgets.buttons(area.prefix, levers)
            key = self.part("ve-hien-hanh")
            st.button(_("Về mức hiện hành"), on_click=_reset, args=(area,), disabled=not moved, key=key)
            if st.button(_("Liên kết"), on_click=drawn, key=self.part("lien-ket")):
                _share(choices.in_link(link(st.context.url or "", levers, values, clock.standing())))
            scenarios.show(values, clock.day(), self.data, head=partial(self._head, values), drawn=drawn)

    def _head(self, values: Values) -> str:
        return self.head(self.found(values))

    def _take_away(self) -> None:
        """The answer as a file, as it stands at the click; no move draws the button again."""
        area: Area = self.area
        here, make = mailbox.of(area.prefix), self.file()
        base, on, bare = st.context.url or "", clock.standing(), starting.is_off()
        name = _("{area}-theo-thang.csv").format(area=area.slug)

        def content() -> bytes:
            return make(here.answered, link(base, area.all_levers, here.answered.values, on, bare))

        downloads.button(_("Tải về"), name, content, key=self.part("tai-ve"))

    def values(self) -> dict[str, LeverValue]:
        """Where all levers stand, by key."""
        return all_standing(self.area.all_levers)

    def noted(self) -> tuple[Values, Found]:
        """As `found`, a step of undo."""
        values = self.values()
        widgets.record(self.area.prefix, values)
        return values, self.found(values)

    def found(self, values: Values) -> Found:
        """The answer, kept for the buttons and for the parts that a move draws."""
        here, asked = mailbox.of(self.area.prefix), (values, self.data.version, self.beside)
        kept = here.answered
        if kept.found is None or kept.asked != asked:
            made = self.compute(values)
            kept = here.answered = Answered(values, asked, made)
        return cast("Found", kept.found)

    def dragged(self, lever: Lever, values: Values) -> Dragged:
        return Dragged(
            self.area.prefix, self.part(ANSWER), lever, values, self.named(lever), self.data.version, self.beside
        )

    def send(self, dragged: Dragged) -> None:
        """What a lever looks up while it is dragged, once the browser has asked for it."""
        ladder.send(dragged, partial(self._table, dragged))

    def _table(self, dragged: Dragged, places: Sequence[int]) -> ladder.Table:
        figures, rungs = self.rungs(dragged.lever, dragged.values, places)
        said = [self.says(dragged.values, rung) for rung in rungs]
        return figures, {name: [each[name] for each in said] for name in (said[0] if said else ())}

    def buttons_moved(self) -> list[str]:
        """Their part, where they look otherwise once a lever has been moved by hand: mostly not."""
        moved = bool(moved_levers(self.area.all_levers, self.values()))
        return [] if mailbox.of(self.area.prefix).ways == (True, False, moved) else [self.part(BUTTONS)]

    def redraw(self, *parts: str) -> None:
        """After a lever's move (callback): these parts in order, "" for none, and the buttons."""
        st.rerun([*filter(None, parts), *self.buttons_moved()])


def example(area: Area) -> str:
    """Beside an answer nobody has asked for yet, that it is the software's example; "" once somebody has moved a
    lever."""
    words = _("Ví dụ mở đầu, chưa phải phương án của ai.")
    return f"**{words}** " if widgets.is_at_opening(BY_PREFIX[area.prefix]) else ""


def told(
    area: Area,
    values: Mapping[str, LeverValue],
    idle: Mapping[str, str],
    shares: Mapping[str, int] | None = None,
    named: int = NAMED,
) -> None:
    """What was moved, from where to where; pressed, one goes back. `values` by lever key; `idle` names levers that
    cannot act, with the reason; `shares` is what a lever adds alone, in đồng a month; `named` of those moved are
    written out."""
    moved = moved_levers(area.all_levers, values)
    if moved:
        each = {lever.key: _moved_words(lever, values, (shares or {}).get(lever.key)) for lever in moved}
        label = _("Đã đổi (bấm để trả về)")
        if len(moved) > named:
            label = _("Đã đổi (bấm để trả về), còn {count} thông số khác").format(count=len(moved) - named)
        chosen = f"{area.prefix}{DECIDED}"
        st.session_state[chosen] = None
        st.pills(
            label,
            list(each)[:named],
            key=chosen,
            format_func=each.__getitem__,
            help="\n".join(f"- {one}" for one in each.values()) if len(moved) > named else None,
            on_change=_put_back,
            args=(area, chosen),
            label_visibility="collapsed" if len(moved) <= named else "visible",
            wrap=True,
        )
    else:
        st.caption(_("Chưa đổi gì so với mặc định."))
    unused = _budget_warning(area, values)
    if unused:
        st.warning(unused)
    for lever in area.all_levers:
        if lever.key in idle:
            st.warning(f"{full_name(lever)}: {_(idle[lever.key])}")


def _moved_words(lever: Lever, values: Mapping[str, LeverValue], share: int | None) -> str:
    """ "Mức chuẩn trợ giúp xã hội: 540.000 → 600.000 · +2,89 tỷ ✕"."""
    unset = _("theo quy định") if lever.kind in ("month", "option") else _("để trống")
    before, after = (
        unset if value == UNSET else shown(lever, value)
        for value in (position(lever, values=values), values[lever.key])
    )
    said = _("{name}: {before} → {after}").format(name=full_name(lever), before=before, after=after)
    if share:
        amount = short_money(abs(share))
        said += " · " + (_("+{amount}") if share > 0 else _("−{amount}")).format(amount=amount)
    return escape(said) + " ✕"


def _put_back(area: Area, chosen: str) -> None:
    for lever in area.all_levers:
        if lever.key == st.session_state[chosen]:
            widgets.hold(area.prefix)
            reset([lever])


def _budget_warning(area: Area, values: Mapping[str, LeverValue]) -> str:
    """Why figures typed in for the budget line are not used, or ""."""
    b = area.budget
    given = {lever.key for lever in b.levers if values[lever.key] != UNSET}
    if given and b.estimate.key not in given:
        return _("Chưa nhập dự toán năm nên các số bổ sung, lũy kế, quyết toán chưa dùng được.")
    if (b.actual.key in given) != (b.actual_to.key in given):
        return _("Lũy kế đã chi cần cả số tiền và tháng cuối; hiện chưa dùng.")
    if b.actual_to.key in given and not str(values[b.actual_to.key]).startswith(str(values[area.budget_year.key])):
        return _("Lũy kế đã chi không thuộc năm ngân sách {year} đang xem; hiện chưa dùng.").format(
            year=values[area.budget_year.key]
        )
    return ""


def moved_levers(levers: Sequence[Lever], values: Mapping[str, LeverValue]) -> list[Lever]:
    """Levers that do not stand where the clock puts them."""
    return [lever for lever in levers if values[lever.key] != position(lever, values=values)]


@st.dialog(_("Sao chép liên kết"))
def _share(address: str) -> None:
    st.caption(_("Mở liên kết này trên máy khác có cùng bản số liệu để xem đúng phương án."))
    st.code(address, language=None, wrap_lines=True)


def _reset(area: Area) -> None:
    widgets.hold(area.prefix)
    reset(area.all_levers)
