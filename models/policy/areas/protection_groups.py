"""Who is entitled and at which coefficient: levers by benefit group, by age and for groups a province may add.

Belongs here: their declaration. Coefficients and numbers of the law are data; a lever left open means "as the law and the
figures have it". What the measures do to the cells: protection_measures.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.policy.levers.levers import UNSET, Lever, LeverValue
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
        f"protection.coefficient.{code}", f"btxh-hs-{SLUGS[code]}", label, "option", UNSET,
        options=halves_options(12), legal_source=N_("Nghị định 20/2021/NĐ-CP, Điều 6"),
        help=N_("Để trống: theo quy định. Hệ số mới có hiệu lực cùng tháng với mức chuẩn."),
    )
    for code, label in GROUP_LABELS.items()
}  # fmt: skip
PEOPLE_OF = {
    code: Lever(
        f"protection.people.{code}", f"btxh-nguoi-{SLUGS[code]}", label, "optional_amount", UNSET,
        unit=N_("người"), minimum=-20_000, maximum=20_000, legal_source=N_("Nghị định 20/2021/NĐ-CP, Điều 5"),
        help=N_("Số người (với hộ đơn thân: số con) thêm vào, âm là bớt đi, từ tháng áp dụng. Để trống: giữ nguyên."),
    )
    for code, label in GROUP_LABELS.items()
}  # fmt: skip
WIDENED = {
    code: Lever(
        f"protection.widened.{code}", f"btxh-them-{SLUGS[code]}", label, "optional_amount",
        UNSET, unit=N_("người"), minimum=0, maximum=20_000,
        legal_source=N_("Nghị định 20/2021/NĐ-CP, khoản 3 Điều 4: HĐND tỉnh thêm đối tượng, ngân sách địa phương bảo đảm"),
        help=N_("Số người dự kiến (giả định). Để trống: không thêm nhóm này."),
    )
    for code, label in WIDENED_LABELS.items()
}  # fmt: skip
WIDENED_COEFFICIENT = Lever(
    "protection.widened_coefficient", "btxh-hs-nhom-them", N_("Hệ số của nhóm thêm"), "option", "2",
    options=halves_options(12), legal_source=N_("Nghị quyết của HĐND tỉnh"),
    help=N_("Dùng cho mọi nhóm thêm và người được hạ tuổi."),
)  # fmt: skip
LOWER_AGE = Lever(
    "protection.lower_age", "btxh-ha-tuoi", N_("Hạ tuổi hưởng từ 80 xuống 75 (trước 01/7/2025)"), "switch", 0,
    legal_source=N_("Nghị định 20/2021/NĐ-CP, khoản 3 Điều 4; từ 01/7/2025 thay bằng trợ cấp hưu trí xã hội"),
    help=N_("Chỉ có tác dụng đến hết 6/2025: từ 7/2025 người từ 75 tuổi hưởng trợ cấp hưu trí xã hội."),
)  # fmt: skip
PENSION_70 = Lever(
    "protection.pension_70", "btxh-ha-tuoi-70", N_("Hạ tuổi hưu trí xã hội từ 75 xuống 70"), "switch", 0,
    legal_source=N_("Luật Bảo hiểm xã hội 2024, khoản 3 Điều 21"),
    help=N_("Từ 7/2025. Cần số người 70 - dưới 75 tuổi bên dưới; người nghèo, cận nghèo 70 - dưới 75 đã được hưởng."),
)  # fmt: skip
ASSUMPTION_LEVEL = Lever(
    "protection.assumption", "btxh-muc-gia-dinh", N_("Mức giả định số người hạ tuổi"), "option", "central",
    options=(("low", N_("Thấp")), ("central", N_("Trung bình")), ("high", N_("Cao"))),
    legal_source=N_("Giả định của người dùng"), help=N_("Chọn số nào trong ba số giả định để tính."),
)  # fmt: skip
LEVELS = ("low", "central", "high")
_LEVEL_SLUGS = {"low": "thap", "central": "giua", "high": "cao"}
_AGED_75 = {"low": 3_600, "central": 4_400, "high": 5_200}
"""Giả định: 4.400 = Hà Nam's share by population of about 500.000 people the country over; no local age structure is known."""


AGED_75 = {
    level: Lever(
        f"protection.aged_75.{level}", f"btxh-75-{_LEVEL_SLUGS[level]}", label, "count", _AGED_75[level],
        unit=N_("người"), minimum=0, maximum=50_000, legal_source=N_("Giả định"),
    )
    for level, label in (
        ("low", N_("Người 75 - dưới 80 tuổi được thêm, thấp (giả định)")),
        ("central", N_("Người 75 - dưới 80 tuổi được thêm, trung bình (giả định)")),
        ("high", N_("Người 75 - dưới 80 tuổi được thêm, cao (giả định)")),
    )
}  # fmt: skip
AGED_70 = {
    level: Lever(
        f"protection.aged_70.{level}", f"btxh-70-{_LEVEL_SLUGS[level]}", label, "optional_amount", UNSET,
        unit=N_("người"), minimum=0, maximum=50_000, legal_source=N_("Giả định"),
        help=N_("Để trống: chưa có số, không tính."),
    )
    for level, label in (
        ("low", N_("Người 70 - dưới 75 tuổi không lương hưu, thấp (giả định)")),
        ("central", N_("Người 70 - dưới 75 tuổi không lương hưu, trung bình (giả định)")),
        ("high", N_("Người 70 - dưới 75 tuổi không lương hưu, cao (giả định)")),
    )
}  # fmt: skip
AGED_70_POOR = Lever(
    "protection.aged_70_poor", "btxh-70-ngheo", N_("Trong đó: nghèo, cận nghèo đã được hưởng"), "optional_amount", UNSET,
    unit=N_("người"), minimum=0, maximum=50_000, legal_source=N_("Nghị định 176/2025/NĐ-CP"),
    help=N_("Được trừ khỏi số người thêm vì đã hưởng từ 70 tuổi."),
)  # fmt: skip
GROUP_LEVERS = (*COEFFICIENTS.values(), *PEOPLE_OF.values())
ELIGIBILITY_LEVERS = (
    *WIDENED.values(), WIDENED_COEFFICIENT, LOWER_AGE, *AGED_75.values(), PENSION_70, *AGED_70.values(), AGED_70_POOR,
    ASSUMPTION_LEVEL,
)  # fmt: skip


@dataclass(frozen=True)
class Extra:
    """People a scenario adds (or takes) in the whole province: `units` x coefficient from the start on, the law's until the
    scenario's is first paid; `until_pension` = only until the social pension takes over."""

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
