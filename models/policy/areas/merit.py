"""People of merit: the levers of the area.

Belongs here: what a leader may try on NĐ 75/2021: norm, months, people and suất by group, gifts, convalescence, fee. Does not:
published tables (published.py) or money. All of it is NSTW money, delegated: there is no provincial total.
"""

from __future__ import annotations

from models.policy.areas.merit_groups import MERIT_PEOPLE
from models.policy.areas.merit_lines import MERIT_LINE_LEVERS
from models.policy.areas.protection import BUDGET_YEAR, LAW_AS_OF
from models.policy.law.horizon import HORIZON
from models.policy.levers.budget import budget_levers
from models.policy.levers.levers import UNSET, Lever, Preset, month_options, tenths_options
from models.wording.words import N_

NORM = Lever(
    "merit.norm", "ncc-muc-chuan", N_("Mức chuẩn trợ cấp ưu đãi"), "amount", 1_624_000, initial=2_055_000, unit=N_("đồng/tháng"),
    minimum=1_624_000, maximum=4_000_000, step=1_000,
    presets=(
        Preset(2_055_000, N_("2.055.000 (NĐ 55/2023)"), N_("Nghị định 55/2023/NĐ-CP"), "text"),
        Preset(2_789_000, N_("2.789.000 (NĐ 77/2024)"), N_("Nghị định 77/2024/NĐ-CP"), "text"),
        Preset(3_012_000, N_("3.012.000 (NĐ 321/2026)"), N_("Nghị định 321/2026/NĐ-CP"), "press"),
    ),
    legal_source=N_("Nghị định 75/2021/NĐ-CP, Điều 3 và Phụ lục I; Chính phủ quyết định mức"),
)  # fmt: skip
APPLIES_FROM = Lever(
    "merit.norm_applies_from", "ncc-tu-thang", N_("Áp dụng từ tháng"), "month", "2024-07", options=month_options(HORIZON),
    legal_source=N_("Nghị định sửa đổi Nghị định 75/2021/NĐ-CP"), help=N_("Tháng đầu tiên tính tiền theo mức mới."),
)  # fmt: skip
FIRST_PAID = Lever(
    "merit.norm_first_paid", "ncc-chi-tu", N_("Chi trả theo mức mới từ tháng"), "month", UNSET,
    options=month_options(HORIZON), legal_source=N_("Danh sách chi trả chốt trước ngày 25 tháng trước"),
    help=N_(
        "Để trống: theo nghị định nếu mức và tháng trùng một nghị định đã có, không thì tháng sau tháng áp dụng. "
        "Các tháng trước đó được truy lĩnh."
    ),
)  # fmt: skip
PEOPLE = Lever(
    "merit.people_change", "ncc-so-nguoi", N_("Tăng, giảm số đối tượng"), "percent", 0, unit="%", minimum=-30,
    maximum=30, legal_source=N_("Giả định của người dùng"),
    help=N_("Áp dụng cho mọi nhóm từ tháng áp dụng. Đây là giả định, không phải dự báo."),
)  # fmt: skip
DECLINE = Lever(
    "merit.monthly_decline", "ncc-giam-thang", N_("Giảm tự nhiên mỗi tháng"), "option", "0",
    options=tenths_options(0, 20, 1), legal_source=N_("Giả định của người dùng"),
    help=N_("Phần trăm số người giảm mỗi tháng kể từ tháng áp dụng, tính đều. Mặc định 0: giữ số người."),
)  # fmt: skip
PAID_TOGETHER = Lever(
    "merit.paid_together", "ncc-tra-gop", N_("Trả gộp hai tháng dịp Tết"), "switch", 0,
    legal_source=N_("Cách chi trả dịp Tết hằng năm"),
    help=N_("Tháng 2 được trả cùng tháng 1. Chỉ đổi cách xem theo tháng chi, cho cả hai phương án; tổng năm không đổi."),
)  # fmt: skip
LEVERS = (
    NORM, APPLIES_FROM, FIRST_PAID, PEOPLE, DECLINE, PAID_TOGETHER, *MERIT_PEOPLE.values(), *MERIT_LINE_LEVERS,
)  # fmt: skip
MERIT_LAW_AS_OF = Lever(
    "merit.law_as_of", "ncc-quy-dinh", LAW_AS_OF.label, "law_date", UNSET, help=LAW_AS_OF.help,
)  # fmt: skip
MERIT_YEAR = Lever(
    "merit.budget_year", "ncc-nam", BUDGET_YEAR.label, "choice", "2024", options=BUDGET_YEAR.options,
)  # fmt: skip
BUDGET = budget_levers("ncc-", "merit.", N_("Dự toán NSTW ủy quyền cho trợ cấp hằng tháng. Để trống khi chưa có."))
VIEW_LEVERS = (MERIT_LAW_AS_OF, MERIT_YEAR, *BUDGET.levers)
