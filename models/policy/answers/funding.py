"""Who pays: funding plans of a bill and of its increase."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.money import divide_half_up, scaled, share_out
from models.periods import Month
from models.policy.areas import protection
from models.policy.areas.protection import EXTRA_LABELS
from models.policy.cube import Cube
from models.policy.engine.measures import follows_province
from models.policy.engine.projection import norm_changes, norms_in
from models.policy.law.calendar import PENSION_ERA
from models.policy.law.law import Law
from models.policy.levers.budget import FundingLevers
from models.policy.levers.levers import UNSET
from models.policy.levers.scenario import Scenario
from models.policy.schemes import CENTRE, PROTECTION, REVOLVING_CAPITAL, Scheme
from models.policy.schemes import UNEMPLOYMENT_FUND as FUND
from models.wording.words import N_


@dataclass(frozen=True)
class Source:
    """A source of money; what is not `in_budget` never enters a total of the state budget."""

    code: str
    name: str
    in_budget: bool = True


CENTRAL = Source("central", N_("Ngân sách trung ương (NSTW) hỗ trợ"))
DELEGATED = Source("delegated", N_("NSTW, kinh phí ủy quyền"))
LOCAL = Source("local", N_("Ngân sách địa phương (NSĐP), cân đối"))
WAGE_REFORM = Source("wage_reform", N_("Nguồn cải cách tiền lương"))
CONTINGENCY = Source("contingency", N_("Dự phòng ngân sách"))
TARGETED = Source("targeted", N_("Bổ sung có mục tiêu"))
PROVINCE = Source("province", N_("Ngân sách tỉnh"))
UNEMPLOYMENT_FUND = Source("unemployment_fund", N_("Quỹ bảo hiểm thất nghiệp"), in_budget=False)
JOB_LOANS = Source("job_loans", N_("Vốn vay quay vòng giải quyết việc làm"), in_budget=False)
_PAYERS = {"NSTW": DELEGATED, "NSĐP": LOCAL, REVOLVING_CAPITAL: JOB_LOANS, FUND: UNEMPLOYMENT_FUND}
SOURCES = (
    CENTRAL,
    DELEGATED,
    LOCAL,
    WAGE_REFORM,
    CONTINGENCY,
    TARGETED,
    PROVINCE,
    UNEMPLOYMENT_FUND,
    JOB_LOANS,
)


@dataclass(frozen=True)
class FundingShare:
    """`vnd` None = not decided ("chưa xác định"); `level` in words."""

    source: Source
    level: str
    vnd: int | None


@dataclass(frozen=True)
class FundingPlan:
    """Shares of one amount. Known shares sum to `total_vnd`; `local_alone_vnd` is the part no central support is for;
    `over` = the entered percentages pass 100 and were not used."""

    total_vnd: int
    local_alone_vnd: int
    shares: tuple[FundingShare, ...]
    over: bool = False

    @property
    def central_support_unknown(self) -> bool:
        return any(share.vnd is None for share in self.shares)


def level_of(scheme: Scheme, month: Month) -> str:
    """Who disburses the local part in a month: districts until 30/6/2025, communes after; centres their own level."""
    if scheme == CENTRE:
        return N_("cấp quản lý cơ sở")
    if scheme == PROTECTION:
        return N_("cấp xã") if month >= PENSION_ERA else N_("cấp huyện")
    return N_("cấp chi: chưa nhập")


def funding_plan(
    scheme: Scheme, total_vnd: int, local_alone_vnd: int, month: Month, scenario: Scenario, levers: FundingLevers | None
) -> FundingPlan:
    """Sources of an amount, all in đồng. `local_alone_vnd` is the part decided by the province alone (a norm above
    the national one, added groups): central support, a percentage, applies to the rest only. Percentages of other
    sources are of the local part."""
    if scheme.payer == "NSTW" or levers is None:
        source = _PAYERS.get(scheme.payer, PROVINCE)
        alone = total_vnd if source in (LOCAL, PROVINCE) else 0
        return FundingPlan(total_vnd, alone, (FundingShare(source, N_("100%"), total_vnd),))
    level = level_of(scheme, month)
    supported = total_vnd - local_alone_vnd
    rate = scenario.value(levers.central)
    central = None if rate == UNSET else divide_half_up(supported * int(rate), 100)
    shares = []
    if supported:
        shares.append(FundingShare(CENTRAL, N_("bổ sung cho NSĐP"), central))
    local = total_vnd - (central or 0)
    parts = ((WAGE_REFORM, levers.wage_reform), (CONTINGENCY, levers.contingency), (TARGETED, levers.targeted))
    percents = [scenario.number(lever) for _, lever in parts]
    if sum(percents) > 100:
        return FundingPlan(total_vnd, local_alone_vnd, (*shares, FundingShare(LOCAL, level, local)), over=True)
    amounts = share_out(local, [*percents, 100 - sum(percents)])
    shares += [
        FundingShare(source, level, amount)
        for (source, _), percent, amount in zip(parts, percents, amounts, strict=False)
        if percent
    ]
    if sum(percents) < 100:
        shares.append(FundingShare(LOCAL, level, amounts[-1]))
    return FundingPlan(total_vnd, local_alone_vnd, tuple(shares))


def increment_plan(cube: Cube, scheme: Scheme, law: Law, scenario: Scenario, month: Month) -> FundingPlan:
    """Sources of the scheme's increase in `month`, theo tháng hưởng."""
    month_index = cube.month_index[month]
    after, before = (int(cube.total(role, "entitled", scheme.code)[month_index]) for role in ("scenario", "baseline"))
    levers = protection.FUNDING if scheme.policy_area == "protection" else None
    alone = _local_alone(cube, scheme, law, scenario, month_index)
    return funding_plan(scheme, after - before, alone, month, scenario, levers)


def _local_alone(cube: Cube, scheme: Scheme, law: Law, scenario: Scenario, month_index: int) -> int:
    """What the norm in force costs above the national one, and the groups the province adds at the national one."""
    if scheme.payer == "NSTW" or not follows_province(scheme, scenario):
        return 0
    change, month = norm_changes(scheme.norm, scenario, law), cube.months[month_index]
    national, local = norms_in(scheme.norm, scenario, law, month)
    of_scheme = cube.schemes == scheme.code
    bills = cube.vnd["scenario", "entitled"][of_scheme, month_index]
    at_national = bills
    if change.provincial and local > national:
        indexed = change.indexed_percent
        paid = national * (100 - indexed) + local * indexed
        at_national = scaled(bills, np.array(100 * national), paid)
    added = np.isin(cube.groups[of_scheme], list(EXTRA_LABELS))
    return int((bills - at_national).sum() + at_national[added].sum())
