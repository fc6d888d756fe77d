"""How numbers, money, months and dates look: Vietnamese administrative style, made on the server."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from models.money import divide_half_up
from models.periods import OFFICE_ZONE, Month
from models.wording.words import N_, _

_SWAP = str.maketrans({",": ".", ".": ","})
BILLION, MILLION = 1_000_000_000, 1_000_000
MINUS = "\N{MINUS SIGN}"


def number(value: Decimal | int | float, decimals: int = 2) -> str:
    """At most `decimals` decimals, halves up, no trailing zeros: 47701 -> "47.701", 2.11 -> "2,11"."""
    if isinstance(value, int):
        return (MINUS if value < 0 else "") + f"{abs(value):,}".translate(_SWAP)
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(exact):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    sign = MINUS if exact < 0 else ""
    return sign + text.translate(_SWAP)


def plain(value: Decimal) -> str:
    """For files: all decimals, no grouping, as Excel with Vietnamese settings reads it: 47701.50 -> "47701,5"."""
    return f"{value.normalize():f}".replace(".", ",")


def signed(value: Decimal | int | float, decimals: int = 2) -> str:
    """With its sign: "+9.333", "−1.656"; zero has none."""
    text = number(value, decimals)
    return text if text.startswith(MINUS) or text == "0" else f"+{text}"


def percent(value: Decimal | int | float, decimals: int = 2) -> str:
    return f"{number(value, decimals)}%"


def share(part: int, whole: int) -> str:
    """A part of a whole in percent with one decimal; an empty whole has no share."""
    return percent(Decimal(part * 100) / whole, 1) if whole else _("không xác định")


def coefficient(halves: int) -> str:
    """A coefficient kept in halves, always with its decimal: 3 -> "1,5", 4 -> "2,0"."""
    return f"{halves // 2},{5 * (halves % 2)}"


def dong(vnd: int) -> str:
    """Exact: "433.440.000 đồng"."""
    return _("{amount} đồng").format(amount=number(vnd, 0))


def money(vnd: int) -> str:
    """For sentences and headlines: "9,33 tỷ đồng", "433,44 triệu đồng"; tỷ with at most two decimals."""
    if abs(vnd) >= BILLION - MILLION // 200:  # what rounds to 1.000 triệu is 1 tỷ
        return _("{amount} tỷ đồng").format(amount=number(Decimal(vnd) / BILLION))
    if abs(vnd) >= MILLION:
        return _("{amount} triệu đồng").format(amount=number(Decimal(vnd) / MILLION))
    return dong(vnd)


def short_money(vnd: int) -> str:
    """For tiles and titles, where it goes without saying that it is money: "9,33 tỷ"."""
    return money(vnd).removesuffix(_(" đồng"))


def millions(vnd: int, decimals: int = 1) -> str:
    """For tables in "triệu đồng": 33.333,3. Integer arithmetic: tables are drawn at every move of a slider."""
    unit = MILLION // 10**decimals
    whole, part = divmod(divide_half_up(abs(vnd), unit), 10**decimals)
    text = f"{whole:,}".translate(_SWAP)
    if part:
        text += "," + f"{part:0{decimals}d}".rstrip("0")
    return MINUS + text if vnd < 0 and (whole or part) else text


def rough_millions(vnd: int) -> Decimal:
    """Illustrative money in triệu đồng, to whole hundreds: more digits would look like knowledge. What is smaller keeps
    its first digit, so that it is not shown as nothing."""
    exact = Decimal(vnd) / MILLION
    hundreds = (exact / 100).quantize(Decimal(1)) * 100
    return hundreds or (exact.quantize(Decimal(1).scaleb(exact.adjusted())) if exact else exact)


def signed_millions(vnd: int) -> str:
    text = millions(vnd)
    return text if text.startswith(MINUS) or text == "0" else f"+{text}"


def hedge(qualifier: str, text: str) -> str:
    """The report's own hedge before a figure: "trên 24 tỷ đồng"."""
    words = {">": _("trên {figure}"), "<": _("gần {figure}"), "~": _("khoảng {figure}")}
    return words.get(qualifier, "{figure}").format(figure=text)


_HEDGES = {"=": N_("đúng số"), ">": N_("trên"), "<": N_("gần"), "~": N_("khoảng")}


def hedge_words(qualifier: str) -> str:
    """The hedge alone, for a column of a file; an unknown one as it is written."""
    return _(_HEDGES[qualifier]) if qualifier in _HEDGES else qualifier


def month(value: Month) -> str:
    """In running text: "tháng 7/2024"."""
    return _("tháng {month}/{year}").format(month=value.month, year=value.year)


def short_month(value: Month) -> str:
    """In tables and axes: "07/2024"."""
    return f"{value.month:02d}/{value.year}"


def day(value: date) -> str:
    """ "01/7/2024": 0 before days under 10 and before months 1 and 2 only."""
    month_text = f"{value.month:02d}" if value.month <= 2 else str(value.month)
    return f"{value.day:02d}/{month_text}/{value.year}"


def when(text: str) -> str:
    """A date of a source as it is known: "2023-12-31" -> "31/12/2023", a lone year as it stands."""
    year, *rest = text.split("-")
    return "/".join([*reversed(rest), year])


def moment(value: datetime) -> str:
    """In the office's time: "08:05 01/07/2024"."""
    return value.astimezone(OFFICE_ZONE).strftime("%H:%M %d/%m/%Y")


UNIT_WORDS = {
    "dossiers": N_("hồ sơ"),
    "people": N_("người"),
    "households": N_("hộ"),
    "percent": N_("%"),
    "percentage points": N_("điểm %"),
    "people/km2": N_("người/km²"),
    "km2": N_("km²"),
    "VND/month": N_("đồng/tháng"),
    "VND/person/month": N_("đồng/người/tháng"),
    "per 100,000": N_("trên 100.000"),
    "boys per 100 girls": N_("bé trai/100 bé gái"),
    "times": N_("lần"),
    "VND": N_("đồng"),
    "VND/year": N_("đồng/năm"),
    "VND/day": N_("đồng/ngày"),
    "VND/course": N_("đồng/khóa"),
    "VND/person": N_("đồng/người"),
    "VND/million/year": N_("đồng/1 triệu đồng/năm"),
    "days": N_("ngày"),
    "months": N_("tháng"),
    "per 1,000": N_("phần nghìn"),
    "per 100 households": N_("trên 100 hộ"),
    "jobs": N_("việc làm"),
    "houses": N_("nhà"),
    "models": N_("mô hình"),
}
"""Units of data/seed/indicators.csv and how they are written."""


def unit_words(unit: str) -> str:
    """The name of a unit of figures: "people" -> "người"; an unknown unit as it is written."""
    return _(UNIT_WORDS[unit]) if unit in UNIT_WORDS else unit


def figure(value: Decimal, unit: str, qualifier: str = "=") -> str:
    """A figure of the report with unit and hedge: "trên 24 tỷ đồng/tháng", "2,11%", "−0,58 điểm %"."""
    if unit == "VND/month":
        whole = int(value)
        text = _("{amount}/tháng").format(
            amount=money(whole) if whole % 10_000_000 == 0 and whole % BILLION == 0 else _in_millions(whole)
        )
    elif unit == "percent":
        text = percent(value)
    elif unit == "percentage points":
        text = f"{signed(value)} {unit_words(unit)}"
    else:
        text = f"{number(value)} {unit_words(unit)}"
    return hedge(qualifier, text)


def monthly_billions(vnd: int, qualifier: str = "=") -> str:
    """For amounts that stand beside each other, to the million: "gần 47,701 tỷ đồng/tháng", "0,433 tỷ đồng/tháng"."""
    return hedge(qualifier, _("{amount} tỷ đồng/tháng").format(amount=number(Decimal(vnd) / BILLION, 3)))


def _in_millions(vnd: int) -> str:
    """Amounts the report gives in triệu stay in triệu: "47.701 triệu đồng"."""
    return _("{amount} triệu đồng").format(amount=millions(vnd, 2))
