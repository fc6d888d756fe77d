"""The validation strip: the model against the report's totals, with difference and tolerance.

Belongs here: drawing the tie-outs. The checks themselves are models/policy/validation.py.
"""

from __future__ import annotations

from datetime import date

import polars as pl
import streamlit as st

from data.locale import _
from models.periods import Month
from models.policy.validation import TieOut, group_totals, tie_outs
from pages.components.loaders import Data
from pages.components.numbers import number, signed
from pages.components.tables import table

REPORT_NORM_DATE = date(2023, 7, 1)
"""The report's merit figures stand on the amounts of this date (mean 1,14 x 2.055.000)."""
PROVINCE = "province"


def show(data: Data) -> None:
    """A line that says whether all hold, then the table."""
    checks = found(data)
    broken = [check for check in checks if not check.holds]
    st.subheader(_("Đối chiếu mô hình với báo cáo"), anchor=False)
    if broken:
        st.error(_("{count} phép đối chiếu vượt dung sai; xem bảng.").format(count=len(broken)))
    else:
        st.caption(_("Cả {count} phép đối chiếu trong dung sai.").format(count=len(checks)))
    rows = [
        [_(c.name), _(c.unit), number(c.reported), number(c.modelled), signed(c.difference), number(c.tolerance), _("Khớp") if c.holds else _("Vượt dung sai")]
        for c in checks
    ]  # fmt: skip
    headers = [
        _("Phép đối chiếu"),
        _("Đơn vị"),
        _("Báo cáo"),
        _("Mô hình"),
        _("Chênh lệch"),
        _("Dung sai"),
        _("Kết quả"),
    ]
    st.markdown(table(headers, rows, numbers_from=2))


def found(data: Data) -> tuple[TieOut, ...]:
    """The tie-outs of the report's own rows, whatever has been uploaded since."""
    provinces = data.areas.filter(pl.col("level") == PROVINCE)["area_id"]
    seeded = data.caseload.filter(pl.col("area_id").is_in(provinces.implode()))
    norm = data.law.applying_in("protection.norm", Month.parse(str(seeded["month"].max()))).value
    halves = dict(
        data.groups.filter(pl.col("half_coefficient").is_not_null()).select("group", "half_coefficient").iter_rows()
    )
    protection = group_totals(
        seeded.filter(pl.col("scheme") == "protection"), {g: h * norm // 2 for g, h in halves.items()}
    )
    amounts = data.amounts.filter((pl.col("scheme") == "merit") & (pl.col("applies_from") == REPORT_NORM_DATE))
    merit = group_totals(
        seeded.filter(pl.col("scheme") == "merit"), dict(amounts.select("group", "amount_vnd").iter_rows())
    )
    figures = {
        row["indicator"]: row["value"]
        for row in data.figures()
        if row["quality"] == "reported" and row["period"] == "2023"
    }
    return tie_outs(figures, protection, merit)
