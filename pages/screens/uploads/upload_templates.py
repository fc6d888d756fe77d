"""Files to start from: the template of a kind and period, and the workbook that sums a list of persons offline.

Belongs here: choosing the period and the buttons. Does not: what the files hold (data/export).
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from data.clock import today
from data.export.templates import Format, personal_template, template
from data.locale import _
from models.periods import Month
from models.policy.schemes import PROGRAMMES
from models.wording.numbers import short_month
from pages.ui.records.datasets import Kind
from pages.ui.session import downloads, loaders

FIRST = Month(2023, 1)
PERIOD, COMMUNES = "tai-tep-mau-ky", "tai-tep-mau-xa"


def show(kind: Kind, data: loaders.Data) -> None:
    """Period, level of area, and the file as a workbook or CSV."""
    with st.container(border=True):
        st.markdown(_("**Chưa có tệp? Tải biểu mẫu**, điền số rồi nạp lại. Số đang có được điền sẵn."))
        left, right = st.columns(2, vertical_alignment="bottom")
        with left:
            period = _period(kind, data)
        with right:
            communes = st.checkbox(_("Từng xã, phường"), key=COMMUNES)
        with st.container(horizontal=True):
            _button(_("Biểu mẫu Excel"), "xlsx", kind, period, communes, data)
            _button(_("Biểu mẫu CSV"), "csv", kind, period, communes, data)


def summing(data: loaders.Data) -> None:
    """The allowed way for a list of persons: add it up on the clerk's own machine, bring the sums."""
    month = _newest_month(data)
    districts = data.districts(month)
    areas = [(row["code"], row["name"]) for row in districts.iter_rows(named=True)]
    paid = [scheme.code for scheme in PROGRAMMES.values()]
    groups = data.groups.filter(pl.col("scheme").is_in(paid))["name"].to_list()
    st.markdown(
        _(
            "**Cách làm đúng:** tải tệp cộng dưới đây, dán danh sách vào trang đầu của tệp **trên máy của mình**; trang “Tổng hợp” tự cộng số người, số tiền theo huyện và nhóm. Chỉ nạp trang “Tổng hợp”."
        )
    )
    downloads.button(
        _("Tải tệp cộng danh sách (Excel)"),
        _("cong-danh-sach-{period}.xlsx").format(period=month),
        lambda: personal_template(areas, [*PROGRAMMES, *groups], str(month)),
        key="tai-tep-cong-danh-sach",
    )


def _period(kind: Kind, data: loaders.Data) -> str:
    newest, last = _newest_month(data), Month.of(today())
    if kind.dated == "year":
        years = list(range(last.year + 1, FIRST.year - 1, -1))
        year = st.selectbox(_("Năm"), years, index=years.index(newest.year), format_func=str, key=f"{PERIOD}-nam")
        return str(year)
    months = [Month.of_index(index) for index in range(last.index, FIRST.index - 1, -1)]
    at = months.index(newest) if newest in months else 0
    return str(st.selectbox(_("Tháng"), months, index=at, format_func=short_month, key=f"{PERIOD}-thang"))


def _newest_month(data: loaders.Data) -> Month:
    """The newest month with figures: the one a correction is most often about."""
    return Month.parse(str(data.caseload.select(pl.col("month").max()).item()))


def _button(label: str, form: Format, kind: Kind, period: str, communes: bool, data: loaders.Data) -> None:
    database = loaders.database()

    def make() -> bytes:
        with database.reading() as connection:
            return template(connection, data.version, kind.dataset, period, form, communes=communes)

    name = _("bieu-mau-{kind}-{period}.{form}").format(kind=kind.address, period=period, form=form)
    downloads.button(label, name, make, key=f"tai-bieu-mau-{form}")
