"""Levers that every area of support lines has: when the scenario begins, the law it stands on, the year looked at.

Belongs here: their declaration with an area's key and prefix. Does not: the budget's (budget_levers.py) or an area's own.
"""

from __future__ import annotations

from models.policy.horizon import FIRST_YEAR, HORIZON, LAST_YEAR
from models.policy.levers import UNSET, Lever, month_options
from models.words import N_


def start_lever(area: str, prefix: str) -> Lever:
    return Lever(
        f"{area}.applies_from", f"{prefix}tu-thang", N_("Áp dụng từ tháng"), "month", "2024-01",
        options=month_options(HORIZON), legal_source=N_("Phương án của người dùng"),
        help=N_("Tháng đầu tiên tính theo phương án; trước đó như hiện nay."),
    )  # fmt: skip


def law_lever(area: str, prefix: str) -> Lever:
    return Lever(
        f"{area}.law_as_of", f"{prefix}quy-dinh", N_("Quy định tính đến ngày"), "law_date", UNSET,
        help=N_("Để trống: 31/12/2023, ngày cuối của kỳ báo cáo. Văn bản ban hành sau ngày này coi như chưa có."),
    )  # fmt: skip


def year_lever(area: str, prefix: str) -> Lever:
    return Lever(
        f"{area}.budget_year", f"{prefix}nam", N_("Năm ngân sách"), "choice", "2024",
        options=tuple((str(year), str(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)),
    )  # fmt: skip
