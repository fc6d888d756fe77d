"""Insurance: the State's share by law in time, the province's above it, unemployment benefit outside the budget."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from models.policy.answers.support_result import support_result
from models.policy.areas import insurance
from models.policy.areas.insurance import STATUSES, months_of_benefit
from models.policy.areas.support import SupportLine, amount_of, missing, support_cube, support_rows
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.law.law import Law
from models.policy.levers.levers import LeverValue, Scenario
from models.policy.schemes import SCHEMES, UNEMPLOYMENT_BENEFIT, VOLUNTARY_INSURANCE, VOLUNTARY_TOP_UP
from tests.models.seed_frames import END_2023, HORIZON, NOVEMBER_2026, Seed, golden

BENEFIT: dict[str, LeverValue] = {"insurance.unemployed": 6_000, "insurance.months": 4, "insurance.wage": 5_000_000}
PLACES = {str(month): place for place, month in enumerate(HORIZON)}


def scenario(values: dict[str, LeverValue], law_as_of: date = END_2023) -> Scenario:
    return Scenario.of(law_as_of, insurance.AREA.levers, values)


def one_payer(seed: Seed, status: str, month: str, law_as_of: date = NOVEMBER_2026) -> int:
    """What the State pays for one person a month."""
    chosen = scenario({f"insurance.people.{status}": 1}, law_as_of)
    [row, top_up] = support_rows((insurance.AREA,), chosen, seed.law.known_on(law_as_of), HORIZON)
    assert (row.scheme, top_up.scheme) == (VOLUNTARY_INSURANCE, VOLUNTARY_TOP_UP)
    return int(row.vnd["baseline", "entitled"][PLACES[month]])


@pytest.mark.parametrize(
    ("status", "until_6_2025", "from_7_2025"),
    [("poor", 99_000, 165_000), ("near_poor", 82_500, 132_000), ("ethnic", 33_000, 99_000), ("other", 33_000, 66_000)],
)
def test_the_state_s_share_of_330_000_by_the_decree_of_the_month(
    seed: Seed, status: str, until_6_2025: int, from_7_2025: int
) -> None:
    """22% x 1.500.000 = 330.000; 30/25/10/10% (NĐ 134/2015), từ 01/7/2025 50/40/30/20% (NĐ 159/2025)."""
    found = [one_payer(seed, status, month) for month in ("2024-01", "2025-06", "2025-07", "2026-12")]
    assert found == [until_6_2025, until_6_2025, from_7_2025, from_7_2025]


def test_a_day_before_the_decree_does_not_know_it(seed: Seed) -> None:
    assert one_payer(seed, "poor", "2026-01", END_2023) == 99_000


def test_the_line_of_2027_raises_what_is_paid_for(seed: Seed) -> None:
    """22% x 2.200.000 x 50% = 242.000 (NĐ 351/2025)."""
    assert one_payer(seed, "poor", "2027-01") == 242_000


def test_nothing_is_reckoned_from_nothing(seed: Seed) -> None:
    assert support_rows((insurance.AREA,), scenario({}), seed.law, HORIZON) == []
    top_up = next(line for line in insurance.AREA.lines if line.scheme == VOLUNTARY_TOP_UP)
    assert missing(top_up, scenario({}), seed.law, HORIZON[0]) == (insurance.PEOPLE["poor"],)


def test_the_province_adds_by_its_resolution_from_2026_on(seed: Seed) -> None:
    """NQ 21/2025 của Ninh Bình: 30/20/20/0%; trước đó không tìm thấy nghị quyết. Cả tỉnh 64,35 triệu một tháng."""
    people: dict[str, LeverValue] = {
        f"insurance.people.{status}": count
        for status, count in (("poor", 350), ("near_poor", 370), ("ethnic", 80), ("other", 15_800))
    }
    result = support_result(insurance.AREA, scenario(people, NOVEMBER_2026), seed.law, 1)
    path = result.cube.total("baseline", "entitled", VOLUNTARY_TOP_UP.code)
    assert [int(path[PLACES[month]]) for month in ("2025-12", "2026-01", "2027-01")] == [0, 64_350_000, 94_380_000]


@pytest.mark.parametrize(("tried", "paid"), [(40, 40), (50, 50), (51, 50), (100, 50)])
def test_state_and_province_together_never_pay_more_than_all(seed: Seed, tried: int, paid: int) -> None:
    """The State pays half for a poor payer since 7/2025; what it pays more, the province pays less."""
    values: dict[str, LeverValue] = {
        "insurance.people.poor": 100,
        "insurance.top_up.poor.tried": tried,
        "insurance.applies_from": "2026-03",
    }
    result = support_result(insurance.AREA, scenario(values, NOVEMBER_2026), seed.law, 1)
    bill = next(bill for bill in result.lines if bill.line.scheme == VOLUNTARY_TOP_UP)
    assert (bill.after[-1], bill.scenario_vnd) == (paid, 100 * 330_000 * paid // 100)
    higher = support_result(
        insurance.AREA, scenario({**values, "insurance.share.poor.tried": 80}, NOVEMBER_2026), seed.law, 1
    )
    assert int(higher.cube.vnd["scenario", "entitled"][:, PLACES["2026-03"]].sum()) == 100 * 330_000


@pytest.mark.parametrize(
    ("day", "month", "most"),
    [(END_2023, "2024-03", 18_200_000), (NOVEMBER_2026, "2025-03", 19_300_000), (NOVEMBER_2026, "2026-03", 20_700_000)],
)
def test_unemployment_benefit_ends_at_five_minimum_wages(seed: Seed, day: date, month: str, most: int) -> None:
    """60% tiền lương, tối đa 5 lần lương tối thiểu vùng III: 3.640.000, 3.860.000 từ 7/2024, 4.140.000 từ 2026."""
    for wage, benefit in ((5_000_000, 3_000_000), (40_000_000, most)):
        chosen = scenario({"insurance.unemployed": 12, "insurance.months": 1, "insurance.wage": wage}, day)
        [row] = support_rows((insurance.AREA,), chosen, seed.law.known_on(day), HORIZON)
        assert int(row.vnd["baseline", "entitled"][PLACES[month]]) == benefit


def test_without_law_the_share_is_missing_not_nothing() -> None:
    line = insurance.AREA.lines[0]
    chosen = scenario({"insurance.people.poor": 10})
    assert support_rows((insurance.AREA,), chosen, Law(()), HORIZON) == []
    assert missing(line, chosen, Law(()), HORIZON[0]) == (insurance.RATE, insurance.BASE, insurance.SHARES["poor"])


def test_the_province_pays_its_own_part_and_the_fund_its_own(seed: Seed) -> None:
    values = {**BENEFIT, "insurance.people.other": 100, "insurance.top_up.other": 10}
    rows = support_rows((insurance.AREA,), scenario(values), seed.law.known_on(END_2023), HORIZON)
    assert {row.scheme.code: int(row.vnd["baseline", "entitled"][0]) for row in rows} == {
        "voluntary_insurance": 100 * 33_000,
        "voluntary_top_up": 100 * 33_000,
        "unemployment_benefit": 6_000_000_000,
    }
    assert [scheme.in_budget for scheme in (VOLUNTARY_INSURANCE, VOLUNTARY_TOP_UP, UNEMPLOYMENT_BENEFIT)] == [
        True,
        True,
        False,
    ]


def test_benefit_of_the_fund_is_in_no_total_of_the_budget(seed: Seed, province: Baseline) -> None:
    values = {**BENEFIT, "insurance.people.other": 100}
    with_it, without = (
        project_cube(province, seed.law, scenario(chosen), HORIZON)
        for chosen in (values, {"insurance.people.other": 100})
    )
    for role in ("baseline", "scenario"):
        totals = [
            sum(
                int(cube.total(role, "entitled", code)[0])
                for code in sorted(set(cube.schemes.tolist()))
                if SCHEMES[code].in_budget
            )
            for cube in (with_it, without)
        ]
        assert totals[0] == totals[1] > 0
    assert with_it.total("baseline", "entitled", UNEMPLOYMENT_BENEFIT.code)[0] == 6_000_000_000


@pytest.mark.parametrize("line", insurance.AREA.lines, ids=lambda line: f"{line.scheme.code} {line.group}")
@given(data=st.data())
def test_money_is_linear_in_every_factor(line: SupportLine, data: st.DataObject) -> None:
    """Seven times any one factor is seven times the amount, and none of any one is nothing."""
    drawn = [data.draw(st.integers(1, max(1, factor.now.maximum // 100))) for factor in line.factors]
    for place in range(len(drawn)):
        times = [value * (7 if at == place else 1) for at, value in enumerate(drawn)]
        exact = [[values[0] * line.divisor, *values[1:]] for values in (drawn, times)]
        assert amount_of(line, exact[1]) == 7 * amount_of(line, exact[0])
        assert amount_of(line, [0 if at == place else value for at, value in enumerate(drawn)]) == 0


def test_every_status_has_its_four_factors_and_the_law_s_two_shares() -> None:
    for status in STATUSES:
        assert [value for value, _words in status.presets] == [
            preset.value for preset in insurance.SHARES[status.key].now.presets
        ]
    cube = support_cube(insurance.AREA, scenario(BENEFIT), Law(()), HORIZON, 1)
    assert cube.schemes.tolist() == [], "the law's 60% is not known here"


@pytest.mark.parametrize("row", golden("thoi_han_that_nghiep"), ids=lambda row: row["số tháng đã đóng"])
def test_the_months_of_benefit_of_a_worked_case(row: dict[str, str]) -> None:
    assert months_of_benefit(int(row["số tháng đã đóng"])) == int(row["số tháng hưởng"])


@given(st.integers(0, 600))
def test_more_paid_is_never_less_and_twelve_months_more_give_at_most_one(paid: int) -> None:
    now, later = months_of_benefit(paid), months_of_benefit(paid + 12)
    assert 0 <= now <= 12
    assert later >= now
    if paid >= 36:
        assert later == min(12, now + 1)


def test_no_two_levers_share_a_name() -> None:
    names = [lever.parameter for lever in insurance.AREA.all_levers]
    assert len(set(names)) == len(names)
    assert all(name.startswith(insurance.AREA.prefix) for name in names)
