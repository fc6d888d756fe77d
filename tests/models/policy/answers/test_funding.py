"""Who pays: known shares sum to the amount, what is not decided is unknown and never 0, local money is never
merit's."""

import pytest
from hypothesis import given, strategies as st

from models.periods import Month
from models.policy.answers.funding import (
    CENTRAL,
    DELEGATED,
    LOCAL,
    PROVINCE,
    SOURCES,
    FundingPlan,
    funding_plan,
    level_of,
)
from models.policy.areas import protection
from models.policy.levers.levers import UNSET, FundingLevers, LeverValue, Scenario
from models.policy.schemes import CENTRE, GIFTS_PROVINCE, MERIT, PROTECTION, SCHEMES, Scheme
from tests.models.seed_frames import END_2023

FUNDING = protection.FUNDING
MONTH = Month(2024, 7)
amounts = st.integers(-(10**12), 10**12)
percents = st.just(UNSET) | st.integers(0, 100)


def with_percents(*values: LeverValue) -> Scenario:
    """NSTW, cải cách tiền lương, dự phòng, bổ sung có mục tiêu."""
    keys = [lever.key for lever in FUNDING.levers]
    return Scenario.of(END_2023, protection.LEVERS, dict(zip(keys, values, strict=False)))


def plan_of(
    total: int, alone: int, *values: LeverValue, scheme: Scheme = PROTECTION, levers: FundingLevers | None = FUNDING
) -> FundingPlan:
    return funding_plan(scheme, total, alone, MONTH, with_percents(*values), levers)


@given(amounts, amounts, percents, percents, percents, percents)
def test_known_shares_sum_to_the_amount(
    total: int, alone: int, central: LeverValue, wages: LeverValue, contingency: LeverValue, targeted: LeverValue
) -> None:
    plan = plan_of(total, alone, central, wages, contingency, targeted)
    assert sum(share.vnd for share in plan.shares if share.vnd is not None) == total == plan.total_vnd
    assert plan.local_alone_vnd == alone
    assert all(share.source in SOURCES for share in plan.shares)
    given_percents = sum(0 if value == UNSET else int(value) for value in (wages, contingency, targeted))
    assert plan.over == (given_percents > 100)
    assert plan.central_support_unknown == (central == UNSET and total != alone)


@given(amounts, amounts, st.integers(0, 100))
def test_central_support_is_of_what_the_province_did_not_decide_alone(total: int, alone: int, rate: int) -> None:
    plan = plan_of(total, alone, rate)
    central = [share.vnd for share in plan.shares if share.source == CENTRAL]
    assert len(central) == (total != alone)
    if central:
        assert central[0] is not None
        assert abs(100 * central[0] - (total - alone) * rate) <= 50


def test_support_nobody_decided_is_unknown_and_never_zero() -> None:
    plan = plan_of(9_333_333_333, 0)
    assert [(share.source, share.vnd) for share in plan.shares] == [(CENTRAL, None), (LOCAL, 9_333_333_333)]
    assert plan.central_support_unknown


def test_support_decided_as_nothing_is_zero() -> None:
    plan = plan_of(9_333_333_333, 0, 0)
    assert [(share.source, share.vnd) for share in plan.shares] == [(CENTRAL, 0), (LOCAL, 9_333_333_333)]
    assert not plan.central_support_unknown


def test_a_rise_of_the_provinces_own_has_no_central_support() -> None:
    plan = plan_of(4_000_000_000, 4_000_000_000, 60)
    assert [(share.source, share.vnd) for share in plan.shares] == [(LOCAL, 4_000_000_000)]


def test_sources_that_pass_the_whole_are_not_used() -> None:
    plan = plan_of(1_000, 0, 0, 60, 50)
    assert plan.over
    assert [(share.source, share.vnd) for share in plan.shares] == [(CENTRAL, 0), (LOCAL, 1_000)]


@pytest.mark.parametrize("scheme", [s for s in SCHEMES.values() if s.payer == "NSTW"], ids=lambda scheme: scheme.code)
@given(total=amounts)
def test_merit_is_wholly_delegated_central_money(scheme: Scheme, total: int) -> None:
    for levers in (None, FUNDING):
        plan = funding_plan(scheme, total, 0, MONTH, with_percents(50, 10), levers)
        assert [(share.source, share.vnd) for share in plan.shares] == [(DELEGATED, total)]
        assert not plan.central_support_unknown


@given(total=amounts)
def test_the_provinces_gifts_are_its_own_money(total: int) -> None:
    plan = funding_plan(GIFTS_PROVINCE, total, 0, MONTH, with_percents(), None)
    assert [(share.source, share.vnd) for share in plan.shares] == [(PROVINCE, total)]
    assert "NSTW" not in plan.shares[0].level
    assert plan.local_alone_vnd == total


def test_districts_pay_until_june_2025_and_communes_after() -> None:
    assert level_of(PROTECTION, Month(2025, 6)) == "cấp huyện"
    assert level_of(PROTECTION, Month(2025, 7)) == "cấp xã"
    assert level_of(CENTRE, Month(2025, 7)) == level_of(CENTRE, Month(2023, 1)) == "cấp quản lý cơ sở"


def test_money_outside_the_state_budget_is_marked() -> None:
    assert {source.code for source in SOURCES if not source.in_budget} == {"unemployment_fund", "job_loans"}
    assert MERIT.payer == "NSTW"
