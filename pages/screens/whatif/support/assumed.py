"""Starting assumptions on the screen: the mark in an open box, what an answer rests on with its range, and the list of
them all with how each is replaced."""

from __future__ import annotations

import streamlit as st

from data.locale import _
from data.vocabulary.indicators import indicator_names
from models.policy.answers.filled import StandIn
from models.policy.answers.support_result import SupportResult
from models.policy.areas.support import Factor
from models.policy.levers.assumptions import BASIS_WORDS, Assumption
from models.policy.levers.levers import NUMERIC_KINDS, Lever, label_of
from models.wording.numbers import money, number
from pages.ui.answers.tables import Table
from pages.ui.answers.words import lower_first
from pages.ui.format.tables import escape, table
from pages.ui.levers.widgets import full_name
from pages.ui.records import datasets as records_datasets

RESTS = _("Tính trên giả định khởi điểm; sẽ thay bằng số chính thức khi đơn vị tải tệp lên.")
UNVERIFIED = _("chưa kiểm chứng")
LIST = "xem-gia-dinh"


def _value(lever: Lever, stand_in: StandIn) -> str:
    if lever.kind in NUMERIC_KINDS:
        return number(int(stand_in.value))
    return label_of(lever, stand_in.value)


def placeholder(lever: Lever, stand_in: StandIn | None) -> str:
    """What an open box shows in grey; "" where nothing stands for it."""
    if stand_in is None:
        return ""
    shown = _("≈ {value} giả định") if stand_in.assumption is not None else _("{value} theo tệp")
    return shown.format(value=_value(lever, stand_in))


def help_words(lever: Lever, stand_in: StandIn | None) -> str:
    """What stands for the lever and where it is from; "" where nothing does."""
    if stand_in is None:
        return ""
    row = stand_in.assumption
    if row is None:
        said = _("Đang dùng {value}: {source}.").format(value=_value(lever, stand_in), source=stand_in.source)
        return escape(said)
    said = _("Giả định khởi điểm: {value}{ends}, {basis}: {formula}. Nguồn: {source}{mark}.").format(
        value=_value(lever, stand_in),
        ends=_(" ({ends})").format(ends=_ends(row)) if _ends(row) else "",
        basis=_(BASIS_WORDS[row.basis]),
        formula=row.formula,
        source=row.source,
        mark="" if row.is_verified else f" ({UNVERIFIED})",
    )
    return escape(said)


def _ends(row: Assumption) -> str:
    """ "1.000 - 3.000"; "" where the value is the only one."""
    if row.low is None or row.high is None or row.low == row.high:
        return ""
    return f"{number(row.low)} - {number(row.high)}"


def words(found: SupportResult) -> str:
    """That the answer rests on assumptions, between which ends it lies; "" where it does not."""
    return " ".join(filter(None, (RESTS, range_words(found)))) if found.standing.is_assumed else ""


def offer(found: SupportResult) -> None:
    """The button that lists them."""
    if not found.standing.is_assumed:
        return
    count = len(rows(found))
    if st.button(
        _("Xem {count} giả định").format(count=count),
        key=found.area.prefix + LIST,
        icon=":material/rule:",
        type="tertiary",
    ):
        _list(found)


def range_words(found: SupportResult) -> str:
    """The ends of the month's answer by the assumption that moves it most; "" where none moves it."""
    for widest in found.range.inputs:
        what = _("Tăng mỗi tháng") if found.moves else _("Chi mỗi tháng")
        # The headline lever is what is asked: it is its present value that is uncertain.
        is_headline = widest.name in {dial.factor.now.label for dial in found.area.dials}
        text = _("{what} từ {low} đến {high} khi “{name}” từ {first} đến {last}.")
        if is_headline:
            text = _("{what} từ {low} đến {high} khi “{name}” hiện nay từ {first} đến {last}.")
        return text.format(
            what=what,
            low=money(found.range.low_vnd),
            high=money(found.range.high_vnd),
            name=lower_first(_(widest.name)),
            first=number(widest.low),
            last=number(widest.high),
        )
    return ""


def rows(found: SupportResult) -> list[tuple[Lever, StandIn, Assumption]]:
    """Assumptions in use, those that move the answer most first, then those of the page's other figures."""
    order = {one.name: place for place, one in enumerate(found.assumed)}
    used = [
        (lever, one, one.assumption)
        for lever in found.area.levers
        if (one := found.stand_ins.get(lever.key)) is not None and one.assumption is not None
    ]
    return sorted(used, key=lambda each: order.get(each[0].label, len(order)))


def record_words(found: SupportResult) -> str:
    """For files: every assumption in use with its value and its row; "" without any."""
    said = "; ".join(f"{full_name(lever)} = {_value(lever, one)} ({one.row})" for lever, one, _row in rows(found))
    return _("Giả định khởi điểm đã dùng: {said}.").format(said=said) if said else ""


@st.dialog(_("Giả định khởi điểm"), width="large")
def _list(found: SupportResult) -> None:
    st.caption(RESTS)
    content = listing(found)
    st.markdown(table(content.headers, content.rows, numbers_from=9))
    records_datasets.show("indicators", "targets")


def listing(found: SupportResult) -> Table:
    """Every assumption: value, ends, where it is from, whether anybody has read it, how it is replaced."""
    factors = {factor.now.key: factor for factor in found.area.factors}
    lines = [
        [
            full_name(lever),
            _("{value} {unit}").format(value=_value(lever, one), unit=_(lever.unit)).strip(),
            _ends(row),
            _("{basis}: {formula}. {source}").format(
                basis=_(BASIS_WORDS[row.basis]), formula=row.formula, source=row.source
            ),
            _("đã đối chiếu") if row.is_verified else UNVERIFIED,
            _replaced(factors.get(lever.key)),
        ]
        for lever, one, row in rows(found)
    ]
    headers = [_("Yếu tố"), _("Giá trị"), _("Khoảng"), _("Nguồn, cách tính"), _("Kiểm chứng"), _("Thay bằng")]
    return Table(_("Giả định khởi điểm đang dùng"), headers, lines, last_bold=False)


def _replaced(factor: Factor | None) -> str:
    if factor is None or not factor.indicator or factor.is_part:
        return _("nhập ở ô bên trái")
    name = indicator_names().get(factor.indicator, factor.indicator)
    return _("tệp Chỉ tiêu báo cáo, dòng “{name}”").format(name=name)
