"""Levers set once for a question, by subject: what stands behind each button above the what-if."""

from __future__ import annotations

from dataclasses import dataclass

from data.locale import _
from models.policy.answers.support_result import FORMS
from models.policy.answers.whatif import WhatIfArea
from models.policy.areas import merit, protection
from models.policy.areas.merit import CONVALESCENCE_CENTRE, CONVALESCENCE_HOME, FEE, GIFTS, MERIT_PEOPLE
from models.policy.levers.levers import Lever
from models.policy.schemes import MERIT


@dataclass(frozen=True)
class Part:
    """Levers under one heading; a heading folds them away, and then they
    have a `key` of their own. `note` says once what holds for all of them."""

    heading: str
    levers: tuple[Lever, ...]
    note: str = ""
    key: str = ""


@dataclass(frozen=True)
class Section:
    """One button: its levers at hand (heading "") and folded parts."""

    key: str
    title: str
    parts: tuple[Part, ...]

    @property
    def levers(self) -> tuple[Lever, ...]:
        return tuple(lever for part in self.parts for lever in part.levers)


_ADDED = _(
    "Số người thêm vào (âm là bớt đi) từ tháng áp dụng; huyện nào thì chưa biết, nên tính vào “chưa phân huyện”."
)
_ASSUMED = _("Báo cáo không có các số này. Để trống khi chưa có số: khoản đó không tính, không coi là 0.")
PROTECTION_SECTIONS = (
    Section(
        "doi-tuong",
        _("Ai thuộc diện"),
        (
            Part("", (protection.PEOPLE,)),
            Part(
                _("Hệ số theo nhóm"),
                tuple(protection.COEFFICIENTS.values()),
                _("Để trống: theo Nghị định 20/2021/NĐ-CP. Hệ số mới được chi trả cùng lúc với mức chuẩn mới."),
                key="he-so",
            ),
            Part(_("Thêm, bớt người theo nhóm"), tuple(protection.PEOPLE_OF.values()), _ADDED, key="nguoi-theo-nhom"),
            Part(
                _("Nhóm thêm và hạ tuổi"),
                protection.ELIGIBILITY_LEVERS,
                _("Nhóm thêm do HĐND tỉnh quyết định, ngân sách địa phương bảo đảm. Số người là giả định."),
                key="nhom-them",
            ),
        ),
    ),
    Section(
        "khoan-khac",
        _("Khoản đi kèm"),
        (
            Part("", (protection.CARDS, protection.CENTRE_U4)),
            Part(_("Hỗ trợ chăm sóc, nuôi dưỡng"), tuple(protection.CARERS_PEOPLE.values()), _ASSUMED, key="cham-soc"),
            Part(
                _("Mai táng, trợ giúp khẩn cấp"),
                (protection.FUNERALS, protection.FUNERALS_CENTRE, protection.INJURED, protection.DISASTER_DEATHS),
                _ASSUMED,
                key="mai-tang",
            ),
            Part(_("Mức của tỉnh áp dụng cho khoản nào"), protection.EXTENSIONS, key="muc-cua-tinh"),
            Part(
                _("Trợ cấp hưu trí xã hội"),
                (protection.PENSIONERS, protection.PENSION_SUPPLEMENT),
                _ASSUMED,
                key="huu-tri",
            ),
            Part(
                _("San bằng mức của ba tỉnh sau hợp nhất"),
                tuple(lever for pair in protection.NEIGHBOURS.values() for lever in pair),
                _(
                    "Từ 7/2025, hai tỉnh cũ được nâng lên mức cao nhất của ba tỉnh. Cần kinh phí hằng tháng của tỉnh "
                    "đó."
                ),
                key="ba-tinh",
            ),
        ),
    ),
    Section(
        "nguon",
        _("Nguồn, dự toán"),
        (
            Part("", protection.FUNDING.levers),
            Part(_("Dự toán và thực hiện của năm"), protection.BUDGET.levers, key="du-toan"),
        ),
    ),
    Section(
        "gia-dinh",
        _("Giả định nâng cao"),
        (
            Part(
                "",
                (
                    protection.PHASES,
                    protection.STOPS_AFTER,
                    protection.GROWTH,
                    protection.INDEXED,
                    protection.PAID_TOGETHER,
                    protection.LAW_AS_OF,
                ),
            ),
        ),
    ),
)
MERIT_SECTIONS = (
    Section(
        "doi-tuong",
        _("Số đối tượng, số suất"),
        (
            Part("", (merit.PEOPLE, merit.DECLINE)),
            Part(
                _("Thêm, bớt suất theo nhóm"),
                tuple(MERIT_PEOPLE.values()),
                _("Một người có thể hưởng hai chế độ: đây là số suất, không phải số người."),
                key="suat-theo-nhom",
            ),
        ),
    ),
    Section(
        "khoan-khac",
        _("Quà, điều dưỡng, phí"),
        (
            Part("", (CONVALESCENCE_HOME, CONVALESCENCE_CENTRE, FEE), _ASSUMED),
            *(
                Part(_("Quà: {occasion}").format(occasion=_(gift.name)), gift.levers, _ASSUMED, key=gift.code)
                for gift in GIFTS
            ),
        ),
    ),
    Section("nguon", _("Dự toán NSTW"), (Part("", merit.BUDGET.levers),)),
    Section("gia-dinh", _("Giả định nâng cao"), (Part("", (merit.PAID_TOGETHER, merit.MERIT_LAW_AS_OF)),)),
)


def full_name(lever: Lever) -> str:
    """The lever's name where it stands alone: with its part's heading, because groups have a coefficient and people; of
    a factor's two levers, with which one it is."""
    if lever.key in FORMS:
        return _(FORMS[lever.key]).format(name=_(lever.label))
    return _NAMES.get(lever.key, _(lever.label))


_NAMES = {
    lever.key: _("{heading}, {lever}").format(heading=part.heading, lever=_(lever.label))
    for listed in (PROTECTION_SECTIONS, MERIT_SECTIONS)
    for section in listed
    for part in section.parts
    if part.heading
    for lever in part.levers
}


def sections(area: WhatIfArea) -> tuple[Section, ...]:
    """The area's buttons in order."""
    return MERIT_SECTIONS if area.scheme == MERIT else PROTECTION_SECTIONS
