"""Names of law parameters as files write them, and a rule as one typed value."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from functools import lru_cache

import polars as pl

from data.locale import _
from data.parsing.folding import clean, fold
from data.seed_files import seed_rows
from data.vocabulary.groups import folded_names
from data.vocabulary.problems import Fault
from models.frames import PARAMETER_FILE
from models.wording.words import N_

PARAMETER_NAMES = {
    "protection.norm": N_("Mức chuẩn trợ giúp xã hội"),
    "social_pension.amount": N_("Trợ cấp hưu trí xã hội"),
    "merit.norm": N_("Mức chuẩn trợ cấp ưu đãi"),
    "base_salary": N_("Lương cơ sở"),
    "poverty_line.rural": N_("Chuẩn nghèo nông thôn"),
    "poverty_line.urban": N_("Chuẩn nghèo thành thị"),
    "voluntary_insurance.rate": N_("Mức đóng BHXH tự nguyện trên thu nhập"),
    "voluntary_insurance.share_poor": N_("Nhà nước hỗ trợ BHXH tự nguyện, hộ nghèo"),
    "voluntary_insurance.share_near_poor": N_("Nhà nước hỗ trợ BHXH tự nguyện, hộ cận nghèo"),
    "voluntary_insurance.share_ethnic": N_("Nhà nước hỗ trợ BHXH tự nguyện, dân tộc thiểu số"),
    "voluntary_insurance.share_other": N_("Nhà nước hỗ trợ BHXH tự nguyện, người khác"),
    "voluntary_insurance.min_base": N_("Thu nhập thấp nhất đóng BHXH tự nguyện"),
    "provincial_top_up.poor": N_("Tỉnh hỗ trợ thêm BHXH tự nguyện, hộ nghèo"),
    "provincial_top_up.near_poor": N_("Tỉnh hỗ trợ thêm BHXH tự nguyện, hộ cận nghèo"),
    "provincial_top_up.ethnic": N_("Tỉnh hỗ trợ thêm BHXH tự nguyện, dân tộc thiểu số"),
    "provincial_top_up.other": N_("Tỉnh hỗ trợ thêm BHXH tự nguyện, người khác"),
    "unemployment.share": N_("Mức trợ cấp thất nghiệp trên tiền lương"),
    "regional_minimum_wage.III": N_("Lương tối thiểu vùng III"),
    "regional_minimum_wage.IV": N_("Lương tối thiểu vùng IV"),
    "health_card.rate": N_("Mức đóng bảo hiểm y tế, phần nghìn lương cơ sở"),
    "health_card.near_poor_share": N_("Nhà nước hỗ trợ thẻ BHYT hộ cận nghèo"),
    "health_card.pupil_share": N_("Nhà nước hỗ trợ thẻ BHYT học sinh, sinh viên"),
    "schooling.cost_support": N_("Hỗ trợ chi phí học tập một tháng học"),
    "job_loan.max_person": N_("Vay giải quyết việc làm tối đa, một người"),
    "job_loan.max_firm": N_("Vay giải quyết việc làm tối đa, cơ sở sản xuất kinh doanh"),
    "job_loan.interest": N_("Lãi vay giải quyết việc làm trên 1 triệu đồng"),
    "abroad.language": N_("Đi làm việc ở nước ngoài: học ngoại ngữ, tối đa"),
    "abroad.orientation": N_("Đi làm việc ở nước ngoài: bồi dưỡng kiến thức, tối đa"),
    "abroad.health_check": N_("Đi làm việc ở nước ngoài: khám sức khỏe, tối đa"),
    "abroad.meal": N_("Đi làm việc ở nước ngoài: tiền ăn"),
    "abroad.lodging": N_("Đi làm việc ở nước ngoài: tiền ở"),
    "abroad.skill": N_("Đi làm việc ở nước ngoài: học nghề, tối đa"),
    "course.disabled": N_("Khóa học nghề tối đa: người khuyết tật"),
    "course.ethnic_poor": N_("Khóa học nghề tối đa: hộ dân tộc thiểu số nghèo"),
    "course.poor": N_("Khóa học nghề tối đa: hộ nghèo, người có công, bị thu hồi đất"),
    "course.near_poor": N_("Khóa học nghề tối đa: hộ cận nghèo"),
    "course.rural": N_("Khóa học nghề tối đa: phụ nữ, lao động nông thôn"),
    "course.youth": N_("Khóa học nghề tối đa: thanh niên xuất ngũ, tình nguyện"),
    "course.meal": N_("Học nghề: tiền ăn"),
    "course.travel": N_("Học nghề: tiền đi lại từ 15 km"),
    "course.travel_disabled": N_("Học nghề: tiền đi lại của người khuyết tật"),
    "merit.worship": N_("Thờ cúng liệt sĩ"),
    "merit.education_preschool": N_("Ưu đãi giáo dục mầm non, trên mức chuẩn"),
    "merit.education_other": N_("Ưu đãi giáo dục phổ thông, nghề, đại học, trên mức chuẩn"),
    "merit.holiday_meal": N_("Ăn thêm ngày lễ, tết (từ 81%)"),
    "merit.convalescence_home": N_("Điều dưỡng tại nhà, trên mức chuẩn"),
    "merit.convalescence_centre": N_("Điều dưỡng tập trung, trên mức chuẩn"),
    "aftercare.helper_pay": N_("Người giúp đỡ sau cai nghiện, tối đa một tháng"),
    "rehab.months_first": N_("Thời gian cai nghiện bắt buộc, lần đầu"),
    "rehab.months_again": N_("Thời gian cai nghiện bắt buộc, từ lần thứ hai"),
}
_OF_NORM = "merit.education", "merit.convalescence"
"""Percent of the norm, which may be more than all of it."""
PERCENTS = frozenset(
    name
    for name in PARAMETER_NAMES
    if name.startswith(("voluntary_insurance.", "unemployment.", "health_card.", "provincial_top_up.", *_OF_NORM))
    and name not in ("voluntary_insurance.min_base", "health_card.rate")
)
"""Parameters that are whole percent."""
MONTHS = frozenset({"rehab.months_first", "rehab.months_again"})
"""Parameters that are whole months."""
PER_THOUSAND = frozenset({"health_card.rate"})
"""Parameters that are whole thousandths; what is in none of these sets is đồng."""
PAID_BY_LIST = frozenset({"protection.norm", "social_pension.amount", "merit.norm"})
"""Parameters whose first payment depends on the monthly payment list; the others are bases of other amounts."""
MOST_VND = 1_000_000_000


def unit_of(name: str) -> str:
    """What a parameter's values are whole numbers of."""
    if name in PERCENTS:
        return "%"
    if name in MONTHS:
        return _("tháng")
    return _("phần nghìn") if name in PER_THOUSAND else _("đồng")


def most_of(name: str) -> int:
    """The greatest percentage or amount a parameter can be."""
    if name in PERCENTS:
        return 200 if name.startswith(_OF_NORM) else 100
    if name in PER_THOUSAND:
        return 1_000
    return 10 * MOST_VND if name == "job_loan.max_firm" else MOST_VND


EVIDENCE_WORDS = {
    "text": N_("Đã đọc văn bản"),
    "secondary": N_("Nguồn thứ cấp"),
    "press": N_("Báo chí"),
    "memory": N_("Ghi theo trí nhớ"),
    "not_found": N_("Chưa tìm thấy văn bản"),
}
REMARKS = {
    "merit.norm": N_("Mức, ngày ban hành của Nghị định 321/2026: đã đọc; ngày tính và ngày có hiệu lực: báo chí."),
    "merit.worship": N_("Mức mới tính từ 01/7 hay 01/10/2026: chưa kiểm chứng."),
    "merit.education_preschool": N_("Mức mới tính từ 01/7 hay 01/10/2026: chưa kiểm chứng."),
    "merit.education_other": N_("Mức mới tính từ 01/7 hay 01/10/2026: chưa kiểm chứng."),
    "merit.holiday_meal": N_("Mức mới tính từ 01/7 hay 01/10/2026: chưa kiểm chứng."),
    "poverty_line.rural": N_("Năm 2026 vẫn theo Nghị định 07/2021; Nghị định 351/2025 áp dụng từ 2027."),
    "unemployment.share": N_(
        "Trần đến 31/12/2025: 5 lần lương cơ sở (khu vực nhà nước) hoặc 5 lần lương tối thiểu "
        "vùng; từ 2026 một trần: 5 lần lương tối thiểu vùng."
    ),
    "regional_minimum_wage.III": N_(
        "16 phường của Hà Nam cũ (phụ lục Nghị định 293/2025); 17 xã còn lại: vùng IV. "
        "Vùng của sáu huyện trước 7/2025: chưa kiểm chứng."
    ),
    "job_loan.interest": N_("Từ 2026: 127% lãi suất cho vay hộ nghèo. Lãi suất 6,6%/năm chưa kiểm chứng cho 2026."),
    "abroad.meal": N_("Áp dụng cho khóa ngoại ngữ hay chỉ khóa định hướng: chưa kiểm chứng."),
    "course.rural": N_(
        "Từ 2026 theo học phí thực tế, tối đa 4 triệu; ai thuộc diện này (Điều 12 Luật Việc làm 2025): chưa kiểm chứng."
    ),
    "course.youth": N_("Tính theo lương cơ sở của tháng; chưa có số người nên chỉ để xem."),
    "course.disabled": N_("Còn áp dụng song song sau 01/01/2026 hay không: chưa thấy văn bản bãi bỏ."),
    "schooling.cost_support": N_("Tối đa 9 tháng một năm học. Mức theo Nghị định 238/2025 chưa đọc được."),
    "aftercare.helper_pay": N_("Sau 01/7/2026 Thông tư 62/2022 còn áp dụng hay không: chưa kiểm chứng."),
    "rehab.months_first": N_(
        "Trước 7/2026: 12 đến 24 tháng, không phải một mức nên không tính. Người đang cai theo "
        "thời hạn của luật cũ (Điều 56)."
    ),
    "rehab.months_again": N_(
        "Trước 7/2026: 12 đến 24 tháng, không phải một mức nên không tính. Người đang cai theo "
        "thời hạn của luật cũ (Điều 56)."
    ),
    **dict.fromkeys(
        (name for name in PARAMETER_NAMES if name.startswith("provincial_top_up.")),
        N_("Trước 2026: không tìm thấy nghị quyết của tỉnh Hà Nam, coi là 0 và ghi chưa kiểm chứng."),
    ),
}
"""Parameter -> what its rows do not say: what is open, and what has no single value."""
AMOUNT, STEP = "merit.amount.", "merit_step."
"""Prefix of the code of a merit group, and of kind and percent of an invalidity step ("invalid.21")."""
_STEP_KINDS = {"invalid": N_("Thương binh, tỷ lệ {percent}%"), "invalid_b": N_("Thương binh loại B, tỷ lệ {percent}%")}
NO_END = date.max
"""The last day of a rule that is said to have none."""
MOST_DOCUMENT = 200
"""Most characters of a document's name."""


@lru_cache(maxsize=1)
def names_of_amounts() -> dict[str, str]:
    """Name in files -> Vietnamese name of every published amount of merit, groups first, in the decree's order."""
    groups = {AMOUNT + row["group"]: clean(row["name_vi"]) for row in seed_rows("merit_groups.csv")}
    steps = {
        f"{STEP}{row['kind']}.{row['percent']}": _(_STEP_KINDS[row["kind"]]).format(percent=row["percent"])
        for row in seed_rows("merit_invalid_rates.csv")
    }
    return groups | steps


def name_words(name: str) -> str:
    """The Vietnamese name of a parameter or an amount; an unknown code is returned as it is."""
    return _(PARAMETER_NAMES[name]) if name in PARAMETER_NAMES else names_of_amounts().get(name, name)


def read_name(text: str) -> str | Fault:
    """The name of a cleaned cell, which holds it or its Vietnamese words."""
    listed = ", ".join(_(label) for label in PARAMETER_NAMES.values())
    if text == "":
        return Fault(_("để trống"), _("Ghi một trong: {names}.").format(names=listed))
    by_text = _names_by_text()
    name = by_text.get(fold(text))
    if name is not None:
        return name
    near = difflib.get_close_matches(fold(text)[:100], by_text, n=1, cutoff=0.8)
    if near:
        return Fault(
            _("không có trong danh mục các mức; có phải '{name}'?").format(name=name_words(by_text[near[0]])),
            _("Sửa ô này theo đúng danh mục."),
        )
    return Fault(
        _("không có trong danh mục các mức"),
        _("Ghi một trong: {names}; mức người có công thì ghi mã theo biểu mẫu. Dòng chữ ký thì xóa.").format(
            names=listed
        ),
    )


def read_evidence(text: str) -> str | Fault:
    """The code of how the value is known (EVIDENCE_WORDS) in a cleaned cell."""
    listed = ", ".join(_(label) for label in EVIDENCE_WORDS.values())
    remedy = _("Ghi một trong: {names}.").format(names=listed)
    if text == "":
        return Fault(_("để trống"), remedy)
    evidence = _evidence().get(fold(text))
    return Fault(_("không phải nguồn thông tin đã biết"), remedy) if evidence is None else evidence


@dataclass(frozen=True)
class Rule:
    """One dated rule of law. `name` is a parameter or an amount of merit (PARAMETER_NAMES, names_of_amounts), `value`
    whole đồng, percent or months, only a percentage may be 0; `first_paid` is the first day of the month whose payment
    list is the first at this value; `in_force_until` the last day, NO_END for none, and None where nothing is said of
    it. Raises ValueError for a value that may not be, a start that is no first day of a month, a payment or an end
    before the start, or no document."""

    name: str
    value: int
    issued_on: date | None
    applies_from: date
    in_force_from: date | None
    first_paid: date | None
    document: str
    evidence: str
    in_force_until: date | None = None

    def __post_init__(self) -> None:
        if (
            self.value < (self.name not in PERCENTS)
            or self.applies_from.day != 1
            or self.evidence not in EVIDENCE_WORDS
        ):
            raise ValueError(f"no such rule: {self}")
        if self.first_paid is not None and (self.first_paid.day != 1 or self.first_paid < self.applies_from):
            raise ValueError(f"paid before it applies: {self}")
        if self.in_force_until is not None and self.in_force_until < self.applies_from:
            raise ValueError(f"ends before it applies: {self}")
        if not 0 < len(self.document) <= MOST_DOCUMENT:
            raise ValueError(f"a rule needs its document: {self}")

    @property
    def key(self) -> tuple[str, date]:
        """Name and start: one file may hold each only once, and one row of each is in force."""
        return self.name, self.applies_from


def rules_frame(rules: Iterable[Rule]) -> pl.DataFrame:
    """The frame of models.frames.PARAMETER_FILE, one row a rule, in their order."""
    return pl.DataFrame([astuple(rule) for rule in rules], schema=PARAMETER_FILE, orient="row")


def rules_of(frame: pl.DataFrame) -> tuple[Rule, ...]:
    """The rules of a frame of models.frames.PARAMETER_FILE."""
    return tuple(Rule(*row) for row in frame.iter_rows())


@lru_cache(maxsize=1)
def _names_by_text() -> dict[str, str]:
    written = {name: _(label) for name, label in PARAMETER_NAMES.items()} | names_of_amounts()
    return folded_names([(label, name) for name, label in written.items()] + [(name, name) for name in written])


@lru_cache(maxsize=1)
def _evidence() -> dict[str, str]:
    others = [
        ("văn bản", "text"),
        ("báo", "press"),
        ("thứ cấp", "secondary"),
        ("trí nhớ", "memory"),
        ("không tìm thấy", "not_found"),
    ]
    pairs = [(_(label), name) for name, label in EVIDENCE_WORDS.items()] + [(name, name) for name in EVIDENCE_WORDS]
    return folded_names([*pairs, *others])
