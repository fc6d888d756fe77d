"""Step 5, text cells -> typed columns: numbers in the Vietnamese or the international form, periods, texts, and the
area of each row with its level."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from data.ingest.areas import Located, areas_on
from data.ingest.base import Column, Dataset, Level
from data.ingest.body import PROVINCE, Body, Part
from data.locale import _
from data.parsing.folding import clean, fold, hidden_character
from data.vocabulary.numbers import (
    INTERNATIONAL,
    LONGEST,
    PLACES,
    STYLES,
    Style,
    not_a_number,
    written,
    written_decimal,
)
from data.vocabulary.periods import VINTAGE_2023, VINTAGES, month_reader, read_period, vintage_of
from data.vocabulary.problems import Fault
from models.periods import Month
from models.wording.words import N_

_BREAKS = re.compile(r"[\n\r\t]")
AMBIGUOUS = "decimal_mark"
"""Code of the faults that an answer "decimal_mark.<column>" settles."""
_DIGITS = 18
YEARS_AHEAD = 1
"""A period may lie in the next year, not in a later one."""
MOST_FAULTY_TEXTS = 100
"""Different faulty texts of a column after which reading stops."""
_MOST = {"count": 10_000_000, "money": 10**14, "decimal": 10**13}
"""Highest plausible figures: over twice the people of the new province; 100.000 tỷ đồng, several of its budgets."""
AREA = ("district_code", "district", "commune_code", "commune")
ROW_AREAS_SCHEMA = pl.Schema(
    {
        "district_code": pl.String,
        "commune_code": pl.String,
        "_level": pl.String,
        "_area": pl.String,
        "_people": pl.Int64,
    }
)
Causes = dict[tuple[str, Fault], list[int]]
"""Rows by column and cause."""
LEVELS: tuple[Level, ...] = ("province", "district", "commune")
_WORDS: dict[Level, str] = {"province": N_("cả tỉnh"), "district": N_("cấp huyện"), "commune": N_("cấp xã")}
_COMMUNE = AREA[2:]


@dataclass(frozen=True)
class Cells:
    """One column over all data rows of a file: the text (null where the part has no such column) and whether a workbook
    holds the cell as a true number. `hidden` are the faults of cells with control characters, by index in `texts`."""

    texts: pl.Series
    numeric: pl.Series
    hidden: Mapping[int, Fault]


def cells_of(name: str, parts: Sequence[Part], bodies: Sequence[Body], *, number: bool) -> Cells:
    """The cells of the column `name` in the data rows of all parts."""
    texts: list[pl.Series] = []
    different: dict[str, None] = {}
    numeric: list[pl.Series] = []
    for part, body in zip(parts, bodies, strict=True):
        data = body.data
        index = part.table.layout.index_of.get(name)
        if index is None:
            texts.append(pl.Series([part.given.get(name)], dtype=pl.String).new_from_index(0, len(data)))
            different |= {part.given[name]: None} if name in part.given else {}
            numeric.append(pl.repeat(False, len(data), eager=True))
        else:
            column = body.grid.column(index)
            texts.append(pl.Series(column, dtype=pl.String))
            different |= dict.fromkeys(column)
            numeric.append(
                pl.Series([index in row.numeric for row in data], dtype=pl.Boolean)
                if body.grid.numbers
                else pl.repeat(False, len(data), eager=True)
            )
    raw = pl.concat(texts) if texts else pl.Series(dtype=pl.String)
    odd = _odd(different)
    true = pl.concat(numeric) if numeric else pl.Series(dtype=pl.Boolean)
    return Cells(_cleaned(raw, odd, number=number), true, _hidden(raw, odd))


def _odd(texts: Collection[str]) -> list[str]:
    """The texts with anything but printable ASCII; most columns have none, which one look at all of them shows."""
    together = "".join(texts)
    if together.isascii() and together.isprintable():
        return []
    return [text for text in texts if not (text.isascii() and text.isprintable())]


@dataclass(frozen=True, eq=False)
class Decision:
    """A column of numbers as read: `values` (times 10^power; null where there is none), the faults by row, the rows
    among them that only an answer settles, and the forms of number that fit the column."""

    values: pl.Series
    faults: Mapping[int, Fault]
    ambiguous: frozenset[int]
    styles: tuple[Style, ...]


def decide(
    texts: pl.Series,
    power: int = 0,
    mark: str | None = None,
    *,
    numeric: pl.Series | None = None,
    decimal: bool = False,
    signed: bool = False,
    counted: bool = False,
) -> Decision:
    """Reads a column of cleaned texts as numbers times 10^`power`; null is no cell.

    A form of number fits when every cell of the column is exact in it. Where both fit and differ, every cell that
    differs is ambiguous, unless `mark` (the decimal mark, answered by the user) settles it. Cells that fit no form are
    faults. Cells marked `numeric` are true numbers with a decimal point: they are never ambiguous and do not decide for
    the others. `signed`: numbers may be below 0. `counted`: they count people or households.
    """
    plain = texts.str.replace_all("['’]", " ")
    negative = plain.str.contains(r"^[-−–]\s*[0-9]") if signed else None
    if negative is not None:
        plain = plain.str.replace(r"^[-−–]\s*", "")
    if plain.str.contains(rf"^[0-9]{{1,{_DIGITS - power}}}$").all():
        values = _signed(plain.cast(pl.Int64) * 10**power, negative)
        return Decision(values, {}, frozenset(), STYLES)
    true = pl.repeat(False, len(texts), eager=True) if numeric is None else numeric
    exact = _scaled(plain.set(~true, None), INTERNATIONAL, power)
    allowed = STYLES if mark is None else tuple(style for style in STYLES if style.decimal == mark)
    readings = {style: _scaled(plain.set(true, None), style, power) for style in allowed}
    some = readings[allowed[0]]
    for values in readings.values():
        some = some.zip_with(some.is_not_null(), values)
    sound = some.is_not_null()
    wrong = texts.is_not_null() & ~sound & exact.is_null()
    faulty = texts.filter(wrong).to_list()
    causes = {text: not_a_number(text, power, decimal=decimal, counted=counted) for text in dict.fromkeys(faulty)}
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


@dataclass(frozen=True, eq=False)
class Read:
    """A column as read: `values` are null where a cell is a fault, or empty without a default. `faults` are row indexes
    by cause; `ambiguous` and `undeclared` are those that an answer settles (the decimal mark, the unit of money);
    `unread` is the number of rows left when reading stopped. `styles` are the forms of number by part; `percent` marks
    cells with a percent sign."""

    values: pl.Series
    faults: Mapping[Fault, Sequence[int]] = field(default_factory=dict)
    ambiguous: Mapping[Fault, Sequence[int]] = field(default_factory=dict)
    unread: int = 0
    styles: Mapping[int, tuple[Style, ...]] = field(default_factory=dict)
    percent: pl.Series | None = None
    undeclared: Mapping[Fault, Sequence[int]] = field(default_factory=dict)


def read_column(
    column: Column, cells: Cells, parts: Sequence[Part], sizes: Sequence[int], marks: Mapping[str, str], today: date
) -> Read:
    """The values of a column; `sizes` are the numbers of data rows of the parts, `marks` the decimal marks answered."""
    if column.measure == "period":
        return _read_texts(column, cells.texts, month_reader(cells.texts, cells.numeric, today.year + YEARS_AHEAD))
    if column.measure == "text":
        return _read_texts(column, cells.texts, reader_of(column, today))
    return _read_numbers(column, cells, parts, sizes, marks.get(column.name))


def by_cause(faults: Mapping[int, Fault]) -> dict[Fault, list[int]]:
    """The rows of each cause, in the order of the rows."""
    rows: dict[Fault, list[int]] = {}
    same: dict[int, list[int]] = {}
    for index in sorted(faults):
        fault = faults[index]
        # Thousands of rows may share a fault: its words are hashed once.
        if id(fault) not in same:
            same[id(fault)] = rows.setdefault(fault, [])
        same[id(fault)].append(index)
    return rows


def reader_of(column: Column, today: date) -> Callable[[str], str | Fault]:
    """How one cell of a column of text or months is read."""
    if column.measure == "period":
        return lambda text: _month(text, today.year + YEARS_AHEAD)
    if column.read_by is not None:
        read_by = column.read_by
        return lambda text: read_by(text, today)
    return column.read if column.read is not None else lambda text: text


@dataclass
class RowAreas:
    """The areas of all rows. `frame` has the columns of ROW_AREAS_SCHEMA, null where no area was found (district_code
    and commune_code also for the province). `faults` and `remarks` are row indexes by column and cause; `unread` counts
    rows that were not looked up after too many faults."""

    frame: pl.DataFrame
    faults: Causes = field(default_factory=dict)
    remarks: Causes = field(default_factory=dict)
    unread: int = 0


def locate_rows(dataset: Dataset, cells: pl.DataFrame, dates: pl.Series) -> RowAreas:
    """The areas of all rows: `cells` are the cleaned area columns (AREA; null: no such column), `dates` the period of
    each row ("2023-12"; null: unknown)."""
    rows = cells.select(AREA).with_columns(
        pl.all().fill_null(""), _vintages(dataset, dates).alias("_vintage"), dates.is_null().alias("_undated")
    )
    if dataset.province_is_total:
        rows = rows.with_columns(_vintage=pl.when(_home_province(rows)).then(VINTAGE_2023).otherwise("_vintage"))
    unique = rows.unique(maintain_order=True).with_row_index("_id")
    ids = rows.join(unique, on=rows.columns, how="left", maintain_order="left").get_column("_id")
    located = _located(unique)
    unique_areas = pl.DataFrame(
        [_area_columns(location) for location in located], schema=ROW_AREAS_SCHEMA, orient="row"
    )
    areas = RowAreas(unique_areas.select(pl.all().gather(ids)))
    _note_faults(areas, unique, located, ids, dates)
    return areas


def written_period(period: str) -> str:
    """A period as people say it: "2023-12" is 12/2023, "2023-12-31" is 31/12/2023."""
    return "/".join(reversed(period.split("-")))


def judge_levels(dataset: Dataset, cells: pl.DataFrame, areas: pl.DataFrame) -> tuple[pl.DataFrame, Causes]:
    """Rows whose level of area does not fit the table. `cells` are the area columns (null: no such column) and "_part",
    `areas` the frame of `locate_rows`. Returns `areas` without the areas of such rows, and with the province for rows
    of a table that has no column of areas; and the faults by column and cause."""
    there = {name: pl.col(name).is_not_null() for name in AREA}
    filled = {name: (pl.col(name) != "").fill_null(False) for name in AREA}
    level = pl.col("_level").fill_null("")
    names_commune = pl.any_horizontal(filled[name] for name in _COMMUNE)
    by_commune = names_commune.any().over("_part")
    # Where there are no districts any more, communes do not stand for one.
    any_commune = ((level == "commune") & pl.col("found_code").is_not_null()).any().over("_part")
    communes, districts = ((level == name).sum().over("_part") for name in ("commune", "district"))
    # A commune or two among districts are what does not belong there; else it is the districts.
    fewer = pl.when(communes < districts).then(pl.lit("commune")).otherwise(pl.lit("district"))
    judged = pl.concat([cells, areas.select("_level", found_code="district_code")], how="horizontal").select(
        nowhere=~pl.any_horizontal(there.values()),
        empty=~pl.any_horizontal(filled.values()),
        no_commune=by_commune & ~names_commune & (level != "province"),
        mixed=any_commune & ~by_commune & (level == fewer) & pl.lit(dataset.province_is_total),
        beyond=(level != "") & ~level.is_in(sorted(dataset.levels)),
    )
    causes: Causes = {}
    for index, (nowhere, empty, no_commune, mixed, beyond) in _faulty(judged):
        named = dict(zip(AREA, cells.select(AREA).row(index), strict=True))
        columns = [name for name, text in named.items() if text is not None]
        last_named = next((name for name, text in reversed(named.items()) if text), "")
        if nowhere:
            continue
        if no_commune:
            cause = [name for name in columns if name in _COMMUNE][-1], _without_commune()
        elif empty:
            cause = columns[-1], _levels_empty(dataset)
        elif mixed:
            single = areas["_level"][index] == "commune"
            cause = last_named, _commune_among_districts() if single else _district_among_communes()
        elif beyond:
            cause = last_named, _not_of(dataset, areas["_level"][index])
        causes.setdefault(cause, []).append(index)
    wrong = pl.any_horizontal("no_commune", "empty", "mixed", "beyond")
    whole_province = pl.lit("province" in dataset.levels) & judged["nowhere"]
    cleared = areas.with_columns(pl.when(~judged.select(wrong).to_series()).then(pl.all()))
    return cleared.with_columns(
        pl.when(whole_province).then(pl.lit("province")).otherwise("_level").alias("_level")
    ), causes


def _cleaned(raw: pl.Series, odd: list[str], *, number: bool) -> pl.Series:
    """Printable ASCII, which most cells are, is trimmed in one go; every other text is cleaned once."""
    trimmed = raw.str.strip_chars(" ")
    if not odd:
        return trimmed
    return raw.replace_strict(odd, [_clean(text, number=number) for text in odd], default=trimmed)


def _clean(text: str, *, number: bool) -> str:
    # A line break would become the space that groups thousands: two numbers in one cell must not become one.
    if number and _BREAKS.search(text.strip()):
        return text.strip()
    return clean(text)


def _hidden(raw: pl.Series, odd: list[str]) -> dict[int, Fault]:
    faults: dict[str, Fault] = {}
    for text in odd:
        character = hidden_character(text)
        if character is not None:
            reason = _("có ký tự điều khiển ẩn {character}").format(character=character)
            faults[text] = Fault(reason, _("Gõ lại ô này bằng tay."))
    if not faults:
        return {}
    return {index: faults[raw[index]] for index in raw.is_in(list(faults)).fill_null(False).arg_true()}


def _scaled(plain: pl.Series, style: Style, power: int) -> pl.Series:
    """The texts times 10^power where they are numbers of this style and the result is whole; null elsewhere."""
    fits = plain.str.contains(f"^(?:{style.pattern})$") & (plain.str.len_chars() <= LONGEST)
    sound = plain.set(~fits, None)
    if sound.str.contains(style.decimal, literal=True).any():
        halves = sound.str.split_exact(style.decimal, 1).struct.unnest()
        fraction = halves.to_series(1).fill_null("").str.strip_chars_end("0")
        integer = halves.to_series(0).set(fraction.str.len_bytes() > power, None)
        digits = _digits(integer, style) + fraction.str.pad_end(power, "0")
    else:
        digits = _digits(sound, style) + "0" * power
    long = (digits.str.len_bytes() > _DIGITS).any()
    return digits.cast(pl.Int128 if long else pl.Int64, strict=False).cast(pl.Int128)


def _digits(integer: pl.Series, style: Style) -> pl.Series:
    return integer.str.replace_all(style.grouping, "", literal=True).str.replace_all(" ", "", literal=True)


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
        reason.format(text=text, first=both[0], second=both[1]), _("Ghi lại số không có dấu phân cách, ví dụ 3912.")
    )


def _month(text: str, latest_year: int) -> str | Fault:
    answer = read_period(text, latest_year)
    return str(answer) if isinstance(answer, Month) else answer


def _read_texts(column: Column, texts: pl.Series, read: Callable[[str], str | Fault]) -> Read:
    """Every different text read once; an empty cell is the default of a column that is not needed."""
    values: dict[str, str | None] = {}
    faulty: dict[str, Fault] = {}
    left: list[str] = []
    for text in texts.unique(maintain_order=True).drop_nulls().to_list():
        if text == "" and not column.needed:
            values[text] = None if column.default is None else str(column.default)
            continue
        if len(faulty) >= MOST_FAULTY_TEXTS:
            left.append(text)
            continue
        answer = read(text)
        if isinstance(answer, str) and not (answer == "" and column.needed):
            values[text] = answer
        else:
            faulty[text] = answer if isinstance(answer, Fault) else _empty(column)
    readable = list(values)
    mapped = texts.replace_strict(readable, [values[text] for text in readable], default=None, return_dtype=pl.String)
    if column.default is not None:
        mapped = mapped.set(texts.is_null(), str(column.default))
    if not faulty:
        return Read(mapped)
    rows = texts.is_in(list(faulty)).fill_null(False).arg_true().to_list()
    unread = int(texts.is_in(left).fill_null(False).sum()) if left else 0
    return Read(mapped, by_cause({index: faulty[texts[index]] for index in rows}), unread=unread)


def _empty(column: Column) -> Fault:
    return Fault(_("để trống"), _("Điền cột {name} cho dòng này.").format(name=_(column.label)))


def _read_numbers(column: Column, cells: Cells, parts: Sequence[Part], sizes: Sequence[int], mark: str | None) -> Read:
    """Each part by itself: every table has its own unit and its own way of writing."""
    decimal = column.measure == "decimal"
    texts = cells.texts if column.needed else cells.texts.set(cells.texts == "", None)
    percent = texts.str.ends_with("%").fill_null(False) if decimal else None
    if percent is not None:
        texts = texts.str.replace(r"\s*%$", "")
    pieces: list[pl.Series] = []
    faults: dict[int, Fault] = {}
    ambiguous: set[int] = set()
    undeclared: set[int] = set()
    styles: dict[int, tuple[Style, ...]] = {}
    start = 0
    for number, (part, size) in enumerate(zip(parts, sizes, strict=True)):
        power = part.table.power(column)
        decision = decide(
            texts.slice(start, size),
            power,
            mark,
            numeric=cells.numeric.slice(start, size),
            decimal=decimal,
            signed=column.signed,
            counted=column.measure == "count",
        )
        pieces.append(decision.values.cast(pl.Int128))
        faults |= {start + index: fault for index, fault in decision.faults.items()}
        ambiguous |= {start + index for index in decision.ambiguous}
        if column.measure == "money" and not part.table.layout.unit_declared:
            parts_of_dong = {start + index for index, fault in decision.faults.items() if fault == _part_of_a_dong()}
            faults |= dict.fromkeys(parts_of_dong, unit_not_named())
            undeclared |= parts_of_dong
        styles[number] = decision.styles
        if percent is not None and not column.mixed_percent:
            faults |= _unlike_percent(texts, percent, start, size)
        start += size
    values = pl.concat(pieces) if pieces else pl.Series(dtype=pl.Int128)
    most = (column.most or _MOST[column.measure]) * (10**PLACES if decimal else 1)
    above = (values.abs() > most).fill_null(False)
    faults |= dict.fromkeys(above.arg_true(), _too_large(column, most // 10**PLACES if decimal else most))
    # Two numbers are left out of the frame where they do not fit it; the file is refused anyway.
    values = values.set(above, None)
    if faults:
        bad = pl.Series(sorted(faults), dtype=pl.UInt32)
        values = values.scatter(bad, None)
    filled = _decimals(values.cast(pl.Int64)) if decimal else values.cast(pl.Int64)
    if column.default is not None:
        filled = filled.set(texts.is_null(), column.default)
    settled = {index: fault for index, fault in faults.items() if index in ambiguous}
    asked = {index: fault for index, fault in faults.items() if index in undeclared}
    others = {index: fault for index, fault in faults.items() if index not in ambiguous and index not in undeclared}
    return Read(filled, by_cause(others), by_cause(settled), styles=styles, percent=percent, undeclared=by_cause(asked))


def unit_not_named() -> Fault:
    """The fault of an amount that cannot be in đồng where the file names no unit."""
    return Fault(
        _("không thể là số đồng, mà tệp không ghi đơn vị tính của số tiền"),
        _("Ghi đơn vị vào tiêu đề cột, ví dụ '(triệu đồng)', hoặc chọn đơn vị tính."),
    )


def _part_of_a_dong() -> Fault:
    return not_a_number("0.1")


def _decimals(values: pl.Series) -> pl.Series:
    """Ten-thousandths, none beyond the cap, as exact decimals."""
    values, scale = values.cast(pl.Int64), 10**PLACES
    integer, rest = values.abs() // scale, values.abs() % scale
    text = integer.cast(pl.String) + "." + rest.cast(pl.String).str.pad_start(PLACES, "0")
    signed: pl.Series = text.zip_with((values >= 0).fill_null(True), text.str.replace("^", "-"))
    return signed.cast(pl.Decimal(20, PLACES))


def _unlike_percent(texts: pl.Series, percent: pl.Series, start: int, size: int) -> dict[int, Fault]:
    """Cells without a percent sign in a column that has some: 0,0211 and 2,11% must not stand for each other."""
    piece = percent.slice(start, size)
    filled = (texts.slice(start, size) != "").fill_null(False)
    if not piece.any() or (piece | ~filled).all():
        return {}
    fault = Fault(_("không có dấu % như các ô khác của cột"), _("Ghi dấu % ở mọi ô của cột, hoặc bỏ ở mọi ô."))
    return {start + index: fault for index in (filled & ~piece).arg_true()}


def _too_large(column: Column, most: int) -> Fault:
    if column.measure == "money":
        return Fault(
            _("vượt mức tối đa {most} đồng").format(most=written(most)),
            _("Kiểm tra số tiền và đơn vị tính ghi ở tiêu đề."),
        )
    return Fault(_("vượt mức tối đa {most}").format(most=written(most)), _("Kiểm tra lại số này."))


def _home_province(rows: pl.DataFrame) -> pl.Expr:
    """Whether a row names the whole province, which stays Hà Nam of 2023 in payments of any month."""
    texts = {text for name in ("district", "commune") for text in rows[name].unique()}
    words = [text for text in texts if PROVINCE.fullmatch(fold(text))]
    return pl.any_horizontal(pl.col("district", "commune").is_in(words))


def _vintages(dataset: Dataset, dates: pl.Series) -> pl.Series:
    """The list of units that applies to each row; for an undated row the list of most others."""
    distinct = dates.unique().drop_nulls().to_list()
    days = [vintage_of(dataset.area_day(text)) for text in distinct]
    vintages = dates.replace_strict(distinct, days, default=None, return_dtype=pl.Date)
    usual = vintages.drop_nulls().mode().sort()
    return vintages.fill_null(usual[0] if len(usual) else VINTAGE_2023)


def _located(unique: pl.DataFrame) -> list[Located | None]:
    """The area of each combination; None for those left when too many were faulty."""
    locations: list[Located | None] = []
    faulty = 0
    for row in unique.iter_rows(named=True):
        location = _locate(row) if faulty < MOST_FAULTY_TEXTS else None
        faulty += location is not None and bool(location.faults)
        locations.append(location)
    return locations


def _locate(row: Mapping[str, object], period: str = "") -> Located:
    cells = {name: str(row[name]) for name in AREA if row[name]}
    vintage = row["_vintage"]
    assert isinstance(vintage, date)
    location = areas_on(vintage).locate(cells, period)
    if location.faults and row["_undated"] and any(areas_on(other).locate(cells).area for other in VINTAGES):
        # Its period is the fault; which list would count cannot be known.
        return Located()
    return location


def _area_columns(location: Located | None) -> tuple[str | None, str | None, str | None, str | None, int | None]:
    area = None if location is None else location.area
    if area is None:
        return None, None, None, None, None
    return area.district_code, area.code if area.level == "commune" else None, area.level, area.name, area.people


def _note_faults(
    areas: RowAreas, unique: pl.DataFrame, located: Sequence[Located | None], ids: pl.Series, dates: pl.Series
) -> None:
    """Adds faults and remarks to `areas`; their sentences name the period, so each pair of cells and period has its
    own."""
    doubtful = [
        number for number, location in enumerate(located) if location is None or location.faults or location.remarks
    ]
    worded: dict[tuple[int, str | None], Located] = {}
    for index in ids.is_in(pl.Series(doubtful, dtype=ids.dtype).implode()).arg_true() if doubtful else ():
        number, period = ids[index], dates[index]
        if (number, period) not in worded:
            if located[number] is None or len(worded) >= MOST_FAULTY_TEXTS:
                areas.unread += 1
                continue
            worded[number, period] = _locate(unique.row(number, named=True), written_period(period or ""))
        for column, fault in worded[number, period].faults:
            areas.faults.setdefault((column, fault), []).append(index)
        for column, fault in worded[number, period].remarks:
            areas.remarks.setdefault((column, fault), []).append(index)


def _faulty(judged: pl.DataFrame) -> list[tuple[int, tuple[bool, ...]]]:
    rows = judged.select(pl.any_horizontal(pl.all()).arg_true()).to_series()
    return [(index, judged.row(index)) for index in rows]


def _without_commune() -> Fault:
    return Fault(_("để trống trong tệp lập theo xã"), _("Ghi mã hoặc tên xã; số của cả huyện thì để ở một tệp riêng."))


def _district_among_communes() -> Fault:
    return Fault(_("là cấp huyện trong tệp lập theo xã"), _("Bỏ dòng này; số của cả huyện thì để ở một tệp riêng."))


def _commune_among_districts() -> Fault:
    return Fault(
        _("là cấp xã trong tệp lập theo huyện"),
        _("Bỏ dòng này (số của xã đã nằm trong số của huyện), hoặc để số của các xã ở một tệp riêng."),
    )


def _levels_empty(dataset: Dataset) -> Fault:
    if "province" in dataset.levels and not dataset.province_is_total:
        return Fault(
            _("để trống"), _("Ghi mã hoặc tên đơn vị, ví dụ 347 hoặc Phủ Lý; số của cả tỉnh thì ghi Toàn tỉnh.")
        )
    return Fault(_("để trống"), _("Ghi mã hoặc tên đơn vị, ví dụ 347 hoặc Phủ Lý."))


def _not_of(dataset: Dataset, level: Level) -> Fault:
    allowed = _(" hoặc ").join(_(_WORDS[other]) for other in LEVELS if other in dataset.levels)
    return Fault(
        _("là {level}, còn tệp này chỉ nhận số liệu {allowed}").format(level=_(_WORDS[level]), allowed=allowed),
        _("Bỏ dòng này hoặc ghi đúng đơn vị."),
    )
