"""Series breaks: months from which a figure has another meaning, so that a line across them shows no trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.periods import Month
from models.policy.law.calendar import PENSION_ERA
from models.wording.words import N_


@dataclass(frozen=True)
class SeriesBreak:
    """From `month` on the areas' figures are counted by another rule: `mark` labels it on a chart, `reason`
    explains it."""

    month: Month
    policy_areas: frozenset[str]
    mark: str
    reason: str
    document: str


BREAKS: tuple[SeriesBreak, ...] = (
    SeriesBreak(
        Month(2022, 1),
        frozenset({"poverty"}),
        N_("chuẩn nghèo 2022"),
        N_("Từ 2022 hộ nghèo tính theo chuẩn đa chiều 1,5 / 2,0 triệu đồng: không so thẳng với các năm trước."),
        N_("Nghị định 07/2021/NĐ-CP"),
    ),
    SeriesBreak(
        PENSION_ERA,
        frozenset({"protection"}),
        N_("hưu trí xã hội"),
        N_(
            "Từ 7/2025 người cao tuổi không lương hưu chuyển sang trợ cấp hưu trí xã hội: số hưởng trợ cấp xã hội "
            "giảm vì chuyển diện."
        ),
        N_("Luật Bảo hiểm xã hội 2024"),
    ),
    SeriesBreak(
        Month(2027, 1),
        frozenset({"poverty"}),
        N_("chuẩn nghèo 2027"),
        N_("Từ 2027 chuẩn nghèo là 2,2 / 2,8 triệu đồng: số hộ tăng vì xếp lại theo chuẩn mới, không phải tăng nghèo."),
        N_("Nghị định 351/2025/NĐ-CP"),
    ),
)
"""Oldest first."""


def breaks_in(policy_area: str, months: Sequence[Month]) -> list[tuple[int, SeriesBreak]]:
    """Breaks between the first and the last of `months` (in order, gaps allowed), each with the index of the first
    month counted by the new rule."""
    return [
        (index, series_break)
        for series_break in BREAKS
        if policy_area in series_break.policy_areas
        for index in range(1, len(months))
        if months[index - 1] < series_break.month <= months[index]
    ]
