"""Below the levers of a support area, over the whole width: lines, districts, years, sources, targets, cases, arithmetic.

Belongs here: which tabs there are and drawing the open one. Does not: their rows (support_tables.py and its neighbours).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from data.locale import _
from models.policy.answers.support_result import SupportResult
from models.policy.levers.levers import UNSET, LeverValue
from models.wording.numbers import day
from pages.screens.support import cases, files, support_arithmetic, support_tables, support_targets, words
from pages.screens.support.support_extra import Extra, Told
from pages.ui.answers import tables
from pages.ui.answers.tables import Table
from pages.ui.format.tables import escape, table
from pages.ui.session.loaders import Data

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
        bodies[_(extra.tab)] = partial(_extra, extra, found, values, data)
    if not found.is_empty:
        bodies[_("Huyện")] = lambda: _districts(found, data, values)
        bodies[_("Năm ngân sách")] = lambda: _years(found, data)
        bodies[_("Nguồn")] = lambda: _table(found, data, support_tables.by_source(found), "nguon")
    bodies[_("Chỉ tiêu")] = lambda: _targets(found, data, values)
    if cases.cards_of(area.policy_area):
        bodies[_("Trường hợp cụ thể")] = lambda: _cases(found, data, values)
    if not found.is_empty:
        bodies[_("Cách tính")] = lambda: _arithmetic(found, data)
    tabs = st.tabs(list(bodies), key=area.prefix + TABS, on_change="rerun")
    for tab, body in zip(tabs, bodies.values(), strict=True):
        with tab:
            if tab.open:
                body()


def _table(found: SupportResult, data: Data, content: Table, name: str) -> None:
    _told(found, data, Told(content, words.QUALITY, words.SOURCE), name)


def _told(found: SupportResult, data: Data, told: Told, name: str) -> None:
    """The table, and below it (in its file above it) what kind of figures it holds, where they are from and as of when."""
    content = told.table
    body = table(content.headers, content.rows, numbers_from=content.numbers_from, last_bold=content.last_bold)
    st.markdown(f"**{content.title}**\n\n{body}")
    st.caption(
        escape(_("{quality}. {provenance}").format(quality=told.quality, provenance=_provenance(found, data, told)))
    )
    _download(found, data, told, name)


def _provenance(found: SupportResult, data: Data, told: Told) -> str:
    return _("Nguồn: {source}. Quy định tính đến {day}, số liệu bản {version}.").format(
        source=told.source, day=day(found.scenario.law_as_of), version=data.version
    )


def _download(found: SupportResult, data: Data, told: Told, name: str) -> None:
    first = _("{title}. {provenance}").format(title=told.table.title, provenance=_provenance(found, data, told))
    tables.of_table(found.area.prefix, found.area.slug, told.table, name, told.quality, first)


def _extra(extra: Extra, found: SupportResult, values: Mapping[str, LeverValue], data: Data) -> None:
    told = extra.show(found, values, data)
    if told is not None:
        _told(found, data, told, extra.file)


def _year(found: SupportResult, values: Mapping[str, LeverValue]) -> int:
    return int(values[found.area.budget_year.key])


def _districts(found: SupportResult, data: Data, values: Mapping[str, LeverValue]) -> None:
    st.info(
        _(
            "Kết quả là của toàn tỉnh: các khoản này chưa có số theo huyện, và phần mềm không chia theo dân số. "
            "Tệp Chỉ tiêu báo cáo, Chỉ tiêu kế hoạch có cột huyện, xã: nạp số của từng huyện để đối chiếu ở trang Bản đồ theo huyện."
        )
    )
    files.show(found.area, data, _year(found, values), "indicators", "targets", place="huyen")


def _years(found: SupportResult, data: Data) -> None:
    _table(found, data, support_tables.by_year(found), "theo-nam")
    st.caption(_("Số lượng và mức của cột Hiện nay giữ nguyên cho mọi năm; cột Phương án tính từ tháng áp dụng."))


def _targets(found: SupportResult, data: Data, values: Mapping[str, LeverValue]) -> None:
    content = support_targets.show(data, found.area, _year(found, values), is_told=found.is_empty)
    if content is not None:
        source = _("văn bản ở cột Căn cứ; số thực hiện theo báo cáo hoặc tệp của đơn vị")
        _told(found, data, Told(content, _("Chỉ tiêu và số đã báo cáo"), source), "chi-tieu")


def _cases(found: SupportResult, data: Data, values: Mapping[str, LeverValue]) -> None:
    chosen = None if values[found.area.law_as_of.key] == UNSET else found.scenario.law_as_of
    content = cases.show(found.area, data, chosen)
    told = Told(content, _("Ví dụ, không phải người có thật"), _("mức theo quy định, số ví dụ do người dùng nhập"))
    _download(found, data, told, "truong-hop")


def _arithmetic(found: SupportResult, data: Data) -> None:
    st.markdown(
        _(
            "**Công thức:** kinh phí tháng = tích các thừa số của khoản : 12 nếu tính theo năm; mỗi tháng làm tròn một lần đến đồng."
        )
    )
    _table(found, data, support_arithmetic.table_of(found), "cach-tinh")
    missing = words.unreckoned(found)
    if missing:
        st.caption(missing)
