"""Figures that are kept for the province alone: groups so small that a district's count could point at a person.

Belongs here: refusing them for a district or commune. Does not: which they are (models/policy/areas/children.py).
"""

from __future__ import annotations

from data.ingest.records import Records
from data.locale import _
from data.vocabulary.indicators import indicator_names
from data.vocabulary.problems import Fault, Problem
from models.policy.areas.children import PROVINCE_ONLY


def check_province_only(records: Records) -> list[Problem]:
    """An error for every figure of such a group that stands by district or commune."""
    rows = records.frame.select("indicator", "_level").iter_rows()
    return [
        records.problem(
            index,
            "indicator",
            Fault(
                _("'{name}' là nhóm rất nhỏ, chỉ nhận số toàn tỉnh").format(name=indicator_names()[indicator]),
                _("Bỏ dòng này hoặc ghi số của toàn tỉnh."),
            ),
        )
        for index, (indicator, level) in enumerate(rows)
        if indicator in PROVINCE_ONLY and level in ("district", "commune")
    ]
