"""A whole column of numbers, read in the one form that fits it.

Belongs here: the choice between "3.912,5" and "3,912.5" for a column, and reading it in one go. Does not: what one text is
(numbers.py) or which figures are plausible.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from data.locale import _
from data.vocabulary.numbers import (  # fmt: skip
    INTERNATIONAL,
    LONGEST,
    STYLES,
    Style,
    not_a_number,
    written,
    written_decimal,
)
from data.vocabulary.problems import Fault

AMBIGUOUS = "decimal_mark"
"""Code of the faults that an answer "decimal_mark.<column>" settles."""
_DIGITS = 18


@dataclass(frozen=True, eq=False)
class Decision:
    """What a column says: `values` (times 10^power; null where there is none), the faults by row, the rows among them that
    only an answer settles, and the forms the column may be in."""

    values: pl.Series
    faults: Mapping[int, Fault]
    ambiguous: frozenset[int]
    styles: tuple[Style, ...]


def decide(
    texts: pl.Series, power: int = 0, mark: str | None = None, *, numeric: pl.Series | None = None, decimal: bool = False,
    signed: bool = False,
) -> Decision:  # fmt: skip
    """Read a column of cleaned texts; null is no cell.

    A form fits when every number of the column is exact in it. Where both fit and differ, every cell that differs is
    ambiguous, unless `mark` (the decimal mark, answered by the user) settles it. Cells that fit no form are faulty. Cells
    marked `numeric` are true numbers with a decimal point: they are never ambiguous and say nothing of the others.
    """
    plain = texts.str.replace_all("['’]", " ")
    negative = plain.str.contains(r"^[-−–]\s*[0-9]") if signed else None
    if negative is not None:
        plain = plain.str.replace(r"^[-−–]\s*", "")
    if plain.str.contains(rf"^[0-9]{{1,{_DIGITS - power}}}$").all():
        values = _signed(plain.cast(pl.Int64) * 10**power, negative)
        return Decision(values, {}, frozenset(), STYLES)
    true = pl.repeat(False, len(texts), eager=True) if numeric is None else numeric
    exact = _read(plain.set(~true, None), INTERNATIONAL, power)
    allowed = STYLES if mark is None else tuple(style for style in STYLES if style.decimal == mark)
    readings = {style: _read(plain.set(true, None), style, power) for style in allowed}
    some = readings[allowed[0]]
    for values in readings.values():
        some = some.zip_with(some.is_not_null(), values)
    sound = some.is_not_null()
    wrong = texts.is_not_null() & ~sound & exact.is_null()
    faulty = texts.filter(wrong).to_list()
    causes = {text: not_a_number(text, power, decimal=decimal) for text in dict.fromkeys(faulty)}
    faults = {index: causes[text] for index, text in zip(wrong.arg_true(), faulty, strict=True)}
    fitting = tuple(style for style in allowed if not (readings[style].is_null() & sound).any())
    if not fitting:
        unlike = sound & pl.Series([False] * len(texts))
        for values in readings.values():
            unlike = unlike | (sound & values.is_null())
        faults |= dict.fromkeys(unlike.arg_true(), _conflicting())
        some = some.zip_with(~unlike, pl.Series([None] * len(texts), dtype=some.dtype))
        return Decision(_signed(exact.zip_with(exact.is_not_null(), some), negative), faults, frozenset(), ())
    values = readings[fitting[0]]
    doubtful: list[int] = []
    if len(fitting) == 2:
        other = readings[fitting[1]]
        doubtful = (values != other).fill_null(False).arg_true().to_list()
        if doubtful:
            first = doubtful[0]
            fault = _ambiguous(texts[first], values[first], other[first], power if decimal else 0)
            faults |= dict.fromkeys(doubtful, fault)
            values = values.set((values != other).fill_null(False), None)
    return Decision(
        _signed(exact.zip_with(exact.is_not_null(), values), negative), faults, frozenset(doubtful), fitting
    )


def _read(plain: pl.Series, style: Style, power: int) -> pl.Series:
    """The texts times 10^power where they are numbers of this style and the result is whole; null elsewhere."""
    fits = plain.str.contains(f"^(?:{style.pattern})$") & (plain.str.len_chars() <= LONGEST)
    sound = plain.set(~fits, None)
    if sound.str.contains(style.decimal, literal=True).any():
        halves = sound.str.split_exact(style.decimal, 1).struct.unnest()
        fraction = halves.to_series(1).fill_null("").str.strip_chars_end("0")
        whole = halves.to_series(0).set(fraction.str.len_bytes() > power, None)
        digits = _digits(whole, style) + fraction.str.pad_end(power, "0")
    else:
        digits = _digits(sound, style) + "0" * power
    long = (digits.str.len_bytes() > _DIGITS).any()
    return digits.cast(pl.Int128 if long else pl.Int64, strict=False).cast(pl.Int128)


def _digits(whole: pl.Series, style: Style) -> pl.Series:
    return whole.str.replace_all(style.grouping, "", literal=True).str.replace_all(" ", "", literal=True)


def _signed(values: pl.Series, negative: pl.Series | None) -> pl.Series:
    if negative is None:
        return values
    # Polars does not negate 128 bits.
    below = pl.Series([0], dtype=values.dtype) - values
    return below.zip_with(negative.fill_null(False), values)


def _conflicting() -> Fault:
    return Fault(
        _("viết số khác kiểu với các ô khác trong cột (lúc dùng dấu chấm, lúc dùng dấu phẩy để phân cách)"),
        _("Ghi mọi số trong cột theo cùng một kiểu, tốt nhất là không có dấu phân cách, ví dụ 3912."),
    )


def _ambiguous(text: str, first: int, second: int, places: int) -> Fault:
    reason = _(
        "có thể hiểu theo hai cách: dấu phân cách hàng nghìn hoặc dấu thập phân (như '{text}' là {first} hoặc {second})"
    )
    both = [written_decimal(number, places) if places else written(number) for number in (first, second)]
    return Fault(
        reason.format(text=text, first=both[0], second=both[1]),
        _("Ghi lại số không có dấu phân cách, ví dụ 3912."),
    )
