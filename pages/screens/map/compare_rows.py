"""Selected areas as marks, rows and words of a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import streamlit as st

from data.locale import _
from models.geo.area_values import AreaMean, AreaValue, NoAverage, Reference, State, measured_by
from models.geo.classes import decimal_of
from models.geo.comparison import (
    BudgetOption,
    ComparedArea,
    Comparison,
    Distance,
    NoChange,
    NoPeers,
    NoTrend,
    PeerGroup,
    Ranked,
    Selection,
    Trend,
)
from models.money import divide_half_up
from models.wording.numbers import MILLION, number, rough_millions, short_month, signed
from models.wording.words import short_name
from pages.ui.charts.charts import framed
from pages.ui.charts.palettes import CASING, INK, OUTLINE, PAPER, SELECTION

UP, DOWN = "▲", "▼"


@dataclass(frozen=True)
class Subject:
    """What is compared. `name` names the denominator of a rate, `divisor` turns đồng into triệu đồng; `signed`: the
    value is a change itself. `quality` says what known figures are, `source_over` where those of all periods come from.
    `ranges` has the words of areas of which only a range is known, by code; `rests` names the assumptions behind the
    figures, which are then about so many; `remark` is what a chart's title says of them ("quy đổi")."""

    name: str
    unit: str
    period: str
    source: str
    quality: str = ""
    divisor: int = 1
    places: int = 1
    signed: bool = False
    source_over: str = ""
    ranges: Mapping[str, str] = field(default_factory=dict)
    rests: str = ""
    remark: str = ""

    @property
    def title(self) -> str:
        return _("{name}, kỳ {period} ({unit})").format(name=self.name, period=self.period, unit=self.unit)

    @property
    def measured(self) -> str:
        """The unit as a chart's title has it."""
        return f"{self.unit}; {self.remark}" if self.remark else self.unit

    def shown(self, amount: Fraction) -> Decimal:
        """As far as it is shown, and no farther in a file or a chart."""
        # As `decimal_of` without its fractions: a table of all communes has thousands of these.
        whole = divide_half_up(amount.numerator * 10**self.places, amount.denominator * self.divisor)
        return Decimal(whole).scaleb(-self.places)

    def amount(self, amount: Fraction) -> str:
        """The number alone."""
        exact = self.shown(amount)
        return signed(exact, self.places) if self.signed else number(exact, self.places)

    def rounded(self, amount: Fraction) -> Decimal:
        """An illustrative amount, so far that it does not look like knowledge."""
        if self.divisor == MILLION:
            return rough_millions(int(amount))
        return decimal_of(amount / self.divisor / 100, 0) * 100

    def value(self, value: AreaValue) -> str:
        """The number, or why none stands here; without the unit."""
        if value.known is not None:
            return self.about(self.amount(value.known))
        if value.amount is None:
            return self.ranges.get(value.code) or state_words(value.state)
        return _("{amount} (minh họa)").format(amount=self._rough(value.amount))

    def with_unit(self, value: AreaValue) -> str:
        """ "12,3 trên 1.000 dân", "2,11%", "≈ 8.500 người (minh họa)"; why not as it is."""
        unit = self.unit if self.unit == "%" else f" {self.unit}"
        if value.amount is None:
            return self.ranges[value.code] + unit if value.code in self.ranges else state_words(value.state)
        if value.known is not None:
            return self.about(self.amount(value.known)) + unit
        return _("{amount} (minh họa)").format(amount=self._rough(value.amount) + unit)

    def about(self, amount: str) -> str:
        """With the sign of what rests on assumptions."""
        return _("≈ {amount}").format(amount=amount) if self.rests else amount

    def _rough(self, amount: Fraction) -> str:
        rounded = self.rounded(amount)
        return _("≈ {amount}").format(amount=signed(rounded, 0) if self.signed else number(rounded, 0))


MONEY = Subject("", _("triệu đồng"), "", "", divisor=MILLION, signed=True)
"""How a scenario's change is written."""


def state_words(state: State) -> str:
    words: dict[State, str] = {
        "missing": _("Chưa có số liệu"),
        "small": _("Dưới 5 người (không hiển thị)"),
        "withheld": _("Không hiển thị theo đơn vị"),
        "illustrative": _("Minh họa"),
    }
    return words.get(state, "")


def why_unranked(value: AreaValue, subject: Subject) -> str:
    """In a card instead of rank and distances."""
    if value.code in subject.ranges:
        return _("Chỉ biết trong khoảng vì đơn vị cũ bị chia chưa rõ tỷ lệ, nên không xếp thứ, không so sánh.")
    words: dict[State, str] = {
        "missing": _("Chưa gửi số liệu nên không xếp thứ, không so sánh."),
        "small": _("Quá ít người nên không xếp thứ, không so sánh."),
        "withheld": _("Không có một số hiển thị được theo đơn vị nên không xếp thứ, không so sánh."),
        "illustrative": _("Số minh họa: không xếp thứ, không so với bình quân, không tính tỷ lệ."),
    }
    return words.get(value.state, "")


def rank_words(rank: Ranked) -> str:
    """ "thứ 2/6", "thứ 2/6, đồng hạng"."""
    text = _("thứ {rank}/{of}, đồng hạng") if rank.tied else _("thứ {rank}/{of}")
    return text.format(rank=rank.rank, of=rank.of)


def hover_words(comparison: Comparison, subject: Subject) -> dict[str, str]:
    """What is said of each area with a rank where it is pointed at, by code: its rank and, where that is known, its
    change over a year."""
    return {
        row.code: rank_words(row.rank)
        + (
            ""
            if isinstance(row.change, NoChange)
            else _("; so với năm trước {change}").format(change=change_words(row.change, subject))
        )
        for row in comparison.ranked
        if row.rank is not None
    }


def distance_words(distance: Distance, subject: Subject) -> str:
    """ "▲ cao hơn 2,3 (+12,5%)", "▼ thấp hơn 0,5 điểm phần trăm", "bằng". What shows as nothing is said to be about
    equal."""
    size = subject.shown(distance.difference)
    if distance.difference == 0:
        return _("bằng")
    if size == 0:
        return _("xấp xỉ bằng")
    words = _("{arrow} cao hơn {size}") if size > 0 else _("{arrow} thấp hơn {size}")
    text = words.format(arrow=_arrow(size), size=number(abs(size), subject.places))
    return text + _after(distance, subject)


def change_words(change: Distance, subject: Subject) -> str:
    """ "▲ +2,3 (+12,5%)", "▼ −0,5 điểm phần trăm", "không đổi"."""
    size = subject.shown(change.difference)
    if change.difference == 0:
        return _("không đổi")
    if size == 0:
        return _("gần như không đổi")
    return f"{_arrow(size)} {signed(size, subject.places)}" + _after(change, subject)


def _after(change: Distance, subject: Subject) -> str:
    """A percentage of a change would say nothing: it may be of the other sign."""
    if change.in_points:
        return " " + _("điểm phần trăm")
    if change.percent is None or subject.signed:
        return ""
    return _(" ({percent})").format(percent=signed(decimal_of(change.percent, 1), 1) + "%")


def _arrow(size: Decimal) -> str:
    return UP if size > 0 else DOWN


def no_change_words(reason: NoChange) -> str:
    return {
        "no_earlier": _("chưa có số liệu năm trước"),
        "other_year": _("số liệu cũ không phải của năm liền trước"),
        "not_known": _("một trong hai năm chưa có số liệu hoặc không được hiển thị"),
        "other_area": _("địa giới đã thay đổi, không so được"),
        "other_denominator": _("mẫu số của hai năm khác nguồn, không so được"),
    }[reason.reason]


def budget_words(value: AreaValue) -> str:
    """A scenario's monthly change with its unit: "+120,5 triệu đồng", "không đổi", or why not."""
    if value.amount is None:
        return state_words(value.state)
    if value.amount == 0:
        return _("không đổi")
    return MONEY.with_unit(value)


def option_name(option: BudgetOption) -> str:
    """The role, the name a saved scenario has, and that it rests on assumptions."""
    role = {
        "baseline": _("Hiện hành"),
        "proposal": _("Phương án trình"),
        "trial": _("Phương án đang xem xét"),
        "chosen": _("Phương án được chọn"),
    }[option.role]
    named = _("{role}: {name}").format(role=role, name=option.name) if option.name else role
    return _("{name} ({mark})").format(name=named, mark=option.rests) if option.rests else named


def province_name(reference: Reference) -> str:
    """Counts and money have a mean over areas, which is no figure of the whole province."""
    is_of_areas = isinstance(reference, AreaMean) and not reference.is_weighted
    return _("Bình quân một đơn vị toàn tỉnh") if is_of_areas else _("Bình quân chung toàn tỉnh")


def peers_name(group: PeerGroup, names: Mapping[str, str]) -> str:
    """Of the group: "các huyện", "3 đơn vị gần nhất về dân số"; one chosen by hand by its members while they are few.
    `names` are full ones: what kind of unit the members are stands in them."""
    communes = of_communes(names[code] for code in group.members if code in names)
    if group.kind == "towns":
        return _("các phường, thị trấn") if communes else _("thành phố, thị xã")
    if group.kind == "rural":
        return _("các xã") if communes else _("các huyện")
    if group.kind == "nearest":
        return _("{count} đơn vị gần nhất về dân số").format(count=len(group.members))
    if len(group.members) <= 3:
        return ", ".join(short_name(names.get(code, code)) for code in group.members)
    return _("{count} đơn vị tự chọn").format(count=len(group.members))


def of_communes(names: Iterable[str]) -> bool:
    """By full names."""
    return any(name.startswith((_("Xã "), _("Phường "), _("Thị trấn "))) for name in names)


def reference_words(name: str, reference: Reference, subject: Subject) -> str:
    """ "Bình quân chung toàn tỉnh: 12,3 (5/6 đơn vị có số liệu)", or why there is none."""
    if reference.known == reference.members:
        there = _("{known} đơn vị").format(known=reference.known)
    else:
        there = _("{known}/{members} đơn vị có số liệu").format(known=reference.known, members=reference.members)
    if isinstance(reference, NoAverage):
        return _("{name}: chưa tính được ({there})").format(name=name, there=there)
    return _("{name}: {amount} ({there})").format(name=name, amount=subject.amount(reference.value), there=there)


def no_peers_words(missing: NoPeers, names: Mapping[str, str]) -> str:
    listed = ", ".join(names.get(code, code) for code in missing.codes)
    if missing.reason == "no_population":
        return _("Không có nhóm so sánh: {names} chưa có dân số.").format(names=listed)
    if missing.reason == "unknown_area":
        return _("Không có nhóm so sánh: {names} không có trong địa giới đang xem.").format(names=listed)
    return _("Không có nhóm so sánh: chưa có đơn vị nào thuộc nhóm này.")


def no_trend_words(missing: NoTrend) -> str:
    if missing.reason == "no_period":
        return _("Chưa đủ kỳ số liệu để vẽ diễn biến; cần ít nhất hai kỳ.")
    if missing.reason == "one_period":
        return _("Mới có một kỳ số liệu ({month}) nên chưa vẽ được diễn biến; cần ít nhất hai kỳ.").format(
            month=short_month(missing.months[0])
        )
    if missing.reason == "nothing_chosen":
        if not missing.months:
            return _("Chọn một đơn vị để xem diễn biến qua các kỳ.")
        return _("Chọn một đơn vị để xem diễn biến qua {count} kỳ số liệu.").format(count=len(missing.months))
    return _("Các đơn vị đã chọn chưa có số liệu của hai kỳ nên chưa vẽ được diễn biến.")


OTHER = "#8A949E"
"""Colour of an area that is not selected."""
DASH = [6, 4]
_LABELS_ABOVE = (-22, -7)
TITLE_OFFSET = 32
"""Pixels of the title above the plot, so that the words of both lines fit between."""


@dataclass(frozen=True)
class AverageMark:
    """A line with its words, and the short ones for a narrow picture; the peers' is dashed."""

    value: Fraction
    words: str
    short: str
    dashed: bool


def colour_of(selection: Selection, code: str) -> str:
    chosen = selection.of(code)
    return SELECTION[chosen.slot] if chosen else OTHER


def letter_of(selection: Selection, code: str) -> str:
    chosen = selection.of(code)
    return chosen.letter if chosen else ""


def label(selection: Selection, row: ComparedArea) -> str:
    """ "A · Phủ Lý", "Kim Bảng"."""
    letter = letter_of(selection, row.code)
    return f"{letter} · {short_name(row.name)}" if letter else short_name(row.name)


def averages(comparison: Comparison, subject: Subject) -> tuple[AverageMark, ...]:
    """The averages of the province and of the peers, where there are any."""
    marks = []
    for reference, dashed in ((comparison.province, False), (comparison.peer_average, True)):
        value = measured_by(reference)
        if reference is not None and value is not None:
            name = peer_average_name(comparison) if dashed else province_name(reference)
            amount, short = subject.amount(value), peers_short() if dashed else province_short()
            marks.append(AverageMark(value, f"{name}: {amount}", f"{short}: {amount}", dashed))
    return tuple(marks)


def peer_average_name(comparison: Comparison) -> str:
    """ "Bình quân các huyện"; "" without a group."""
    if not isinstance(comparison.peers, PeerGroup):
        return ""
    names = {row.code: row.name for row in comparison.rows}
    return _("Bình quân {group}").format(group=peers_name(comparison.peers, names))


def province_short() -> str:
    return _("Bình quân tỉnh")


def peers_short() -> str:
    return _("Bình quân nhóm")


def ink() -> str:
    """Of words in a picture: the charts' theme colours axes alone."""
    return PAPER if st.context.theme.type == "dark" else INK


def average_layers(
    marks: tuple[AverageMark, ...], subject: Subject, x: dict[str, Any], domain: list[float]
) -> list[dict[str, Any]]:
    """Vertical lines at the averages, dark on a wider light one so that they are visible on bars and on both themes,
    with their words above the chart."""
    middle = sum(domain) / 2
    layers = []
    for mark, height in zip(marks, _LABELS_ABOVE, strict=False):
        value = as_number(subject, mark.value)
        dash = {"strokeDash": DASH} if mark.dashed else {}
        at = {"x": {**x, "field": "v"}}
        text = {
            "type": "text",
            "align": "left" if value <= middle else "right",
            "baseline": "bottom",
            "fontSize": 13,
            "color": ink(),
            "dx": -3 if value <= middle else 3,
        }
        layers.append(
            {
                "data": {"values": [{"v": value, "w": mark.short}]},
                "layer": [
                    {"mark": {"type": "rule", "color": CASING, "strokeWidth": 4}, "encoding": at},
                    {"mark": {"type": "rule", "color": OUTLINE, "strokeWidth": 2, **dash}, "encoding": at},
                    {"mark": text, "encoding": {**at, "y": {"value": height}, "text": {"field": "w"}}},
                ],
            }
        )
    return layers


def picture(title: str, height: int, layers: list[dict[str, Any]], *, offset: int = 8) -> dict[str, Any]:
    """A framed Vega-Lite spec with `height` for the plot alone, so that positions in pixels are positions in the
    plot."""
    spec = framed(title, height, layers)
    spec["title"]["offset"] = offset
    return {**spec, "autosize": {"type": "fit-x", "contains": "padding"}}


def as_number(subject: Subject, amount: Fraction) -> float:
    """The number a chart draws: that shown in words, no finer."""
    return float(subject.shown(amount))


@dataclass(frozen=True)
class Cell:
    """`number` is what a table sorts by; None for whatever may not be ranked."""

    words: str
    number: Decimal | None = None


@dataclass(frozen=True)
class Row:
    area: ComparedArea
    letter: str
    colour: str
    cells: tuple[Cell, ...]
    note: str
    """What known figures are; the words in place of one that is not shown as a number."""


def headings(comparison: Comparison, subject: Subject) -> list[str]:
    """Column titles of `Row.cells`."""
    titles = [_("Giá trị ({unit})").format(unit=subject.unit), _("Thứ tự"), _("So với toàn tỉnh")]
    if isinstance(comparison.peers, PeerGroup):
        names = {row.code: row.name for row in comparison.rows}
        titles.append(_("So với {group}").format(group=peers_name(comparison.peers, names)))
    titles.append(_("So với năm trước"))
    return titles + [_("{option} (triệu đồng)").format(option=option_name(option)) for option in comparison.options]


def rows(comparison: Comparison, selection: Selection, subject: Subject) -> list[Row]:
    """The ranked areas by rank, then the others in their order."""
    return [
        Row(
            area,
            letter_of(selection, area.code),
            colour_of(selection, area.code),
            _cells(area, comparison, subject),
            subject.quality if area.rank else subject.value(area.value),
        )
        for area in (*comparison.ranked, *comparison.unranked)
    ]


def courses(found: Trend | NoTrend, subject: Subject) -> dict[str, list[float]]:
    """What each area's figure was up to now, as far as it is shown, by code: the last unbroken part of its line where
    that has two months."""
    if isinstance(found, NoTrend):
        return {}
    last = {
        code: [float(subject.shown(point.value)) for point in line if point.stretch == line[-1].stretch]
        for code, line in found.areas.items()
    }
    return {code: line for code, line in last.items() if len(line) > 1}


def _cells(area: ComparedArea, comparison: Comparison, subject: Subject) -> tuple[Cell, ...]:
    rank = Cell(number(area.rank.rank), Decimal(area.rank.rank)) if area.rank else Cell("")
    cells = [_amount(area.value, subject), rank, _distance(area.from_province, subject)]
    if isinstance(comparison.peers, PeerGroup):
        cells.append(_distance(area.from_peers, subject))
    if isinstance(area.change, NoChange):
        cells.append(Cell(no_change_words(area.change) if area.rank else ""))
    else:
        cells.append(_distance(area.change, subject))
    return (*cells, *(_amount(value, MONEY) for value in area.budget))


def _amount(value: AreaValue, subject: Subject) -> Cell:
    exact = None if value.known is None else subject.shown(value.known)
    return Cell(subject.value(value), exact)


def _distance(distance: Distance | None, subject: Subject) -> Cell:
    if distance is None:
        return Cell("")
    size = subject.shown(distance.difference)
    return Cell(signed(size, subject.places), size)
