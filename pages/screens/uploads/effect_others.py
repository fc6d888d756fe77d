"""What a file that brings no payments would change: which figures on which pages, and that the what-if money stays.

Belongs here: indicators, plan figures, sizes of areas. Does not: payments (effect_payments.py) or the budget
(effect_budget.py).
"""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import streamlit as st

from data.locale import _
from data.store.compare import Comparison
from models.policy.engine.by_area import by_district
from models.policy.schemes import MERIT, PROTECTION
from models.wording.numbers import number, percent
from pages._registry import PAGES
from pages.ui.format.tables import escape, table
from pages.ui.records.words import difference_words, value_words
from pages.ui.session import loaders


def money_stays() -> None:
    st.markdown(
        _(
            "Kinh phí hằng tháng, số chi trả theo huyện và các phương án đã lưu **không thay đổi**: chúng tính từ số chi trả và mức chuẩn."
        )
    )


def figures(comparison: Comparison) -> None:
    """Indicators and poverty: the pages that will show other figures."""
    written = comparison.frame.filter(pl.col("status").is_in(["new", "changed"]))
    own = written.filter(pl.col("level") == "province")
    areas = own["subject_code"].str.split(".").list.first().unique(maintain_order=True).to_list()
    titles = [_(spec.title) for spec in PAGES if spec.file.removesuffix(".py") in areas]
    if own.height:
        st.markdown(
            _("{count} số của tỉnh sẽ thay đổi trên trang {pages}.").format(
                count=number(own.height), pages=", ".join(titles) or _("Tổng quan")
            )
        )
    if written.height > own.height:
        st.markdown(
            _("{count} số của huyện, xã được lưu theo đơn vị; số của tỉnh trên các trang không tự cộng từ các số này.").format(
                count=number(written.height - own.height)
            )
        )  # fmt: skip
    money_stays()


def targets(comparison: Comparison, data: loaders.Data) -> None:
    """How much of each plan figure of the province was reached, by the old plan and by the new one."""
    rows = []
    for row in comparison.frame.filter(pl.col("level") == "province").iter_rows(named=True):
        try:
            reached = data.figure(row["subject_code"], row["period"])["value"]
        except KeyError:
            reached = None
        shares = [_achieved(reached, row[f"value_{when}"]) for when in ("old", "new")]
        rows.append([row["subject"], row["period"], value_words("value", reached), *shares])
    if rows:
        headers = [_("Chỉ tiêu"), _("Năm"), _("Thực hiện"), _("Đạt % kế hoạch đang có"), _("Đạt % kế hoạch trong tệp")]
        st.markdown(table(headers, rows, numbers_from=2))
    money_stays()


def areas(comparison: Comparison, data: loaders.Data) -> None:
    """Beneficiaries on 1.000 inhabitants of each district, by the old population and by the new one."""
    sizes = comparison.frame.filter((pl.col("level") == "district") & (pl.col("status") != "missing"))
    sent = {
        scheme: {row.code: row.people for row in by_district(scheme, data.caseload, data.groups, data.areas, demo=False).rows}
        for scheme in (PROTECTION, MERIT)
    }  # fmt: skip
    rows = []
    for row in sizes.iter_rows(named=True):
        old, new = row["population_old"], row["population_new"]
        cells = [value_words("population", old), value_words("population", new), difference_words(old, new)]
        for people in sent.values():
            cells += [_rate(people.get(row["area_code"]), population) for population in (old, new)]
        rows.append([row["area_name"], *cells])
    if rows:
        headers = [
            _("Đơn vị"), _("Dân số đang có"), _("trong tệp"), _("chênh lệch"),
            _("Bảo trợ xã hội trên 1.000 dân"), _("sau"), _("Người có công trên 1.000 dân"), _("sau"),
        ]  # fmt: skip
        st.markdown(table(headers, rows))
    st.markdown(
        _(
            "Tỷ lệ trên 1.000 dân và trên số hộ sẽ tính theo số mới, kể từ ngày ghi trong tệp; số người và số tiền giữ nguyên."
        )
    )
    money_stays()


def unknown_row(name: str) -> str:
    """Why a comparison cannot be made: the area, group or indicator is not among those kept."""
    return _("{name} không có trong danh mục của kỳ này; kiểm tra mã, tên và kỳ trong tệp.").format(name=escape(name))


def _achieved(reached: Decimal | None, plan: str | None) -> str:
    if reached is None or plan is None or not Decimal(plan):
        return _("chưa có")
    return percent(100 * reached / Decimal(plan), 1)


def _rate(people: int | None, population: int | None) -> str:
    return _("chưa có") if people is None or not population else number(Decimal(1000 * people) / population, 1)
