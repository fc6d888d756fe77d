"""The cases of phan_lop.csv: six districts with a figure each, the class it must fall into and the fill it must get."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from models.geo.area_values import AreaValue, State, area_value
from models.geo.classes import Classing, Scale, ValueClass, by_hand, classify, locked

METHODS = {"Khoảng cách đều": "equal", "Số đơn vị đều nhau": "quantile", "Điểm ngắt tự nhiên": "natural"}
STATES: dict[str, State] = {
    "Chưa có số liệu": "missing",
    "Dưới 5 người (không hiển thị)": "small",
    "Số minh họa": "illustrative",
    "Không hiển thị theo huyện": "withheld",
}


@dataclass(frozen=True)
class Line:
    name: str
    value: AreaValue
    label: str
    fill: str


@dataclass(frozen=True)
class Case:
    title: str
    lines: tuple[Line, ...]
    classing: Classing


def cases() -> list[Case]:
    with (Path(__file__).parent / "phan_lop.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    found = []
    for title in dict.fromkeys(row["Trường hợp"] for row in rows):
        mine = [row for row in rows if row["Trường hợp"] == title]
        lines = tuple(Line(row["Đơn vị"], _value(row), row["Thuộc lớp"], row["Màu nền"]) for row in mine)
        values = [line.value for line in lines]
        found.append(Case(title, lines, _classing(values, mine[0])))
    return found


def _value(row: dict[str, str]) -> AreaValue:
    code, text = row["Mã"], row["Số liệu"]
    if text == "2 người":
        return area_value(code, 2, heads=2)
    if text == "110 người nhiễm HIV/AIDS":
        return area_value(code, 110, heads=110, subject="hiv_adult_poor")
    if text.startswith("≈"):
        return area_value(code, _exact(text.removeprefix("≈")), illustrative=True)
    return area_value(code, _exact(text) if text else None)


def _exact(text: str) -> Fraction:
    return Fraction(Decimal(text.replace(".", "").replace(",", ".").replace("−", "-")))


def _classing(values: list[AreaValue], row: dict[str, str]) -> Classing:
    method, asked, pinned = row["Cách chia"], row["Số lớp"], row["Tách tại 0"] == "có"
    if method in METHODS:
        return classify(values, METHODS[method], asked=int(asked), pinned=pinned)  # type: ignore[arg-type]
    bounds = [_exact(text) for text in asked.split(" | ")]
    if method == "Tự đặt":
        return by_hand(values, bounds, pinned=pinned)
    assert method == "Giữ nguyên thang"
    return locked(values, Scale.of(bounds, pinned=pinned))


def label(classing: Classing, code: str) -> str:
    """The words beside the area: its class, or its state."""
    if code in classing.unclassed:
        return next(words for words, state in STATES.items() if state == classing.unclassed[code])
    return class_words(classing.scale.classes[classing.place_of[code]])


def class_words(one: ValueClass) -> str:
    if one.is_zero:
        return "Không đổi"
    if one.low is None:
        return "Cùng một mức" if one.high is None else f"Dưới {_text(one.high)}"
    if one.above_zero:
        return "Trên 0" if one.high is None else f"Trên 0 đến dưới {_text(one.high)}"
    return f"Từ {_text(one.low)} trở lên" if one.high is None else f"{_text(one.low)} đến dưới {_text(one.high)}"


def _text(bound: Decimal) -> str:
    return f"{bound:,f}".translate(str.maketrans(",.-", ".,−"))
