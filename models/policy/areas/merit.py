"""People of merit: levers, groups with their published amounts, and payment lines."""

from __future__ import annotations

from dataclasses import dataclass

from models.policy.areas.protection import BUDGET_YEAR
from models.policy.law.calendar import ALL_MONTHS
from models.policy.levers.levers import UNSET, Lever, Preset, budget_levers, month_options, tenths_options
from models.wording.words import N_

MERIT_LABELS = {
    "invalid_21_40": N_("Thương binh 21 - 40%"),
    "invalid_41_60": N_("Thương binh 41 - 60%"),
    "invalid_61_80": N_("Thương binh 61 - 80%"),
    "invalid_81_100": N_("Thương binh từ 81%"),
    "invalid_b": N_("Thương binh loại B"),
    "martyr_kin_1": N_("Thân nhân của 1 liệt sĩ"),
    "martyr_kin_2": N_("Thân nhân của 2 liệt sĩ"),
    "martyr_kin_nurture": N_("Thân nhân liệt sĩ hưởng tuất nuôi dưỡng"),
    "martyr_spouse_remarried": N_("Vợ hoặc chồng liệt sĩ tái giá"),
    "heroic_mother": N_("Bà mẹ Việt Nam anh hùng"),
    "sick_soldier_41_50": N_("Bệnh binh 41 - 50%"),
    "sick_soldier_51_60": N_("Bệnh binh 51 - 60%"),
    "sick_soldier_61_70": N_("Bệnh binh 61 - 70%"),
    "sick_soldier_71_80": N_("Bệnh binh 71 - 80%"),
    "sick_soldier_81_100": N_("Bệnh binh từ 81%"),
    "agent_orange_21_40": N_("Nhiễm chất độc hóa học 21 - 40%"),
    "agent_orange_41_60": N_("Nhiễm chất độc hóa học 41 - 60%"),
    "agent_orange_61_80": N_("Nhiễm chất độc hóa học 61 - 80%"),
    "agent_orange_81": N_("Nhiễm chất độc hóa học từ 81%"),
    "agent_orange_child_61_80": N_("Con đẻ của người nhiễm chất độc hóa học 61 - 80%"),
    "agent_orange_child_81": N_("Con đẻ của người nhiễm chất độc hóa học từ 81%"),
    "survivor_61": N_("Thân nhân hưởng tuất (từ 61% đã chết)"),
    "attendant": N_("Người phục vụ"),
    "prisoner": N_("Bị địch bắt tù, đày"),
    "resistance_helper": N_("Có công giúp đỡ cách mạng"),
    "veteran_revolution": N_("Hoạt động cách mạng trước 1945, tiền khởi nghĩa"),
}
SLUGS = {
    "invalid_21_40": "thuong-binh-21",
    "invalid_41_60": "thuong-binh-41",
    "invalid_61_80": "thuong-binh-61",
    "invalid_81_100": "thuong-binh-81",
    "invalid_b": "thuong-binh-b",
    "martyr_kin_1": "than-nhan-1",
    "martyr_kin_2": "than-nhan-2",
    "martyr_kin_nurture": "tuat-nuoi-duong",
    "martyr_spouse_remarried": "tai-gia",
    "heroic_mother": "me-vnah",
    "sick_soldier_41_50": "benh-binh-41",
    "sick_soldier_51_60": "benh-binh-51",
    "sick_soldier_61_70": "benh-binh-61",
    "sick_soldier_71_80": "benh-binh-71",
    "sick_soldier_81_100": "benh-binh-81",
    "agent_orange_21_40": "cdhh-21",
    "agent_orange_41_60": "cdhh-41",
    "agent_orange_61_80": "cdhh-61",
    "agent_orange_81": "cdhh-81",
    "agent_orange_child_61_80": "con-cdhh-61",
    "agent_orange_child_81": "con-cdhh-81",
    "survivor_61": "tuat-tu-61",
    "attendant": "phuc-vu",
    "prisoner": "tu-day",
    "resistance_helper": "giup-cach-mang",
    "veteran_revolution": "cach-mang-truoc-1945",
}
"""What a group is called in the address bar."""
MERIT_PEOPLE = {
    code: Lever(
        f"merit.people.{code}",
        f"ncc-suat-{SLUGS[code]}",
        label,
        "optional_amount",
        UNSET,
        unit=N_("suất"),
        minimum=-20_000,
        maximum=20_000,
        legal_source=N_("Nghị định 75/2021/NĐ-CP, Phụ lục I, II, III"),
        help=N_("Số suất thêm vào, âm là bớt đi, từ tháng áp dụng. Để trống: giữ nguyên."),
    )
    for code, label in MERIT_LABELS.items()
}


TET_MONTHS = {2023: 1, 2024: 2, 2025: 1, 2026: 2, 2027: 2}
"""Month of the first day of Tết: 22/01/2023, 10/02/2024, 29/01/2025, 17/02/2026, 06/02/2027."""


@dataclass(frozen=True)
class Gift:
    """An occasion with its levers: the President's gifts at two levels, and the province's own (now and in the
    scenario)."""

    code: str
    name: str
    month: int | None
    high_count: Lever
    low_count: Lever
    high_amount: Lever
    low_amount: Lever
    province_count: Lever
    province_now: Lever
    province_amount: Lever

    def month_in(self, year: int) -> int:
        """The calendar month the gift is given in; Tết moves from year to year."""
        return self.month if self.month is not None else TET_MONTHS.get(year, 2)

    @property
    def levers(self) -> tuple[Lever, ...]:
        return (
            self.high_count,
            self.low_count,
            self.high_amount,
            self.low_amount,
            self.province_count,
            self.province_now,
            self.province_amount,
        )


_EMPTY = N_("Để trống: chưa có số, không tính khoản này.")
_SUAT, _DONG = N_("suất"), N_("đồng/suất")
_PRESIDENT = N_("Quyết định của Chủ tịch nước về tặng quà (600.000 và 300.000 đồng)")
_PROVINCE = N_("Kế hoạch tặng quà của tỉnh")


def _gift(code: str, slug: str, name: str, month: int | None) -> Gift:
    def count(key: str, parameter: str, label: str, source: str) -> Lever:
        return Lever(
            f"merit.gift.{code}.{key}",
            f"ncc-{slug}-{parameter}",
            label,
            "optional_amount",
            UNSET,
            unit=_SUAT,
            minimum=0,
            maximum=200_000,
            legal_source=source,
            help=_EMPTY,
        )

    def amount(key: str, parameter: str, label: str, default: int) -> Lever:
        return Lever(
            f"merit.gift.{code}.{key}",
            f"ncc-{slug}-{parameter}",
            label,
            "count",
            default,
            unit=_DONG,
            minimum=0,
            maximum=5_000_000,
            step=50_000,
            legal_source=_PRESIDENT,
        )

    def province(key: str, parameter: str, label: str) -> Lever:
        return Lever(
            f"merit.gift.{code}.{key}",
            f"ncc-{slug}-{parameter}",
            label,
            "optional_amount",
            UNSET,
            unit=_DONG,
            minimum=0,
            maximum=5_000_000,
            step=50_000,
            legal_source=_PROVINCE,
            help=_EMPTY,
        )

    return Gift(
        code,
        name,
        month,
        count("high_count", "suat-muc-1", N_("Quà Chủ tịch nước mức 1: số suất"), _PRESIDENT),
        count("low_count", "suat-muc-2", N_("Quà Chủ tịch nước mức 2: số suất"), _PRESIDENT),
        amount("high_amount", "muc-1", N_("Quà Chủ tịch nước mức 1: mức quà"), 600_000),
        amount("low_amount", "muc-2", N_("Quà Chủ tịch nước mức 2: mức quà"), 300_000),
        count("province_count", "suat-tinh", N_("Quà của tỉnh: số suất"), _PROVINCE),
        province("province_now", "tinh-hien-nay", N_("Quà của tỉnh: mức hiện nay")),
        province("province_amount", "tinh-muc", N_("Quà của tỉnh: mức phương án")),
    )


GIFTS = (
    _gift("tet", "tet", N_("Tết Nguyên đán"), None),
    _gift("july_27", "27-7", N_("Ngày Thương binh - Liệt sĩ 27/7"), 7),
    _gift("september_2", "2-9", N_("Quốc khánh 2/9"), 9),
)
CURRENT_GIFT_AMOUNTS = (600_000, 300_000)
"""Levels 1 and 2 of the President's gifts as decided for Tết and 27/7; the lever's default and the current option."""
CONVALESCENCE_HOME = Lever(
    "merit.convalescence_home",
    "ncc-dieu-duong-nha",
    N_("Điều dưỡng tại nhà: lượt người mỗi năm"),
    "optional_amount",
    UNSET,
    unit=N_("lượt"),
    minimum=0,
    maximum=50_000,
    legal_source=N_("0,9 lần mức chuẩn một lượt"),
    help=_EMPTY,
)
CONVALESCENCE_CENTRE = Lever(
    "merit.convalescence_centre",
    "ncc-dieu-duong-tap-trung",
    N_("Điều dưỡng tập trung: lượt người mỗi năm"),
    "optional_amount",
    UNSET,
    unit=N_("lượt"),
    minimum=0,
    maximum=50_000,
    legal_source=N_("1,8 lần mức chuẩn một lượt"),
    help=_EMPTY,
)
FEE = Lever(
    "merit.management_fee",
    "ncc-phi-quan-ly",
    N_("Tính phí quản lý 1,7%"),
    "switch",
    0,
    legal_source=N_("1,7% kinh phí ưu đãi do NSTW bảo đảm"),
    help=N_("Tính trên trợ cấp hằng tháng, quà của Chủ tịch nước và điều dưỡng."),
)
MERIT_LINE_LEVERS = (*(lever for gift in GIFTS for lever in gift.levers), CONVALESCENCE_HOME, CONVALESCENCE_CENTRE, FEE)


NORM = Lever(
    "merit.norm",
    "ncc-muc-chuan",
    N_("Mức chuẩn trợ cấp ưu đãi"),
    "amount",
    UNSET,
    follows="norm",
    unit=N_("đồng/tháng"),
    minimum=1_000_000,
    maximum=4_000_000,
    step=1_000,
    slides_from=1_624_000,
    presets=(
        Preset(2_055_000, N_("2.055.000 (NĐ 55/2023)"), N_("Nghị định 55/2023/NĐ-CP"), "text"),
        Preset(2_789_000, N_("2.789.000 (NĐ 77/2024)"), N_("Nghị định 77/2024/NĐ-CP"), "text"),
        Preset(3_012_000, N_("3.012.000 (NĐ 321/2026)"), N_("Nghị định 321/2026/NĐ-CP, Điều 3"), "text"),
    ),
    legal_source=N_("Nghị định 75/2021/NĐ-CP, Điều 3 và Phụ lục I; Chính phủ quyết định mức"),
)
APPLIES_FROM = Lever(
    "merit.norm_applies_from",
    "ncc-tu-thang",
    N_("Áp dụng từ tháng"),
    "month",
    "2024-07",
    follows="start",
    options=month_options(ALL_MONTHS),
    legal_source=N_("Nghị định sửa đổi Nghị định 75/2021/NĐ-CP"),
    help=N_("Tháng đầu tiên tính tiền theo mức mới."),
)
FIRST_PAID = Lever(
    "merit.norm_first_paid",
    "ncc-chi-tu",
    N_("Chi trả theo mức mới từ tháng"),
    "month",
    UNSET,
    options=month_options(ALL_MONTHS),
    legal_source=N_("Danh sách chi trả chốt trước ngày 25 tháng trước"),
    help=N_(
        "Để trống: theo nghị định nếu mức và tháng trùng một nghị định đã có, không thì tháng sau tháng áp dụng. "
        "Các tháng trước đó được truy lĩnh."
    ),
)
PEOPLE = Lever(
    "merit.people_change",
    "ncc-so-nguoi",
    N_("Tăng, giảm số đối tượng"),
    "percent",
    0,
    unit="%",
    minimum=-30,
    maximum=30,
    legal_source=N_("Giả định của người dùng"),
    help=N_("Áp dụng cho mọi nhóm từ tháng áp dụng. Đây là giả định, không phải dự báo."),
)
DECLINE = Lever(
    "merit.monthly_decline",
    "ncc-giam-thang",
    N_("Giảm tự nhiên mỗi tháng"),
    "option",
    "0",
    options=tenths_options(0, 20, 1),
    legal_source=N_("Giả định của người dùng"),
    help=N_("Phần trăm số người giảm mỗi tháng kể từ tháng áp dụng, tính đều. Mặc định 0: giữ số người."),
)
PAID_TOGETHER = Lever(
    "merit.paid_together",
    "ncc-tra-gop",
    N_("Trả gộp hai tháng dịp Tết"),
    "switch",
    0,
    legal_source=N_("Cách chi trả dịp Tết hằng năm"),
    help=N_(
        "Tháng 2 được trả cùng tháng 1. Chỉ đổi cách xem theo tháng chi, cho cả hai phương án; tổng năm không đổi."
    ),
)
LEVERS = (NORM, APPLIES_FROM, FIRST_PAID, PEOPLE, DECLINE, PAID_TOGETHER, *MERIT_PEOPLE.values(), *MERIT_LINE_LEVERS)
MERIT_YEAR = Lever(
    "merit.budget_year", "ncc-nam", BUDGET_YEAR.label, "choice", "2024", options=BUDGET_YEAR.options, follows="year"
)
BUDGET = budget_levers("ncc-", "merit.", N_("Dự toán NSTW ủy quyền cho trợ cấp hằng tháng. Để trống khi chưa có."))
VIEW_LEVERS = (MERIT_YEAR, *BUDGET.levers)
