"""Sources and levels of the budget, and its codes (chương, loại, khoản), as files name them.

Belongs here: reading one such cell. Does not: the columns of a budget file (datasets/budget.py) or who pays what by law
(models/policy/answers/funding.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.group_names import folded_names
from data.vocabulary.problems import Fault
from models.policy.answers.funding import CENTRAL, CONTINGENCY, DELEGATED, LOCAL, TARGETED, WAGE_REFORM
from models.wording.words import N_

SOURCE_NAMES = {source.code: source.name for source in (CENTRAL, DELEGATED, LOCAL, WAGE_REFORM, CONTINGENCY, TARGETED)}
LEVEL_NAMES = {"province": N_("Cấp tỉnh"), "district": N_("Cấp huyện"), "commune": N_("Cấp xã")}

_OTHER_SOURCES = {
    "central": "NSTW hỗ trợ|Trung ương hỗ trợ|TW hỗ trợ|NSTW hỗ trợ địa phương|Ngân sách trung ương hỗ trợ|Ngân sách TW hỗ trợ",
    "delegated": "NSTW ủy quyền|Kinh phí ủy quyền|Ủy quyền|Kinh phí NSTW ủy quyền|Kinh phí trung ương ủy quyền|Kinh phí TW ủy quyền"
    "|Trung ương ủy quyền|TW ủy quyền|Ngân sách trung ương ủy quyền|Ngân sách TW ủy quyền",
    "local": "NSĐP|Ngân sách địa phương|Ngân sách địa phương (NSĐP)|Cân đối|Cân đối NSĐP|Cân đối ngân sách địa phương|NSĐP cân đối"
    "|Địa phương|Ngân sách tỉnh|Ngân sách huyện|Ngân sách xã|NS tỉnh|NS huyện|NS xã",
    "wage_reform": "CCTL|Cải cách tiền lương|Nguồn CCTL|Nguồn thực hiện cải cách tiền lương|Nguồn cải cách tiền lương (CCTL)",
    "contingency": "Dự phòng|Nguồn dự phòng|Dự phòng NS|Dự phòng NSĐP|Dự phòng ngân sách địa phương|Dự phòng ngân sách tỉnh",
    "targeted": "BSCMT|Bổ sung mục tiêu|Bổ sung có mục tiêu từ NSTW|NSTW bổ sung có mục tiêu|Bổ sung có mục tiêu từ ngân sách trung ương"
    "|Bổ sung có mục tiêu từ ngân sách cấp trên",
}
_OTHER_LEVELS = {
    "province": "Tỉnh|Ngân sách cấp tỉnh|Ngân sách tỉnh|NS tỉnh|NS cấp tỉnh",
    "district": "Huyện|Ngân sách cấp huyện|Ngân sách huyện|NS huyện|NS cấp huyện|Quận, huyện|Thành phố|Thị xã|Huyện, thị xã, thành phố",
    "commune": "Xã|Ngân sách cấp xã|Ngân sách xã|NS xã|NS cấp xã|Phường|Xã, phường|Xã, phường, thị trấn",
}
_CENTRAL_ALONE = frozenset({"nstw", "ngan sach trung uong", "ngan sach tw", "trung uong", "tw"})
_CODE = re.compile(r"([0-9]{1,3})(?:\s*[-–:.(]\s*[^\W\d].*)?")
_LINE = re.compile(r"(?:([0-9]{1,3})\s*[-–/.,; ]\s*)?([0-9]{1,3})\s*[-–/.,; ]\s*([0-9]{1,3})")


def read_source(text: str) -> str | Fault:
    """The source's code (models/tables/facts.py) of a cleaned cell."""
    remedy = _("Ghi một trong: {names}.").format(names="; ".join(_(name) for name in SOURCE_NAMES.values()))
    if text == "":
        return Fault(_("để trống"), remedy)
    if fold(text) in _CENTRAL_ALONE:
        return Fault(_("chưa nói rõ là trung ương hỗ trợ, ủy quyền hay bổ sung có mục tiêu"), remedy)
    found = _sources().get(fold(text))
    return Fault(_("không phải nguồn kinh phí đã biết"), remedy) if found is None else found


def read_level(text: str) -> str | Fault:
    """The level of the budget ("province", "district", "commune") of a cleaned cell."""
    remedy = _("Ghi một trong: {names}.").format(names=", ".join(_(name) for name in LEVEL_NAMES.values()))
    if text == "":
        return Fault(_("để trống"), remedy)
    found = _levels().get(fold(text))
    return Fault(_("không phải cấp ngân sách đã biết"), remedy) if found is None else found


def read_code(text: str) -> str | Fault:
    """A code of three digits; Excel takes leading zeros away, so 24 is 024. Words after the code are not kept."""
    if text == "":
        return ""
    match = _CODE.fullmatch(text)
    if match is None or int(match[1]) == 0:
        return Fault(_("không phải mã gồm ba chữ số"), _("Ghi mã ba chữ số của mục lục ngân sách, ví dụ 424."))
    return match[1].zfill(3)


def read_line(text: str) -> str | Fault:
    """Codes written together as "chapter-category-item", or "-category-item" where no chapter is named."""
    if text == "":
        return ""
    match = _LINE.fullmatch(text)
    if match is None or any(code is not None and int(code) == 0 for code in match.groups()):
        return Fault(
            _("không phải mã chương, loại, khoản"), _("Ghi đủ ba mã cách nhau bằng gạch nối, ví dụ 424-370-371.")
        )
    chapter, category, item = match.groups()
    return "-".join(("" if chapter is None else chapter.zfill(3), category.zfill(3), item.zfill(3)))


@lru_cache(maxsize=1)
def _sources() -> dict[str, str]:
    return _known(SOURCE_NAMES, _OTHER_SOURCES)


@lru_cache(maxsize=1)
def _levels() -> dict[str, str]:
    return _known(LEVEL_NAMES, _OTHER_LEVELS)


def _known(names: dict[str, str], others: dict[str, str]) -> dict[str, str]:
    written = [(name, code) for code, name in names.items()] + [(_(name), code) for code, name in names.items()]
    codes = [(code, code) for code in names]
    return folded_names(written + codes + [(name, code) for code, all_ in others.items() for name in all_.split("|")])
