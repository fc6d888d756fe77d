"""Words of the map: names of denominators and units, figures as marks, why there is no rate, the title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from data.locale import _
from models.geo.area_values import AreaValue, NoRate
from models.geo.classes import whole_decimal
from models.periods import Month
from models.wording.numbers import MILLION, number, short_month, when
from models.wording.words import short_name
from pages.screens.map.compare_words import Subject, state_words
from pages.screens.map.indicators import Basis, MapIndicator, per, sent_over
from pages.screens.map.marks import DistrictMark
from pages.screens.map.state import Between, Drawn


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
    whole = number(per(indicator, basis))
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
    quality = _("Đơn vị cập nhật") if not drawn.moved else _("Quy đổi từ số đơn vị cập nhật")
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
    return replace(found, ranges={code: between_words(one, found) for code, one in drawn.between.items()})


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
            "Số minh họa không được chia thành tỷ lệ: chia theo dân số thì huyện nào cũng một tỷ lệ. Tải tệp số liệu "
            "theo huyện để có tỷ lệ."
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
