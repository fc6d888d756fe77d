"""Case cards of a support area on the screen: an example household or person, before beside after, each sum written
out."""

from __future__ import annotations

from typing import Any

import streamlit as st

from data.locale import _
from models.periods import Month
from models.policy.areas.support import BY_LAW, SupportArea
from models.policy.cases.support_cases import CARDS, CaseLine, Pair, Side, SupportCard, Term, supported
from models.policy.law.calendar import ALL_MONTHS
from models.policy.levers.clock import Clock
from models.policy.levers.levers import UNSET, Lever, LeverValue
from models.tables.parameters import UNVERIFIED_EVIDENCE
from models.wording.numbers import day, dong, number, short_month, signed
from pages.ui.answers.tables import Table
from pages.ui.answers.words import lower_first
from pages.ui.format.tables import escape, table

PERIODS = {"month": _("một tháng"), "year": _("một năm"), "once": _("một lần")}
_KEPT: dict[str, Any] = {"persist_state": "session"}


def cards_of(policy_area: str) -> tuple[SupportCard, ...]:
    return tuple(card for card in CARDS if card.area == policy_area)


def show(area: SupportArea, on: Clock) -> Table:
    """The card picked, its form on the left, the sums on the right; returns the table for its file."""
    prefix = f"{area.prefix}th-"
    known = {card.key: card for card in cards_of(area.policy_area)}
    left, right = st.columns([1, 2.2], gap="medium")
    with left:
        key = st.selectbox(
            _("Trường hợp cụ thể"),
            list(known),
            format_func=lambda key: _(known[key].name),
            key=f"{prefix}the",
            **_KEPT,
            help=_("Người trong thẻ là ví dụ, không phải người có thật."),
        )
        card = known[str(key)]
        before, after = _sides(card, f"{prefix}{card.key}-")
    sides = Side(before[0], on.known, before[1]), Side(after[0], on.known, after[1])
    pairs = card.compared(*sides)
    content = table_of(card, pairs, before[0], after[0])
    with right:
        st.markdown("#### " + escape(_sentence(card, pairs)))
        st.markdown(table(content.headers, content.rows, numbers_from=content.numbers_from))
        for words in _notes(card, pairs):
            st.caption(escape(words))
        st.caption(_("Theo quy định tính đến {day}.").format(day=day(on.day)))
    return content


def _sides(
    card: SupportCard, prefix: str
) -> tuple[tuple[Month, dict[str, LeverValue]], tuple[Month, dict[str, LeverValue]]]:
    """Month and fields of both sides; a field that does not move is the same on both."""
    with st.container(horizontal=True):
        months = [
            st.selectbox(
                label,
                ALL_MONTHS,
                index=ALL_MONTHS.index(month),
                format_func=short_month,
                key=f"{prefix}{name}",
                **_KEPT,
            )
            for name, label, month in (("truoc", _("Trước"), card.months[0]), ("sau", _("Sau"), card.months[1]))
        ]
    before: dict[str, LeverValue] = {}
    after: dict[str, LeverValue] = {}
    for field in card.fields:
        name = _("{label} ({unit})").format(label=_(field.label), unit=_(field.unit)) if field.unit else _(field.label)
        if field not in card.moved:
            before[field.key] = after[field.key] = _field(field, name, f"{prefix}{field.key}")
            continue
        with st.container(horizontal=True, vertical_alignment="bottom"):
            before[field.key] = _field(field, name, f"{prefix}{field.key}")
            moved = _field(field, _("Sau"), f"{prefix}{field.key}-sau", _("như trước"))
        after[field.key] = before[field.key] if moved == UNSET else moved
    return (months[0], before), (months[1], after)


def _field(field: Lever, label: str, key: str, when_unset: str = "") -> LeverValue:
    if field.kind == "switch":
        return int(st.toggle(label, bool(field.default), key=key, **_KEPT))
    if field.options:
        words = {value: _(said) for value, said in field.options}
        start = list(words).index(field.default)
        return str(
            st.selectbox(label, list(words), index=start, format_func=lambda value: words[value], key=key, **_KEPT)
        )
    decreed = _("theo quy định") if field.help == BY_LAW else ""
    start_value = None if field.may_be_unset else int(field.default)
    value = st.number_input(
        label,
        field.minimum,
        field.maximum,
        start_value,
        field.step,
        key=key,
        placeholder=when_unset or decreed or _("chưa nhập"),
        **_KEPT,
    )
    return UNSET if value is None else int(value)


def table_of(card: SupportCard, pairs: tuple[Pair, ...], before: Month, after: Month) -> Table:
    """Each line of both sides with its sum."""
    rows = [_cells(pair) for pair in pairs]
    headers = [_("Khoản"), _("Nguồn"), _("Phép tính"), short_month(before), short_month(after), _("Tăng thêm")]
    title = _("{name}, {before} và {after} (đồng)").format(
        name=_(card.name), before=short_month(before), after=short_month(after)
    )
    return Table(title, headers, rows, last_bold=False, numbers_from=3)


def _cells(pair: Pair) -> list[str]:
    line = pair.line
    sums = dict.fromkeys(_sum(side) for side in (pair.before, pair.after) if side is not None)
    amounts = [None if side is None else side.vnd for side in (pair.before, pair.after)]
    first, second = amounts
    change = "" if first is None or second is None else signed(second - first)
    name = _("{name} ({period})").format(name=_(line.name), period=PERIODS[line.period])
    return [name, _(line.payer), " → ".join(sums), *map(_amount, amounts), change]


def _amount(vnd: int | None) -> str:
    return _("chưa có") if vnd is None else number(vnd)


def _sum(line: CaseLine) -> str:
    """ "3 thẻ × 4,5% × 1.800.000", with what is missing named; the ceiling where it decided."""
    if line.missing:
        return _("thiếu {names}").format(names=", ".join(lower_first(_(name)) for name in line.missing))
    said = " × ".join(_term(term) for term in (line.cap if line.capped else line.terms))
    if line.capped:
        said = _("trần {sum}").format(sum=said)
    return " − ".join([said, *(number(each.vnd or 0) for each in line.less)])


def _term(term: Term) -> str:
    value = term.value or 0
    if term.kind == "percent":
        return f"{number(value)}%"
    if term.kind == "per_thousand":
        return f"{number(value / 10)}%"
    units = {"months": _("{value} tháng"), "days": _("{value} ngày")}
    return units.get(term.kind, "{value}").format(value=number(value))


def _sentence(card: SupportCard, pairs: tuple[Pair, ...]) -> str:
    """What the case is supported by before and after; honestly nothing while a part is not known."""
    sides = [[side for pair in pairs if (side := getattr(pair, name)) is not None] for name in ("before", "after")]
    before, after = (supported(lines) for lines in sides)
    if before is None or after is None:
        lacking = dict.fromkeys(lower_first(_(name)) for lines in sides for line in lines for name in line.missing)
        return _("{name}: chưa tính được, còn thiếu {names}.").format(name=_(card.name), names=", ".join(lacking))
    if before == after:
        return _("{name}: được hỗ trợ {amount}, không thay đổi.").format(name=_(card.name), amount=dong(before))
    change = _("tăng {amount}") if after > before else _("giảm {amount}")
    return _("{name}: được hỗ trợ {before}, sau đó {after} ({change}).").format(
        name=_(card.name),
        before=dong(before),
        after=dong(after),
        change=change.format(amount=dong(abs(after - before))),
    )


def _notes(card: SupportCard, pairs: tuple[Pair, ...]) -> list[str]:
    """The card's limit, the laws of its lines, and what of them nobody has read in the text."""
    lines = [side for pair in pairs for side in (pair.before, pair.after) if side is not None]
    laws = dict.fromkeys(_(name) for line in lines for name in (line.legal_source, *line.documents) if name)
    found = [_(card.note)] if card.note else []
    found.append(_("Căn cứ: {laws}.").format(laws="; ".join(laws)))
    if any(line.evidence in UNVERIFIED_EVIDENCE for line in lines if line.evidence):
        found.append(_("Chưa kiểm chứng: có mức lấy từ báo chí hoặc chưa có văn bản gốc, cần đối chiếu."))
    return found
