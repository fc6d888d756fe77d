"""Case cards: example persons, and what each is paid a month before and after a scenario.

Belongs here: the examples, before beside after, the next birthday that changes something, the merit amounts of a month. Does not:
who is entitled (case_rules.py), what is paid together (case_entitlements.py), words and formats (pages).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

from models.money import divide_half_up
from models.periods import Month
from models.policy.cases.case_entitlements import Entitlement, Lines, Terms, entitlements
from models.policy.cases.case_rules import BIRTHDAYS, SUPPLEMENT, Case
from models.wording.words import N_

Area = Literal["protection", "merit"]


@dataclass(frozen=True)
class Card:
    """`fields` are the features of the person that can be edited on the screen, by name in Case."""

    key: str
    area: Area
    name: str
    case: Case
    fields: tuple[str, ...]


def _social(key: str, name: str, case: Case, *fields: str) -> Card:
    return Card(key, "protection", name, case, fields)


def _merit(key: str, name: str, case: Case, *fields: str) -> Card:
    return Card(key, "merit", name, case, fields)


CARDS = (
    _social(
        "mo-coi", N_("Trẻ mồ côi sắp tròn 4 tuổi"), Case(3, orphan=True), "age", "disability", "carer", "in_centre"
    ),
    _social("mo-coi-di-hoc", N_("Học sinh mồ côi 17 tuổi"), Case(17, orphan=True, studying=True), "age", "studying"),
    _social(
        "don-than", N_("Đơn thân nghèo nuôi hai con, khuyết tật nặng"),
        Case(35, household="poor", children=2, disability="severe"), "age", "household", "children", "disability", "hiv",
    ),
    _social(
        "me-khuyet-tat", N_("Mẹ khuyết tật nặng nuôi một con dưới 36 tháng"),
        Case(28, disability="severe", children_under_3=1), "disability", "carer", "children_under_3", "pregnant",
    ),
    _social(
        "tre-khuyet-tat", N_("Trẻ 8 tuổi khuyết tật đặc biệt nặng, gia đình chăm sóc"),
        Case(8, disability="extreme", carer="family"), "age", "disability", "carer",
    ),
    _social(
        "khuyet-tat-62", N_("Khuyết tật đặc biệt nặng, 62 tuổi, gia đình chăm sóc"),
        Case(62, disability="extreme", carer="family"), "age", "disability", "carer", "in_centre",
    ),
    _social(
        "gia-co-don", N_("Người cao tuổi nghèo, cô đơn, 79 tuổi"), Case(79, household="poor", alone=True),
        "age", "household", "alone", "disability", "carer",
    ),
    _social(
        "khong-luong-huu", N_("Người 76 tuổi không có lương hưu"), Case(76), "age", "household", "pension", "disability"
    ),
    _social("tren-80", N_("Người 80 tuổi không có lương hưu"), Case(80), "age", "pension", "disability"),
    _social("tuat-80", N_("Người 80 tuổi hưởng tuất hằng tháng"), Case(80, pension="survivor"), "age", "pension"),
    _social(
        "hiv-ngheo", N_("Nhiễm HIV/AIDS, hộ nghèo, không có thu nhập"), Case(40, household="poor", hiv=True),
        "age", "household", "children",
    ),
    _social(
        "trong-co-so", N_("Khuyết tật đặc biệt nặng, ở cơ sở trợ giúp xã hội"),
        Case(40, disability="extreme", in_centre=True), "age", "disability", "in_centre",
    ),
    _merit(
        "thuong-binh-81", N_("Thương binh 81%, có người phục vụ"),
        Case(76, merit="invalid", percent=81, attendant=True), "percent", "attendant",
    ),
    _merit("thuong-binh-45", N_("Thương binh 45%"), Case(70, merit="invalid", percent=45), "percent", "attendant"),
    _merit("thuong-binh-b", N_("Thương binh loại B 35%"), Case(68, merit="invalid_b", percent=35), "percent"),
    _merit("benh-binh-65", N_("Bệnh binh 65%"), Case(72, merit="sick_soldier", percent=65), "percent"),
    _merit(
        "chat-doc-81", N_("Người nhiễm chất độc hóa học từ 81%"),
        Case(75, merit="agent_orange", percent=81), "percent", "attendant",
    ),
    _merit(
        "con-chat-doc", N_("Con đẻ của người nhiễm chất độc hóa học, từ 81%"),
        Case(45, merit="agent_orange_child", percent=81, disability="extreme", carer="family"),
        "percent", "disability", "carer",
    ),
    _merit("me-liet-si", N_("Mẹ của một liệt sĩ"), Case(90, merit="martyr_kin_1"), "age", "pension"),
    _merit(
        "me-liet-si-co-don", N_("Mẹ của một liệt sĩ, sống cô đơn"), Case(92, merit="martyr_kin_nurture"), "age", "pension"
    ),
    _merit("me-vnah", N_("Bà mẹ Việt Nam anh hùng"), Case(95, merit="heroic_mother"), "age", "pension"),
    _merit(
        "tuat-61", N_("Vợ hoặc chồng hưởng tuất của thương binh từ 61%"), Case(72, merit="survivor_61"), "age", "pension"
    ),
    _merit(
        "thuong-binh-khuyet-tat", N_("Thương binh 25%, 66 tuổi, khuyết tật đặc biệt nặng"),
        Case(66, merit="invalid", percent=25, disability="extreme", carer="family"),
        "percent", "disability", "carer",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line before beside after; None on a side = the person does not fall under it there."""

    before: Entitlement | None
    after: Entitlement | None

    @property
    def line(self) -> Entitlement:
        """Whose words are shown."""
        line = self.before if self.before is not None and (self.before.kept or self.after is None) else self.after
        assert line is not None
        return line

    @property
    def kept(self) -> bool:
        return any(side is not None and side.kept for side in (self.before, self.after))

    @property
    def before_vnd(self) -> int | None:
        return 0 if self.before is None else self.before.paid_vnd

    @property
    def after_vnd(self) -> int | None:
        return 0 if self.after is None else self.after.paid_vnd


def priced(case: Case, groups: pl.DataFrame, before: Terms, after: Terms) -> tuple[Row, ...]:
    """The person's lines under both terms, joined by payee and group. Which line is paid may differ: a raised norm can lift
    an allowance over the social pension."""
    sides = [
        {(line.payee, line.group): line for line in entitlements(case, groups, terms)} for terms in (before, after)
    ]
    return tuple(Row(sides[0].get(key), sides[1].get(key)) for key in dict.fromkeys([*sides[0], *sides[1]]))


def by_payee(rows: tuple[Row, ...]) -> dict[str, tuple[int | None, int | None]]:
    """What each payee gets a month before and after, in order of the lines; None = an amount of it is not known."""
    found: dict[str, tuple[int | None, int | None]] = {}
    for row in rows:
        if row.kept and not row.line.once:
            before, after = found.get(row.line.payee, (0, 0))
            found[row.line.payee] = (_plus(before, row.before_vnd), _plus(after, row.after_vnd))
    return found


def _plus(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b


@dataclass(frozen=True)
class Birthday:
    """A birthday that changes what is paid: the lines that begin there and those that end."""

    age: int
    begun: Lines
    ended: Lines


def next_change(case: Case, groups: pl.DataFrame, terms: Terms) -> Birthday | None:
    """The next birthday that changes the lines paid under the terms; None when no birthday does."""
    now = _paid(case, groups, terms)
    for age in BIRTHDAYS:
        if age > case.age:
            then = _paid(replace(case, age=age), groups, terms)
            if then.keys() != now.keys():
                begun = tuple(line for key, line in then.items() if key not in now)
                return Birthday(age, begun, tuple(line for key, line in now.items() if key not in then))
    return None


def _paid(case: Case, groups: pl.DataFrame, terms: Terms) -> dict[tuple[str, str], Entitlement]:
    return {(line.payee, line.group): line for line in entitlements(case, groups, terms) if line.kept}


def merit_amounts(amounts: pl.DataFrame, month: Month) -> dict[str, int]:
    """Published amounts by group and by step for entitlement in a month, all from one decree: what the newest decree has no
    row for is not known, never taken from the one before. Frame: scheme, group, applies_from, amount_vnd, document."""
    mine = amounts.filter(pl.col("scheme").is_in(["merit", "merit_step"]) & (pl.col("applies_from") <= month.first_day))
    newest = mine.filter(pl.col("applies_from") == pl.col("applies_from").max())
    return dict(newest.select("group", "amount_vnd").iter_rows())


def with_supplement(merit: Mapping[str, int]) -> dict[str, int]:
    """The amounts with the supplement for 81 % and more, where it follows from them: the group's mean amount has it inside, the
    steps have not. In whole thousands, as decrees publish; an amount handed in under its own code stands."""
    found = dict(merit)
    steps = [merit[code] for code in (f"invalid.{percent}" for percent in range(81, 101)) if code in merit]
    if SUPPLEMENT not in merit and "invalid_81_100" in merit and len(steps) == 20:
        found[SUPPLEMENT] = 1_000 * divide_half_up(20 * merit["invalid_81_100"] - sum(steps), 20 * 1_000)
    return found
