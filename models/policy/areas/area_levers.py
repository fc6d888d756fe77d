"""An area of support lines with the levers that every one has: when the scenario begins, the law it stands on, the year
looked at, its budget.

Belongs here: their declaration with an area's key and prefix. Does not: an area's own levers and lines.
"""

from __future__ import annotations

from models.policy.areas.support_lines import Part, SupportArea
from models.policy.law.horizon import FIRST_YEAR, HORIZON, LAST_YEAR
from models.policy.levers.budget import budget_levers
from models.policy.levers.levers import UNSET, Lever, month_options
from models.wording.words import N_


def support_area(
    policy_area: str, prefix: str, slug: str, parts: tuple[Part, ...], budget_help: str, others: tuple[Lever, ...] = ()
) -> SupportArea:
    """The area of these parts; `budget_help` says what the estimate typed in is of."""
    return SupportArea(
        policy_area=policy_area,
        prefix=prefix,
        slug=slug,
        parts=parts,
        applies_from=_start(policy_area, prefix),
        law_as_of=_law(policy_area, prefix),
        budget_year=_year(policy_area, prefix),
        budget=budget_levers(prefix, f"{policy_area}.", budget_help),
        others=others,
    )


def _start(area: str, prefix: str) -> Lever:
    return Lever(
        f"{area}.applies_from", f"{prefix}tu-thang", N_("Áp dụng từ tháng"), "month", "2024-01",
        options=month_options(HORIZON), legal_source=N_("Phương án của người dùng"),
        help=N_("Tháng đầu tiên tính theo phương án; trước đó như hiện nay."),
    )  # fmt: skip


def _law(area: str, prefix: str) -> Lever:
    return Lever(
        f"{area}.law_as_of", f"{prefix}quy-dinh", N_("Quy định tính đến ngày"), "law_date", UNSET,
        help=N_("Để trống: 31/12/2023, ngày cuối của kỳ báo cáo. Văn bản ban hành sau ngày này coi như chưa có."),
    )  # fmt: skip


def _year(area: str, prefix: str) -> Lever:
    return Lever(
        f"{area}.budget_year", f"{prefix}nam", N_("Năm ngân sách"), "choice", "2024",
        options=tuple((str(year), str(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)),
    )  # fmt: skip
