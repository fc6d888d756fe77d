"""Below the levers of a support area, over the whole width: lines, districts, years, sources, targets, cases, arithmetic.

Belongs here: which tabs there are and drawing the open one. Does not: their rows (support_tables.py and its neighbours).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from data.locale import _
from models.policy.levers import UNSET, LeverValue
from models.policy.support_result import SupportResult
from pages.components import (
    support_arithmetic,
    support_cases_tab,
    support_tables,
    support_targets,
    support_words,
    upload_links,
    whatif_download,
)
from pages.components.loaders import Data
from pages.components.numbers import day
from pages.components.support_extra import Extra
from pages.components.tables import table
from pages.components.whatif_tables import Table

TABS = "bang"


def show(
    found: SupportResult,
    data: Data,
    values: Mapping[str, LeverValue],
    extras: Sequence[Extra],
) -> None:
    """Only the open tab is made; tabs on money stand there once a line can be reckoned."""
    area = found.area
    bodies: dict[str, Callable[[], None]] = {}
    if not found.is_empty:
        bodies[_("Khoản")] = lambda: _table(found, data, support_tables.lines(found), "theo-khoan")
    for extra in extras:
        bodies[_(extra.tab)] = partial(extra.show, found, values, data)
    if not found.is_empty:
        bodies[_("Huyện")] = _districts
        bodies[_("Năm ngân sách")] = lambda: _years(found, data)
        bodies[_("Nguồn")] = lambda: _table(found, data, support_tables.by_source(found), "nguon")
    bodies[_("Chỉ tiêu")] = lambda: _targets(found, data)
    if support_cases_tab.cards_of(area.policy_area):
        bodies[_("Trường hợp cụ thể")] = lambda: _cases(found, data, values)
    if not found.is_empty:
        bodies[_("Cách tính")] = lambda: _arithmetic(found, data)
    tabs = st.tabs(list(bodies), key=area.prefix + TABS, on_change="rerun")
    for tab, body in zip(tabs, bodies.values(), strict=True):
        with tab:
            if tab.open:
                body()


def _table(found: SupportResult, data: Data, content: Table, name: str) -> None:
    body = table(content.headers, content.rows, numbers_from=content.numbers_from, last_bold=content.last_bold)
    st.markdown(f"**{content.title}**\n\n{body}")
    _download(found, data, content, name, support_words.QUALITY)


def _download(found: SupportResult, data: Data, content: Table, name: str, quality: str) -> None:
    first = _("{title}. Quy định tính đến {day}, số liệu bản {version}.").format(
        title=content.title, day=day(found.scenario.law_as_of), version=data.version
    )
    whatif_download.of_table(found.area.prefix, found.area.slug, content, name, quality, first)


def _districts() -> None:
    st.info(
        _(
            "Kết quả là của toàn tỉnh: các khoản này chưa có số theo huyện, và phần mềm không chia theo dân số. "
            "Tệp Chỉ tiêu báo cáo, Chỉ tiêu kế hoạch có cột huyện, xã: nạp số của từng huyện để đối chiếu ở trang Bản đồ theo huyện."
        )
    )
    upload_links.show("indicators", "targets")


def _years(found: SupportResult, data: Data) -> None:
    _table(found, data, support_tables.by_year(found), "theo-nam")
    st.caption(_("Số lượng và mức của cột Hiện nay giữ nguyên cho mọi năm; cột Phương án tính từ tháng áp dụng."))


def _targets(found: SupportResult, data: Data) -> None:
    content = support_targets.show(data, found.area.policy_area, found.area.prefix)
    if content is not None:
        _download(found, data, content, "chi-tieu", _("Chỉ tiêu và số đã báo cáo"))


def _cases(found: SupportResult, data: Data, values: Mapping[str, LeverValue]) -> None:
    chosen = None if values[found.area.law_as_of.key] == UNSET else found.scenario.law_as_of
    content = support_cases_tab.show(found.area, data, chosen)
    _download(found, data, content, "truong-hop", _("Ví dụ, không phải người có thật"))


def _arithmetic(found: SupportResult, data: Data) -> None:
    st.markdown(
        _(
            "**Công thức:** kinh phí tháng = tích các thừa số của khoản : 12 nếu tính theo năm; mỗi tháng làm tròn một lần đến đồng."
        )
    )
    _table(found, data, support_arithmetic.table_of(found), "cach-tinh")
    missing = support_words.unreckoned(found)
    if missing:
        st.caption(missing)
