"""Who pays: funding plans of a bill and of its increase, and the budget they are compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from models.frames import BUDGET_FILE
from models.money import divide_half_up, scaled, share_out
from models.periods import Month
from models.policy.areas import protection
from models.policy.areas.protection import EXTRA_LABELS
from models.policy.cube import Cube
from models.policy.engine.measures import follows_province
from models.policy.engine.projection import norm_changes, norms_in
from models.policy.law.calendar import PENSION_ERA
from models.policy.law.law import Law
from models.policy.levers.levers import UNSET, FundingLevers, Scenario
from models.policy.schemes import (
    CENTRE,
    PENSION_80,
    PENSION_OF_80,
    PROTECTION,
    REVOLVING_CAPITAL,
    UNEMPLOYMENT_FUND as FUND,
    Scheme,
)
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
SOURCES = (CENTRAL, DELEGATED, LOCAL, WAGE_REFORM, CONTINGENCY, TARGETED, PROVINCE, UNEMPLOYMENT_FUND, JOB_LOANS)


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
    before, after = cube.bills(scheme.code, month)
    levers = protection.FUNDING if scheme.policy_area == "protection" else None
    alone = _local_alone(cube, scheme, law, scenario, cube.month_index[month])
    if abs(after - before - alone) <= int((cube.schemes == scheme.code).sum()):
        alone = after - before  # no more than the rounding of its rows apart
    return funding_plan(scheme, after - before, alone, month, scenario, levers)


def _local_alone(cube: Cube, scheme: Scheme, law: Law, scenario: Scenario, month_index: int) -> int:
    """What the norm in force costs above the national one, and the groups the province adds at the national one."""
    if scheme.payer == "NSTW" or not follows_province(scheme, scenario):
        return 0
    of_scheme = cube.schemes == scheme.code
    bills, groups = cube.vnd["scenario", "entitled"][of_scheme, month_index], cube.groups[of_scheme]
    at_national = bills.copy()
    pension = groups == PENSION_80
    for norm, rows in ((scheme.norm, ~pension), (PENSION_OF_80, pension)):
        if not bills[rows].any():
            continue
        change = norm_changes(norm, scenario, law)
        national, local = norms_in(norm, scenario, law, cube.months[month_index])
        supplement = change.supplement if national and change.holds_in(cube.months[month_index]) else 0
        own = local - national if change.provincial else supplement
        if own > 0:
            indexed = change.indexed_percent
            paid = national * (100 - indexed) + local * indexed
            at_national[rows] = scaled(bills[rows], np.array(paid - own * indexed), paid)
    added = np.isin(groups, list(EXTRA_LABELS))
    return int((bills - at_national).sum() + at_national[added].sum())


@dataclass(frozen=True)
class BudgetLine:
    """`granted_vnd` = estimate + supplements; `actual_vnd` is what was paid up to `actual_to` (None: nothing entered,
    the whole year is projected). `balance_vnd` negative = short. `runs_out` is the first month to come whose payment is
    no longer covered in full, `left_before_vnd` what is left when that month begins."""

    estimate_vnd: int
    supplement_vnd: int
    actual_vnd: int | None
    actual_to: Month | None
    spent_vnd: int
    months_left: int
    runs_out: Month | None
    left_before_vnd: int
    settlement_vnd: int | None = None

    @property
    def granted_vnd(self) -> int:
        return self.estimate_vnd + self.supplement_vnd

    @property
    def balance_vnd(self) -> int:
        return self.granted_vnd - self.spent_vnd


def budget_line(
    estimate_vnd: int,
    months: Sequence[Month],
    paid_vnd: Sequence[int],
    *,
    supplement_vnd: int = 0,
    actual_vnd: int | None = None,
    actual_to: Month | None = None,
    settlement_vnd: int | None = None,
) -> BudgetLine:
    """From the year's estimate and its projected monthly payments (theo tháng chi), in đồng, January to December. Up to
    `actual_to` the cumulative `actual_vnd` takes the place of the projection; both or neither are given."""
    if (actual_vnd is None) != (actual_to is None):
        raise ValueError("cumulative payments need the month they run to")
    left = estimate_vnd + supplement_vnd - (actual_vnd or 0)
    runs_out: Month | None = None
    left_before = 0
    to_come = [(m, p) for m, p in zip(months, paid_vnd, strict=True) if actual_to is None or m > actual_to]
    for month, paid in to_come:
        if runs_out is None and paid > left:
            runs_out, left_before = month, left
        left -= paid
    granted = estimate_vnd + supplement_vnd
    return BudgetLine(
        estimate_vnd,
        supplement_vnd,
        actual_vnd,
        actual_to,
        granted - left,
        len(to_come),
        runs_out,
        left_before,
        settlement_vnd,
    )


BUDGET_LINES = pl.Schema(
    {
        "area_id": pl.Int64(),
        "area_level": pl.String(),
        **{name: kind for name, kind in BUDGET_FILE.items() if name not in ("district_code", "commune_code")},
        "document": pl.String(),
    }
)
"""Budget lines as kept (models/tables/facts.py): `month` "" = figures of the whole year; whole đồng, null = not
known."""
LINE = ("area_id", "budget_year", "source", "level", "chapter", "category", "item")
"""What makes two rows the same line in different months."""
AREA_LEVELS = ("province", "district", "commune")


@dataclass(frozen=True)
class BudgetPosition:
    """One source in one budget year, in đồng; None = not known. `month` is the newest for which every area and line
    that belongs to it has its cumulative figure, `cumulative_vnd` runs to its end."""

    source: str
    estimate_vnd: int | None
    supplement_vnd: int | None
    month: Month | None
    cumulative_vnd: int | None
    settlement_vnd: int | None

    @property
    def granted_vnd(self) -> int | None:
        """Estimate and the supplements known of."""
        return None if self.estimate_vnd is None else self.estimate_vnd + (self.supplement_vnd or 0)

    @property
    def remaining_vnd(self) -> int | None:
        return _minus(self.granted_vnd, self.cumulative_vnd)

    @property
    def expected_vnd(self) -> int | None:
        """The whole year: as settled, else by the average of the months spent."""
        if self.settlement_vnd is not None:
            return self.settlement_vnd
        if self.cumulative_vnd is None or self.month is None:
            return None
        return divide_half_up(12 * self.cumulative_vnd, self.month.month)

    @property
    def balance_vnd(self) -> int | None:
        """Granted less expected: negative = short (thiếu)."""
        return _minus(self.granted_vnd, self.expected_vnd)


def newest_year(lines: pl.DataFrame) -> int | None:
    """The last budget year with spending, else the last with any line; None without lines."""
    spent = lines.filter(pl.col("cumulative_vnd").is_not_null())
    years = (lines if spent.is_empty() else spent)["budget_year"].to_list()
    return max(years, default=None)


def budget_positions(lines: pl.DataFrame, year: int) -> tuple[BudgetPosition, ...]:
    """The sources that have lines in a year, in the order of funding.SOURCES, from a frame of schema BUDGET_LINES."""
    of_year = lines.filter(pl.col("budget_year") == year)
    order = {source.code: index for index, source in enumerate(SOURCES)}
    sources = sorted(set(of_year["source"].to_list()), key=lambda code: order.get(code, len(order)))
    return tuple(_position(code, of_year.filter(pl.col("source") == code)) for code in sources)


def _position(source: str, lines: pl.DataFrame) -> BudgetPosition:
    estimates = _of_year(lines, "estimate_vnd")
    spent = _highest(lines.filter(pl.col("month") != ""), "cumulative_vnd")
    month = _newest_whole_month(spent, estimates)
    at_month = spent.filter(pl.col("month") == ("" if month is None else str(month)))
    return BudgetPosition(
        source,
        _sum(estimates, "estimate_vnd"),
        _sum(_of_year(lines, "supplement_vnd"), "supplement_vnd"),
        month,
        _sum(at_month, "cumulative_vnd"),
        _sum(_of_year(lines, "settlement_vnd"), "settlement_vnd"),
    )


def _of_year(lines: pl.DataFrame, figure: str) -> pl.DataFrame:
    """A figure of the whole year by line: from the line of the year, else as the newest month gives it."""
    newest_last = _highest(lines, figure).sort(pl.col("month") == "", "month")
    return newest_last.unique(list(LINE), keep="last", maintain_order=True)


def _highest(lines: pl.DataFrame, figure: str) -> pl.DataFrame:
    """The lines that have the figure, of the highest level of area that has any, by level of budget."""
    known = lines.filter(pl.col(figure).is_not_null()).with_columns(
        _rank=pl.col("area_level").replace_strict(
            {level: index for index, level in enumerate(AREA_LEVELS)}, return_dtype=pl.Int8
        )
    )
    return known.filter(pl.col("_rank") == pl.col("_rank").min().over("level")).drop("_rank")


def _newest_whole_month(spent: pl.DataFrame, estimates: pl.DataFrame) -> Month | None:
    """The newest month in which every line that was ever reported, and every area with an estimate, has its figure."""
    lines = spent.select(LINE).unique()
    same_level = set(estimates["area_level"].to_list()) == set(spent["area_level"].to_list())
    areas = set(estimates["area_id"].to_list()) if same_level else set()
    for month in sorted(set(spent["month"].to_list()), reverse=True):
        there = spent.filter(pl.col("month") == month)
        if there.height == lines.height and areas <= set(there["area_id"].to_list()):
            return Month.parse(month)
    return None


def _sum(lines: pl.DataFrame, figure: str) -> int | None:
    return None if lines.is_empty() else int(lines[figure].sum())


def _minus(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part
