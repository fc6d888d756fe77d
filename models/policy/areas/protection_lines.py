"""The lines beside the community allowance: carers, centres, funerals, emergency relief, social pension, health cards.

Belongs here: their levers. The report gives no headcount for most of them: a line without one is left out and said to be
"chưa nhập", never counted as 0. What they cost: assumed_lines.py.
"""

from __future__ import annotations

from models.policy.levers.levers import UNSET, Lever
from models.wording.words import N_

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
        key, parameter, label, "optional_amount", UNSET, unit=N_("người"), minimum=0, maximum=maximum,
        legal_source=legal_source, help=words or N_("Để trống: chưa có số, không tính khoản này."),
    )  # fmt: skip


def _extended(line: str, parameter: str, label: str) -> Lever:
    return Lever(
        f"protection.extended.{line}", parameter, label, "switch", 0,
        legal_source=N_("Nghị định 20/2021/NĐ-CP, khoản 2 Điều 4: theo mức của Trung ương nếu nghị quyết tỉnh không quy định"),
        help=N_("Bật khi nghị quyết của tỉnh cho khoản này hưởng mức của tỉnh. Chỉ có tác dụng khi tỉnh nâng riêng."),
    )  # fmt: skip


CARERS_PEOPLE = {
    code: _count(
        f"protection.carers.{code}", f"btxh-cs-{CARER_SLUGS[code]}", label, N_("Nghị định 20/2021/NĐ-CP, Điều 20")
    )
    for code, label in CARER_LABELS.items()
}
CENTRE_U4 = _count(
    "protection.centre_u4", "btxh-co-so-duoi-4", N_("Trong số nuôi tại cơ sở: trẻ dưới 4 tuổi"),
    N_("Nghị định 20/2021/NĐ-CP, điểm a khoản 1 Điều 25: hệ số 5,0"),
    N_("Để trống: tính tối thiểu, mọi người theo hệ số 4,0."), maximum=301,
)  # fmt: skip
FUNERALS = _count(
    "protection.funerals", "btxh-mai-tang", N_("Số ca mai táng tại cộng đồng mỗi năm"),
    N_("Nghị định 20/2021/NĐ-CP, khoản 2 Điều 11: tối thiểu 20 lần mức chuẩn"),
)  # fmt: skip
FUNERALS_CENTRE = _count(
    "protection.funerals_centre", "btxh-mai-tang-co-so", N_("Số ca mai táng trong cơ sở mỗi năm"),
    N_("Nghị định 20/2021/NĐ-CP, khoản 3 Điều 25: tối thiểu 50 lần mức chuẩn"),
)  # fmt: skip
INJURED = _count(
    "protection.emergency_injured", "btxh-bi-thuong", N_("Số người bị thương nặng được trợ giúp mỗi năm"),
    N_("Nghị định 20/2021/NĐ-CP, Điều 13: tối thiểu 10 lần mức chuẩn"),
)  # fmt: skip
DISASTER_DEATHS = _count(
    "protection.emergency_deaths", "btxh-chet-thien-tai", N_("Số người chết do thiên tai, tai nạn mỗi năm"),
    N_("Nghị định 20/2021/NĐ-CP, Điều 14: tối thiểu 50 lần mức chuẩn"),
)  # fmt: skip
PENSIONERS = _count(
    "protection.social_pensioners", "btxh-huu-tri-xh", N_("Số người đang hưởng trợ cấp hưu trí xã hội"),
    N_("Nghị định 176/2025/NĐ-CP"), N_("Từ 7/2025. Để trống: chưa có số, không tính khoản này."),
)  # fmt: skip
PENSION_SUPPLEMENT = Lever(
    "protection.pension_supplement", "btxh-tinh-them-huu-tri", N_("Tỉnh hỗ trợ thêm người hưởng hưu trí xã hội"),
    "optional_amount", UNSET, unit=N_("đồng/người/tháng"), minimum=0, maximum=1_000_000, step=10_000,
    legal_source=N_("Nghị quyết của HĐND tỉnh; ngân sách địa phương bảo đảm"),
    help=N_("Cộng vào mức của Trung ương từ tháng áp dụng. Cần số người đang hưởng."),
)  # fmt: skip
CARDS = Lever(
    "protection.health_cards", "btxh-the-bhyt", N_("Tính thẻ bảo hiểm y tế (tối đa)"), "switch", 0,
    legal_source=N_("4,5% lương cơ sở mỗi tháng; theo lương cơ sở, không theo mức chuẩn"),
    help=N_("Mỗi người một thẻ tốt nhất: người đã có thẻ khác không tính, nên đây là mức tối đa."),
)  # fmt: skip
NEIGHBOURS = {
    "nam_dinh": (
        Lever(
            "protection.levelling.nam_dinh", "btxh-nam-dinh", N_("Nam Định (cũ): kinh phí hằng tháng"), "optional_amount",
            UNSET, unit=N_("triệu đồng"), minimum=0, maximum=1_000_000, legal_source=N_("Số liệu của tỉnh cũ"),
            help=N_("Để trống: chưa có số, không tính."),
        ),
        Lever(
            "protection.levelling.nam_dinh_norm", "btxh-nam-dinh-muc", N_("Nam Định (cũ): mức chuẩn đang áp dụng"), "count",
            500_000, unit=N_("đồng/tháng"), minimum=360_000, maximum=1_000_000, step=10_000,
            legal_source=N_("Giả định: mức của Trung ương"),
        ),
    ),
    "ninh_binh": (
        Lever(
            "protection.levelling.ninh_binh", "btxh-ninh-binh", N_("Ninh Bình (cũ): kinh phí hằng tháng"), "optional_amount",
            UNSET, unit=N_("triệu đồng"), minimum=0, maximum=1_000_000, legal_source=N_("Số liệu của tỉnh cũ"),
            help=N_("Để trống: chưa có số, không tính."),
        ),
        Lever(
            "protection.levelling.ninh_binh_norm", "btxh-ninh-binh-muc", N_("Ninh Bình (cũ): mức chuẩn đang áp dụng"), "count",
            500_000, unit=N_("đồng/tháng"), minimum=360_000, maximum=1_000_000, step=10_000,
            legal_source=N_("Giả định: mức của Trung ương"),
        ),
    ),
}  # fmt: skip
"""Bill and norm of the two provinces merged with Hà Nam from 7/2025."""
EXTENDED_CENTRE = _extended("centre", "btxh-tinh-co-so", N_("Mức của tỉnh áp dụng cho nuôi dưỡng tại cơ sở"))
EXTENDED_CARERS = _extended("carers", "btxh-tinh-cham-soc", N_("Mức của tỉnh áp dụng cho hỗ trợ chăm sóc"))
EXTENDED_FUNERAL = _extended("funeral", "btxh-tinh-mai-tang", N_("Mức của tỉnh áp dụng cho mai táng"))
EXTENDED_EMERGENCY = _extended("emergency", "btxh-tinh-khan-cap", N_("Mức của tỉnh áp dụng cho trợ giúp khẩn cấp"))
EXTENSIONS = (EXTENDED_CENTRE, EXTENDED_CARERS, EXTENDED_FUNERAL, EXTENDED_EMERGENCY)
COUNT_LEVERS = (
    CENTRE_U4, *CARERS_PEOPLE.values(), FUNERALS, FUNERALS_CENTRE, INJURED, DISASTER_DEATHS, PENSIONERS,
    PENSION_SUPPLEMENT, CARDS, *(lever for pair in NEIGHBOURS.values() for lever in pair),
)  # fmt: skip
LINE_LEVERS = (*EXTENSIONS, *COUNT_LEVERS)
