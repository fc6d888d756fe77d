"""One row a lever of each support area, worked by hand from the decrees: golden/can_gat_<area>.csv."""

from dataclasses import dataclass
from datetime import date

import pytest

from models.periods import Month
from models.policy.answers.funding import BudgetLine, budget_line
from models.policy.answers.support_result import Purse, SupportResult, support_result
from models.policy.areas.catalogue import AREAS
from models.policy.areas.support import SupportArea, SupportLine
from models.policy.cube import Role
from models.policy.levers.levers import UNSET, Lever, LeverValue, Scenario
from tests.models.seed_frames import GOLDEN, Seed, golden, whole
from tests.models.worked import result_of

ROLE: dict[str, Role] = {"hiện hành": "baseline", "phương án": "scenario"}
CHANGES = ("tăng", "giảm", "tính được")
"""Against the same scenario without the lever; "tính được" = without it there is no such amount."""
YEAR, BALANCE, SPENT, SETTLED = "cả năm", "dự toán còn lại", "ước chi cả năm", "quyết toán"
"""What stands under "khoản" for levers of the view; a line is written "scheme.group"."""
CLOCK = "moc"
"""What a row calls the clock, which is no lever, where its day is what is moved."""
COLUMNS = [
    "cần gạt",
    "giá trị",
    "đặt kèm",
    "quy định tính đến ngày",
    "khoản",
    "tháng",
    "vai",
    "phép tính",
    "đồng",
    "so với khi không đặt",
]
MILLION = 1_000_000


def name_of(area: SupportArea) -> str:
    return f"can_gat_{area.slug.replace('-', '_')}"


def rows_of(area: SupportArea) -> list[dict[str, str]]:
    return golden(name_of(area)) if (GOLDEN / f"{name_of(area)}.csv").exists() else []


@dataclass(frozen=True)
class Case:
    area: SupportArea
    row: dict[str, str]

    @property
    def key(self) -> str:
        return self.row["cần gạt"]

    @property
    def month(self) -> Month:
        return Month.parse(self.row["tháng"])

    def __str__(self) -> str:
        return f"{self.key} {self.row['vai']} {self.row['tháng']}"


CASES = [Case(area, row) for area in AREAS for row in rows_of(area)]
each_area = pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)


def needing(area: SupportArea) -> list[str]:
    """What must have a row: every lever, and the clock where the law gives a factor."""
    dated = any(factor.parameter for line in area.lines for factor in line.factors)
    moving = [lever for lever in area.levers if lever not in area.others]
    return [*(lever.key for lever in (*moving, *area.view_levers)), *([CLOCK] if dated else [])]


@each_area
def test_every_lever_has_a_row_worked_by_hand(area: SupportArea) -> None:
    written = {row["cần gạt"] for row in rows_of(area)}
    missing = [key for key in needing(area) if key not in written]
    assert not missing, f"golden/{name_of(area)}.csv has no row for: {', '.join(missing)}"


@each_area
def test_rows_are_of_levers_that_are_there_and_in_the_agreed_columns(area: SupportArea) -> None:
    rows = rows_of(area)
    assert {row["cần gạt"] for row in rows} <= {CLOCK, *(lever.key for lever in area.all_levers)}
    for row in rows:
        assert list(row) == COLUMNS
        assert row["vai"] in ROLE
        assert row["so với khi không đặt"] in CHANGES


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_lever_comes_to_the_sum_of_its_row(seed: Seed, case: Case) -> None:
    others = settings_of(case.area, case.row["đặt kèm"])
    value = moved(case)
    amount, without = (amount_of(case, values, seed) for values in ({**others, case.key: value}, others))
    assert amount == whole(case.row["đồng"])
    if case.row["so với khi không đặt"] == "tính được":
        assert without is None
    else:
        assert without is not None
        assert amount is not None
        assert (amount > without) == (case.row["so với khi không đặt"] == "tăng")
        assert amount != without


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_sum_written_in_a_row_is_its_amount(case: Case) -> None:
    assert result_of(case.row["phép tính"]) == whole(case.row["đồng"])


def moved(case: Case) -> LeverValue:
    """The position of the row's lever, or the day of the clock."""
    if case.key == CLOCK:
        return date.fromisoformat(case.row["giá trị"]).isoformat()
    [lever] = [lever for lever in case.area.all_levers if lever.key == case.key]
    value = lever.parse(case.row["giá trị"])
    assert value != lever.default
    return value


def settings_of(area: SupportArea, text: str) -> dict[str, LeverValue]:
    """ "employment.loan_jobs=500; employment.loan_amount=100000000"; a value no lever takes is refused as in a link."""
    known = {lever.key: lever for lever in area.all_levers}
    pairs = [part.strip().split("=") for part in text.split(";") if part.strip()]
    return {key: known[key].parse(value) for key, value in pairs}


def amount_of(case: Case, values: dict[str, LeverValue], seed: Seed) -> int | None:
    """The amount a row speaks of; None where it cannot be reckoned."""
    area, role = case.area, ROLE[case.row["vai"]]
    day = str(values.get(CLOCK, case.row["quy định tính đến ngày"]))
    mine = {lever.key: values[lever.key] for lever in area.levers if lever.key in values}
    province = int(seed.areas.filter(seed.areas["level"] == "province")["area_id"][0])
    found = support_result(area, Scenario.of(date.fromisoformat(day), area.levers, mine), seed.law, province)
    if case.row["khoản"] in (YEAR, BALANCE, SPENT, SETTLED):
        return looked_at(area, found, role, values, case.row["khoản"])
    line = line_of(area, case.row["khoản"])
    if any(found.value(factor, role, case.month) is None for factor in line.factors):
        return None
    rows = (found.cube.schemes == line.scheme.code) & (found.cube.groups == line.group)
    if not rows.any():
        return None
    assert rows.sum() == 1
    return int(found.cube.vnd[role, "entitled"][rows, found.cube.month_index[case.month]].sum())


def line_of(area: SupportArea, name: str) -> SupportLine:
    [line] = [line for line in area.lines if f"{line.scheme.code}.{line.group}" == name]
    return line


def looked_at(
    area: SupportArea, found: SupportResult, role: Role, values: dict[str, LeverValue], what: str
) -> int | None:
    """The year's bill of the first purse of the budget, or a figure of its budget line."""
    year = int(values.get(area.budget_year.key, area.budget_year.default))
    purse = next(purse for purse in found.purses if purse.in_budget)
    if what == YEAR:
        bill = purse.year(year)
        return bill.baseline_vnd if role == "baseline" else bill.scenario_vnd
    line = budget_of(area, found, purse, year, values)
    if line is None:
        return None
    return {BALANCE: line.balance_vnd, SPENT: line.spent_vnd, SETTLED: line.settlement_vnd}[what]


def budget_of(
    area: SupportArea, found: SupportResult, purse: Purse, year: int, values: dict[str, LeverValue]
) -> BudgetLine | None:
    """Levers of the budget are in triệu đồng; what has been paid counts with its month alone."""

    def typed(lever: Lever) -> int | None:
        value = values.get(lever.key, UNSET)
        return None if value == UNSET else int(value) * MILLION

    b = area.budget
    estimate, to = typed(b.estimate), values.get(b.actual_to.key, UNSET)
    if estimate is None:
        return None
    both = typed(b.actual) is not None and to != UNSET
    months = [month for month in found.cube.months if month.year == year]
    return budget_line(
        estimate,
        months,
        [int(purse.paths["scenario"][found.cube.month_index[month]]) for month in months],
        supplement_vnd=typed(b.supplement) or 0,
        actual_vnd=typed(b.actual) if both else None,
        actual_to=Month.parse(str(to)) if both else None,
        settlement_vnd=typed(b.settlement),
    )
