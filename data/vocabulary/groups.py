"""Names of beneficiary groups, household categories, budget lines and qualifiers, as files write them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from data.locale import _
from data.parsing.folding import clean, fold
from data.seed_files import seed_rows
from data.vocabulary.problems import Fault
from models.policy.answers.funding import CENTRAL, CONTINGENCY, DELEGATED, LOCAL, TARGETED, WAGE_REFORM
from models.policy.schemes import CARERS, CENTRE, EMERGENCY, FUNERAL, MERIT, PROTECTION, SOCIAL_PENSION
from models.wording.words import N_

PROGRAMME_SCHEMES = {
    "Người có công": MERIT.code,
    "Bảo trợ xã hội": PROTECTION.code,
    "Nuôi dưỡng tại cơ sở trợ giúp xã hội": CENTRE.code,
    "Hỗ trợ kinh phí chăm sóc, nuôi dưỡng": CARERS.code,
    "Hỗ trợ chi phí mai táng": FUNERAL.code,
    "Trợ giúp khẩn cấp": EMERGENCY.code,
    "Trợ cấp hưu trí xã hội": SOCIAL_PENSION.code,
}
"""Programme -> the scheme it totals; stored as written here, whatever language the screen has: they are part of the
payments contract."""
_OTHER_GROUP_NAMES = (
    ("NCC", "Người có công"),
    ("Người có công với cách mạng", "Người có công"),
    ("Ưu đãi người có công", "Người có công"),
    ("Trợ cấp ưu đãi người có công", "Người có công"),
    ("BTXH", "Bảo trợ xã hội"),
    ("Trợ giúp xã hội", "Bảo trợ xã hội"),
    ("Trợ cấp xã hội", "Bảo trợ xã hội"),
    ("Đối tượng bảo trợ xã hội", "Bảo trợ xã hội"),
    ("Trợ cấp xã hội hằng tháng tại cộng đồng", "Bảo trợ xã hội"),
    ("Nuôi dưỡng tập trung", "Nuôi dưỡng tại cơ sở trợ giúp xã hội"),
    ("Cơ sở trợ giúp xã hội", "Nuôi dưỡng tại cơ sở trợ giúp xã hội"),
    ("Nuôi dưỡng trong cơ sở trợ giúp xã hội", "Nuôi dưỡng tại cơ sở trợ giúp xã hội"),
    ("Kinh phí chăm sóc, nuôi dưỡng", "Hỗ trợ kinh phí chăm sóc, nuôi dưỡng"),
    ("Hỗ trợ chăm sóc, nuôi dưỡng", "Hỗ trợ kinh phí chăm sóc, nuôi dưỡng"),
    ("Hỗ trợ mai táng", "Hỗ trợ chi phí mai táng"),
    ("Mai táng phí", "Hỗ trợ chi phí mai táng"),
    ("Mai táng", "Hỗ trợ chi phí mai táng"),
    ("Trợ giúp xã hội khẩn cấp", "Trợ giúp khẩn cấp"),
    ("Hưu trí xã hội", "Trợ cấp hưu trí xã hội"),
    ("HTXH", "Trợ cấp hưu trí xã hội"),
    ("NKT nặng", "disab_severe"),
    ("NKT đặc biệt nặng", "disab_extreme"),
    ("NKT ĐBN", "disab_extreme"),
    ("Người đơn thân nuôi con", "single_parent"),
    ("Người đơn thân đang nuôi con", "single_parent"),
    ("Người đơn thân nghèo đang nuôi con", "single_parent"),
    ("Người đơn thân nghèo, cận nghèo nuôi con", "single_parent"),
    ("Người đơn thân thuộc hộ nghèo, hộ cận nghèo đang nuôi con", "single_parent"),
    ("Người từ đủ 80 tuổi trở lên không có lương hưu, trợ cấp BHXH hằng tháng", "elderly_80_no_pension"),
    ("Người từ đủ 80 tuổi không có lương hưu", "elderly_80_no_pension"),
    ("Bà mẹ Việt Nam anh hùng", "heroic_mother"),
    ("Bà mẹ VNAH", "heroic_mother"),
    ("Mẹ VNAH", "heroic_mother"),
    ("Thân nhân 1 liệt sĩ", "martyr_kin_1"),
    ("Thân nhân của một liệt sĩ", "martyr_kin_1"),
    ("Thân nhân 2 liệt sĩ", "martyr_kin_2"),
    ("Thân nhân của hai liệt sĩ", "martyr_kin_2"),
    ("Vợ hoặc chồng liệt sĩ tái giá", "martyr_spouse_remarried"),
    ("Vợ (chồng) liệt sĩ tái giá", "martyr_spouse_remarried"),
    ("Vợ (chồng) liệt sĩ lấy chồng (vợ) khác", "martyr_spouse_remarried"),
    ("Người có công giúp đỡ cách mạng", "resistance_helper"),
    ("Người bị địch bắt tù, đày", "prisoner"),
    ("Người hoạt động cách mạng bị địch bắt tù, đày", "prisoner"),
    ("Người hoạt động kháng chiến bị địch bắt tù, đày", "prisoner"),
    ("Lão thành cách mạng, tiền khởi nghĩa", "veteran_revolution"),
)
"""Other names that mean one programme or group and nothing else."""
_SHARED_GROUP_NAMES = (
    ("Thương binh", "invalid_"),
    ("Bệnh binh", "sick_soldier_"),
    ("Thân nhân liệt sĩ", "martyr_kin_"),
    ("Người hoạt động kháng chiến bị nhiễm chất độc hóa học", "agent_orange_"),
    ("Chất độc hóa học", "agent_orange_"),
    ("Con đẻ của người hoạt động kháng chiến bị nhiễm chất độc hóa học", "agent_orange_child_"),
    ("Trẻ em mồ côi", "orphan_"),
    ("Trẻ em không có nguồn nuôi dưỡng", "orphan_"),
    ("Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng", "orphan_"),
    ("Trẻ em nhiễm HIV/AIDS", "hiv_child_"),
    ("Trẻ em nhiễm HIV/AIDS thuộc hộ nghèo", "hiv_child_"),
    ("Người nhiễm HIV/AIDS", "hiv_"),
    ("Người khuyết tật", "disab_"),
    ("NKT", "disab_"),
    ("Người cao tuổi", "elderly_"),
    ("Người cao tuổi thuộc hộ nghèo", "elderly_"),
    ("Người cao tuổi từ 80 tuổi", "elderly_80_no_pension elderly_poor_80"),
    ("Người cao tuổi từ đủ 80 tuổi trở lên", "elderly_80_no_pension elderly_poor_80"),
    ("Người từ đủ 80 tuổi trở lên", "elderly_80_no_pension elderly_poor_80"),
    ("Người từ 80 tuổi trở lên", "elderly_80_no_pension elderly_poor_80"),
)
"""Names that several groups share, with the codes (or their beginnings) of those groups. Each group is paid its own
amount, so the file must say which one is meant."""
_LONG = {
    "ncc": "nguoi co cong",
    "nccvcm": "nguoi co cong voi cach mang",
    "nccvoicm": "nguoi co cong voi cach mang",
    "cm": "cach mang",
    "dt": "doi tuong",
    "btxh": "bao tro xa hoi",
    "dtbtxh": "doi tuong bao tro xa hoi",
    "tgxh": "tro giup xa hoi",
    "tcxh": "tro cap xa hoi",
    "xh": "xa hoi",
    "htxh": "huu tri xa hoi",
    "tchtxh": "tro cap huu tri xa hoi",
    "tc": "tro cap",
    "nkt": "nguoi khuyet tat",
    "kt": "khuyet tat",
    "db": "dac biet",
    "dbn": "dac biet nang",
    "nct": "nguoi cao tuoi",
    "te": "tre em",
    "tb": "thuong binh",
    "bb": "benh binh",
    "ls": "liet si",
    "tnls": "than nhan liet si",
    "vnah": "viet nam anh hung",
    "bmvnah": "ba me viet nam anh hung",
    "hdkc": "hoat dong khang chien",
    "cdhh": "chat doc hoa hoc",
}
"""Usual abbreviations in names of groups, folded."""
_AROUND = re.compile(
    r"(?:(?:chi tra|chi|kinh phi|che do|chinh sach|tro cap|uu dai|doi tuong|nhom|huong) )*(?P<name>.+?)"
    r"(?: (?:voi cach mang|cach mang|hang thang|thuong xuyen|tai cong dong))*"
)
"""Words around the name of a group that add nothing: "Đối tượng … hưởng trợ cấp hằng tháng"."""
_DECREE = re.compile(r" (?:nghi dinh|nd) ?(?:so )?20 2021(?: nd cp)?$| (?:nghi dinh|nd) ?(?:so )?20$")
QUALIFIER_WORDS = {"=": N_("Đúng"), ">": N_("Trên"), "<": N_("Gần"), "~": N_("Khoảng")}
_QUALIFIER_SIGNS = {"=": "=", ">": ">", "<": "<", "~": "~", "≈": "~", "≥": ">", "≤": "<"}
CATEGORY_NAMES = {"poor": N_("Hộ nghèo"), "near_poor": N_("Hộ cận nghèo")}
COUNTED_NAMES = {"households": N_("Hộ"), "people": N_("Nhân khẩu")}
SOURCE_NAMES = {source.code: source.name for source in (CENTRAL, DELEGATED, LOCAL, WAGE_REFORM, CONTINGENCY, TARGETED)}
LEVEL_NAMES = {"province": N_("Cấp tỉnh"), "district": N_("Cấp huyện"), "commune": N_("Cấp xã")}
_OTHER_SOURCES = {
    "central": "NSTW hỗ trợ|Trung ương hỗ trợ|TW hỗ trợ|NSTW hỗ trợ địa phương|Ngân sách trung ương hỗ trợ|Ngân sách "
    "TW hỗ trợ",
    "delegated": "NSTW ủy quyền|Kinh phí ủy quyền|Ủy quyền|Kinh phí NSTW ủy quyền|Kinh phí trung ương ủy quyền|Kinh "
    "phí TW ủy quyền|Trung ương ủy quyền|TW ủy quyền|Ngân sách trung ương ủy quyền|Ngân sách TW ủy quyền",
    "local": "NSĐP|Ngân sách địa phương|Ngân sách địa phương (NSĐP)|Cân đối|Cân đối NSĐP|Cân đối ngân sách địa "
    "phương|NSĐP cân đối|Địa phương|Ngân sách tỉnh|Ngân sách huyện|Ngân sách xã|NS tỉnh|NS huyện|NS xã",
    "wage_reform": "CCTL|Cải cách tiền lương|Nguồn CCTL|Nguồn thực hiện cải cách tiền lương|Nguồn cải cách tiền "
    "lương (CCTL)",
    "contingency": "Dự phòng|Nguồn dự phòng|Dự phòng NS|Dự phòng NSĐP|Dự phòng ngân sách địa phương|Dự phòng ngân "
    "sách tỉnh",
    "targeted": "BSCMT|Bổ sung mục tiêu|Bổ sung có mục tiêu từ NSTW|NSTW bổ sung có mục tiêu|Bổ sung có mục tiêu từ "
    "ngân sách trung ương|Bổ sung có mục tiêu từ ngân sách cấp trên",
}
_OTHER_LEVELS = {
    "province": "Tỉnh|Ngân sách cấp tỉnh|Ngân sách tỉnh|NS tỉnh|NS cấp tỉnh",
    "district": "Huyện|Ngân sách cấp huyện|Ngân sách huyện|NS huyện|NS cấp huyện|Quận, huyện|Thành phố|Thị xã|Huyện, "
    "thị xã, thành phố",
    "commune": "Xã|Ngân sách cấp xã|Ngân sách xã|NS xã|NS cấp xã|Phường|Xã, phường|Xã, phường, thị trấn",
}
_CENTRAL_ALONE = frozenset({"nstw", "ngan sach trung uong", "ngan sach tw", "trung uong", "tw"})
# "424.0" is what a column of numbers makes of 424.
_CODE = re.compile(r"([0-9]{1,3})(?:[.,]0{1,4}|\s*[-–:.(]\s*[^\W\d].*)?")
_LINE = re.compile(r"(?:([0-9]{1,3})\s*[-–/.,; ]\s*)?([0-9]{1,3})\s*[-–/.,; ]\s*([0-9]{1,3})")
# "H.", "P.", "Q." and "X." are short for huyện, phường, quận and xã.
_LEADING_NUMBER = re.compile(r"\s*(?:[0-9]{1,3}(?:\.[0-9]{1,2})?|(?!X[.)])[IVX]{1,5}|[A-Ga-g])[.)]\s*(?=[^\W\d])")
PROGRAMMES = tuple(PROGRAMME_SCHEMES)
KINDS = ("hằng tháng", "truy lĩnh", "mai táng", "một lần", "hoàn trả")
"""Kinds of payment as kept: monthly, back-pay, funeral, one-off, and money paid back to the budget."""
_MOST_NAMED = 3


@lru_cache(maxsize=1)
def written_names() -> dict[str, str]:
    """Value -> its name in full: a programme as it is, a group by its name in the seed files."""
    return {name: name for name in PROGRAMME_SCHEMES} | {row["group"]: clean(row["name_vi"]) for row in _groups()}


@lru_cache(maxsize=1)
def group_names() -> dict[str, str]:
    """Folded name -> the one value it means."""
    written = written_names()
    clauses = [(clause, codes[0]) for clause, codes in _clauses().items() if len(codes) == 1]
    return folded_names(
        [(name, value) for value, name in written.items()]
        + [(value, value) for value in written]
        + [*_OTHER_GROUP_NAMES, *clauses]
    )


@lru_cache(maxsize=1)
def shared_names() -> dict[str, tuple[str, ...]]:
    """Folded name -> the values it may mean."""
    codes = [row["group"] for row in _groups()]
    shared = {
        fold(name): tuple(code for code in codes if code.startswith(tuple(starts.split())))
        for name, starts in _SHARED_GROUP_NAMES
    }
    return shared | {
        fold(clause): tuple(group_codes) for clause, group_codes in _clauses().items() if len(group_codes) > 1
    }


def without_decree(folded: str) -> str:
    """A folded clause without the decree's number: "khoan 4 dieu 5 nghi dinh so 20 2021 nd cp" is "khoan 4 dieu 5"."""
    return _DECREE.sub("", folded)


def folded_names(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Folded name -> value; raises ValueError where two names fold alike but mean different values."""
    values: dict[str, str] = {}
    for name, value in pairs:
        if values.setdefault(fold(name), value) != value:
            raise ValueError(f"two names fold alike: {name!r}")
    return values


_QUALIFIER_NAMES = folded_names(
    [(words, sign) for sign, words in QUALIFIER_WORDS.items()]
    + [(words, "=") for words in ("Bằng", "Chính xác", "Số đúng")]
    + [(words, ">") for words in ("Hơn", "Ít nhất", "Tối thiểu", "Từ", "Trở lên")]
    + [(words, "<") for words in ("Dưới", "Chưa đến", "Tối đa", "Không quá")]
    + [(words, "~") for words in ("Xấp xỉ", "Ước", "Ước tính", "Ước đạt", "Chừng")]
)


def read_qualifier(text: str) -> str | Fault:
    """The sign of a cleaned cell; an empty one is "="."""
    # A written "=" has an apostrophe before it, so that no spreadsheet runs it.
    bare = text.lstrip("'")
    sign = _QUALIFIER_SIGNS.get(bare) or _QUALIFIER_NAMES.get(fold(bare)) or ("=" if bare == "" else None)
    if sign is None:
        listed = ", ".join(_(name) for name in QUALIFIER_WORDS.values())
        return Fault(
            _("không phải mức độ đã biết"), _("Ghi một trong: {names}; số đúng thì để trống.").format(names=listed)
        )
    return sign


_CATEGORIES = folded_names(
    [(name, code) for code, name in CATEGORY_NAMES.items()]
    + [(code, code) for code in CATEGORY_NAMES]
    + [(name, "poor") for name in ("Nghèo", "Số hộ nghèo", "Diễn biến hộ nghèo", "HN")]
    + [(name, "near_poor") for name in ("Cận nghèo", "Số hộ cận nghèo", "Diễn biến hộ cận nghèo", "HCN", "CN")]
)
_COUNTED = folded_names(
    [(name, code) for code, name in COUNTED_NAMES.items()]
    + [(code, code) for code in COUNTED_NAMES]
    + [(name, "households") for name in ("Số hộ", "Hộ gia đình", "Hộ dân")]
    + [(name, "people") for name in ("Khẩu", "Số khẩu", "Số nhân khẩu", "Người", "Số người")]
)


def read_category(text: str) -> str | Fault:
    """ "poor" or "near_poor" of a cleaned cell."""
    code = _CATEGORIES.get(fold(text))
    remedy = _("Ghi 'Hộ nghèo' hoặc 'Hộ cận nghèo'.")
    if text == "":
        return Fault(_("để trống"), remedy)
    return Fault(_("không phải loại hộ đã biết"), remedy) if code is None else code


def read_counted(text: str) -> str | Fault:
    """ "households" or "people" of a cleaned cell; an empty one counts households."""
    if text == "":
        return "households"
    code = _COUNTED.get(fold(text))
    if code is None:
        return Fault(_("không phải phân tổ đã biết"), _("Ghi 'Hộ' hoặc 'Nhân khẩu'."))
    return code


def read_source(text: str) -> str | Fault:
    """The code of the source of funds (models/policy/answers/funding.py) in a cleaned cell."""
    remedy = _("Ghi một trong: {names}.").format(names="; ".join(_(name) for name in SOURCE_NAMES.values()))
    if text == "":
        return Fault(_("để trống"), remedy)
    if fold(text) in _CENTRAL_ALONE:
        return Fault(_("chưa nói rõ là trung ương hỗ trợ, ủy quyền hay bổ sung có mục tiêu"), remedy)
    code = _sources().get(fold(text))
    return Fault(_("không phải nguồn kinh phí đã biết"), remedy) if code is None else code


def read_level(text: str) -> str | Fault:
    """The level of the budget ("province", "district", "commune") of a cleaned cell."""
    remedy = _("Ghi một trong: {names}.").format(names=", ".join(_(name) for name in LEVEL_NAMES.values()))
    if text == "":
        return Fault(_("để trống"), remedy)
    code = _levels().get(fold(text))
    return Fault(_("không phải cấp ngân sách đã biết"), remedy) if code is None else code


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


def unnumbered(text: str) -> str:
    """The text without its leading number."""
    match = _LEADING_NUMBER.match(text)
    return text if match is None else text[match.end() :]


_KINDS = folded_names(
    [(kind, kind) for kind in KINDS]
    + [(name, "hằng tháng") for name in ("Hàng tháng", "Thường xuyên", "Trợ cấp hằng tháng", "Trợ cấp thường xuyên")]
    + [(name, "truy lĩnh") for name in ("Truy lĩnh trợ cấp", "Chi truy lĩnh")]
    + [(name, "mai táng") for name in ("Mai táng phí", "Hỗ trợ mai táng", "Hỗ trợ chi phí mai táng", "MTP")]
    + [(name, "một lần") for name in ("Trợ cấp một lần", "1 lần", "Chi một lần")]
    + [(name, "hoàn trả") for name in ("Thu hồi", "Hoàn trả ngân sách", "Nộp trả ngân sách")]
)


def read_group(text: str) -> str | Fault:
    """The programme's name or the benefit group's code of a cleaned cell."""
    first, second = PROGRAMMES[:2]
    if text == "":
        return Fault(_("để trống"), _("Ghi tên chương trình, ví dụ {name}.").format(name=first))
    folded = without_decree(fold(unnumbered(text)))
    for name in _spellings(folded):
        value = group_names().get(name)
        if value is not None:
            return value
        shared = shared_names().get(name)
        if shared is not None:
            return _shared(shared)
    near = difflib.get_close_matches(folded[:100], group_names(), n=1, cutoff=0.75)
    if near:
        return Fault(
            _("không có trong danh mục nhóm đối tượng; có phải '{name}'?").format(
                name=written_names()[group_names()[near[0]]]
            ),
            _("Sửa ô này theo đúng danh mục."),
        )
    return Fault(
        _("không có trong danh mục nhóm đối tượng"),
        _("Ghi '{first}', '{second}', hoặc mã nhóm trong danh mục, ví dụ disab_severe.").format(
            first=first, second=second
        ),
    )


def _spellings(folded: str) -> Iterator[str]:
    """A folded name as written, then with its abbreviations in full, then without the words around it."""
    yield folded
    full = " ".join(_LONG.get(word, word) for word in folded.split())
    yield full
    bare = _AROUND.fullmatch(full)
    if bare is not None:
        yield bare["name"]


def read_kind(text: str) -> str | Fault:
    """The kind of payment; an empty cell is the monthly payment."""
    if text == "":
        return KINDS[0]
    kind = _KINDS.get(fold(text))
    if kind is not None:
        return kind
    return Fault(_("không phải hình thức chi đã biết"), _("Ghi một trong: {kinds}.").format(kinds=", ".join(KINDS)))


def _groups() -> Iterator[dict[str, str]]:
    for file in ("merit_groups.csv", "protection_groups.csv"):
        yield from seed_rows(file)


@lru_cache(maxsize=1)
def _clauses() -> dict[str, list[str]]:
    """Clause that entitles -> codes of its groups, also of all points of a clause: khoản 5 Điều 5 has five."""
    codes: dict[str, list[str]] = {}
    for row in seed_rows("protection_groups.csv"):
        clause = without_decree(fold(row["clause"].split(";")[0]))
        codes.setdefault(clause, []).append(row["group"])
        whole_clause = re.sub(r"^diem [a-z] ", "", clause)
        if whole_clause != clause:
            codes.setdefault(whole_clause, []).append(row["group"])
    return codes


@lru_cache(maxsize=1)
def _sources() -> dict[str, str]:
    return _values_by_name(SOURCE_NAMES, _OTHER_SOURCES)


@lru_cache(maxsize=1)
def _levels() -> dict[str, str]:
    return _values_by_name(LEVEL_NAMES, _OTHER_LEVELS)


def _values_by_name(names: dict[str, str], others: dict[str, str]) -> dict[str, str]:
    written = [(name, code) for code, name in names.items()] + [(_(name), code) for code, name in names.items()]
    codes = [(code, code) for code in names]
    return folded_names(written + codes + [(name, code) for code, all_ in others.items() for name in all_.split("|")])


def _shared(values: tuple[str, ...]) -> Fault:
    listed = "; ".join(f"'{written_names()[value]}'" for value in values[:_MOST_NAMED])
    more = "; …" if len(values) > _MOST_NAMED else ""
    return Fault(
        _("gồm {count} nhóm có mức khác nhau: {names}").format(count=len(values), names=listed + more),
        _("Ghi riêng từng nhóm, hoặc ghi tên chương trình nếu là số chung."),
    )
