"""What must hold of the rows of a budget file.

Belongs here: codes written together taken apart, which figure may stand in which row, figures that grow through the year.
Does not: reading a cell (budget_names.py, budget_months.py).
"""

from __future__ import annotations

import polars as pl

from data.ingest.records import Records
from data.locale import _
from data.vocabulary.numbers import written
from data.vocabulary.problems import Fault, Problem

_CODES = ("chapter", "category", "item")
_OF_A_MONTH = ("cumulative_vnd", "advance_vnd")
_LINE = ("district_code", "commune_code", "budget_year", "source", "level", *_CODES)


def complete_lines(records: Records) -> list[Problem]:
    """Fill chapter, category and item from codes written together; both must agree, and no line may stand twice."""
    codes = pl.col("line").str.split_exact("-", 2).struct.rename_fields(_CODES)
    frame = records.frame.with_columns(codes.alias("_codes"))
    problems: list[Problem] = []
    for name in _CODES:
        own, joint = pl.col(name).fill_null(""), pl.col("_codes").struct.field(name).fill_null("")
        for index in _where(frame, (own != "") & (joint != "") & (own != joint)):
            reason = _("khác mã ở cột chương-loại-khoản ({code})").format(code=frame.item(index, "line"))
            problems.append(records.problem(index, name, Fault(reason, _("Giữ một cách ghi mã, xóa cách kia."))))
        frame = frame.with_columns(pl.when(joint == "").then(own).otherwise(joint).alias(name))
    records.frame = frame.drop("_codes")
    return problems or _doubled(records)


def _doubled(records: Records) -> list[Problem]:
    """Rows that are about one line only once their codes are taken apart and their month is known; rows that say so
    themselves are found before (keys.py)."""
    if not records.sound:
        return []
    key = [*_LINE, "month"]
    again = pl.struct(key).is_first_distinct().not_()
    fault = Fault(_("trùng với một dòng khác của cùng chương, loại, khoản"), _("Giữ lại một dòng đúng, xóa dòng kia."))
    return records.together(_where(records.frame, again), None, fault)


def unlike_years(records: Records) -> list[Problem]:
    """A month is one of its budget year, or the January after it, when the year is still being adjusted."""
    year, own = pl.col("month").str.slice(0, 4).cast(pl.Int64, strict=False), pl.col("budget_year").cast(pl.Int64)
    adjusted = (year == own + 1) & pl.col("month").str.ends_with("-01")
    fault = Fault(
        _("không thuộc năm ngân sách của cùng dòng"),
        _("Sửa tháng hoặc năm ngân sách; chỉnh lý chỉ đến hết tháng 01 năm sau."),
    )
    wrong = (pl.col("month") != "") & (year != own) & ~adjusted
    return records.together(_where(records.frame, wrong), "month", fault)


def months_of_figures(records: Records) -> list[Problem]:
    """What is counted through the year says to which month."""
    problems: list[Problem] = []
    undated = Fault(
        _("là số tính đến một tháng nhưng dòng không ghi tháng"),
        _("Ghi tháng vào cột 'Lũy kế đến tháng', ví dụ 06/2024."),
    )
    for name in _OF_A_MONTH:
        wrong = (pl.col("month") == "") & pl.col(name).is_not_null()
        problems += records.together(_where(records.frame, wrong), name, undated)
    return problems


def growing(records: Records) -> list[Problem]:
    """Warnings where the cumulative figure of a month is below that of an earlier month of the same line."""
    frame = records.frame.with_row_index("_index").filter(pl.col("cumulative_vnd").is_not_null(), pl.col("month") != "")
    before = frame.sort("month", maintain_order=True).with_columns(
        pl.col("cumulative_vnd").shift(1).over(_LINE).alias("_before"),
        pl.col("month").shift(1).over(_LINE).alias("_when"),
    )
    problems: list[Problem] = []
    for index, amount, when in (
        before.filter(pl.col("cumulative_vnd") < pl.col("_before")).select("_index", "_before", "_when").iter_rows()
    ):
        reason = _("là lũy kế thấp hơn lũy kế đến tháng {month} ({amount} đồng)").format(
            month=f"{when[5:]}/{when[:4]}", amount=written(amount)
        )
        fault = Fault(reason, _("Kiểm tra lại số của hai tháng; nếu có thu hồi thì xác nhận."))
        problems.append(records.problem(index, "cumulative_vnd", fault, "warning", "cumulative"))
    return problems


def within_estimate(records: Records) -> list[Problem]:
    """Warnings where more was settled than was given."""
    given = pl.col("estimate_vnd") + pl.col("supplement_vnd").fill_null(0)
    frame = records.frame.select("settlement_vnd", given.alias("given"))
    problems: list[Problem] = []
    for index in _where(frame, pl.col("settlement_vnd") > pl.col("given")):
        reason = _("lớn hơn dự toán và bổ sung của cùng dòng ({amount} đồng)").format(
            amount=written(frame.item(index, "given"))
        )
        fault = Fault(reason, _("Kiểm tra lại số quyết toán và dự toán."))
        problems.append(records.problem(index, "settlement_vnd", fault, "warning", "over_estimate"))
    return problems


def without_line(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame as kept: the budget year a number, the codes apart."""
    return frame.with_columns(pl.col("budget_year").cast(pl.Int64)).drop("line")


def _where(frame: pl.DataFrame, condition: pl.Expr) -> list[int]:
    return frame.select(condition.fill_null(False).arg_true()).to_series().to_list()
