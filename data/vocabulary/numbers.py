"""Numbers and units of money and figures, as files write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.problems import Fault
from models.wording import numbers
from models.wording.numbers import UNIT_WORDS
from models.wording.words import N_

LONGEST = 40
"""Characters of the longest text that is read as a number."""
PLACES = 4
"""Decimal places that a decimal figure may have."""


@dataclass(frozen=True)
class Style:
    """How a column writes numbers; `pattern` finds the whole part and the fraction."""

    grouping: str
    decimal: str

    @property
    def pattern(self) -> str:
        group, decimal = re.escape(self.grouping), re.escape(self.decimal)
        integer = rf"[0-9]+|[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+|[1-9][0-9]{{0,2}}(?: [0-9]{{3}})+"
        return rf"({integer})(?:{decimal}([0-9]+))?"


VIETNAMESE = Style(grouping=".", decimal=",")
INTERNATIONAL = Style(grouping=",", decimal=".")
STYLES = (VIETNAMESE, INTERNATIONAL)
_PATTERNS = {style: re.compile(style.pattern) for style in STYLES}


def read_number(text: str, style: Style, power: int = 0) -> int | None:
    """The text times 10^power if it is a number of this style and the result is whole; otherwise None."""
    if len(text) > LONGEST:
        return None
    match = _PATTERNS[style].fullmatch(text.replace("'", " ").replace("’", " "))
    if match is None:
        return None
    fraction = (match[2] or "").rstrip("0")
    if len(fraction) > power:
        return None
    return int("".join(re.findall("[0-9]+", match[1])) + fraction.ljust(power, "0"))


def written(number: int) -> str:
    """A whole number the Vietnamese way, with the hyphen that files have: 20.355, -20.355."""
    return numbers.number(number).replace(numbers.MINUS, "-")


def written_decimal(scaled: int, places: int) -> str:
    """A number given in units of 10^-places, the Vietnamese way: 21100 with 4 places is 2,11."""
    integer, fraction = divmod(abs(scaled), 10**places)
    digits = f"{fraction:0{places}}".rstrip("0") if places else ""
    return ("-" if scaled < 0 else "") + written(integer) + (f",{digits}" if digits else "")


def not_a_number(text: str, power: int = 0, *, decimal: bool = False, counted: bool = False) -> Fault:
    """Why a text is no number that may stand in a file, and what to write. `decimal`: it need not be whole; `counted`:
    it counts people or households."""
    example = _("Nhập số từ 0 trở lên, ví dụ 300.")
    if text == "":
        return Fault(_("để trống"), _("Nhập số, ví dụ 300; nếu không có thì ghi 0."))
    if not re.search("[0-9]", text):
        return Fault(_("không phải là số"), example)
    if re.fullmatch(r"[-−–]\s*[0-9][0-9.,\s]*|\([0-9][0-9.,\s]*\)", text):
        return Fault(_("là số âm"), example)
    if re.fullmatch(r"[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+", text):
        return Fault(
            _("là số bị Excel rút gọn nên mất chữ số"), _("Đổi định dạng ô thành Number (Số) rồi lưu lại tệp.")
        )
    if len(text) > LONGEST:
        return Fault(_("dài quá mức của một con số"), example)
    if any(read_number(text, style, 30) is not None for style in STYLES):
        return _too_fine(power, decimal=decimal, counted=counted)
    return Fault(_("không phải là số"), _("Chỉ ghi chữ số trong ô, ví dụ 300 hoặc 1.200."))


def _too_fine(power: int, *, decimal: bool, counted: bool) -> Fault:
    if decimal:
        reason = _("có quá {places} chữ số sau dấu thập phân").format(places=PLACES)
        return Fault(reason, _("Làm tròn đến {places} chữ số sau dấu thập phân.").format(places=PLACES))
    if counted:
        reason = _("có phần lẻ nên không phải số nguyên") if power == 0 else _("có phần lẻ nhỏ hơn một đơn vị đếm")
        return Fault(
            reason, _("Ghi số nguyên; nếu số tính bằng nghìn thì ghi rõ ở tiêu đề cột, ví dụ 'Số người (nghìn người)'.")
        )
    unit = _("có phần lẻ nên không phải số nguyên") if power == 0 else _("có phần lẻ nhỏ hơn một đồng")
    return Fault(unit, _("Ghi số nguyên, không có phần thập phân."))


UNIT_NAMES = {0: N_("đồng"), 3: N_("nghìn đồng"), 6: N_("triệu đồng"), 9: N_("tỷ đồng")}
"""Power of ten of a unit and how it is written."""
_WORDS: dict[int, str] = {
    0: "dong|d|vnd|vnd dong|dong vnd",
    3: "nghin dong|ngan dong|ng dong|ng d|ngd|nghin d|ngan d|nghin|ngan|1000 dong|1 000 dong|1000d|1 000d|1000 d|1 "
    "000 d|nghin vnd|1000 vnd|1 000 vnd|thousand vnd|thousand dong",
    6: "trieu dong|trieu d|trieu|tr dong|tr d|trd|trieu vnd|million vnd|million dong|1 000 000 dong|1 000 000 "
    "d|1000000 dong",
    9: "ty dong|ti dong|ty d|ti d|ty|ti|ty vnd|ti vnd|billion vnd|billion dong",
}
_POWER = {word: power for power, words in _WORDS.items() for word in words.split("|")}
_SUFFIX = re.compile(
    "(?P<stem>.+?) (?:(?:don vi|don vi tinh|dvt) )?(?P<unit>"
    + "|".join(sorted(map(re.escape, _POWER), key=len, reverse=True))
    + ")(?: (?:1 |mot )?thang)?"
)
_COUNTED = (
    "nguoi",
    "doi tuong",
    "suat",
    "thang",
    "ho so",
    "ho",
    "nhan khau",
    "khau",
    "lao dong",
    "truong hop",
    "luot",
    "phan tram",
)
_PEOPLE = frozenset(_COUNTED)
_COUNTS = {
    "people": "nguoi|luot nguoi|doi tuong|nhan khau|khau|lao dong|tre em|suat",
    "households": "ho|ho gia dinh|ho dan",
}
_COUNT_KIND = {word: kind for kind, words in _COUNTS.items() for word in words.split("|")}
_SCALES = {"nghin": 3, "ngan": 3, "ng": 3, "1000": 3, "1 000": 3, "trieu": 6}
_SCALED_COUNT = f"(?P<scale>{'|'.join(_SCALES)}) (?P<what>{'|'.join(sorted(_COUNT_KIND, key=len, reverse=True))})"
_COUNT_SUFFIX = re.compile(rf"(?:(?P<stem>.+?) )??(?:(?:don vi tinh|dvt|don vi) )?{_SCALED_COUNT}")
_COUNT_ABOVE = re.compile(rf"\b{_SCALED_COUNT}\b")
_CELL_UNITS = {"tr": 6, "k": 3}
"""Short words after a figure, beside those of headings."""
_DECLARED = re.compile(r"(?:.* )?(?P<lead>don vi tinh|dvt|don vi)(?: la)? (?P<rest>.+)")
_UNREADABLE = -1
MONEY = frozenset({"VND/month", "VND/person/month", "VND"})
WHOLE = MONEY | {"dossiers", "people", "households", "jobs", "houses", "models"}
ADDED_UP = WHOLE - {"VND/person/month", "VND"}
"""Units whose figures may be summed over areas: no rates, no means, no amounts for one person."""
_KINDS = {
    "dossiers": "ho so|bo ho so",
    "people": "nguoi|tre em|tre|nan nhan|lao dong|doi tuong|nhan khau|khau|luot nguoi|hoc sinh|hoc vien|nguoi lao dong",
    "households": "ho|ho gia dinh",
    "percent": "phan tram",
    "points": "diem|diem phan tram",
    "per 100,000": "tren 100 000|tren 100000|tren 100 000 tre|tren 100 000 tre em|tren 100 000 tre de song|ca tren "
    "100 000",
    "boys per 100 girls": "be trai 100 be gai|be trai tren 100 be gai|nam 100 nu|so be trai tren 100 be gai",
    "times": "lan",
    "days": "ngay|ngay nguoi",
    "months": "thang|thang nguoi|thang nam",
    "per 1,000": "phan nghin|phan ngan|tren 1 000|tren 1000|tren 1 000 ho|tren 1000 ho|ho tren 1 000 ho|ho tren 1000 "
    "ho",
    "per 100 households": "tren 100 ho|nguoi tren 100 ho|tre em tren 100 ho",
    "jobs": "viec lam|viec|cho lam viec",
    "houses": "nha|can nha|can",
    "models": "mo hinh",
    "people/km2": "nguoi km2|nguoi tren km2",
    "km2": "km2|ki lo met vuong",
}
_KIND = {word: kind for kind, words in _KINDS.items() for word in words.split("|")}
_THOUSAND = re.compile(r"(?:nghin|ngan|1000|1 000) (?P<rest>.+)")
_PER = re.compile(r"(?: nguoi)?(?: (?:1 |mot )?thang)?")
_WITH_UNIT = re.compile(r"(?P<figure>[-−–]?\s*[0-9][0-9.,\s']*)(?P<unit>[^\W\d_][^%]*)")
_TAIL = re.compile(r"\(([^()]*)\)\s*$")


@dataclass(frozen=True)
class Declared:
    """The unit named in a title line: its power of ten, or None with the fault when the words are not recognised."""

    power: int | None
    fault: Fault | None = None


def split_unit(heading: str) -> tuple[str, int | None]:
    """A folded money heading as its stem and the power of ten it declares: "kinh phi trieu dong" -> ("kinh phi", 6)."""
    match = _SUFFIX.fullmatch(heading)
    return (heading, None) if match is None else (match["stem"], _POWER[match["unit"]])


def is_unit_row(cells: Iterable[str]) -> bool:
    """Whether a row under the headings holds only units: "(người)", "(triệu đồng)"."""
    filled = [fold(cell) for cell in cells if cell.strip()]
    return bool(filled) and all(word in _PEOPLE or word in _POWER or split_count_unit(word)[0] == "" for word in filled)


def split_count_unit(heading: str) -> tuple[str, int | None]:
    """A folded heading as its stem and the power of ten of what it counts: "dan so nghin nguoi" -> ("dan so", 3),
    "1 000 nguoi" -> ("", 3); the heading and None where it declares none."""
    match = _COUNT_SUFFIX.fullmatch(heading)
    return (heading, None) if match is None else (match["stem"] or "", _SCALES[match["scale"]])


def counts_above(titles: Iterable[Sequence[str]]) -> dict[str, int]:
    """The power of ten in which title lines say that people or households are counted: "ĐVT: nghìn người; triệu đồng"
    is {"people": 3}."""
    powers: dict[str, int] = {}
    for statement in _statements(titles):
        if _DECLARED.fullmatch(statement) is not None or split_count_unit(statement)[0] == "":
            for match in _COUNT_ABOVE.finditer(statement):
                powers.setdefault(_COUNT_KIND[match["what"]], _SCALES[match["scale"]])
    return powers


def unit_in_cell(text: str) -> tuple[str, str]:
    """A cleaned cell as its figure and the folded words after it: "9.168,25 triệu đồng" is ("9.168,25", "trieu
    dong"); the cell and "" where it is no figure with words."""
    match = _WITH_UNIT.fullmatch(text) if len(text) <= 2 * LONGEST else None
    return (text, "") if match is None else (match["figure"].strip(), fold(match["unit"]))


def money_in_cell(unit: str) -> int | None:
    """The power of ten of folded words after a figure of money."""
    bare = re.sub(r" (?:1 |mot )?thang$", "", unit)
    return _CELL_UNITS.get(bare, _POWER.get(bare))


def counts_in_cell(unit: str) -> bool:
    """Whether folded words after a figure say what it counts: "3.912 người"."""
    return unit in _PEOPLE


def unit_of(text: str) -> int | None:
    """The power of ten of a text that is nothing but a unit of money."""
    return _POWER.get(fold(text))


def names_units(heading: str) -> bool:
    """Whether a heading is that of a column of units."""
    return fold(heading) in ("don vi tinh", "dvt", "unit", "don vi tien")


def declared_above(titles: Iterable[Sequence[str]]) -> Declared | None:
    """The unit in title lines such as "Đơn vị tính: triệu đồng"; None where no line declares one."""
    powers: set[int] = set()
    for statement in _statements(titles):
        match = _DECLARED.fullmatch(statement)
        if match is None:
            powers |= {_POWER[statement]} if len(statement.split()) > 1 and statement in _POWER else set()
            continue
        rest = _money_words(match["rest"])
        _stem, power = split_unit("x " + rest)
        if power is not None:
            powers.add(power)
        # "Đơn vị: Phòng Lao động ..." names the sender; only "đơn vị tính" must be a unit.
        elif match["lead"] != "don vi" and rest:
            powers.add(_UNREADABLE)
    if not powers:
        return None
    if len(powers) == 1 and _UNREADABLE not in powers:
        return Declared(powers.pop())
    fault = Fault(
        _("Dòng 'Đơn vị tính' phía trên bảng nêu đơn vị tiền không rõ"),
        _("Ghi một đơn vị: đồng, nghìn đồng, triệu đồng hoặc tỷ đồng."),
    )
    return Declared(None, fault)


def settle_unit(
    powers: Sequence[int], titles: Sequence[Sequence[str]], answer: int | None, *, money: bool
) -> tuple[int, bool, list[Fault]]:
    """The power of ten in which money is written, whether the file or the user named it, and the faults.

    `powers` are those of the headings, `titles` the cells of the lines above them, `answer` the user's, `money` whether
    the dataset has money.
    """
    title = declared_above(titles) if money else None
    in_title = None if title is None else title.power
    faults = [title.fault] if title is not None and title.fault is not None and not powers else []
    if len(set(powers)) > 1:
        names = ", ".join(_(UNIT_NAMES[power]) for power in sorted(set(powers)))
        fault = Fault(
            _("Đơn vị tính không thống nhất: các tiêu đề cột ghi {units}").format(units=names),
            _("Ghi mọi số tiền của bảng theo cùng một đơn vị tính."),
        )
        faults.append(fault)
    elif powers and in_title is not None and powers[0] != in_title:
        fault = Fault(
            _("Đơn vị tính không thống nhất: phía trên bảng ghi {above}, tiêu đề cột ghi {heading}").format(
                above=_(UNIT_NAMES[in_title]), heading=_(UNIT_NAMES[powers[0]])
            ),
            _("Sửa cho hai chỗ ghi cùng một đơn vị tính."),
        )
        faults.append(fault)
    if answer is not None:
        # What the file says was doubted, and the user asked.
        return answer, True, []
    if powers:
        return powers[0], True, faults
    if in_title is not None:
        return in_title, True, faults
    return 0, False, faults


@dataclass(frozen=True)
class Unit:
    """A unit as written: its kind ("dossiers", "people", "households", "percent", "points", "money") and the power of
    ten that its figures are multiplied by."""

    kind: str
    power: int = 0

    def fits(self, unit: str) -> bool:
        """Whether figures of an indicator in `unit` may be written in this one; "%" is also accepted for percentage
        points (điểm %)."""
        if unit in MONEY:
            return self.kind == "money"
        if unit == "percentage points":
            return self.kind in ("points", "percent")
        return self.kind == unit


def unit_written(text: str) -> Unit | None:
    """The unit a text names; None where it names none that is known."""
    if text.strip() == "%":
        return Unit("percent")
    folded = fold(text)
    if folded in _KIND:
        return Unit(_KIND[folded])
    thousands = _THOUSAND.fullmatch(folded)
    if thousands is not None and thousands["rest"] in _KIND and _KIND[thousands["rest"]] not in ("percent", "points"):
        return Unit(_KIND[thousands["rest"]], 3)
    power = unit_of(_without_rate(folded))
    return None if power is None else Unit("money", power)


def read_unit(text: str) -> str | Fault:
    """The cleaned cell itself where it names a unit that is known; "" where it is empty."""
    if text == "" or unit_written(text) is not None:
        return text
    listed = ", ".join(_(label) for label in UNIT_WORDS.values())
    return Fault(_("không phải đơn vị tính đã biết"), _("Ghi một trong: {names}, triệu đồng.").format(names=listed))


def split_unit_tail(text: str) -> tuple[str, str]:
    """A name and the unit in brackets after it: "Tỷ lệ hộ nghèo (%)" is ("Tỷ lệ hộ nghèo", "%"); ("…", "") without
    one."""
    match = _TAIL.search(text)
    if match is None or unit_written(match[1]) is None:
        return text, ""
    return text[: match.start()].strip(), match[1].strip()


def _money_words(statement: str) -> str:
    """A declaration of units without the part about people: "người, triệu đồng", "đồng, người" and "triệu
    đồng/tháng"."""
    rest = re.sub(r" ?(?:1 |mot )?thang$", "", _COUNT_ABOVE.sub(" ", statement))
    rest = " ".join(rest.split())
    for word in sorted(_COUNTED, key=len, reverse=True):
        rest = re.sub(rf"^{word}\b ?| ?\b{word}$", "", rest)
    return rest.strip()


def _statements(titles: Iterable[Sequence[str]]) -> Iterator[str]:
    """Folded cells of title lines; "Đơn vị tính:" is joined with the filled cell after it."""
    for cells in titles:
        filled = [fold(cell) for cell in cells if cell.strip()]
        for index, text in enumerate(filled):
            alone = re.search(r"(?:^| )(?:don vi tinh|dvt)$", text) is not None
            yield f"{text} {filled[index + 1]}" if alone and index + 1 < len(filled) else text


def _without_rate(folded: str) -> str:
    """Money words without "/người/tháng"."""
    for length in range(len(folded), 0, -1):
        if _PER.fullmatch(folded[length:]) and unit_of(folded[:length]) is not None:
            return folded[:length]
    return folded
