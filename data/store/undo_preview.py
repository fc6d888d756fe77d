"""Preview of an undo in words, before it is confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl
import sqlalchemy as sa

from data.locale import _
from data.store.batches import Rewriting, refusal, rewritings
from data.store.crosswalk_weights import share_words
from data.store.fact_tables import FACT_TABLES
from data.store.facts import row_subjects
from data.store.parameters import PARAMETER, name_of, value_words
from data.store.queries import crosswalk
from data.vocabulary.parameters import name_words
from models.base import Base
from models.wording.numbers import UNIT_WORDS

WORDS = pl.Schema(dict.fromkeys(("area", "period", "subject", "value_now", "value_after"), pl.String()))
Row = Mapping[str, Any]
_AREA = Base.metadata.tables["area"]


def preview_frames(
    change: Rewriting, describe: Callable[[Row], dict[str, str]], value: Callable[[Row, str], str]
) -> Iterator[pl.DataFrame]:
    """Frames of WORDS for the rows restored, removed and kept, in this order. `describe` gives area, period and subject
    of a row; `value` the text of its columns with a suffix."""
    for rows, now, after in ((change.restored, "_now", ""), (change.removed, "", None), (change.kept, "", "")):
        yield pl.DataFrame(
            [
                {
                    **describe(row),
                    "value_now": value(row, now),
                    "value_after": "" if after is None else value(row, after),
                }
                for row in rows.iter_rows(named=True)
            ],
            schema=WORDS,
        )


def border_words(connection: sa.Connection, version: int, change: Rewriting) -> Iterator[pl.DataFrame]:
    """Frames of WORDS for the borders restored, removed and kept."""
    t = _AREA.c
    areas = {row.id: row for row in connection.execute(sa.select(t.id, t.kind, t.name, t.valid_from))}

    def describe(row: Row) -> dict[str, str]:
        area = areas[row["area_id"]]
        return {
            "area": f"{area.kind} {area.name}",
            "period": _("từ {day}").format(day=f"{area.valid_from:%d/%m/%Y}"),
            "subject": _("Ranh giới"),
        }

    return preview_frames(change, describe, _border_text)


def step_words(connection: sa.Connection, version: int, change: Rewriting) -> Iterator[pl.DataFrame]:
    """Frames of WORDS for the crosswalk steps restored, removed and kept."""
    units = crosswalk(connection, version).units

    def describe(row: Row) -> dict[str, str]:
        return {
            "area": units[row["from_area_id"]].full_name,
            "period": f"{row['changed_on']:%d/%m/%Y}",
            "subject": _("Tỷ lệ về {unit}").format(unit=units[row["to_area_id"]].full_name),
        }

    return preview_frames(change, describe, _share_text)


def figure_texts(table: str, rows: pl.DataFrame, units: Mapping[str, str], suffix: str = "") -> pl.Series:
    """The columns "<value><suffix>" of a fact table's rows as text: "1.000 người; 500.000.000 đồng". `units` are those
    of indicators by key."""
    parts = _FIGURE_PARTS[table](lambda name: pl.col(f"{name}{suffix}"), units)
    return rows.select(pl.concat_str(parts, separator="; ", ignore_nulls=True).alias("figures"))["figures"]


def _caseload(column: Callable[[str], pl.Expr], units: Mapping[str, str]) -> list[pl.Expr]:
    months = pl.when(column("months") > 1).then(column("months"))
    return [
        _phrase(_("{figure} người"), column("people")),
        _phrase(_("{figure} suất"), column("shares")),
        _phrase(_("{figure} tháng"), months),
        _phrase(_("{figure} đồng"), column("amount_vnd")),
    ]


def _observation(column: Callable[[str], pl.Expr], units: Mapping[str, str]) -> list[pl.Expr]:
    hedges = {"=": "", ">": _("trên "), "<": _("gần "), "~": _("khoảng ")}
    hedge = column("qualifier").replace_strict(hedges, default="", return_dtype=pl.String)
    return [hedge + _with_unit(column("value"), units)]


def _target(column: Callable[[str], pl.Expr], units: Mapping[str, str]) -> list[pl.Expr]:
    return [_with_unit(column("value"), units)]


def _area_measure(column: Callable[[str], pl.Expr], units: Mapping[str, str]) -> list[pl.Expr]:
    return [
        _phrase(_("dân số {figure}"), column("population")) + _dated(column("population_date")),
        _phrase(_("số hộ {figure}"), column("households")) + _dated(column("households_date")),
    ]


def _budget_line(column: Callable[[str], pl.Expr], units: Mapping[str, str]) -> list[pl.Expr]:
    return [
        _phrase(_("dự toán {figure} đồng"), column("estimate_vnd")),
        _phrase(_("bổ sung {figure} đồng"), column("supplement_vnd")),
        _phrase(_("lũy kế {figure} đồng"), column("cumulative_vnd")),
        _phrase(_("tạm ứng {figure} đồng"), column("advance_vnd")),
        _phrase(_("quyết toán {figure} đồng"), column("settlement_vnd")),
    ]


def _phrase(words: str, figure: pl.Expr) -> pl.Expr:
    before, after = words.split("{figure}")
    return pl.lit(before) + _written(figure.cast(pl.String)) + pl.lit(after)


def _with_unit(value: pl.Expr, units: Mapping[str, str]) -> pl.Expr:
    words = {key: _unit(unit) for key, unit in units.items()}
    return _written(value.cast(pl.String)) + pl.col("indicator_key").replace_strict(
        words, default="", return_dtype=pl.String
    )


def _unit(unit: str) -> str:
    name = _(UNIT_WORDS[unit]) if unit in UNIT_WORDS else ""
    return name if name in ("", "%") else f" {name}"


def _dated(day: pl.Expr) -> pl.Expr:
    """ " (31/12/2023)" of "2023-12-31"; nothing of no date."""
    written = day.str.split("-").list.reverse().list.join("/")
    return pl.when(day.is_not_null()).then(pl.lit(" (") + written + ")").otherwise(pl.lit(""))


def _written(number: pl.Expr) -> pl.Expr:
    """A number as text the Vietnamese way: "-1234.5000" as "−1.234,5"."""
    # Reversed, because the engine has no look-ahead: every third digit but a last one is followed by a point.
    backwards = number.str.extract(r"(\d+)").str.reverse().str.replace_all(r"(\d{3})", "${1}.")
    integer = backwards.str.strip_chars_end(".").str.reverse()
    sign = pl.when(number.str.starts_with("-")).then(pl.lit("\N{MINUS SIGN}")).otherwise(pl.lit(""))
    part = number.str.extract(r"\.(\d*?)0*$").fill_null("")
    return sign + integer + pl.when(part == "").then(pl.lit("")).otherwise(pl.lit(",") + part)


_FIGURE_PARTS = {
    "caseload": _caseload,
    "observation": _observation,
    "target": _target,
    "area_measure": _area_measure,
    "budget_line": _budget_line,
}


def _nothing() -> pl.DataFrame:
    return pl.DataFrame(schema=WORDS)


@dataclass(frozen=True, eq=False)
class UndoPreview:
    """Frames of WORDS, no row in two of them. `restored` get the figures of an earlier batch, `removed` end, `kept`
    stay because a later batch contains them. `refused`: why the batch cannot be undone at all."""

    restored: pl.DataFrame = field(default_factory=_nothing)
    removed: pl.DataFrame = field(default_factory=_nothing)
    kept: pl.DataFrame = field(default_factory=_nothing)
    refused: str | None = None


def undo_preview(connection: sa.Connection, version: int, batch_id: int) -> UndoPreview:
    """The result that `commands.undo_batch` would have on a version (the newest one, where a user is to decide)."""
    refused = refusal(connection, batch_id)
    if refused is not None:
        return UndoPreview(refused=refused)
    frames: tuple[list[pl.DataFrame], ...] = ([], [], [])
    for change in rewritings(connection, version, batch_id):
        words = _fact_words if change.table.name in FACT_TABLES else _OTHER_WORDS.get(change.table.name, _rule_words)
        for listed, frame in zip(frames, words(connection, version, change), strict=True):
            listed.append(frame)
    restored, removed, kept = (pl.concat([_nothing(), *listed]) for listed in frames)
    return UndoPreview(restored, removed, kept)


def _border_text(row: Row, suffix: str) -> str:
    if row[f"geometry{suffix}"] is None:
        return ""
    return _("sơ đồ") if row[f"schematic{suffix}"] else str(row[f"source{suffix}"])


def _share_text(row: Row, suffix: str) -> str:
    """A share with its source; "" for no row at all, which a missing basis shows."""
    if row[f"basis{suffix}"] is None:
        return ""
    weight = row[f"weight_ppm{suffix}"]
    if weight is None:
        return _("chưa rõ tỷ lệ")
    return _("{share}, nguồn: {source}").format(share=share_words(weight), source=row[f"evidence{suffix}"])


def _group_words(connection: sa.Connection, version: int, change: Rewriting) -> Iterator[pl.DataFrame]:
    """Groups of beneficiaries, with what they are by."""
    for rows, now, after in ((change.restored, "_now", ""), (change.removed, "", None), (change.kept, "", "")):
        yield (
            rows.select(
                area=pl.lit(""),
                period=pl.lit(""),
                subject=pl.col("name"),
                value_now=pl.col(f"clause{now}"),
                value_after=pl.lit("") if after is None else pl.col(f"clause{after}"),
            )
            .fill_null("")
            .select(WORDS.names())
            .cast(WORDS)
        )


_OTHER_WORDS = {"area_change": step_words, "boundary": border_words, "benefit_group": _group_words}


def _fact_words(connection: sa.Connection, version: int, change: Rewriting) -> Iterator[pl.DataFrame]:
    kind, t = FACT_TABLES[change.table.name], Base.metadata.tables["indicator"]
    units = {key: unit for key, unit in connection.execute(sa.select(t.c.key, t.c.unit))}
    for rows, now, after in ((change.restored, "_now", ""), (change.removed, "", None), (change.kept, "", "")):
        dated = rows
        if "population_date" in rows.columns:
            dated = rows.with_columns(measured_on=pl.coalesce("population_date", "households_date"))
        yield (
            row_subjects(connection, version, kind, dated)
            .select(
                "subject",
                area=pl.col("area_name"),
                period=pl.col("period").str.split("-").list.reverse().list.join("/"),
                value_now=figure_texts(kind.name, rows, units, now),
                value_after=pl.lit("", pl.String) if after is None else figure_texts(kind.name, rows, units, after),
            )
            .select(WORDS.names())
            .fill_null("")
        )


def _rule_words(connection: sa.Connection, version: int, change: Rewriting) -> Iterator[pl.DataFrame]:
    """Rules of law: few rows, each with its document and whether somebody has compared it."""
    for rows, now, after in ((change.restored, "_now", ""), (change.removed, "", None), (change.kept, "", "")):
        yield pl.DataFrame(
            [
                {
                    "area": "",
                    "period": f"{row['applies_from']:%d/%m/%Y}",
                    "subject": name_words(name_of(change.table, row)),
                    "value_now": _rule(change.table, row, now),
                    "value_after": "" if after is None else _rule(change.table, row, after),
                }
                for row in rows.iter_rows(named=True)
            ],
            schema=WORDS,
        )


def _rule(table: sa.Table, row: Mapping[str, Any], suffix: str) -> str:
    value = row[("value" if table is PARAMETER else "amount_vnd") + suffix]
    if value is None:
        return ""
    value_text = value_words(name_of(table, row), value)
    sentence = _("{value}, {document}").format(value=value_text, document=row[f"document{suffix}"])
    if ends := row.get(f"in_force_until{suffix}"):
        sentence = _("{said}, đến {day}").format(said=sentence, day=f"{ends:%d/%m/%Y}")
    return _("{said}, đã đối chiếu").format(said=sentence) if row.get(f"verified_by{suffix}") else sentence
