"""The sentences of a support area: what is paid now, what the scenario adds, by source.

Belongs here: words around figures. Does not: figures (models/policy/support_result.py) or drawing.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.locale import _
from models.policy.support_lines import Factor, SupportLine
from models.policy.support_result import Purse, SupportResult
from models.policy.support_words import LINES, shares_its_name
from pages.components.numbers import money, number, percent, share, short_month
from pages.components.scenario_words import lower_first
from pages.components.whatif_words import change_a_month, change_words

NOTHING_MOVED = _("Chưa thay đổi gì so với hiện nay: nhập cột Phương án để xem thay đổi.")


def head(found: SupportResult, title: str) -> str:
    """The scenario's proposed name: "Hỗ trợ việc làm từ 01/2024"; "" while it changes nothing."""
    if not found.moves:
        return ""
    return _("Hỗ trợ {area} từ {month}").format(area=lower_first(title), month=short_month(found.month))


def sentence(found: SupportResult, title: str, year: int) -> str:
    """The sentence a leader reads aloud: the budget first, what lies outside it apart, never summed."""
    inside = [purse for purse in found.purses if purse.in_budget]
    outside = [purse for purse in found.purses if not purse.in_budget]
    area = lower_first(title)
    if not found.moves:
        parts = [
            _("{purse} chi khoảng {amount}/tháng").format(purse=lower_first(_(p.name)), amount=money(p.baseline_vnd))
            for p in inside
        ]
        if outside:
            parts.append(
                _("ngoài ngân sách: {listed}").format(
                    listed=", ".join(
                        _("{purse} khoảng {amount}/tháng").format(
                            purse=lower_first(_(p.name)), amount=money(p.baseline_vnd)
                        )
                        for p in outside
                    )
                )
            )
        return _("Hiện nay, hỗ trợ {area}: {listed}. {nothing}").format(
            area=area, listed="; ".join(parts), nothing=NOTHING_MOVED
        )
    parts = []
    for purse in inside:
        parts.append(
            _("{purse} {change}; cả năm {year} {in_year}").format(
                purse=lower_first(_(purse.name)),
                change=_change(purse),
                year=year,
                in_year=change_words(purse.year(year).increase_vnd),
            )
        )
    if outside:
        parts.append(
            _("ngoài ngân sách: {listed}").format(
                listed=", ".join(
                    _("{purse} {change}, cả năm {year} {in_year}").format(
                        purse=lower_first(_(p.name)),
                        change=_change(p),
                        year=year,
                        in_year=change_words(p.year(year).increase_vnd),
                    )
                    for p in outside
                )
            )
        )
    return _("Từ {month}, hỗ trợ {area}: {listed}.").format(
        month=short_month(found.month), area=area, listed="; ".join(parts)
    )


def _change(purse: Purse) -> str:
    """ "tăng khoảng 1,2 tỷ đồng/tháng (20%)"; no percentage of a bill of nothing."""
    said = change_a_month(purse.increase_vnd)
    if purse.increase_vnd and purse.baseline_vnd:
        said += f" ({share(abs(purse.increase_vnd), purse.baseline_vnd)})"
    return said


def line_name(line: SupportLine) -> str:
    """What the line is called beside the others of its area."""
    if not shares_its_name(line):
        return _(line.name)
    part, _line = LINES[line.scheme.code, line.group]
    return _("{part}: {line}").format(part=_(part.heading), line=lower_first(_(line.name)))


def unreckoned(found: SupportResult) -> str:
    """Which lines are not in the sums; "" where all are."""
    names = [lower_first(line_name(bill.line)) for bill in found.lines if bill.missing]
    return _("Chưa tính vì thiếu số: {names}.").format(names=", ".join(names)) if names else ""


def who_pays(found: SupportResult) -> str:
    """Sources of what the scenario adds, or of what is paid now while it adds nothing."""
    listed = []
    for payer, in_budget, before, after in by_payer(found):
        said = change_a_month(after - before) if found.moves else _("{amount}/tháng").format(amount=money(before))
        text = _("{payer} {said}") if in_budget else _("{payer} (ngoài ngân sách) {said}")
        listed.append(text.format(payer=_(payer), said=said))
    return _("**Nguồn:** {listed}").format(listed=" · ".join(listed))


def by_payer(found: SupportResult) -> list[tuple[str, bool, int, int]]:
    """Payer, whether it is the budget, the quoted month before and after; lines not reckoned are left out."""
    sums: dict[tuple[str, bool], tuple[int, int]] = {}
    for bill in found.lines:
        if bill.is_reckoned:
            scheme = bill.line.scheme
            before, after = sums.get((scheme.payer, scheme.in_budget), (0, 0))
            sums[scheme.payer, scheme.in_budget] = before + bill.baseline_vnd, after + bill.scenario_vnd
    ordered = sorted(sums.items(), key=lambda item: not item[0][1])
    return [(payer, in_budget, before, after) for (payer, in_budget), (before, after) in ordered]


def value_words(factor: Factor, value: int | None) -> str:
    """A factor's value with its unit: "500 việc làm/năm", "50%", "79.200 đồng/1 triệu đồng"."""
    if value is None:
        return _("chưa có")
    if factor.kind == "percent":
        return percent(value)
    if factor.kind == "per_million":
        return _("{value} đồng/1 triệu đồng").format(value=number(value))
    return _("{value} {unit}").format(value=number(value), unit=_(factor.unit))


def factor_change(factor: Factor, before: int | None, after: int | None) -> str:
    """ "500 → 600 việc làm/năm"; one value where nothing changes."""
    if before == after or before is None or after is None:
        return value_words(factor, before if after is None else after)
    return _("{before} → {after}").format(before=number(before), after=value_words(factor, after))


QUALITY = _("Giả định: số do người dùng nhập")
"""What kind of figures the sums are, for the screen and every file."""


def names(factors: Sequence[Factor]) -> str:
    return ", ".join(lower_first(_(factor.label)) for factor in factors)
