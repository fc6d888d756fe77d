"""Questions by the clock they are asked on, worked by hand: golden/moc_quy_dinh.csv."""

from collections.abc import Callable
from datetime import date

import pytest

from models.periods import Month
from models.policy.answers.whatif import AREAS, WhatIf, compute
from models.policy.cube import Role
from models.policy.engine.baseline import Baseline
from models.policy.levers.clock import Clock, values_on
from models.policy.schemes import PENSION_80
from tests.models.seed_frames import Seed, golden, whole
from tests.models.worked import result_of
from tests.models.written_levers import settings_of

ROWS = golden("moc_quy_dinh")
BY_AREA = {area.scheme.policy_area: area for area in AREAS}


def of_80(found: WhatIf, role: Role) -> int:
    """What those of 80 and over get in the headline's month, as the line of their own that they are."""
    amounts = found.cube.by("group", role, "entitled", found.scheme_code)[PENSION_80]
    return int(amounts[found.cube.month_index[found.main.month]])


def of_centres(found: WhatIf) -> int:
    assert found.side is not None
    return found.side.increase_vnd


FIGURES: dict[str, Callable[[WhatIf], int | Month]] = {
    "tháng áp dụng": lambda found: found.main.month,
    "chi lần đầu": lambda found: found.main.first_paid,
    "mức hiện hành": lambda found: found.main.norm_before,
    "hiện hành một tháng": lambda found: found.main.baseline_vnd,
    "tăng mỗi tháng": lambda found: found.main.increase_vnd,
    "truy lĩnh": lambda found: found.main.back_pay_vnd,
    "phần tỉnh chi riêng": lambda found: found.funding.local_alone_vnd,
    "cơ sở, tăng mỗi tháng": of_centres,
    "nhóm từ đủ 80 tuổi, hiện hành": lambda found: of_80(found, "baseline"),
    "nhóm từ đủ 80 tuổi, tăng": lambda found: of_80(found, "scenario") - of_80(found, "baseline"),
}
YEARLY = {"hiện hành năm": "baseline_vnd", "tăng năm": "increase_vnd"}


def figure(found: WhatIf, name: str) -> int | Month:
    """The row's figure of the answer; of a year where the name ends with one."""
    what, _, year = name.rpartition(" ")
    if what in YEARLY:
        [bill] = [bill for bill in found.main.years if bill.year == int(year)]
        return int(getattr(bill, YEARLY[what]))
    return FIGURES[name](found)


@pytest.mark.parametrize("split", ["province", "districts"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['câu hỏi']}, {row['chỉ tiêu']}")
def test_a_question_on_its_clock(seed: Seed, split: str, row: dict[str, str], request: pytest.FixtureRequest) -> None:
    baseline: Baseline = request.getfixturevalue(split)
    area, clock = BY_AREA[row["lĩnh vực"]], Clock(date.fromisoformat(row["mốc quy định"]), seed.law)
    values = values_on(clock, area.all_levers, settings_of(row["đặt"]))
    found = figure(compute(clock, baseline, values, area), row["chỉ tiêu"])
    if isinstance(found, Month):
        assert str(found) == row["số"]
    else:
        assert found == whole(row["số"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['câu hỏi']}, {row['chỉ tiêu']}")
def test_the_sum_written_in_a_row_is_its_figure(row: dict[str, str]) -> None:
    reckoned = result_of(row["phép tính"])
    assert reckoned is None or reckoned == whole(row["số"])


def test_most_rows_have_their_sum_written_out() -> None:
    assert sum(result_of(row["phép tính"]) is not None for row in ROWS) > len(ROWS) // 2
