"""Levers every paying area has: who carries the bill, and what the year's budget line holds."""

from __future__ import annotations

from dataclasses import dataclass

from models.policy.law.calendar import HORIZON
from models.policy.levers.levers import UNSET, Lever, month_options
from models.wording.words import N_


@dataclass(frozen=True)
class BudgetLevers:
    """Typed in until a `budget` file is uploaded, all in triệu đồng and of the chosen budget year."""

    estimate: Lever
    supplement: Lever
    actual: Lever
    actual_to: Lever
    settlement: Lever

    @property
    def levers(self) -> tuple[Lever, ...]:
        return (self.estimate, self.supplement, self.actual, self.actual_to, self.settlement)


@dataclass(frozen=True)
class FundingLevers:
    """Shares in percent of the bill by source; left open = not decided, shown so and never as 0."""

    central: Lever
    wage_reform: Lever
    contingency: Lever
    targeted: Lever

    @property
    def levers(self) -> tuple[Lever, ...]:
        return (self.central, self.wage_reform, self.contingency, self.targeted)


def budget_levers(prefix: str, key: str, help_text: str) -> BudgetLevers:
    """`key` is "" for the first area that had them, so that its old links go on working."""

    def amount(name: str, parameter: str, label: str, words: str) -> Lever:
        return Lever(
            f"{key}{name}",
            f"{prefix}{parameter}",
            label,
            "optional_amount",
            UNSET,
            help=words,
            unit=N_("triệu đồng"),
            minimum=0,
            maximum=10_000_000,
        )

    return BudgetLevers(
        amount("estimate", "du-toan", N_("Dự toán giao năm ngân sách"), help_text),
        amount("supplement", "bo-sung", N_("Bổ sung trong năm"), N_("Các lần bổ sung dự toán, cộng dồn.")),
        amount("actual", "luy-ke", N_("Lũy kế đã chi"), N_("Số thực chi từ đầu năm đến hết tháng chọn bên dưới.")),
        Lever(
            f"{key}actual_to",
            f"{prefix}luy-ke-den",
            N_("Lũy kế đến hết tháng"),
            "month",
            UNSET,
            options=month_options(HORIZON),
            help=N_("Tháng cuối đã có số thực chi; các tháng sau tính theo phương án."),
        ),
        amount("settlement", "quyet-toan", N_("Quyết toán năm"), N_("Số quyết toán được duyệt của năm, khi đã có.")),
    )


def funding_levers(key: str, prefix: str) -> FundingLevers:
    """The sources that may carry a part of what a scenario adds."""

    def share(name: str, parameter: str, label: str, words: str) -> Lever:
        return Lever(
            f"{key}.{name}",
            f"{prefix}{parameter}",
            label,
            "optional_amount",
            UNSET,
            help=words,
            unit="%",
            minimum=0,
            maximum=100,
            legal_source=N_("Quyết định giao, bổ sung ngân sách"),
        )

    return FundingLevers(
        share(
            "central_support",
            "nstw-ho-tro",
            N_("NSTW hỗ trợ phần tăng theo mức của Trung ương"),
            N_("Tỷ lệ theo quyết định hỗ trợ (QĐ 127/QĐ-TTg). Để trống khi chưa có quyết định: chưa xác định."),
        ),
        share(
            "wage_reform",
            "cai-cach-luong",
            N_("Nguồn cải cách tiền lương"),
            N_("Phần của NSĐP được lấy từ nguồn cải cách tiền lương."),
        ),
        share("contingency", "du-phong", N_("Dự phòng ngân sách"), N_("Phần của NSĐP được lấy từ dự phòng.")),
        share(
            "targeted",
            "bo-sung-muc-tieu",
            N_("Bổ sung có mục tiêu"),
            N_("Phần của NSĐP được ngân sách cấp trên bổ sung có mục tiêu."),
        ),
    )
