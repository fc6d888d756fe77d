"""Social protection: levers, beneficiary groups with their coefficients (Decree 20/2021/NĐ-CP) and payment lines."""

from __future__ import annotations

from dataclasses import dataclass

from models.policy.law.calendar import ALL_MONTHS, FIRST_YEAR, LAST_YEAR
from models.policy.levers.levers import (
    UNSET,
    Lever,
    LeverValue,
    Preset,
    budget_levers,
    funding_levers,
    month_options,
    tenths_options,
)
from models.wording.words import N_

GROUP_LABELS = {
    "orphan_u4": N_("Trẻ dưới 4 tuổi không có nguồn nuôi dưỡng"),
    "orphan_4_16": N_("Trẻ từ 4 đến dưới 16 tuổi không có nguồn nuôi dưỡng"),
    "student_16_22": N_("Người 16 - 22 tuổi không có nguồn nuôi dưỡng đang học"),
    "hiv_child_u4": N_("Trẻ nhiễm HIV hộ nghèo, dưới 4 tuổi"),
    "hiv_child_4_16": N_("Trẻ nhiễm HIV hộ nghèo, từ 4 tuổi"),
    "single_parent": N_("Đơn thân nghèo, cận nghèo nuôi con (mỗi con)"),
    "elderly_poor_60_80": N_("Cao tuổi nghèo không người phụng dưỡng, 60 - dưới 80"),
    "elderly_poor_80": N_("Cao tuổi nghèo không người phụng dưỡng, từ 80"),
    "elderly_75_80_remote": N_("Cao tuổi nghèo, cận nghèo 75 - dưới 80 vùng ĐBKK"),
    "elderly_80_no_pension": N_("Từ đủ 80 tuổi không lương hưu, trợ cấp"),
    "elderly_foster": N_("Cao tuổi nghèo có người nhận nuôi dưỡng"),
    "disab_extreme": N_("Khuyết tật đặc biệt nặng"),
    "disab_extreme_child_elder": N_("Khuyết tật đặc biệt nặng là trẻ em, cao tuổi"),
    "disab_severe": N_("Khuyết tật nặng"),
    "disab_severe_child_elder": N_("Khuyết tật nặng là trẻ em, cao tuổi"),
    "child_u3_remote": N_("Trẻ dưới 3 tuổi nghèo, cận nghèo vùng ĐBKK"),
    "hiv_adult_poor": N_("Người nhiễm HIV hộ nghèo không thu nhập"),
}
"""Benefit groups of Điều 5 by code, in short words for a lever; the full names are data."""
WIDENED_LABELS = {
    "wider_half_orphan": N_("Trẻ mồ côi một phía (chưa thuộc Điều 5)"),
    "wider_grave_illness": N_("Người mắc bệnh hiểm nghèo thuộc hộ nghèo, cận nghèo"),
    "wider_disab_light": N_("Người khuyết tật nhẹ thuộc hộ nghèo"),
    "wider_third_generation": N_("Cháu (thế hệ thứ ba) của người nhiễm chất độc hóa học bị khuyết tật"),
}
"""Groups outside Điều 5 that a HĐND may add; always local money."""
PENSION_80_LABEL = N_("Hưu trí xã hội: từ đủ 80 tuổi (đến 6/2025 hưởng tại cộng đồng)")
LOWERED_AGE = "elderly_75_80_lowered"
LOWERED_AGE_LABEL = N_("Từ đủ 75 đến dưới 80 tuổi không lương hưu (hạ tuổi, giả định)")
EXTRA_LABELS = {LOWERED_AGE: LOWERED_AGE_LABEL, **WIDENED_LABELS}
"""Names of groups that exist in a scenario alone."""


def halves_options(last: int) -> tuple[tuple[LeverValue, str], ...]:
    """Coefficients from 0,5 up, kept in halves."""
    return tuple((str(half), f"{half // 2},{5 * (half % 2)}") for half in range(1, last + 1))


SLUGS = {
    "orphan_u4": "tre-duoi-4",
    "orphan_4_16": "tre-4-16",
    "student_16_22": "hoc-16-22",
    "hiv_child_u4": "tre-hiv-duoi-4",
    "hiv_child_4_16": "tre-hiv-4-16",
    "single_parent": "don-than",
    "elderly_poor_60_80": "cao-tuoi-60-80",
    "elderly_poor_80": "cao-tuoi-80",
    "elderly_75_80_remote": "cao-tuoi-75-dbkk",
    "elderly_80_no_pension": "tu-80",
    "elderly_foster": "cao-tuoi-nhan-nuoi",
    "disab_extreme": "kt-dac-biet-nang",
    "disab_extreme_child_elder": "kt-dac-biet-nang-tre-gia",
    "disab_severe": "kt-nang",
    "disab_severe_child_elder": "kt-nang-tre-gia",
    "child_u3_remote": "tre-duoi-3-dbkk",
    "hiv_adult_poor": "hiv",
    "wider_half_orphan": "mo-coi-mot-phia",
    "wider_grave_illness": "benh-hiem-ngheo",
    "wider_disab_light": "kt-nhe",
    "wider_third_generation": "the-he-3",
}
"""What a group is called in the address bar."""
COEFFICIENTS = {
    code: Lever(
        f"protection.coefficient.{code}",
        f"btxh-hs-{SLUGS[code]}",
        label,
        "option",
        UNSET,
        options=halves_options(12),
        legal_source=N_("Nghị định 20/2021/NĐ-CP, Điều 6"),
        help=N_("Để trống: theo quy định. Hệ số mới có hiệu lực cùng tháng với mức chuẩn."),
    )
    for code, label in GROUP_LABELS.items()
}
PEOPLE_OF = {
    code: Lever(
        f"protection.people.{code}",
        f"btxh-nguoi-{SLUGS[code]}",
        label,
        "optional_amount",
        UNSET,
        unit=N_("người"),
        minimum=-20_000,
        maximum=20_000,
        legal_source=N_("Nghị định 20/2021/NĐ-CP, Điều 5"),
        help=N_("Số người (với hộ đơn thân: số con) thêm vào, âm là bớt đi, từ tháng áp dụng. Để trống: giữ nguyên."),
    )
    for code, label in GROUP_LABELS.items()
}
WIDENED = {
    code: Lever(
        f"protection.widened.{code}",
        f"btxh-them-{SLUGS[code]}",
        label,
        "optional_amount",
        UNSET,
        unit=N_("người"),
        minimum=0,
        maximum=20_000,
        legal_source=N_(
            "Nghị định 20/2021/NĐ-CP, khoản 3 Điều 4: HĐND tỉnh thêm đối tượng, ngân sách địa phương bảo đảm"
        ),
        help=N_("Số người dự kiến (giả định). Để trống: không thêm nhóm này."),
    )
    for code, label in WIDENED_LABELS.items()
}
WIDENED_COEFFICIENT = Lever(
    "protection.widened_coefficient",
    "btxh-hs-nhom-them",
    N_("Hệ số của nhóm thêm"),
    "option",
    "2",
    options=halves_options(12),
    legal_source=N_("Nghị quyết của HĐND tỉnh"),
    help=N_("Dùng cho mọi nhóm thêm và người được hạ tuổi."),
)
LOWER_AGE = Lever(
    "protection.lower_age",
    "btxh-ha-tuoi",
    N_("Hạ tuổi hưởng từ 80 xuống 75 (trước 01/7/2025)"),
    "switch",
    0,
    legal_source=N_("Nghị định 20/2021/NĐ-CP, khoản 3 Điều 4; từ 01/7/2025 thay bằng trợ cấp hưu trí xã hội"),
    help=N_("Chỉ có tác dụng đến hết 6/2025: từ 7/2025 người từ 75 tuổi hưởng trợ cấp hưu trí xã hội."),
)
PENSION_70 = Lever(
    "protection.pension_70",
    "btxh-ha-tuoi-70",
    N_("Hạ tuổi hưu trí xã hội từ 75 xuống 70"),
    "switch",
    0,
    legal_source=N_("Luật Bảo hiểm xã hội 2024, khoản 3 Điều 21"),
    help=N_("Từ 7/2025. Cần số người 70 - dưới 75 tuổi bên dưới; người nghèo, cận nghèo 70 - dưới 75 đã được hưởng."),
)
ASSUMPTION_LEVEL = Lever(
    "protection.assumption",
    "btxh-muc-gia-dinh",
    N_("Mức giả định số người hạ tuổi"),
    "option",
    "central",
    options=(("low", N_("Thấp")), ("central", N_("Trung bình")), ("high", N_("Cao"))),
    legal_source=N_("Giả định của người dùng"),
    help=N_("Chọn số nào trong ba số giả định để tính."),
)
LEVELS = ("low", "central", "high")
_LEVEL_SLUGS = {"low": "thap", "central": "giua", "high": "cao"}
_AGED_75 = {"low": 3_600, "central": 4_400, "high": 5_200}
"""Giả định: 4.400 = Hà Nam's share by population of about 500.000 people the country over; no local age structure is
known."""


AGED_75 = {
    level: Lever(
        f"protection.aged_75.{level}",
        f"btxh-75-{_LEVEL_SLUGS[level]}",
        label,
        "count",
        _AGED_75[level],
        unit=N_("người"),
        minimum=0,
        maximum=50_000,
        legal_source=N_("Giả định"),
    )
    for level, label in (
        ("low", N_("Người 75 - dưới 80 tuổi được thêm, thấp (giả định)")),
        ("central", N_("Người 75 - dưới 80 tuổi được thêm, trung bình (giả định)")),
        ("high", N_("Người 75 - dưới 80 tuổi được thêm, cao (giả định)")),
    )
}
AGED_70 = {
    level: Lever(
        f"protection.aged_70.{level}",
        f"btxh-70-{_LEVEL_SLUGS[level]}",
        label,
        "optional_amount",
        UNSET,
        unit=N_("người"),
        minimum=0,
        maximum=50_000,
        legal_source=N_("Giả định"),
        help=N_("Để trống: chưa có số, không tính."),
    )
    for level, label in (
        ("low", N_("Người 70 - dưới 75 tuổi không lương hưu, thấp (giả định)")),
        ("central", N_("Người 70 - dưới 75 tuổi không lương hưu, trung bình (giả định)")),
        ("high", N_("Người 70 - dưới 75 tuổi không lương hưu, cao (giả định)")),
    )
}
AGED_70_POOR = Lever(
    "protection.aged_70_poor",
    "btxh-70-ngheo",
    N_("Trong đó: nghèo, cận nghèo đã được hưởng"),
    "optional_amount",
    UNSET,
    unit=N_("người"),
    minimum=0,
    maximum=50_000,
    legal_source=N_("Nghị định 176/2025/NĐ-CP"),
    help=N_("Được trừ khỏi số người thêm vì đã hưởng từ 70 tuổi."),
)
GROUP_LEVERS = (*COEFFICIENTS.values(), *PEOPLE_OF.values())
ELIGIBILITY_LEVERS = (
    *WIDENED.values(),
    WIDENED_COEFFICIENT,
    LOWER_AGE,
    *AGED_75.values(),
    PENSION_70,
    *AGED_70.values(),
    AGED_70_POOR,
    ASSUMPTION_LEVEL,
)


@dataclass(frozen=True)
class Extra:
    """People a scenario adds (or takes) in the whole province: `units` x coefficient from the start on, the law's until
    the scenario's is first paid; `until_pension` = only until the social pension takes over."""

    group: str
    units: int
    half_coefficient: int
    law_half: int
    until_pension: bool = False
    people: int | None = None

    @property
    def persons(self) -> int:
        """How many persons the units are: children of single parents are more than their parents."""
        return self.units if self.people is None else self.people


CARER_LABELS = {
    "caregiver_own_family": N_("Hộ trực tiếp chăm sóc người khuyết tật đặc biệt nặng"),
    "caregiver_disab_extreme": N_("Nhận nuôi dưỡng người khuyết tật đặc biệt nặng"),
    "caregiver_disab_extreme_child": N_("Nhận nuôi dưỡng trẻ khuyết tật đặc biệt nặng"),
    "foster_child_u4": N_("Nhận nuôi dưỡng trẻ dưới 4 tuổi"),
    "foster_child_4_16": N_("Nhận nuôi dưỡng trẻ từ 4 đến dưới 16 tuổi"),
    "foster_elder": N_("Nhận nuôi dưỡng người cao tuổi"),
    "disab_parent_1": N_("Người khuyết tật mang thai hoặc nuôi một con dưới 36 tháng"),
    "disab_parent_2": N_("Người khuyết tật mang thai và nuôi con, hoặc nuôi từ hai con dưới 36 tháng"),
}

CARER_SLUGS = {
    "caregiver_own_family": "ho-gia-dinh",
    "caregiver_disab_extreme": "nhan-nuoi-kt",
    "caregiver_disab_extreme_child": "nhan-nuoi-tre-kt",
    "foster_child_u4": "nhan-nuoi-tre-duoi-4",
    "foster_child_4_16": "nhan-nuoi-tre-4-16",
    "foster_elder": "nhan-nuoi-cao-tuoi",
    "disab_parent_1": "kt-nuoi-con-1",
    "disab_parent_2": "kt-nuoi-con-2",
}


def _count(key: str, parameter: str, label: str, legal_source: str, words: str = "", maximum: int = 50_000) -> Lever:
    return Lever(
        key,
        parameter,
        label,
        "optional_amount",
        UNSET,
        unit=N_("người"),
        minimum=0,
        maximum=maximum,
        legal_source=legal_source,
        help=words or N_("Để trống: chưa có số, không tính khoản này."),
    )


def _extended(line: str, parameter: str, label: str) -> Lever:
    return Lever(
        f"protection.extended.{line}",
        parameter,
        label,
        "switch",
        0,
        legal_source=N_(
            "Nghị định 20/2021/NĐ-CP, khoản 2 Điều 4: theo mức của Trung ương nếu nghị quyết tỉnh không quy định"
        ),
        help=N_("Bật khi nghị quyết của tỉnh cho khoản này hưởng mức của tỉnh. Chỉ có tác dụng khi tỉnh nâng riêng."),
    )


CARERS_PEOPLE = {
    code: _count(
        f"protection.carers.{code}", f"btxh-cs-{CARER_SLUGS[code]}", label, N_("Nghị định 20/2021/NĐ-CP, Điều 20")
    )
    for code, label in CARER_LABELS.items()
}
CENTRE_U4 = _count(
    "protection.centre_u4",
    "btxh-co-so-duoi-4",
    N_("Trong số nuôi tại cơ sở: trẻ dưới 4 tuổi"),
    N_("Nghị định 20/2021/NĐ-CP, điểm a khoản 1 Điều 25: hệ số 5,0"),
    N_("Để trống: tính tối thiểu, mọi người theo hệ số 4,0."),
    maximum=301,
)
FUNERALS = _count(
    "protection.funerals",
    "btxh-mai-tang",
    N_("Số ca mai táng tại cộng đồng mỗi năm"),
    N_("Nghị định 20/2021/NĐ-CP, khoản 2 Điều 11: tối thiểu 20 lần mức chuẩn"),
)
FUNERALS_CENTRE = _count(
    "protection.funerals_centre",
    "btxh-mai-tang-co-so",
    N_("Số ca mai táng trong cơ sở mỗi năm"),
    N_("Nghị định 20/2021/NĐ-CP, khoản 3 Điều 25: tối thiểu 50 lần mức chuẩn"),
)
INJURED = _count(
    "protection.emergency_injured",
    "btxh-bi-thuong",
    N_("Số người bị thương nặng được trợ giúp mỗi năm"),
    N_("Nghị định 20/2021/NĐ-CP, Điều 13: tối thiểu 10 lần mức chuẩn"),
)
DISASTER_DEATHS = _count(
    "protection.emergency_deaths",
    "btxh-chet-thien-tai",
    N_("Số người chết do thiên tai, tai nạn mỗi năm"),
    N_("Nghị định 20/2021/NĐ-CP, Điều 14: tối thiểu 50 lần mức chuẩn"),
)
PENSIONERS = _count(
    "protection.social_pensioners",
    "btxh-huu-tri-xh",
    N_("Số người đang hưởng trợ cấp hưu trí xã hội"),
    N_("Nghị định 176/2025/NĐ-CP"),
    N_("Từ 7/2025. Để trống: chưa có số, không tính khoản này."),
)
PENSION_SUPPLEMENT = Lever(
    "protection.pension_supplement",
    "btxh-tinh-them-huu-tri",
    N_("Tỉnh hỗ trợ thêm người hưởng hưu trí xã hội"),
    "optional_amount",
    UNSET,
    unit=N_("đồng/người/tháng"),
    minimum=0,
    maximum=1_000_000,
    step=10_000,
    legal_source=N_("Nghị quyết của HĐND tỉnh; ngân sách địa phương bảo đảm"),
    help=N_("Cộng vào mức của Trung ương từ tháng áp dụng. Cần số người đang hưởng."),
)
CARDS = Lever(
    "protection.health_cards",
    "btxh-the-bhyt",
    N_("Tính thẻ bảo hiểm y tế (tối đa)"),
    "switch",
    0,
    legal_source=N_("4,5% lương cơ sở mỗi tháng; theo lương cơ sở, không theo mức chuẩn"),
    help=N_("Mỗi người một thẻ tốt nhất: người đã có thẻ khác không tính, nên đây là mức tối đa."),
)
NEIGHBOURS = {
    "nam_dinh": (Lever("protection.levelling.nam_dinh", "btxh-nam-dinh", N_("Nam Định (cũ): kinh phí hằng tháng"),
        "optional_amount", UNSET, unit=N_("triệu đồng"), minimum=0, maximum=1_000_000,
        legal_source=N_("Số liệu của tỉnh cũ"), help=N_("Để trống: chưa có số, không tính.")),
        Lever("protection.levelling.nam_dinh_norm", "btxh-nam-dinh-muc", N_("Nam Định (cũ): mức chuẩn đang áp dụng"),
        "count", 500_000, unit=N_("đồng/tháng"), minimum=360_000, maximum=1_000_000, step=10_000,
        legal_source=N_("Giả định: mức của Trung ương"))),
    "ninh_binh": (Lever("protection.levelling.ninh_binh", "btxh-ninh-binh", N_("Ninh Bình (cũ): kinh phí hằng tháng"),
        "optional_amount", UNSET, unit=N_("triệu đồng"), minimum=0, maximum=1_000_000,
        legal_source=N_("Số liệu của tỉnh cũ"), help=N_("Để trống: chưa có số, không tính.")),
        Lever("protection.levelling.ninh_binh_norm", "btxh-ninh-binh-muc",
        N_("Ninh Bình (cũ): mức chuẩn đang áp dụng"), "count", 500_000, unit=N_("đồng/tháng"), minimum=360_000,
        maximum=1_000_000, step=10_000, legal_source=N_("Giả định: mức của Trung ương"))),
}  # fmt: skip
"""Bill and norm of the two provinces merged with Hà Nam from 7/2025."""
EXTENDED_CENTRE = _extended("centre", "btxh-tinh-co-so", N_("Mức của tỉnh áp dụng cho nuôi dưỡng tại cơ sở"))
EXTENDED_CARERS = _extended("carers", "btxh-tinh-cham-soc", N_("Mức của tỉnh áp dụng cho hỗ trợ chăm sóc"))
EXTENDED_FUNERAL = _extended("funeral", "btxh-tinh-mai-tang", N_("Mức của tỉnh áp dụng cho mai táng"))
EXTENDED_EMERGENCY = _extended("emergency", "btxh-tinh-khan-cap", N_("Mức của tỉnh áp dụng cho trợ giúp khẩn cấp"))
EXTENSIONS = (EXTENDED_CENTRE, EXTENDED_CARERS, EXTENDED_FUNERAL, EXTENDED_EMERGENCY)
COUNT_LEVERS = (
    CENTRE_U4,
    *CARERS_PEOPLE.values(),
    FUNERALS,
    FUNERALS_CENTRE,
    INJURED,
    DISASTER_DEATHS,
    PENSIONERS,
    PENSION_SUPPLEMENT,
    CARDS,
    *(lever for pair in NEIGHBOURS.values() for lever in pair),
)
LINE_LEVERS = (*EXTENSIONS, *COUNT_LEVERS)


NORM = Lever(
    "protection.norm",
    "btxh-muc-chuan",
    N_("Mức chuẩn trợ giúp xã hội"),
    "amount",
    default=UNSET,
    follows="norm",
    unit=N_("đồng/tháng"),
    minimum=100_000,
    maximum=1_000_000,
    step=10_000,
    slides_from=360_000,
    presets=(
        Preset(360_000, N_("360.000 (NĐ 20/2021)"), N_("Nghị định 20/2021/NĐ-CP, Điều 4"), "text"),
        Preset(500_000, N_("500.000 (NĐ 76/2024)"), N_("Nghị định 76/2024/NĐ-CP"), "secondary"),
        Preset(540_000, N_("540.000 (NĐ 335/2026)"), N_("Nghị định 335/2026/NĐ-CP, Điều 4"), "press"),
        Preset(750_000, N_("750.000 (đề xuất 2023)"), N_("Phương án của Bộ trình năm 2023"), "press"),
    ),
    legal_source=N_("Nghị định 20/2021/NĐ-CP, Điều 4: mức của tỉnh không thấp hơn mức chuẩn của Trung ương"),
)
APPLIES_FROM = Lever(
    "protection.norm_applies_from",
    "btxh-tu-thang",
    N_("Áp dụng từ tháng"),
    "month",
    default="2024-07",
    follows="start",
    options=month_options(ALL_MONTHS),
    legal_source=N_("Nghị định 20/2021/NĐ-CP, Điều 8"),
    help=N_("Tháng đầu tiên tính tiền theo mức mới."),
)
FIRST_PAID = Lever(
    "protection.norm_first_paid",
    "btxh-chi-tu",
    N_("Chi trả theo mức mới từ tháng"),
    "month",
    default=UNSET,
    options=month_options(ALL_MONTHS),
    legal_source=N_("Danh sách chi trả chốt trước ngày 25 tháng trước"),
    help=N_(
        "Để trống: tháng sau tháng áp dụng. Các tháng từ khi áp dụng đến trước tháng này được truy lĩnh vào tháng đó."
    ),
)
PROVINCIAL = Lever(
    "protection.norm_provincial",
    "btxh-tinh-nang",
    N_("Ai quyết định mức mới"),
    "option",
    default=UNSET,
    options=(("0", N_("Trung ương")), ("1", N_("Tỉnh nâng riêng"))),
    legal_source=N_("Nghị định 20/2021/NĐ-CP, khoản 2 và khoản 3 Điều 4"),
    help=N_(
        "Để trống: mức và tháng của một nghị định là của Trung ương; theo quy định của năm báo cáo cũng vậy; còn lại "
        "là tỉnh nâng riêng: chỉ tăng trợ cấp tại cộng đồng, nuôi dưỡng tại cơ sở vẫn theo Trung ương."
    ),
)
WITH_PENSION = Lever(
    "protection.with_social_pension",
    "btxh-gom-huu-tri",
    N_("Gồm cả trợ cấp hưu trí xã hội"),
    "option",
    default=UNSET,
    options=(("0", N_("Không gồm")), ("1", N_("Có gồm"))),
    legal_source=N_("Nghị định 176/2025/NĐ-CP; Nghị định 335/2026/NĐ-CP nâng cả hai mức"),
    help=N_(
        "Từ 7/2025. Để trống: có gồm khi Trung ương nâng (như NĐ 335/2026), không gồm khi tỉnh nâng riêng vì nghị "
        "quyết phải ghi rõ."
    ),
)
STOPS_AFTER = Lever(
    "protection.norm_stops_after",
    "btxh-den-thang",
    N_("Áp dụng đến hết tháng"),
    "month",
    default=UNSET,
    options=month_options(ALL_MONTHS),
    legal_source=N_("Thời hạn của nghị quyết, đề án"),
    help=N_("Để trống: không có thời hạn."),
)
PHASES = Lever(
    "protection.norm_phases",
    "btxh-lo-trinh",
    N_("Lộ trình"),
    "option",
    default="1",
    options=(
        ("1", N_("một lần")),
        ("2x6", N_("2 bước, cách 6 tháng")),
        ("2x12", N_("2 bước, cách 12 tháng")),
        ("3x6", N_("3 bước, cách 6 tháng")),
        ("3x12", N_("3 bước, cách 12 tháng")),
    ),
    legal_source=N_("Phương án của người dùng"),
    help=N_("Các bước bằng nhau, làm tròn đến 1.000 đồng; bước cuối bằng mức chuẩn đã chọn."),
)
INDEXED = Lever(
    "protection.indexed_share",
    "btxh-theo-chuan",
    N_("Phần kinh phí thay đổi theo mức chuẩn"),
    "percent",
    default=100,
    unit="%",
    minimum=0,
    maximum=100,
    step=5,
    legal_source=N_("Giả định của người dùng"),
    help=N_("100%: toàn bộ kinh phí nhân theo mức chuẩn. Giảm khi một phần kinh phí là khoản cố định."),
)
GROWTH = Lever(
    "protection.people_growth",
    "btxh-tang-nam",
    N_("Tăng, giảm đối tượng (%/năm)"),
    "option",
    default="0",
    options=tenths_options(-50, 50, 5),
    legal_source=N_("Giả định của người dùng"),
    help=N_("Chia đều theo tháng từ tháng áp dụng. Đây là giả định, không phải dự báo."),
)
PEOPLE = Lever(
    "protection.people_change",
    "btxh-so-nguoi",
    N_("Tăng, giảm số đối tượng"),
    "percent",
    default=0,
    unit="%",
    minimum=-30,
    maximum=30,
    step=1,
    legal_source=N_("Giả định của người dùng"),
    help=N_("Áp dụng cho mọi nhóm tại cộng đồng từ tháng áp dụng. Đây là giả định, không phải dự báo."),
)
PAID_TOGETHER = Lever(
    "protection.paid_together",
    "btxh-tra-gop",
    N_("Trả gộp hai tháng dịp Tết"),
    "switch",
    default=0,
    legal_source=N_("Cách chi trả dịp Tết hằng năm"),
    help=N_(
        "Tháng 2 được trả cùng tháng 1. Chỉ đổi cách xem theo tháng chi, cho cả hai phương án; tổng năm không đổi."
    ),
)
NORM_LEVERS = (NORM, APPLIES_FROM, FIRST_PAID, PROVINCIAL, WITH_PENSION, STOPS_AFTER, PHASES, INDEXED)
PEOPLE_LEVERS = (PEOPLE, GROWTH)
FUNDING = funding_levers("protection", "btxh-")
LEVERS = (
    *NORM_LEVERS,
    *PEOPLE_LEVERS,
    PAID_TOGETHER,
    *GROUP_LEVERS,
    *ELIGIBILITY_LEVERS,
    *LINE_LEVERS,
    *FUNDING.levers,
)
"""What makes the scenario; the levers below choose what is looked at."""

BUDGET_YEAR = Lever(
    "budget_year",
    "btxh-nam",
    N_("Năm ngân sách"),
    "choice",
    default="2024",
    follows="year",
    options=tuple((str(year), str(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)),
)
BUDGET = budget_levers("btxh-", "", N_("Dự toán của riêng trợ cấp tại cộng đồng. Để trống khi chưa có."))
VIEW_LEVERS = (BUDGET_YEAR, *BUDGET.levers)
