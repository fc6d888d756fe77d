"""The effect of a file as rows: province, districts, saved scenarios, old beside new.

Belongs here: formatted cells. Does not: drawing (effect_payments.py) or sentences (effect_words.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.locale import _
from models.policy.answers.effect import Bill, ScenarioEffect, SchemeEffect
from models.policy.answers.scenario_result import SchemeResult
from models.policy.engine.by_area import DistrictFigure, DistrictTable
from models.wording.numbers import hedge, millions, number, short_month, signed, signed_millions
from pages.screens.uploads.effect_words import bill_source

Row = list[str]


def province_headers() -> Row:
    return [
        _("Khoản chi"), _("Số liệu"), _("Số người"), _("chênh lệch"), _("Kinh phí (triệu đồng)"), _("chênh lệch"),
    ]  # fmt: skip


def province(effects: Sequence[SchemeEffect], names: Mapping[str, str]) -> list[Row]:
    """Two rows a programme: as it stands and as it would stand."""
    return [row for effect in effects for row in _bills(effect, names.get(effect.scheme.code, effect.scheme.code))]


def district_headers(effect: SchemeEffect) -> Row:
    before, after = (_of_month(found) for found in (effect.districts_before, effect.districts_after))
    return [
        _("Huyện, thị xã, thành phố"),
        _("Số người đang có ({of})").format(of=before), _("sau khi ghi ({of})").format(of=after), _("chênh lệch"),
        _("Triệu đồng/tháng đang có ({of})").format(of=before), _("sau khi ghi ({of})").format(of=after), _("chênh lệch"),
    ]  # fmt: skip


def districts(effect: SchemeEffect) -> list[Row]:
    """One row a district of either table; what is not known says so and has no difference."""
    before = {row.code: row for row in effect.districts_before.rows}
    after = {row.code: row for row in effect.districts_after.rows}
    rows = []
    for code in dict.fromkeys([*before, *after]):
        old, new = before.get(code), after.get(code)
        named = new or old
        assert named is not None
        people = (_people(old), _people(new), _difference(old, new, "people"))
        rows.append([named.name, *people, _amount(old), _amount(new), _difference(old, new, "amount_vnd")])
    return rows


def scenario_headers() -> Row:
    return [
        _("Phương án"), _("Khoản chi"), _("Tăng mỗi tháng (triệu đồng)"), _("theo số mới"), _("chênh lệch"),
        _("Năm ngân sách tăng thêm"), _("theo số mới"), _("chênh lệch"),
    ]  # fmt: skip


def scenarios(effects: Sequence[tuple[str, ScenarioEffect]], names: Mapping[str, str]) -> list[Row]:
    """One row for each scheme a saved scenario moves: the month quoted and the first budget year touched."""
    return [
        [name, names.get(code, code), *_monthly(old, new), *_yearly(old, new)]
        for name, effect in effects
        for code, old, new in _pairs(effect)
    ]


def _bills(effect: SchemeEffect, name: str) -> list[Row]:
    rows = []
    for words, bill, other in (
        (_("Đang có: {source}"), effect.before, None),
        (_("Sau khi ghi: {source}"), effect.after, effect.before),
    ):
        if bill is None:
            rows.append([name, words.format(source=_("chưa có")), "", "", "", ""])
            continue
        people, amount = _bill_differences(bill, other)
        rows.append(
            [
                name, words.format(source=bill_source(bill)), number(bill.people), people,
                hedge(bill.qualifier, millions(bill.amount_vnd, 3)), amount,
            ]
        )  # fmt: skip
    return rows


def _bill_differences(bill: Bill, other: Bill | None) -> tuple[str, str]:
    if other is None:
        return "", ""
    people, amount = bill.people - other.people, bill.amount_vnd - other.amount_vnd
    same = _("không đổi")
    exact = bill.qualifier == other.qualifier == "="
    return signed(people) if people else same, hedge("=" if exact else "~", signed_millions(amount)) if amount else same


def _of_month(found: DistrictTable) -> str:
    return short_month(found.month)


def _people(row: DistrictFigure | None) -> str:
    if row is None or row.people is None:
        return _("chưa có")
    return _("Dưới 5 người (không hiển thị)") if row.small else number(row.people)


def _amount(row: DistrictFigure | None) -> str:
    if row is None or row.amount_vnd is None or row.small:
        return _("chưa có") if row is None or not row.small else ""
    return millions(row.amount_vnd, 3)


def _difference(old: DistrictFigure | None, new: DistrictFigure | None, name: str) -> str:
    if old is None or new is None or old.small or new.small:
        return ""
    before, after = getattr(old, name), getattr(new, name)
    if before is None or after is None:
        return ""
    difference = after - before
    if not difference:
        return _("không đổi")
    return signed(difference) if name == "people" else signed_millions(difference)


def _pairs(effect: ScenarioEffect) -> list[tuple[str, SchemeResult | None, SchemeResult | None]]:
    return [((old or new).scheme, old, new) for old, new in effect.pairs]  # type: ignore[union-attr]


def _monthly(old: SchemeResult | None, new: SchemeResult | None) -> Row:
    cells = [
        _("chưa có")
        if one is None
        else _("{amount} từ {month}").format(amount=millions(one.increase_vnd), month=short_month(one.month))
        for one in (old, new)
    ]
    if old is None or new is None:
        return [*cells, ""]
    difference = new.increase_vnd - old.increase_vnd
    return [*cells, signed_millions(difference) if difference else _("không đổi")]


def _yearly(old: SchemeResult | None, new: SchemeResult | None) -> Row:
    years = sorted({bill.year for one in (old, new) if one is not None for bill in one.years if bill.increase_vnd})
    if not years:
        return ["", "", ""]
    values = [_of_year(one, years[0]) for one in (old, new)]
    cells = [
        _("chưa có") if value is None else _("{year}: {amount}").format(year=years[0], amount=millions(value))
        for value in values
    ]
    before, after = values
    if before is None or after is None:
        return [*cells, ""]
    return [*cells, signed_millions(after - before) if after != before else _("không đổi")]


def _of_year(one: SchemeResult | None, year: int) -> int | None:
    return None if one is None else next((bill.increase_vnd for bill in one.years if bill.year == year), None)
