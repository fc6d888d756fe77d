"""One row a lever, worked by hand from the decrees and the report: golden/can_gat.csv, can_gat_xem.csv,
tinh_nguoc.csv."""

import pytest

from models.periods import Month
from models.policy.answers.funding import BudgetLine, budget_line, increment_plan
from models.policy.answers.goal_seek import highest
from models.policy.answers.whatif import headline
from models.policy.areas import merit, protection
from models.policy.cube import Cube, Role, View
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.levers.levers import Lever, Scenario
from models.policy.schemes import PROTECTION, SCHEMES
from tests.models.seed_frames import HORIZON, Seed, golden, whole
from tests.models.written_levers import AREAS, BY_KEY, CLOCKS, VIEWS, area_of, scenario_of, settings_of, value_of

VIEW: dict[str, View] = {"hưởng": "entitled", "chi": "paid"}
ROLE: dict[str, Role] = {"hiện hành": "baseline", "phương án": "scenario"}
DIRECTION = {"tăng": 1, "giảm": -1, "không đổi": 0}
MILLION = 1_000_000
ROWS, VIEW_ROWS, GOALS = golden("can_gat"), golden("can_gat_xem"), golden("tinh_nguoc")


def name_of(row: dict[str, str]) -> str:
    return row["cần gạt"]


@pytest.mark.parametrize("lever", [*protection.LEVERS, *merit.LEVERS], ids=lambda lever: lever.key)
def test_every_lever_has_a_row_worked_by_hand(lever: Lever) -> None:
    """A new lever fails here until its row stands in golden/can_gat.csv, with the sum written out."""
    rows = [row for row in ROWS if row["cần gạt"] == lever.key]
    assert rows
    assert all(lever.parse(row["giá trị"]) != lever.default for row in rows)


@pytest.mark.parametrize("lever", [*protection.VIEW_LEVERS, *merit.VIEW_LEVERS], ids=lambda lever: lever.key)
def test_every_lever_of_the_view_has_a_row(lever: Lever) -> None:
    assert any(row["cần gạt"] == lever.key for row in VIEW_ROWS)


def test_no_row_names_a_lever_that_is_gone() -> None:
    assert {row["cần gạt"] for row in ROWS} == {lever.key for levers in AREAS.values() for lever in levers}
    assert {row["cần gạt"] for row in VIEW_ROWS} == {lever.key for levers in VIEWS.values() for lever in levers} | {
        *CLOCKS.values()
    }


@pytest.mark.parametrize("split", ["province", "districts"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['cần gạt']} {row['vai']}")
def test_a_lever_comes_to_the_sum_of_its_row(
    seed: Seed, split: str, row: dict[str, str], request: pytest.FixtureRequest
) -> None:
    baseline: Baseline = request.getfixturevalue(split)
    key, area = row["cần gạt"], area_of(row["cần gạt"])
    others = settings_of(row["đặt kèm"])
    moved = scenario_of(area, {**others, key: BY_KEY[key].parse(row["giá trị"])}, row["quy định tính đến ngày"])
    still = scenario_of(area, others, row["quy định tính đến ngày"])
    with_it, without = (project_cube(baseline.of_area(area), seed.law, chosen, HORIZON) for chosen in (moved, still))
    view, place = VIEW[row["cách xem"]], HORIZON.index(Month.parse(row["tháng"]))
    scheme = row["chương trình"]
    if row["nguồn"]:
        assert share_of(with_it, seed, moved, row["nguồn"]) == whole(row["đồng"])
        assert share_of(without, seed, still, row["nguồn"]) != whole(row["đồng"])
    else:
        assert with_it.total(ROLE[row["vai"]], view, scheme)[place] == whole(row["đồng"])
    change = int(with_it.total("scenario", view, scheme)[place] - without.total("scenario", view, scheme)[place])
    assert (change > 0) - (change < 0) == DIRECTION[row["so với khi không đặt"]]
    assert change != 0 or row["nguồn"]


def share_of(cube: Cube, seed: Seed, chosen: Scenario, source: str) -> int | None:
    """What a source carries of the month's increase; None = it has no share, or none is decided."""
    plan = increment_plan(cube, PROTECTION, seed.law, chosen, headline(cube, PROTECTION, seed.law, chosen).month)
    return next((share.vnd for share in plan.shares if share.source.code == source), None)


@pytest.mark.parametrize("row", VIEW_ROWS, ids=name_of)
def test_a_lever_of_the_view_comes_to_the_sum_of_its_row(seed: Seed, province: Baseline, row: dict[str, str]) -> None:
    key, area = row["cần gạt"], area_of(row["cần gạt"])
    others = settings_of(row["đặt kèm"])
    moved = {**others, key: value_of(key, row["giá trị"])}
    found, without = (figure_of(seed, province, area, values, row["chỉ tiêu"]) for values in (moved, others))
    assert found == whole(row["đồng"])
    assert without != found


def figure_of(seed: Seed, baseline: Baseline, area: str, values: dict[str, int | str], figure: str) -> int | None:
    """One figure of the year's budget line, or the year's bill by month of payment."""
    prefix = "merit." if area == "merit" else ""
    year = int(values.get(f"{prefix}budget_year", "2024"))
    chosen = scenario_of(area, values, str(values.get(CLOCKS[area], "2023-12-31")))
    cube = project_cube(baseline.of_area(area), seed.law, chosen, HORIZON)
    months = [month for month in HORIZON if month.year == year]
    role: Role = "baseline" if figure.startswith("hiện hành") else "scenario"
    paid = [int(cube.total(role, "paid", area)[cube.month_index[month]]) for month in months]
    if figure.endswith(", chi cả năm"):
        return sum(paid)
    line = line_of(prefix, values, months, paid)
    if figure == "quyết toán":
        return line.settlement_vnd
    return line.balance_vnd if figure.startswith("còn lại") else line.spent_vnd


def line_of(prefix: str, values: dict[str, int | str], months: list[Month], paid: list[int]) -> BudgetLine:
    """The budget line of values typed in, in triệu đồng; what has been paid counts with its month alone."""

    def typed(name: str) -> int | None:
        value = values.get(f"{prefix}{name}")
        return None if value is None else int(value) * MILLION

    to = values.get(f"{prefix}actual_to")
    both = to is not None and typed("actual") is not None
    return budget_line(
        typed("estimate") or 0,
        months,
        paid,
        supplement_vnd=typed("supplement") or 0,
        actual_vnd=typed("actual") if both else None,
        actual_to=Month.parse(str(to)) if both else None,
        settlement_vnd=typed("settlement"),
    )


@pytest.mark.parametrize("row", GOALS, ids=lambda row: f"{row['cần gạt']} {row['trần, đồng']} {row['tính cho']}")
def test_a_ceiling_reaches_the_step_of_its_row(seed: Seed, province: Baseline, row: dict[str, str]) -> None:
    area = area_of(row["cần gạt"])
    asked = scenario_of(area, settings_of(row["đặt kèm"]), row["quy định tính đến ngày"])
    per = "month" if row["tính cho"] == "tháng" else "year"
    found = highest(
        province.of_area(area),
        seed.law,
        asked,
        SCHEMES[row["chương trình"]],
        BY_KEY[row["cần gạt"]],
        months=HORIZON,
        ceiling_vnd=whole(row["trần, đồng"]),
        per=per,
    )
    assert (str(found.value), str(found.next_value)) == (row["tới"], row["bậc sau"])
    assert (found.increase_vnd, found.next_increase_vnd) == (whole(row["tăng thêm"]), whole(row["bậc sau tăng thêm"]))
