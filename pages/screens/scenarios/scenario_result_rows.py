"""A stored result beside another as rows: old, new, difference.

Belongs here: formatted cells, short for the screen and full for whoever asks. Does not: why they differ.
"""

from __future__ import annotations

from collections.abc import Mapping

from data.locale import _
from models.policy.answers.scenario_result import ScenarioResult, SchemeResult
from models.policy.schemes import OUTSIDE_BUDGET, SCHEMES
from models.wording.numbers import hedge, millions, number, short_month, signed_millions

Row = list[str]
Pair = tuple[SchemeResult | None, SchemeResult | None]


def short(old: ScenarioResult, new: ScenarioResult | None, names: Mapping[str, str]) -> list[Row]:
    """The scheme that changes most with the years first touched, and one row for each other scheme."""
    pairs = _moving(old, new)
    if not pairs:
        return [[_("Không làm thay đổi khoản chi nào"), "", "", ""]]
    first, *others = pairs
    rows = _scheme(first, names, years=2)
    return rows + [
        [_title(pair, names, _("{name} ({payer}), tăng mỗi tháng từ {month}")), *_pair(*_values(pair, "increase_vnd"))]
        for pair in others
    ]


def full(old: ScenarioResult, new: ScenarioResult | None, names: Mapping[str, str]) -> list[Row]:
    """Every scheme that either result moves, every year."""
    return [row for pair in _moving(old, new) for row in _scheme(pair, names, years=None)]


def _moving(old: ScenarioResult, new: ScenarioResult | None) -> list[Pair]:
    codes = dict.fromkeys(one.scheme for result in (old, new) if result is not None for one in result.schemes)
    pairs = [(old.of(code), new.of(code) if new is not None else None) for code in codes]
    moving = [pair for pair in pairs if any(one is not None and one.moves for one in pair)]
    return sorted(moving, key=lambda pair: -max(abs(one.increase_vnd) for one in pair if one is not None))


def _scheme(pair: Pair, names: Mapping[str, str], *, years: int | None) -> list[Row]:
    rows = [[_title(pair, names, _("{name} ({payer}), mỗi tháng từ {month}")), "", "", ""]]
    if _counts_people(pair):
        rows.append([_("Số người"), *_pair(*_values(pair, "scenario_people"), people=True)])
    hedges = tuple("=" if one is None else one.qualifier for one in pair)
    rows.append([_("Hiện hành"), *_pair(*_values(pair, "baseline_vnd"), hedges=hedges)])
    rows.append([_("Phương án"), *_pair(*_values(pair, "scenario_vnd"), hedges=hedges)])
    rows.append([_("Tăng mỗi tháng"), *_pair(*_values(pair, "increase_vnd"))])
    if any(one is not None and one.back_pay_vnd for one in pair):
        rows.append([_("Truy lĩnh"), *_pair(*_values(pair, "back_pay_vnd"))])
    touched = sorted({bill.year for one in pair if one is not None for bill in one.years if bill.increase_vnd})
    for year in touched[:years]:
        rows.append([_("Năm ngân sách {year} tăng thêm").format(year=year), *_pair(*_year(pair, year))])
    return rows


def _counts_people(pair: Pair) -> bool:
    """Lines of support count jobs, courses, households beside people: no number of people stands for them."""
    return any(one is not None and one.scheme in SCHEMES and bool(SCHEMES[one.scheme].norm) for one in pair)


def _title(pair: Pair, names: Mapping[str, str], words: str) -> str:
    """ "Trợ cấp … (NSĐP), mỗi tháng từ 07/2024"; two months when they differ."""
    known = [one for one in pair if one is not None]
    months = " / ".join(dict.fromkeys(short_month(one.month) for one in known))
    payer = known[0].payer
    if payer in OUTSIDE_BUDGET:
        payer = _("{payer}, ngoài ngân sách").format(payer=_(payer))
    return words.format(name=names.get(known[0].scheme, known[0].scheme), payer=payer, month=months)


def _values(pair: Pair, name: str) -> tuple[int | None, int | None]:
    old, new = (None if one is None else int(getattr(one, name)) for one in pair)
    return old, new


def _year(pair: Pair, year: int) -> tuple[int | None, int | None]:
    old, new = (
        next((bill.increase_vnd for bill in one.years if bill.year == year), None) if one is not None else None
        for one in pair
    )
    return old, new


def _pair(old: int | None, new: int | None, *, people: bool = False, hedges: tuple[str, ...] = ("=", "=")) -> list[str]:
    """Both values and the difference; a missing one says so and has no difference."""

    def said(value: int | None, qualifier: str) -> str:
        if value is None:
            return _("chưa có")
        return hedge(qualifier, number(value) if people else millions(value))

    cells = [said(old, hedges[0]), said(new, hedges[1])]
    if old is None or new is None:
        return [*cells, ""]
    difference = new - old
    if difference == 0:
        return [*cells, _("không đổi")]
    if people:
        return [*cells, f"+{number(difference)}" if difference > 0 else number(difference)]
    return [*cells, signed_millions(difference)]
