"""When which figures are due: the office's reporting calendar as rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.periods import Month, month_range
from models.tables.parameters import UNVERIFIED_EVIDENCE
from models.wording.words import N_

Level = Literal["province", "district", "commune"]
Every = Literal["month", "half_year", "year"]

MONTHS_SHOWN, HALF_YEARS_SHOWN = 12, 4
_REVIEW_BEGINS = 9
"""The poverty review of a year runs from September: an earlier month's figures are not it."""

Day = tuple[int, int]
"""Months after the period's last month, and the day in that month; 31 is its last day."""


@dataclass(frozen=True)
class Due:
    """The last day on which a period's figures are in time; `source` in words, `evidence` as for parameters."""

    on: date
    source: str
    evidence: str

    @property
    def is_verified(self) -> bool:
        return self.evidence not in UNVERIFIED_EVIDENCE


@dataclass(frozen=True)
class Rule:
    """One line of the calendar."""

    dataset: str
    every: Every
    days: Mapping[str, Day]
    source: str
    evidence: str


def _alike(day: Day) -> dict[str, Day]:
    return {"province": day, "district": day, "commune": day}


_HALF_YEARLY: dict[str, Day] = {"commune": (0, 15), "district": (0, 31), "province": (1, 15)}
_FORMS = N_(
    "Nghị định 20/2021/NĐ-CP, Mẫu 10a đến 10d: xã 15/6 và 15/12, huyện 30/6 và 31/12, tỉnh 15/7 và 15/01 năm sau"
)
RULES = (
    Rule(
        "payments", "month", {"commune": (0, 20), "district": (0, 20)},
        N_("Tổ chức chi trả gửi danh sách đã chi trước ngày 20 hằng tháng"), "secondary",
    ),
    Rule("indicators", "half_year", _HALF_YEARLY, _FORMS, "secondary"),
    Rule(
        "households", "year", {"commune": (0, 14), "district": (0, 14), "province": (1, 15)},
        N_("Thông tư 07/2021/TT-BLĐTBXH: rà soát hộ nghèo từ 01/9 đến 14/12"), "memory",
    ),
    Rule("households", "half_year", _HALF_YEARLY, _FORMS, "secondary"),
    Rule("targets", "year", _alike((-12, 31)), N_("Giao chỉ tiêu kế hoạch trước khi năm bắt đầu"), "memory"),
    Rule("budget", "month", _alike((1, 10)), N_("Đối chiếu với Kho bạc Nhà nước đến ngày 10 tháng sau"), "memory"),
    Rule("budget", "year", _alike((-12, 31)), N_("Giao dự toán trước khi năm bắt đầu"), "memory"),
)  # fmt: skip
SHOWN: dict[str, Every] = {
    "payments": "month",
    "budget": "month",
    "indicators": "half_year",
    "households": "year",
    "targets": "year",
}
"""Datasets of the completeness board and the periods it asks them by."""
PROVINCE_OWES = frozenset({"budget", "indicators", "targets"})
"""Datasets of which the province has figures of its own to send; its poverty review and its payments are the sum of
what its areas send."""


def due(dataset: str, level: Level, period: str) -> Due | None:
    """When an area of this level owes a period ("2024" or "2024-03"; a half-year is the month it ends with). None: the
    calendar asks nothing."""
    for rule in RULES:
        if rule.dataset == dataset and level in rule.days and _fits(rule.every, period):
            after, day = rule.days[level]
            month = _last_month(period).plus(after)
            last = month.last_day
            return Due(last.replace(day=min(day, last.day)), rule.source, rule.evidence)
    return None


def periods(dataset: str, as_of: date) -> tuple[str, ...]:
    """The periods the board asks for, the oldest first: twelve months or four half-years up to the day, the year and
    the one before; of targets, which are due ahead, the year and the next. Empty for a dataset without a calendar."""
    every, this = SHOWN.get(dataset), Month.of(as_of)
    if every == "month":
        return tuple(str(month) for month in month_range(this.plus(1 - MONTHS_SHOWN), MONTHS_SHOWN))
    if every == "half_year":
        newest = Month(this.year, 6 if this.month <= 6 else 12)
        return tuple(str(newest.plus(-6 * back)) for back in reversed(range(HALF_YEARS_SHOWN)))
    if every == "year":
        first = this.year if dataset == "targets" else this.year - 1
        return (str(first), str(first + 1))
    return ()


def answers(dataset: str, period: str) -> str | None:
    """Which asked-for period the figures of a written period answer: those of "2024" the half-year "2024-12", of
    "2024-05" the half-year "2024-06". None: none."""
    every, year = SHOWN.get(dataset), period[:4]
    if every == "half_year":
        return f"{year}-{'06' if len(period) == 7 and period[5:] <= '06' else '12'}"
    if every == "year":
        return year if len(period) == 4 or int(period[5:]) >= _REVIEW_BEGINS else None
    return period if every == "month" and len(period) == 7 else None


def area_day(dataset: str, period: str) -> date:
    """The day whose list of areas owes the period: its last, of targets its first."""
    return date(int(period[:4]), 1, 1) if dataset == "targets" else _last_month(period).last_day


def _fits(every: Every, period: str) -> bool:
    if every == "year":
        return len(period) == 4
    return len(period) == 7 and (every == "month" or period[5:] in ("06", "12"))


def _last_month(period: str) -> Month:
    return Month.parse(period) if len(period) == 7 else Month(int(period), 12)
