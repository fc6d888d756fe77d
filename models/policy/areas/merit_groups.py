"""Merit groups: levers that add or take suất (shares) by group.

Belongs here: their declaration. A person may hold two merit allowances: what moves here are suất, not persons.
"""

from __future__ import annotations

from models.policy.levers.levers import UNSET, Lever
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
        f"merit.people.{code}", f"ncc-suat-{SLUGS[code]}", label, "optional_amount", UNSET, unit=N_("suất"),
        minimum=-20_000, maximum=20_000, legal_source=N_("Nghị định 75/2021/NĐ-CP, Phụ lục I, II, III"),
        help=N_("Số suất thêm vào, âm là bớt đi, từ tháng áp dụng. Để trống: giữ nguyên."),
    )
    for code, label in MERIT_LABELS.items()
}  # fmt: skip
