"""Units of indicators as files write them: người, hộ, %, điểm %, triệu đồng/tháng, nghìn người.

Belongs here: which words mean which unit and what they multiply by. Does not: units of a whole money column (units.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.problems import Fault
from data.vocabulary.units import unit_of
from models.wording.words import N_

UNIT_WORDS = {
    "dossiers": N_("hồ sơ"),
    "people": N_("người"),
    "households": N_("hộ"),
    "percent": N_("%"),
    "percentage points": N_("điểm %"),
    "VND/month": N_("đồng/tháng"),
    "VND/person/month": N_("đồng/người/tháng"),
    "per 100,000": N_("trên 100.000"),
    "boys per 100 girls": N_("bé trai/100 bé gái"),
    "times": N_("lần"),
    "VND": N_("đồng"),
    "days": N_("ngày"),
    "months": N_("tháng"),
    "per 1,000": N_("phần nghìn"),
    "per 100 households": N_("trên 100 hộ"),
    "jobs": N_("việc làm"),
    "houses": N_("nhà"),
    "models": N_("mô hình"),
}
"""Units of data/seed/indicators.csv and how they are written."""
MONEY = frozenset({"VND/month", "VND/person/month", "VND"})
WHOLE = MONEY | {"dossiers", "people", "households", "jobs", "houses", "models"}
ADDED_UP = WHOLE - {"VND/person/month", "VND"}
"""Figures of areas that add up to that of the area they are in: no rates, no means, no amounts for one."""

_KINDS = {
    "dossiers": "ho so|bo ho so",
    "people": "nguoi|tre em|tre|nan nhan|lao dong|doi tuong|nhan khau|khau|luot nguoi|hoc sinh|hoc vien|nguoi lao dong",
    "households": "ho|ho gia dinh",
    "percent": "phan tram",
    "points": "diem|diem phan tram",
    "per 100,000": "tren 100 000|tren 100000|tren 100 000 tre|tren 100 000 tre em|tren 100 000 tre de song|ca tren 100 000",
    "boys per 100 girls": "be trai 100 be gai|be trai tren 100 be gai|nam 100 nu|so be trai tren 100 be gai",
    "times": "lan",
    "days": "ngay|ngay nguoi",
    "months": "thang|thang nguoi|thang nam",
    "per 1,000": "phan nghin|phan ngan|tren 1 000|tren 1000|tren 1 000 ho|tren 1000 ho|ho tren 1 000 ho|ho tren 1000 ho",
    "per 100 households": "tren 100 ho|nguoi tren 100 ho|tre em tren 100 ho",
    "jobs": "viec lam|viec|cho lam viec",
    "houses": "nha|can nha|can",
    "models": "mo hinh",
}
_KIND = {word: kind for kind, words in _KINDS.items() for word in words.split("|")}
_THOUSAND = re.compile(r"(?:nghin|ngan|1000|1 000) (?P<rest>.+)")
_PER = re.compile(r"(?: nguoi)?(?: (?:1 |mot )?thang)?")
_TAIL = re.compile(r"\(([^()]*)\)\s*$")


@dataclass(frozen=True)
class Unit:
    """A unit as written: its kind ("dossiers", "people", "households", "percent", "points", "money") and the power of ten
    that its figures are multiplied by."""

    kind: str
    power: int = 0

    def fits(self, unit: str) -> bool:
        """Whether figures of an indicator in `unit` may be written in this one; "%" is also said for điểm %."""
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
    listed = ", ".join(_(words) for words in UNIT_WORDS.values())
    return Fault(_("không phải đơn vị tính đã biết"), _("Ghi một trong: {names}, triệu đồng.").format(names=listed))


def split_unit_tail(text: str) -> tuple[str, str]:
    """A name and the unit in brackets after it: "Tỷ lệ hộ nghèo (%)" is ("Tỷ lệ hộ nghèo", "%"); ("…", "") without one."""
    match = _TAIL.search(text)
    if match is None or unit_written(match[1]) is None:
        return text, ""
    return text[: match.start()].strip(), match[1].strip()


def _without_rate(folded: str) -> str:
    """Money words without "/người/tháng"."""
    for length in range(len(folded), 0, -1):
        if _PER.fullmatch(folded[length:]) and unit_of(folded[:length]) is not None:
            return folded[:length]
    return folded
