"""Rows of the levers that move no money - plan, target, mix of levels, swimming goal: golden/can_gat_muc_tieu.csv."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest

from models.policy.answers.filled import Figures, fill
from models.policy.areas import children, employment, poverty, training
from models.policy.areas.catalogue import AREAS
from models.policy.areas.children import YearEnd
from models.policy.areas.employment import PlanPace
from models.policy.areas.support import SupportArea
from models.policy.areas.targets import TargetPath
from models.policy.areas.training import LEVELS, above_short_tenths, level_mix
from models.policy.levers.levers import LeverValue, Scenario
from tests.models.policy.test_golden_support import rows_of, settings_of
from tests.models.seed_frames import END_2023, Seed, golden
from tests.models.worked import sum_of

ROWS = golden("can_gat_muc_tieu")
COLUMNS = ["cần gạt", "giá trị trước", "giá trị", "đặt kèm", "số đã có", "con số", "trước", "sau", "phép tính"]
GOALS = {"training": training.GOAL, "poverty": poverty.GOAL}
YEAR = 2025
Figure = Fraction | int | None
each_area = pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)
each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['cần gạt']} {row['con số']}")


@dataclass(frozen=True)
class Tried:
    """A scenario of an area, and the figures its page has beside it as the row writes them."""

    area: SupportArea
    scenario: Scenario
    given: str
    seed: Seed

    @property
    def pace(self) -> PlanPace | None:
        return employment.pace({lever.key: self.scenario.value(lever) for lever in employment.PACE})

    @property
    def abroad(self) -> int | None:
        plan = self.scenario.number(employment.ABROAD_PLAN)
        return employment.reached_abroad(plan, int(self.given.replace(".", ""))) if plan else None

    @property
    def poor(self) -> LeverValue | None:
        """People of poor households as the households given stand for them."""
        period, households = "2023", self.given.replace(".", "")
        row = {
            "indicator": "poverty.poor_households",
            "period": period,
            "value": households,
            "quality": "reported",
            "source": "báo cáo",
        }
        filled = fill(poverty.AREA, self.scenario, self.seed.law, Figures(rows=[row]))
        return filled.scenario.value(poverty.POOR_PEOPLE.now) or None

    @property
    def path(self) -> TargetPath | None:
        rate, year = self.given.split(" năm ")
        return GOALS[self.area.policy_area].path(Decimal(rate.replace(",", ".")), int(year), self.scenario)

    @property
    def mix(self) -> dict[str, int]:
        counts = [int(part.replace(".", "")) for part in self.given.split("; ")]
        return dict(level_mix(dict(zip(LEVELS, counts, strict=True)), self.scenario).after)

    @property
    def swimming(self) -> children.SwimmingCoverage | None:
        return children.swimming_coverage(self.scenario, "scenario", self.seed.law.known_on(END_2023))


def of_pace(ask: Callable[[PlanPace], int | None]) -> Callable[[Tried], Figure]:
    return lambda tried: None if tried.pace is None else ask(tried.pace)


def of_path(ask: Callable[[TargetPath], Fraction]) -> Callable[[Tried], Figure]:
    return lambda tried: None if tried.path is None else ask(tried.path)


def of_year(ask: Callable[[YearEnd], int]) -> Callable[[Tried], Figure]:
    def figure(tried: Tried) -> Figure:
        found = tried.swimming
        return None if found is None else ask(next(end for end in found.ends if end.year == YEAR))

    return figure


def level(name: str) -> Callable[[Tried], Figure]:
    return lambda tried: tried.mix[name]


FIGURES: dict[str, Callable[[Tried], Figure]] = {
    "đạt so với kế hoạch (phần nghìn)": of_pace(lambda pace: pace.reached_tenths),
    "còn phải làm (người)": of_pace(lambda pace: pace.left),
    "cần mỗi tháng (người)": of_pace(lambda pace: pace.needed),
    "nhịp mỗi tháng (người)": of_pace(lambda pace: pace.pace),
    "ước cả năm (người)": of_pace(lambda pace: pace.expected),
    "thay đổi mỗi năm (điểm phần trăm)": of_path(lambda path: path.mean),
    f"tỷ lệ hết năm {YEAR} (%)": of_path(
        lambda path: Fraction(next(each.value for each in path.years if each.year == YEAR))
    ),
    "tuyển sinh cao đẳng (người)": level("college"),
    "tuyển sinh trung cấp (người)": level("intermediate"),
    "tuyển sinh sơ cấp (người)": level("elementary"),
    "tuyển sinh dưới 3 tháng (người)": level("short"),
    "từ sơ cấp trở lên (phần nghìn)": lambda tried: above_short_tenths(tried.mix),
    f"tỷ lệ biết bơi hết năm {YEAR} (phần nghìn)": of_year(lambda end: end.share_ppm // 1000),
    f"trẻ em biết bơi hết năm {YEAR}": of_year(lambda end: end.reached),
    "đạt kế hoạch đi làm việc ở nước ngoài (phần nghìn)": lambda tried: tried.abroad,
    "người thuộc hộ nghèo (người)": lambda tried: None if tried.poor is None else int(tried.poor),
    "phải dạy mỗi năm (trẻ em)": lambda tried: None if tried.swimming is None else tried.swimming.a_year_needed,
}
"""What a row may name under "con số"."""


def area_of(key: str) -> SupportArea:
    [area] = [area for area in AREAS if area.policy_area == key.partition(".")[0]]
    return area


def number(text: str) -> Fraction | None:
    """ "1.500", "-0,37"; empty = not reckoned."""
    return Fraction(text.replace(".", "").replace(",", ".")) if text else None


@each_area
def test_every_lever_that_moves_no_money_has_a_row_worked_by_hand(area: SupportArea) -> None:
    written = {row["cần gạt"] for row in ROWS} | {row["cần gạt"] for row in rows_of(area)}
    missing = [lever.key for lever in area.others if lever.key not in written]
    assert not missing, f"golden/can_gat_muc_tieu.csv has no row for: {', '.join(missing)}"


def test_rows_are_of_levers_that_are_there_and_in_the_agreed_columns() -> None:
    assert {row["cần gạt"] for row in ROWS} == {lever.key for area in AREAS for lever in area.others}
    assert {row["con số"] for row in ROWS} == set(FIGURES)
    assert all(list(row) == COLUMNS for row in ROWS)


@each_row
def test_a_lever_moves_the_figure_of_its_row_as_written(seed: Seed, row: dict[str, str]) -> None:
    area, key = area_of(row["cần gạt"]), row["cần gạt"]
    beside = settings_of(area, row["đặt kèm"])
    assert key not in beside
    [lever] = [lever for lever in area.others if lever.key == key]
    before = {key: lever.parse(row["giá trị trước"])} if row["giá trị trước"] else {}
    after = {key: lever.parse(row["giá trị"])}
    assert before != after

    def figure(values: dict[str, LeverValue]) -> Figure:
        scenario = Scenario.of(END_2023, area.levers, {**beside, **values})
        return FIGURES[row["con số"]](Tried(area, scenario, row["số đã có"], seed))

    assert figure(before) == number(row["trước"])
    assert figure(after) == number(row["sau"]) != number(row["trước"])


@each_row
def test_the_sum_written_in_a_row_is_its_figure(row: dict[str, str]) -> None:
    assert sum_of(row["phép tính"]) == number(row["sau"])
