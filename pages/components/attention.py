"""What needs attention: districts that have not sent figures, law that nobody has compared with its document.

Belongs here: the list on the first screen. Each line says what to do about it.
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from data.locale import _
from models.periods import Month
from models.policy.caseload_rows import received_districts
from models.policy.schemes import MERIT, PROTECTION
from models.tables.parameters import UNVERIFIED_EVIDENCE
from pages.components.loaders import Data
from pages.components.numbers import day, number, short_month
from pages.components.parameter_words import words
from pages.components.tables import table


def show(data: Data) -> None:
    """The section with its two parts."""
    st.subheader(_("Cần chú ý"), anchor=False)
    for scheme, name in ((PROTECTION, _("Bảo trợ xã hội")), (MERIT, _("Người có công"))):
        st.markdown(f"- **{name}:** {received(data, scheme.code)}")
    unverified = data.parameters.filter(
        pl.col("evidence").is_in(list(UNVERIFIED_EVIDENCE)) & pl.col("verified_by").is_null()
    )
    st.markdown(
        "- " + _("**{count} mức chưa kiểm chứng** (lấy từ báo chí hoặc ghi theo trí nhớ): đối chiếu văn bản gốc trước khi trình.").format(
            count=unverified.height
        )
    )  # fmt: skip
    with st.expander(_("Các mức chưa kiểm chứng")):
        rows = [
            [words(row["name"]), row["document"], day(row["applies_from"]), number(row["value"])]
            for row in unverified.iter_rows(named=True)
        ]
        st.markdown(table([_("Mức"), _("Văn bản"), _("Áp dụng từ"), _("Giá trị (đồng)")], rows, numbers_from=3))


def received(data: Data, scheme: str) -> str:
    """ "5/6 đơn vị đã gửi số liệu tháng 12/2023; Bình Lục chưa gửi", or that none has."""
    mine = data.caseload.filter((pl.col("scheme") == scheme) & (pl.col("quality") == "uploaded"))
    if mine.is_empty():
        return _("chưa huyện nào gửi số liệu; đang dùng số toàn tỉnh của báo cáo năm 2023.")
    month = max(mine["month"].to_list())
    districts = data.districts(Month.parse(month))
    sent = set(received_districts(mine, data.areas, month))
    missing = districts.filter(~pl.col("area_id").is_in(list(sent)))["name"].to_list()
    text = _("{sent}/{all} đơn vị đã gửi số liệu tháng {month}").format(
        sent=districts.height - len(missing), all=districts.height, month=short_month(Month.parse(month))
    )
    return text + (_("; {names} chưa gửi.").format(names=", ".join(missing)) if missing else ".")
