"""A map to take away as a value, the words around it, and its rows as files for Vietnamese Excel."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from shapely.geometry.base import BaseGeometry

from data.export.tables import Value, WorkSheet, csv_bytes, workbook_bytes
from data.locale import _

State = Literal["known", "illustrative", "small", "withheld", "missing"]
"""A figure, an illustrative one, one of too few people to be shown, one never shown by area, none at all."""
Swatch = Literal["fill", "circle", "ring", "hatch", "dots"]


_MOST_NAMED, _LONGEST = 8, 2_000
# Directions, zero widths, controls, halves of letters: XML refuses some, the others change what is read.
_UNWRITABLE = ("Cc", "Cf", "Cs", "Co", "Cn")


@dataclass(frozen=True)
class Shape:
    """An area: its outline in degrees (WGS 84) and the (longitude, latitude) of its name."""

    code: str
    name: str
    short: str
    outline: BaseGeometry
    at: tuple[float, float]


@dataclass(frozen=True)
class Figure:
    """What one area shows in one period.

    text: the figure in words ("12,3 trên 1.000 dân"); brief: its number alone, for small maps; value: the same as a
    decimal ("12.3") for a file's cell; nature: what kind of figure it is, in words. A rate has a fill (#RRGGBB), a
    count a circle (0 to 1 of the full circle's area) and its colour."""

    state: State
    text: str
    brief: str = ""
    nature: str = ""
    value: str = ""
    fill: str = ""
    circle: float = 0.0
    colour: str = ""

    def __post_init__(self) -> None:
        if self.state != "known" and self.fill:
            raise ValueError("only a figure that was reported is classed")
        if self.hidden and (self.value or self.circle or self.brief):
            raise ValueError("a figure that is not shown has neither a value nor a circle")
        if not 0 <= self.circle <= 1:
            raise ValueError("a circle is at most the full one")

    @property
    def hidden(self) -> bool:
        return self.state in ("small", "withheld", "missing")


@dataclass(frozen=True)
class Panel:
    """One map of the sheet: its period in words and a figure for each shape, in their order."""

    period: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Key:
    """One line of the legend; `size` of a circle is its share of the full circle (0: no size to read off)."""

    label: str
    colour: str
    swatch: Swatch
    size: float = 0.0


@dataclass(frozen=True)
class MapSheet:
    """A map, or several periods of it on one scale.

    finding: what the map shows, its headline; place: whose areas these are, in words; chosen: code and letter of each
    area selected.
    marks: sentences that must not be missed ("SỐ LIỆU MINH HỌA …", "Ranh giới sơ đồ …"); data_version, made_on: which
    figures, drawn on which day, in words; rests: the assumptions behind all figures. Raises ValueError where a shape
    has no figure."""

    title: str
    subtitle: str
    unit: str
    shapes: tuple[Shape, ...]
    panels: tuple[Panel, ...]
    legend: tuple[Key, ...]
    source: str
    vintage: str
    data_version: str
    made_on: str
    marks: tuple[str, ...] = ()
    link: str = ""
    rests: str = ""
    finding: str = ""
    place: str = ""
    chosen: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.shapes or not self.panels:
            raise ValueError("a map has at least one area and one period")
        if any(len(panel.figures) != len(self.shapes) for panel in self.panels):
            raise ValueError("every area has a figure in every period")

    @property
    def illustrative(self) -> bool:
        return any(figure.state == "illustrative" for panel in self.panels for figure in panel.figures)

    @property
    def heading(self) -> tuple[str, str]:
        """The largest line and the one below it: the finding where there is one, else the title."""
        below = [self.place, self.title if self.finding else "", self.subtitle]
        return self.finding or self.title, ". ".join(filter(None, below))

    @property
    def chosen_words(self) -> str:
        """ "A Phủ Lý, B Kim Bảng"; "" where nothing is selected."""
        names = {shape.code: shape.short for shape in self.shapes}
        return ", ".join(f"{letter} {names[code]}" for code, letter in self.chosen if code in names)

    def in_words(self) -> str:
        """The map for those who hear it."""
        periods = [
            _("{period}: {words}").format(
                period=panel.period, words="; ".join(f"{shape.short}: {words(figure)}" for shape, figure in pairs)
            )
            for panel in self.panels
            if (pairs := list(zip(self.shapes, panel.figures, strict=True)))
        ]
        return f"{self.title}. {'. '.join(periods)}."

    def foot(self) -> list[str]:
        """The lines that are no warning: what is selected, who has not sent, source, borders, version, link."""
        missing = [words for panel in self.panels if (words := self._not_sent(panel))]
        chosen = self.chosen_words
        return [
            *([_("Đang chọn: {areas}").format(areas=chosen)] if chosen else []),
            *(["; ".join(missing)] if missing else []),
            _("Nguồn: {source}").format(source=self.source),
            self.vintage,
            _("Số liệu: {version}. Lập ngày {day}.").format(version=self.data_version, day=self.made_on),
            *([_("Mở lại bản đồ này: {link}").format(link=self.link)] if self.link else []),
            *([_("Không phải số liệu chính thức")] if self.illustrative else []),
        ]

    def _not_sent(self, panel: Panel) -> str:
        """ "12/2023: 1/6 đơn vị chưa báo cáo (Bình Lục)"; nothing where all have sent."""
        pairs = zip(self.shapes, panel.figures, strict=True)
        missing = [shape.short for shape, figure in pairs if figure.state == "missing"]
        if not missing:
            return ""
        names, more = ", ".join(missing[:_MOST_NAMED]), len(missing) - _MOST_NAMED
        if more > 0:
            names = _("{names} và {more} đơn vị khác").format(names=names, more=more)
        return _("{period}: {missing}/{all} đơn vị chưa báo cáo ({names})").format(
            period=panel.period, missing=len(missing), all=len(self.shapes), names=names
        )


def clean(text: str) -> str:
    """The text in one line that every format can hold, NFC: the fonts have whole Vietnamese letters, no stacked
    marks."""
    letters = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(letter for letter in letters if unicodedata.category(letter) not in _UNWRITABLE)[:_LONGEST]


def words(figure: Figure) -> str:
    if figure.state != "illustrative":
        return figure.text
    return _("{figure} (minh họa)").format(figure=about(figure.text))


def about(text: str) -> str:
    """ "8.500 người" -> "≈ 8.500 người"."""
    return "≈ " + text.removeprefix("≈").strip()


def map_csv(sheet: MapSheet) -> bytes:
    """A row for each area and period, decimals the Vietnamese way, as Excel with Vietnamese settings reads them."""
    body = [
        [f"{cell.normalize():f}".replace(".", ",") if isinstance(cell, Decimal) else cell for cell in row]
        for row in _body(sheet)
    ]
    return csv_bytes(_headings(), body, first_line=_first_line(sheet))


def map_workbook(sheet: MapSheet) -> bytes:
    """The rows, and on a second sheet what the picture says around the map."""
    first = _first_line(sheet)
    above: list[list[Value]] = [[first]] if first else []
    about: list[list[Value]] = [
        [_("Tên bản đồ"), sheet.title],
        [_("Nhận xét"), sheet.finding],
        [_("Địa bàn"), sheet.place],
        [_("Đang chọn"), sheet.chosen_words],
        [_("Mô tả"), sheet.subtitle],
        [_("Đơn vị tính"), sheet.unit],
        [_("Nguồn"), sheet.source],
        [_("Địa giới"), sheet.vintage],
        [_("Phiên bản số liệu"), sheet.data_version],
        [_("Ngày lập"), sheet.made_on],
        [_("Liên kết"), sheet.link],
    ]
    about += [[_("Lưu ý"), mark] for mark in sheet.marks]
    about += [[_("Chú giải"), key.label] for key in sheet.legend]
    rows = WorkSheet(_("Số liệu"), [*above, [*_headings()], *_body(sheet)], heading=len(above) + 1)
    return workbook_bytes([rows, WorkSheet(_("Thông tin"), about, heading=0)])


def _first_line(sheet: MapSheet) -> str:
    return " ".join(filter(None, [_illustrative() if sheet.illustrative else "", sheet.rests]))


def _illustrative() -> str:
    return _("Số liệu minh họa do phần mềm tạo, không phải số liệu báo cáo của đơn vị.")


def _headings() -> list[str]:
    return [
        _("Mã"),
        _("Đơn vị"),
        _("Kỳ"),
        _("Giá trị"),
        _("Đơn vị tính"),
        _("Hiển thị"),
        _("Tính chất số liệu"),
        _("Nguồn"),
        _("Địa giới"),
    ]


def _body(sheet: MapSheet) -> Iterable[list[Value]]:
    invented = " ".join(filter(None, [_illustrative(), sheet.rests]))
    for panel in sheet.panels:
        for shape, figure in zip(sheet.shapes, panel.figures, strict=True):
            yield [
                clean(shape.code),
                clean(shape.name),
                panel.period,
                _number(figure.value),
                sheet.unit,
                clean(figure.text),
                {"illustrative": invented, "missing": _("Chưa có số liệu")}.get(figure.state, figure.nature),
                clean(sheet.source),
                sheet.vintage,
            ]


def _number(value: str) -> Value:
    if not value:
        return None
    exact = Decimal(value)
    return int(exact) if exact == exact.to_integral_value() else exact
