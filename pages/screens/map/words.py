"""Words of the map: values, missing and hidden figures, names of units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from data.locale import _
from models.geo.area_values import AreaValue, Extremes, NoRate, extremes
from models.geo.classes import decimal_of, whole_decimal
from models.periods import Month
from models.wording.numbers import MILLION, number, short_month, unit_words, when
from models.wording.words import short_name
from pages.screens.map.compare_rows import Subject, state_words
from pages.screens.map.state import Basis, Between, Drawn, MapIndicator, indicator_per, sent_over
from pages.ui.answers.words import briefly, marked, quality as standing_words
from pages.ui.charts.geometry import Feature

Kind = Literal["rate", "count"]
Look = Literal["known", "illustrative", "missing", "small", "withheld", "between"]

_LONGEST = 18
"""More letters do not fit into an area: the unit then stands in the title alone."""


@dataclass(frozen=True)
class DistrictMark:
    """One area's figure, with the text already formatted ("8.500 người", "12,3 trên 1.000 dân").

    value None with an empty text means that no figure was sent; value None with a text that the figure exists but is
    not shown ("Dưới 5 người (không hiển thị)"), is `withheld` for another reason, or is known `between` two bounds
    only. An illustrative figure is a count or money, never a rate. `converted`: counted on other borders."""

    code: str
    name: str
    value: float | None
    text: str = ""
    illustrative: bool = False
    withheld: bool = False
    between: bool = False
    converted: bool = False
    brief: str = ""

    @property
    def missing(self) -> bool:
        return self.look == "missing"

    @property
    def look(self) -> Look:
        if self.value is not None:
            return "illustrative" if self.illustrative else "known"
        if not self.text:
            return "missing"
        if self.between:
            return "between"
        return "withheld" if self.withheld else "small"

    def lines(self) -> list[str]:
        """The words under the name, in one or two lines; an illustration prints no number on a shape."""
        if self.missing:
            return [_("Chưa có số liệu")]
        if self.illustrative:
            return []
        if self.look == "small":
            head, bracket, rest = self.text.partition(" (")
            return [head, f"({rest}"] if bracket else [head]
        if self.look == "withheld":
            return [_("Không hiển thị")]
        said = self.brief if self.brief and (len(self.text) > _LONGEST or "/" in self.text) else self.text
        return [said, _("(quy đổi)")] if self.converted else [said]

    def words(self) -> str:
        """As a sentence has it: whole, with the marks."""
        if self.look in ("small", "withheld"):
            return self.text
        if self.look == "illustrative":
            return _("≈ {figure} (minh họa)").format(figure=self.text.removeprefix("≈").strip())
        if self.missing:
            return " ".join(self.lines())
        return _("{figure} (quy đổi)").format(figure=self.text) if self.converted else self.text


def marks_of(features: Sequence[Feature], marks: Mapping[str, DistrictMark], kind: Kind) -> list[DistrictMark]:
    """One mark for each feature in its order; an area without a mark has no figure (never 0)."""
    found = []
    for feature in features:
        code = str(feature["properties"]["code"])
        mark = marks.get(code) or DistrictMark(code, feature["properties"]["name"], None)
        found.append(mark)
    refuse_illustrative_rates(found, kind)
    return found


def refuse_illustrative_rates(marks: Iterable[DistrictMark], kind: Kind) -> None:
    """A split by population has one rate everywhere: showing it would invent a finding."""
    if kind == "rate" and any(mark.illustrative for mark in marks):
        raise ValueError("illustrative figures are shown as counts, never as rates")


def as_sentence(title: str, unit: str, marks: Iterable[DistrictMark]) -> str:
    """The map in words, for screen readers."""
    listed = "; ".join(f"{short_name(mark.name)}: {mark.words()}" for mark in marks)
    return f"{title} ({unit}). {listed}." if unit else f"{title}. {listed}."


def basis_name(basis: Basis) -> str:
    return {
        "none": _("Không chia (số tuyệt đối)"),
        "people": _("Dân số"),
        "households": _("Số hộ"),
        "target_group": _("Số người hưởng"),
    }[basis]


def rate_unit(indicator: MapIndicator, basis: Basis) -> str:
    """ "trên 1.000 dân", "đồng/người hưởng/tháng"."""
    if basis == "none":
        return indicator.unit
    if indicator.counted == "money":
        return {
            "people": _("đồng/người dân/tháng"),
            "households": _("đồng/hộ/tháng"),
            "target_group": _("đồng/người hưởng/tháng"),
        }[basis]
    whole = number(indicator_per(indicator, basis))
    return (_("trên {count} dân") if basis == "people" else _("trên {count} hộ")).format(count=whole)


def subject(drawn: Drawn, periods: Sequence[str] = ()) -> Subject:
    """The figure as named in comparisons, cards and charts, with its denominator. `periods` are all that charts
    show."""
    indicator, unit = drawn.indicator, rate_unit(drawn.indicator, drawn.basis)
    name, places, divisor = indicator.name, 0, 1
    if drawn.table is not None:
        name = _("{name}, tính trên {denominator}").format(
            name=indicator.name, denominator=basis_name(drawn.basis).lower()
        )
        places = 0 if indicator.counted == "money" else 2
    elif indicator.counted == "money" and indicator.scheme is not None:
        places, divisor = 1, MILLION
    elif indicator.scheme is None:
        places = 0 if indicator.counted in ("people", "households") else 2
    changes = drawn.figures.changes
    quality = _("Đơn vị cập nhật") if changes is None else standing_words(changes.standing)
    if drawn.figures.published is not None:
        quality = drawn.figures.published.standing
    if drawn.moved:
        quality = _("Quy đổi từ số đơn vị cập nhật")
        quality = quality if changes is None or not changes.rests else f"{quality}. {changes.rests}"
    if changes is not None:
        name = marked(name, changes.standing.assumptions)
    unit_words = drawn.figures.source
    over = sent_over(periods) if len(periods) > 1 and not drawn.illustrative else unit_words
    found = Subject(
        name,
        unit,
        period_words(drawn.period),
        _source(unit_words, drawn),
        "" if drawn.illustrative else quality,
        divisor,
        places,
        indicator.measure == "increase",
        _source(over, drawn),
    )
    ranges = {code: between_words(one, found) for code, one in drawn.between.items()}
    remarks = [_("quy đổi") if drawn.moved else "", briefly(changes.standing.assumptions) if changes else ""]
    rests = "" if changes is None else changes.rests
    return replace(found, ranges=ranges, rests=rests, remark=", ".join(filter(None, remarks)))


def _source(said: str, drawn: Drawn) -> str:
    """The source of the numerator, and that of the denominator where it differs."""
    source = _("{source}.").format(source=said[:1].upper() + said[1:])
    if drawn.table is None or drawn.basis == "target_group":
        return source
    return (
        source
        + " "
        + _("{denominator}: {origin}, {date}.").format(
            denominator=basis_name(drawn.basis), origin=drawn.table.source, date=when(drawn.table.dated)
        )
    )


def period_words(period: str) -> str:
    return short_month(Month.parse(period)) if "-" in period else period


def finding(drawn: Drawn, about: Subject) -> str:
    """What the map shows, as its title: who stands highest, and by how much; "" where the figures do not say it (counts
    follow the size of an area, a change has its own sentence, a range is not one number)."""
    found = extremes(drawn.values)
    if not drawn.is_rate or found is None or drawn.between or drawn.refusal or about.signed:
        return ""
    names = {unit.code: short_name(unit.full_name) for unit in drawn.units}
    if drawn.indicator.measure == "sent":
        return _who_has_not_sent(drawn, found, names)
    most, least = (about.with_unit(AreaValue("", "known", amount)) for amount in (found.most, found.least))
    if found.known == 1:
        text = _("Mới biết số của {high}: {most}")
    elif found.all_equal or about.shown(found.most) == about.shown(found.least):
        text = _("{count} đơn vị bằng nhau: {most}")
    else:
        text = _how_far(drawn, found, about)
    said = text.format(
        high=_listed(found.highest, names),
        low=_listed(found.lowest, names),
        most=most,
        least=least,
        count=number(found.known),
        times=number(decimal_of(found.times or Fraction(0), 1), 1),
    )
    return (
        said
        if found.known == found.of or found.known == 1
        else _("{said} ({known}/{of} đơn vị có số)").format(said=said, known=number(found.known), of=number(found.of))
    )


def _how_far(drawn: Drawn, found: Extremes, about: Subject) -> str:
    dense = drawn.indicator.unit == unit_words("people/km2")
    top = _("{high} đông nhất: {most}") if dense else _("{high} cao nhất: {most}")
    if len(found.highest) > 1:
        top = _("{high} cùng đông nhất: {most}") if dense else _("{high} cùng cao nhất: {most}")
    percent = drawn.indicator.counted == "percent" or (drawn.table is not None and drawn.table.per == 100)
    if found.times is None or found.times < Fraction(11, 10) or percent or len(found.lowest) > 1:
        return top + (_(", thưa nhất {low}: {least}") if dense else _(", thấp nhất {low}: {least}"))
    return top + _(", gấp {times} lần {low}")


def _who_has_not_sent(drawn: Drawn, found: Extremes, names: Mapping[str, str]) -> str:
    month = period_words(drawn.period)
    if found.most == 0:
        return _("Chưa đơn vị nào có số chi trả trong 12 tháng đến {month}").format(month=month)
    if found.least == 0:
        text = _("{count}/{of} đơn vị chưa gửi tháng nào trong 12 tháng đến {month}: {low}")
    elif found.all_equal:
        text = _("{of} đơn vị đều có số của {most} trong 12 tháng đến {month}")
    else:
        text = _("{low} gửi ít nhất: {least} trong 12 tháng đến {month}; nhiều nhất {most}")
    return text.format(
        count=number(len(found.lowest)),
        of=number(found.of),
        month=month,
        low=_listed(found.lowest, names),
        most=_("{count} tháng").format(count=number(int(found.most))),
        least=_("{count} tháng").format(count=number(int(found.least))),
    )


def _listed(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """The first three by name, and how many more."""
    shown = ", ".join(names[code] for code in codes[:3])
    more = len(codes) - 3
    return shown if more <= 0 else _("{names} và {more} đơn vị khác").format(names=shown, more=number(more))


def marks(drawn: Drawn, about: Subject) -> dict[str, DistrictMark]:
    """Every area's figure in words."""
    converted = drawn.converted
    return {
        value.code: _mark(drawn, unit.full_name, value, about, value.code in converted)
        for unit, value in zip(drawn.units, drawn.values, strict=True)
    }


def _mark(drawn: Drawn, name: str, value: AreaValue, about: Subject, converted: bool) -> DistrictMark:
    if value.code in drawn.between:
        return DistrictMark(value.code, name, None, about.ranges[value.code], between=True, converted=True)
    if value.amount is None:
        text = "" if value.state == "missing" else state_words(value.state)
        if value.code in drawn.hidden:
            text = _("Không hiển thị (bảo vệ số dưới 5)")
        return DistrictMark(value.code, name, None, text, withheld=value.state == "withheld")
    illustrative = value.state == "illustrative"
    shown = about.rounded(value.amount) if illustrative else about.shown(value.amount)
    amount = number(shown, 0) if illustrative and not about.signed else about.amount(Fraction(shown) * about.divisor)
    percent = drawn.indicator.unit == "%" and drawn.table is None
    text = f"{amount}%" if percent else f"{amount} {short_unit(drawn)}"
    if illustrative and about.signed and value.amount == 0:
        text = amount = _("không đổi")
    elif not illustrative:
        text, amount = about.about(text), about.about(amount)
    return DistrictMark(value.code, name, float(shown), text, illustrative, converted=converted, brief=amount)


def short_unit(drawn: Drawn) -> str:
    """The unit beside a figure on the map, without "/tháng", which the title has."""
    return rate_unit(drawn.indicator, drawn.basis).removesuffix(_("/tháng"))


def between_words(between: Between, about: Subject) -> str:
    low, high = between
    if high is None:
        return _("từ {low}, chưa rõ đến bao nhiêu").format(low=about.amount(low))
    return _("từ {low} đến {high}").format(low=about.amount(low), high=about.amount(high))


def no_rate(reason: NoRate, drawn: Drawn, basis: Basis) -> str:
    """Why there is no rate, and what to do."""
    names = {unit.code: short_name(unit.full_name) for unit in drawn.units}
    listed = ", ".join(names.get(code, code) for code in reason.codes)
    name = basis_name(basis).lower()
    if reason.reason == "illustrative":
        return _(
            "Số minh họa không được chia thành tỷ lệ: chia theo dân số thì đơn vị nào cũng một tỷ lệ. Tải tệp số "
            "liệu của từng đơn vị để có tỷ lệ."
        )
    if reason.reason == "no_denominator":
        text = _("Chưa tính được tỷ lệ: chưa có {basis} của {names}.")
    elif reason.reason == "no_source":
        text = _("Chưa tính được tỷ lệ: {basis} của {names} không ghi nguồn.")
    elif reason.reason == "no_date":
        text = _("Chưa tính được tỷ lệ: {basis} của {names} không ghi thời điểm.")
    elif reason.reason == "mixed_sources":
        text = _("Chưa tính được tỷ lệ: {basis} các đơn vị lấy từ {count} nguồn khác nhau ({found}).")
    else:
        text = _("Chưa tính được tỷ lệ: {basis} các đơn vị của {count} thời điểm khác nhau ({found}).")
    shown = "; ".join(when(one) if reason.reason == "mixed_dates" else one for one in reason.found)
    what = text.format(basis=name, names=listed, count=len(reason.found), found=shown)
    return what + " " + _("Tải tệp “Dân số, số hộ” cùng một nguồn và một thời điểm ở trang Cập nhật số liệu.")


def bound_words(bound: Fraction) -> str:
    """The bound of a class with all its decimals: rounded, a value beside it would seem to be in the wrong class."""
    return number(whole_decimal(bound), 12)
