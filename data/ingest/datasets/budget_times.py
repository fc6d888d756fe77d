"""Times that headings of a budget file name: "Dự toán giao năm 2024", "Lũy kế đến tháng 6/2024".

Belongs here: what such a heading says of the figures beneath it. Does not: which column a heading names (headings.py) or
the cells of the column of months (budget_months.py).
"""

from __future__ import annotations

import polars as pl

from data.ingest.records import Records
from data.ingest.titles import dates_in
from data.locale import _
from data.vocabulary.problems import Fault, Problem


def settle_times(records: Records) -> list[Problem]:
    """Give the month of a heading to rows that name none; a heading that a row contradicts is a problem."""
    problems: list[Problem] = []
    for number, part in enumerate(records.parts):
        for column in records.dataset.columns:
            place = part.table.layout.places.get(column.name)
            if column.measure == "money" and place is not None:
                problems += _settled(records, number, column.name, part.table.layout.headings[place])
    return problems


def _settled(records: Records, number: int, name: str, heading: str) -> list[Problem]:
    dates = dates_in(heading)
    months = {*dates.months, *(f"{day[6:]}-{day[3:5]}" for day in dates.days)}
    here = (pl.col("_part") == number) & pl.col(name).is_not_null()
    if len(months) == 1:
        month = months.pop()
        own = pl.col("month")
        filled = pl.when(here & (own == "")).then(pl.lit(month)).otherwise(own)
        records.frame = records.frame.with_columns(filled.alias("month"))
        wrong, said = own != month, _("tháng {month}").format(month=f"{month[5:]}/{month[:4]}")
    elif len(dates.years) == 1:
        wrong, said = pl.col("budget_year") != dates.years[0], _("năm {year}").format(year=dates.years[0])
    else:
        return []
    fault = Fault(
        _("nằm dưới tiêu đề ghi {time}, khác thời gian ghi ở dòng").format(time=said),
        _("Sửa tiêu đề cột hoặc thời gian của dòng cho khớp nhau."),
    )
    found = records.frame.select((here & wrong).fill_null(False).arg_true()).to_series().to_list()
    return records.together(found, name, fault)
