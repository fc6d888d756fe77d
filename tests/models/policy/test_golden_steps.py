"""Each step of law that a support area computes with, worked by hand from the law's rows: golden/buoc_luat.csv. The new
amount counts in its month, the old one in the month before, and by the law of the day before it became known."""

import csv
from datetime import date
from pathlib import Path

import pytest

from models.periods import Month
from models.policy.answers.support_result import support_result
from models.policy.areas.catalogue import AREAS
from models.policy.areas.support import SupportArea
from models.policy.levers.levers import Scenario
from tests.models.policy.test_golden_support import line_of, settings_of
from tests.models.seed_frames import HORIZON, Seed, golden, whole
from tests.models.worked import result_of

ROWS = golden("buoc_luat")
NORMS = Path(__file__).parents[3] / "data/seed/norms.csv"
NOT_YET = "chưa áp dụng"
BY_AREA = {area.policy_area: area for area in AREAS}


def names_of(row: dict[str, str]) -> str:
    return f"{row['lĩnh vực']} {row['tham số']} {row['quy định tính đến ngày']} {row['tháng']}"


@pytest.mark.parametrize("row", ROWS, ids=names_of)
def test_a_step_comes_to_the_sum_of_its_row(seed: Seed, row: dict[str, str]) -> None:
    area, month = BY_AREA[row["lĩnh vực"]], Month.parse(row["tháng"])
    day, line = date.fromisoformat(row["quy định tính đến ngày"]), line_of(area, row["khoản"])
    province = int(seed.areas.filter(seed.areas["level"] == "province")["area_id"][0])
    scenario = Scenario.of(day, area.levers, settings_of(area, row["đặt"]))
    cube = support_result(area, scenario, seed.law, province, year=month.year).cube
    mine = (cube.schemes == line.scheme.code) & (cube.groups == line.group)
    place = cube.month_index[month]
    if row["phép tính"] == NOT_YET:
        assert not cube.vnd["baseline", "entitled"][mine, place].any()
    else:
        assert int(cube.vnd["baseline", "entitled"][mine, place].sum()) == whole(row["đồng"])


@pytest.mark.parametrize("row", [row for row in ROWS if row["phép tính"] != NOT_YET], ids=names_of)
def test_the_sum_written_in_a_row_is_its_amount(row: dict[str, str]) -> None:
    assert result_of(row["phép tính"]) == whole(row["đồng"])


def test_every_step_that_an_area_computes_with_has_its_rows() -> None:
    with NORMS.open(encoding="utf-8", newline="") as file:
        steps = [(row["parameter"], row["applies_from"][:7]) for row in csv.DictReader(file)]
    written = {(row["lĩnh vực"], row["tham số"], row["bước từ tháng"]) for row in ROWS}
    first = str(HORIZON[0])
    wanted = {
        (area.policy_area, name, month)
        for area in AREAS
        for name, month in steps
        if name in taken_by(area) and month > first
    }
    assert wanted - written == set()


def taken_by(area: SupportArea) -> set[str]:
    """What the area's lines take from the law: amounts, shares, ceilings."""
    limits = {line.limit.parameter for line in area.lines if line.limit is not None}
    return {factor.parameter for factor in area.factors} | limits
