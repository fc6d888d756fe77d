"""Below the levers of a page: what has been moved, what cannot act, undo, reset and the link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import streamlit as st

from data.locale import _
from models.policy.levers.levers import UNSET, BudgetLevers, Lever, LeverValue
from models.wording.numbers import short_money
from pages.ui.format.tables import escape
from pages.ui.levers import widgets
from pages.ui.levers.widgets import full_name, link, position, reset, shown, standing
from pages.ui.session import choices, clock, downloads, starting

NAMED = 8
"""Levers named in the list of those moved; further ones are counted, the hint names them all."""


DECIDED, WAYS, FOUND = "da-doi", "loi-di", "ket-qua"
"""Session, behind the prefix: what is listed as moved, which of the buttons were last drawn as usable, what the page
last answered."""


class Board(Protocol):
    """An area's levers, whichever engine they move. `prefix` begins every address-bar name and widget key of its
    page."""

    @property
    def prefix(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def all_levers(self) -> tuple[Lever, ...]: ...
    @property
    def budget(self) -> BudgetLevers: ...
    @property
    def budget_year(self) -> Lever: ...


def told(
    board: Board,
    values: Mapping[str, LeverValue],
    idle: Mapping[str, str],
    shares: Mapping[str, int] | None = None,
    named: int = NAMED,
) -> None:
    """What was moved, from where to where; pressed, one goes back. `values` by lever key; `idle` names levers that
    cannot act, with the reason; `shares` is what a lever adds alone, in đồng a month; `named` of those moved are
    written out."""
    moved = moved_levers(board.all_levers, values)
    if moved:
        each = {lever.key: _moved_words(lever, values, (shares or {}).get(lever.key)) for lever in moved}
        label = _("Đã đổi (bấm để trả về)")
        if len(moved) > named:
            label = _("Đã đổi (bấm để trả về), còn {count} thông số khác").format(count=len(moved) - named)
        chosen = f"{board.prefix}{DECIDED}"
        st.session_state[chosen] = None
        st.pills(
            label,
            list(each)[:named],
            key=chosen,
            format_func=each.__getitem__,
            help="\n".join(f"- {one}" for one in each.values()) if len(moved) > named else None,
            on_change=_put_back,
            args=(board, chosen),
            label_visibility="collapsed" if len(moved) <= named else "visible",
            wrap=True,
        )
    else:
        st.caption(_("Chưa đổi gì so với mặc định."))
    unused = _budget_warning(board, values)
    if unused:
        st.warning(unused)
    for lever in board.all_levers:
        if lever.key in idle:
            st.warning(f"{full_name(lever)}: {_(idle[lever.key])}")


def _moved_words(lever: Lever, values: Mapping[str, LeverValue], share: int | None) -> str:
    """ "Mức chuẩn trợ giúp xã hội: 540.000 → 600.000 · +2,89 tỷ ✕"."""
    before, after = (
        _("để trống") if value == UNSET else shown(lever, value)
        for value in (position(lever, values=values), values[lever.key])
    )
    said = _("{name}: {before} → {after}").format(name=full_name(lever), before=before, after=after)
    if share:
        amount = short_money(abs(share))
        said += " · " + (_("+{amount}") if share > 0 else _("−{amount}")).format(amount=amount)
    return escape(said) + " ✕"


def _put_back(board: Board, chosen: str) -> None:
    for lever in board.all_levers:
        if lever.key == st.session_state[chosen]:
            widgets.hold(board.prefix)
            reset([lever])


def _budget_warning(board: Board, values: Mapping[str, LeverValue]) -> str:
    """Why figures typed in for the budget line are not used, or ""."""
    b = board.budget
    given = {lever.key for lever in b.levers if values[lever.key] != UNSET}
    if given and b.estimate.key not in given:
        return _("Chưa nhập dự toán năm nên các số bổ sung, lũy kế, quyết toán chưa dùng được.")
    if (b.actual.key in given) != (b.actual_to.key in given):
        return _("Lũy kế đã chi cần cả số tiền và tháng cuối; hiện chưa dùng.")
    if b.actual_to.key in given and not str(values[b.actual_to.key]).startswith(str(values[board.budget_year.key])):
        return _("Lũy kế đã chi không thuộc năm ngân sách {year} đang xem; hiện chưa dùng.").format(
            year=values[board.budget_year.key]
        )
    return ""


def buttons(board: Board, values: Mapping[str, LeverValue]) -> None:
    """Undo, redo, reset and the link, in a row that the caller opens."""
    moved = bool(moved_levers(board.all_levers, values))
    st.session_state[board.prefix + WAYS] = (*widgets.ways(board.prefix), moved)
    widgets.buttons(board.prefix, board.all_levers)
    st.button(
        _("Về mức hiện hành"), on_click=_reset, args=(board,), disabled=not moved, key=f"{board.prefix}ve-hien-hanh"
    )
    if st.button(_("Liên kết"), key=f"{board.prefix}lien-ket"):
        _share(choices.in_link(link(st.context.url or "", board.all_levers, values, clock.standing())))


def answered(board: Board) -> dict[str, Any]:
    """What the page last answered: `values` by lever key, and what else its buttons take from there; one object for all
    who hold it."""
    kept: dict[str, Any] = st.session_state.setdefault(board.prefix + FOUND, {})
    return kept


def take_away(board: Board, make: Callable[[str], bytes]) -> None:
    """The answer as a file, as it stands at the click; no move draws the button again. `make` is given the link that
    opens it."""
    kept, base, on, bare = answered(board), st.context.url or "", clock.standing(), starting.is_off()
    name = _("{area}-theo-thang.csv").format(area=board.slug)

    def content() -> bytes:
        return make(link(base, board.all_levers, kept["values"], on, bare))

    downloads.button(_("Tải về"), name, content, key=f"{board.prefix}tai-ve")


def buttons_after_a_move(board: Board, levers: Sequence[Lever]) -> bool:
    """Whether the buttons look otherwise once one of the board's levers has been moved by hand: mostly not, and then
    they need not be drawn."""
    moved = any(standing(lever) != position(lever) for lever in levers)
    return st.session_state.get(board.prefix + WAYS) != (True, False, moved)


def moved_levers(levers: Sequence[Lever], values: Mapping[str, LeverValue]) -> list[Lever]:
    """Levers that do not stand where the clock puts them."""
    return [lever for lever in levers if values[lever.key] != position(lever, values=values)]


@st.dialog(_("Sao chép liên kết"))
def _share(address: str) -> None:
    st.caption(_("Mở liên kết này trên máy khác có cùng bản số liệu để xem đúng phương án."))
    st.code(address, language=None, wrap_lines=True)


def _reset(board: Board) -> None:
    widgets.hold(board.prefix)
    reset(board.all_levers)
