"""Each step of law that the engine computes with, worked by hand from the law's rows: golden/buoc_luat.csv. The new
amount counts in its month, the old one in the month before, and by the law of the day before it became known."""

import csv
from datetime import date
from pathlib import Path

import pytest

from models.periods import Month
from models.policy.answers.support_result import support_result
from models.policy.answers.whatif import MERIT_AREA, PROTECTION_AREA, compute
from models.policy.areas.catalogue import AREAS
from models.policy.areas.support import SupportArea
from models.policy.cube import Cube
from models.policy.engine.baseline import Baseline
from models.policy.levers.clock import Clock, values_on
from models.policy.levers.levers import Scenario
from models.policy.schemes import SCHEMES
from tests.models.policy.test_golden_support import settings_of
from tests.models.seed_frames import HORIZON, Seed, golden, whole
from tests.models.worked import result_of
from tests.models.written_levers import settings_of as written

ROWS = golden("buoc_luat")
NORMS = Path(__file__).parents[3] / "data/seed/norms.csv"
NOT_YET = "chưa áp dụng"
BY_AREA = {area.policy_area: area for area in AREAS}
WHAT_IFS = {area.scheme.policy_area: area for area in (PROTECTION_AREA, MERIT_AREA)}


def taken_by(area: SupportArea) -> set[str]:
    """What the area's lines take from the law: amounts, shares, ceilings."""
    limits = {line.limit.parameter for line in area.lines if line.limit is not None}
    return {factor.parameter for factor in area.factors} | limits


TAKEN = {area.policy_area: taken_by(area) for area in AREAS} | {
    name: {scheme.norm for scheme in SCHEMES.values() if scheme.policy_area == name} for name in WHAT_IFS
}
"""Area -> the parameters its amounts follow."""


def names_of(row: dict[str, str]) -> str:
    return f"{row['lĩnh vực']} {row['tham số']} {row['quy định tính đến ngày']} {row['tháng']}"


def cube_of(seed: Seed, province: Baseline, row: dict[str, str]) -> Cube:
    """The row's page on its clock, with its levers."""
    day, name = date.fromisoformat(row["quy định tính đến ngày"]), row["lĩnh vực"]
    if name in WHAT_IFS:
        area, clock = WHAT_IFS[name], Clock(day, seed.law)
        return compute(clock, province, values_on(clock, area.all_levers, written(row["đặt"])), area).cube
    support = BY_AREA[name]
    scenario = Scenario.of(day, support.levers, settings_of(support, row["đặt"]))
    year = Month.parse(row["tháng"]).year
    return support_result(support, scenario, seed.law, province.province_id, year=year).cube


@pytest.mark.parametrize("row", ROWS, ids=names_of)
def test_a_step_comes_to_the_sum_of_its_row(seed: Seed, province: Baseline, row: dict[str, str]) -> None:
    cube, month = cube_of(seed, province, row), Month.parse(row["tháng"])
    scheme, _, group = row["khoản"].partition(".")
    mine = (cube.schemes == scheme) & ((cube.groups == group) | (group == ""))
    found = cube.vnd["baseline", "entitled"][mine, cube.month_index[month]]
    if row["phép tính"] == NOT_YET:
        assert not found.any()
    else:
        assert int(found.sum()) == whole(row["đồng"])


@pytest.mark.parametrize("row", [row for row in ROWS if row["phép tính"] != NOT_YET], ids=names_of)
def test_the_sum_written_in_a_row_is_its_amount(row: dict[str, str]) -> None:
    assert result_of(row["phép tính"]) == whole(row["đồng"])


def test_every_step_that_an_area_computes_with_has_its_rows() -> None:
    with NORMS.open(encoding="utf-8", newline="") as file:
        steps = [(row["parameter"], row["applies_from"][:7]) for row in csv.DictReader(file)]
    written_rows = {(row["lĩnh vực"], row["tham số"], row["bước từ tháng"]) for row in ROWS}
    first = str(HORIZON[0])
    wanted = {
        (name, parameter, month)
        for name, taken in TAKEN.items()
        for parameter, month in steps
        if parameter in taken and month > first
    }
    assert wanted - written_rows == set()
