"""What must hold of payments: figures that can be, and plausible amounts a person.

Belongs here: the checks of dataset `payments` across the columns of a row. Does not: reading cells, doubled keys (keys.py)
or totals (totals.py).
"""

from __future__ import annotations

import polars as pl

from data.ingest.area_lists import PEOPLE_OF_A_COMMUNE
from data.ingest.part import Part
from data.ingest.records import Records
from data.locale import _
from data.vocabulary.groups import KINDS
from data.vocabulary.numbers import written
from data.vocabulary.problems import Fault, Problem, error
from data.vocabulary.units import UNIT_NAMES

MOST_PEOPLE = 1_000_000
MOST_VND = 1_000_000_000_000
MOST_MONTHS = 120
LEAST_A_PERSON, MOST_A_PERSON = 100_000, 20_000_000
"""Plausible đồng a person and month; outside it the user is asked to look again."""
_MISTAKEN_UNIT = 1_000


def people_of_area(records: Records) -> list[Problem]:
    """Rows with more beneficiaries than their area can have people."""
    many = pl.col("beneficiaries") > pl.col("_people")
    problems: list[Problem] = []
    for (area, most), rows in _rows(records, many).group_by("_area", "_people", maintain_order=True):
        if most == PEOPLE_OF_A_COMMUNE:
            reason = _("vượt mức tối đa {most} người của một xã").format(most=written(most))
        else:
            reason = _("lớn hơn dân số của {area} ({people} người)").format(area=area, people=written(most))
        fault = Fault(reason, _("Kiểm tra lại số đối tượng của dòng này."))
        problems += records.together(rows["_index"].to_list(), "beneficiaries", fault)
    return problems


def months_paid(records: Records) -> list[Problem]:
    """Rows whose number of months cannot be."""
    fault = Fault(
        _("không nằm trong 1 đến {most} tháng").format(most=MOST_MONTHS), _("Ghi số tháng được chi, thường là 1.")
    )
    wrong = _rows(records, ~pl.col("months").is_between(1, MOST_MONTHS))
    return records.together(wrong["_index"].to_list(), "months", fault)


def implausible(records: Records) -> list[Problem]:
    """Monthly payments whose amount a person is outside the plausible range: warnings, low and high apart.

    Without a declared unit, a whole table off by the factor of a unit is an error: đồng was only our assumption.
    """
    if not records.sound:
        return []
    monthly = _rows(records, (pl.col("kind") == KINDS[0]) & (pl.col("monthly_amount_vnd") > 0))
    shared = pl.col("beneficiaries") * pl.col("months")
    paid = monthly.filter(pl.col("beneficiaries") > 0).with_columns(
        ((2 * pl.col("monthly_amount_vnd") + shared) // (2 * shared)).alias("_mean")
    )
    problems: list[Problem] = []
    for number, part in enumerate(records.parts):
        means = paid.filter(pl.col("_part") == number)
        problems += _undeclared(part, means) or _unlikely(records, part, means)
    nobody = Fault(_("có kinh phí nhưng số đối tượng là 0"), _("Kiểm tra lại số đối tượng của dòng này."))
    none = monthly.filter(pl.col("beneficiaries") == 0)["_index"].to_list()
    return problems + records.together(none, "monthly_amount_vnd", nobody, "warning", "plausible")


def _rows(records: Records, condition: pl.Expr) -> pl.DataFrame:
    return records.frame.with_row_index("_index").filter(condition)


def _unlikely(records: Records, part: Part, means: pl.DataFrame) -> list[Problem]:
    problems: list[Problem] = []
    for outside in (pl.col("_mean") < LEAST_A_PERSON, pl.col("_mean") > MOST_A_PERSON):
        rows = means.filter(outside)
        if rows.is_empty():
            continue
        fault = Fault(
            _("cho mức bình quân {mean} đồng/người/tháng, ngoài khoảng thường gặp {least} đến {most}").format(
                mean=_span(rows), least=written(LEAST_A_PERSON), most=written(MOST_A_PERSON)
            ),
            _("Kiểm tra số tiền, số đối tượng và đơn vị tính (đang hiểu là {unit}).").format(
                unit=_(UNIT_NAMES[part.table.layout.power])
            ),
        )
        problems += records.together(rows["_index"].to_list(), "monthly_amount_vnd", fault, "warning", "plausible")
    return problems


def _undeclared(part: Part, means: pl.DataFrame) -> list[Problem]:
    if part.table.layout.unit_declared or means.is_empty():
        return []
    low = means.filter(pl.col("_mean") * _MISTAKEN_UNIT > MOST_A_PERSON).is_empty()
    high = means.filter(pl.col("_mean") < LEAST_A_PERSON * _MISTAKEN_UNIT).is_empty()
    if not low and not high:
        return []
    reason = _("Tệp không ghi đơn vị tính của kinh phí; nếu là đồng thì mức bình quân là {mean} đồng/người/tháng")
    return [
        error(
            Fault(
                reason.format(mean=_span(means)),
                _("Ghi đơn vị vào tiêu đề cột, ví dụ 'Kinh phí hằng tháng (triệu đồng)'."),
            )
        )
    ]


def _span(rows: pl.DataFrame) -> str:
    low, high = rows.select(low=pl.col("_mean").min(), high=pl.col("_mean").max()).row(0)
    return written(low) if low == high else f"{written(low)}–{written(high)}"
