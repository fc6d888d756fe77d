"""What a number format makes of a number: a date, a month, a percentage, a count of thousands.

Belongs here: reading format codes and writing numbers and dates as text the way the format shows their kind. Does not:
styles, or the cells that have them.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel, from_ISO8601

from data.parsing.folding import fold

_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]', re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_WORDS = re.compile(r'"([^"]*)"?|\\(.)')
_IN_WORDS = re.compile(r"\b(nghin|ngan|ng\W*d|trieu|tr|ty|ti)\b")


def kind_of(code: str) -> str:
    """ "number", "percent", "scaled" (shown in, or said to be, thousands or millions), "date", "month", "year", "moment", "time", "span"."""
    bare = _LITERAL.sub("", code)
    if is_timedelta_format(code):
        return "span"
    if is_date_format(code):
        return _date_kind(bare.split(";")[0].lower())
    if "%" in bare:
        return "percent"
    said = "".join(quoted or escaped for quoted, escaped in _WORDS.findall(code))
    return "scaled" if _SCALED.search(bare) or _IN_WORDS.search(fold(said)) else "number"


def _date_kind(bare: str) -> str:
    clock = "h" in bare or "s" in bare
    if "d" in bare or (clock and "y" in bare):
        return "moment" if clock else "date"
    if clock:
        return "time"
    return "month" if "m" in bare else "year"


def plain(written: str) -> str:
    """A stored number with a decimal point, without exponent and without the dust of binary fractions.

    Raises ValueError for what is no finite number.
    """
    if written.isdecimal() and written.isascii() and (written[0] != "0" or len(written) == 1):
        return written
    return _plain(Decimal(f"{float(written):.15g}"))


def percentage(written: str) -> str:
    """A stored fraction as its percentage: 0.0211 is "2.11%"."""
    return _plain(Decimal(f"{float(written):.15g}") * 100) + "%"


def _plain(number: Decimal) -> str:
    if not number.is_finite():
        raise ValueError(f"{number}")
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def date_text(serial: float, kind: str, epoch: datetime.datetime) -> str:
    """A stored serial number as the ISO date its format shows, as far as it shows it; "#VALUE!" outside the calendar."""
    try:
        return _moment(from_excel(serial, epoch, timedelta=kind == "span"), kind)
    except (OverflowError, ValueError):
        return "#VALUE!"


def iso_text(written: str, kind: str) -> str:
    """A date that is stored as text, as far as its format shows it. Raises ValueError for what is no date."""
    return _moment(from_ISO8601(written), kind if kind in ("month", "year", "moment", "time") else "date")  # type: ignore[no-untyped-call]


def _moment(moment: object, kind: str) -> str:
    if isinstance(moment, datetime.datetime):
        day, clock = moment.date().isoformat(), moment.time().isoformat("seconds")
        if kind in ("moment", "time"):
            return day if clock == "00:00:00" else f"{day} {clock}"
        return day[: {"year": 4, "month": 7}.get(kind, 10)]
    if isinstance(moment, datetime.time):
        return moment.isoformat("seconds")
    if isinstance(moment, datetime.date):
        return _moment(datetime.datetime(moment.year, moment.month, moment.day), kind)
    return str(moment)
