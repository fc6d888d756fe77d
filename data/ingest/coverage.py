"""Doubts about the areas of a file: a district that lacks in a list of all others, a commune among districts."""

from __future__ import annotations

import polars as pl

from data.ingest.areas import areas_on
from data.ingest.records import Records
from data.locale import _
from data.vocabulary.periods import VINTAGE_2023
from data.vocabulary.problems import Fault, Problem, warning

_MOST_ABSENT = 2
"""Districts that may lack in a list of all of them; a file with fewer is about those it names."""
_MOST_SUBJECTS = 3


def absent_districts(records: Records) -> list[Problem]:
    """A warning for each set of districts that lack in a list that has nearly all of them, with the months, groups or
    indicators in which they do."""
    dataset = records.dataset
    keys = [column.name for column in dataset.columns if column.key and column.name not in ("kind", "counted")]
    rows = records.frame.filter((pl.col("_level") == "district") & pl.col("district_code").is_not_null())
    if rows.is_empty():
        return []
    absent: dict[tuple[str, ...], list[str]] = {}
    for _key, there in rows.group_by(keys, maintain_order=True) if keys else [((), rows)]:
        dates = [str(there[name][0]) for name in dataset.dated_by if there[name][0]]
        districts = areas_on(dataset.area_day(dates[0]) if dates else VINTAGE_2023).districts.areas
        codes = set(there["district_code"])
        missing = tuple(area.name for area in districts if area.code not in codes)
        if 0 < len(missing) <= _MOST_ABSENT and len(codes) > len(missing):
            absent.setdefault(missing, []).append(", ".join(_said(there, name) for name in keys))
    problems: list[Problem] = []
    for names, subjects in absent.items():
        listed = "; ".join(filter(None, subjects[:_MOST_SUBJECTS])) + ("; …" if len(subjects) > _MOST_SUBJECTS else "")
        reason = _("Bảng có gần đủ các huyện nhưng thiếu {names}{where}").format(
            names=", ".join(names), where=f" ({listed})" if listed else ""
        )
        remedy = _("Nếu đơn vị đó có số liệu thì thêm dòng rồi tải lại tệp.")
        problems.append(warning(Fault(reason, remedy), "coverage"))
    return problems


def _said(rows: pl.DataFrame, name: str) -> str:
    """A key of these rows as the file writes it."""
    return str(rows[f"_text.{name}"][0] or rows[name][0] or "")


def communes_among_districts(records: Records) -> list[Problem]:
    """A warning at each commune in a list of districts: its figure is also part of its district's."""
    frame = records.frame.with_row_index("_index")
    problems: list[Problem] = []
    for _part, rows in frame.group_by("_part", maintain_order=True):
        districts = rows.filter(pl.col("_level") == "district")
        theirs = pl.col("district_code").is_in(districts["district_code"].to_list())
        communes = rows.filter((pl.col("_level") == "commune") & theirs)
        if 0 < communes.height < districts.height:
            fault = Fault(
                _("là cấp xã nằm giữa các dòng cấp huyện; số của xã cũng nằm trong số của huyện"),
                _("Bỏ dòng này, hoặc để số của các xã ở một tệp riêng; nếu đúng là số riêng của xã thì giữ nguyên."),
            )
            problems += records.together(communes["_index"].to_list(), "district", fault, "warning", "coverage")
    return problems
