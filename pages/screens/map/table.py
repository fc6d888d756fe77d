"""The map's values as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from data.export.tables import csv_bytes
from data.locale import _
from models.geo.crosswalk import BADGE, Converted, ConvertedArea, Crosswalk
from models.policy.engine.baseline import DistrictTable
from models.policy.schemes import Scheme
from models.wording.numbers import number
from pages.screens.map import state, vintages, words
from pages.screens.map import state as map_state
from pages.screens.map.state import CASELOAD, Drawn, Measure
from pages.screens.map.words import DistrictMark
from pages.ui.format.tables import table
from pages.ui.session import downloads, loaders, office
from pages.ui.session.loaders import Data

NAMED = 4
"""Sources listed by name before the others are counted."""


def show_converted_table(
    converted: Converted, heading: str, cell: Callable[[ConvertedArea], str] | None = None
) -> None:
    """`heading` names the figure with its unit; `cell` writes a row's figure where the page has rules of its own."""
    write = cell or figure
    rows = [[row.target.full_name, _sources(row), _row_notes(row), write(row)] for row in converted.rows]
    total = _("chưa có số liệu") if converted.total is None else number(converted.total)
    lacking = len(converted.missing)
    rows.append([_("Cộng"), "", "", _lacks(total, lacking) if converted.total is not None else total])
    headers = [_("Đơn vị"), _("Từ số liệu của"), _("Cách có số"), heading]
    st.markdown(table(headers, rows, numbers_from=3, last_bold=True))
    if any(row.converted for row in converted.rows):
        st.caption(caption(converted))


def figure(row: ConvertedArea) -> str:
    """ "1.234", "từ 1.000 đến 1.500", "chưa có số liệu"."""
    if row.low is None or row.high is None:
        return _("chưa có số liệu")
    if row.low == row.high:
        return _lacks(number(row.low), len(row.missing))
    return _lacks(_("từ {low} đến {high}").format(low=number(row.low), high=number(row.high)), len(row.missing))


def caption(converted: Converted) -> str:
    """The caption of the table."""
    sentence = [_("Số quy đổi theo địa giới mới, ước tính; tổng giữ nguyên.")]
    if any(row.low != row.high for row in converted.rows):
        sentence.append(_("Đơn vị bị chia chưa có tỷ lệ nên ghi khoảng; các khoảng không cộng được với nhau."))
    if any(step.inferred for row in converted.rows for step in row.steps):
        sentence.append(_("“Chưa kiểm chứng”: đơn vị kế thừa suy ra từ mã và địa bàn, cần đối chiếu nghị quyết."))
    return " ".join(sentence)


def _row_notes(row: ConvertedArea) -> str:
    if not row.converted:
        return ""
    badge = _(BADGE)
    return _("{badge}, chưa kiểm chứng").format(badge=badge) if any(s.inferred for s in row.steps) else badge


def _sources(row: ConvertedArea) -> str:
    if not row.converted:
        return ""
    names = [
        part.source.full_name if part.low == part.high else _("một phần {unit}").format(unit=part.source.full_name)
        for part in row.parts
    ]
    listed = ", ".join(names[:NAMED])
    if len(names) <= NAMED:
        return listed
    return _("{names} và {count} đơn vị khác").format(names=listed, count=len(names) - NAMED)


def _lacks(text: str, missing: int) -> str:
    return _("{figure} (thiếu {count} đơn vị)").format(figure=text, count=missing) if missing else text


_MEASURES: tuple[Measure, ...] = ("people", "amount", "increase")


def show(data: Data, crosswalk: Crosswalk, scheme: Scheme, period: str, changes: Mapping[int, int]) -> None:
    """All districts on the borders of their figures' month, with the same marks as on the map; and the file."""
    figures = loaders.district_table(data.version, scheme, office.is_on(data, scheme.code), period)
    headers = [
        _("Huyện, thị xã, thành phố"),
        _("Số người"),
        _("Kinh phí (triệu đồng/tháng)"),
        _("Tăng thêm theo phương án (triệu đồng/tháng)"),
    ]
    columns = [_marks(data, crosswalk, scheme, measure, period, changes) for measure in _MEASURES]
    rows = [[row.name, *(_cell(column.get(row.code)) for column in columns)] for row in figures.rows]
    st.markdown(table(headers, rows))
    _caption(figures)
    quality = _("Đơn vị cập nhật") if figures.uploaded else _("Chưa có số liệu")
    quality = office.export_mark() if figures.illustrative else quality

    def make() -> bytes:
        body = [[*cells, quality] for cells in rows]
        first = office.export_mark() if figures.illustrative else ""
        return csv_bytes([*headers, _("Tính chất số liệu")], body, first_line=first)

    downloads.button(_("Tải bảng này (CSV)"), "ban-do-theo-huyen.csv", make, key="bando-tai-ve")


def converted(drawn: Drawn, marks: Mapping[str, DistrictMark]) -> None:
    """The figures converted to other borders, each with its source areas: counts, whose total stays, whatever rate the
    map shows."""
    assert drawn.moved is not None
    indicator = drawn.indicator
    unit = _("đồng/tháng") if indicator.counted == "money" else indicator.unit
    heading = _("{name} ({unit})").format(name=indicator.name, unit=unit)

    def cell(row: ConvertedArea) -> str:
        mark = marks[row.target.code]
        hidden = mark.look in ("small", "withheld")
        return mark.words() if hidden else figure(row)

    show_converted_table(drawn.moved.counts, heading, cell)


def _marks(
    data: Data, crosswalk: Crosswalk, scheme: Scheme, measure: Measure, period: str, changes: Mapping[int, int]
) -> Mapping[str, DistrictMark]:
    """Marks through the map's own gate, so that no table shows what the map hides; areas without change are left
    out."""
    for indicator in CASELOAD.values():
        if (indicator.measure, indicator.scheme) == (measure, scheme):
            marks = map_state.read(data, crosswalk, indicator, period, changes)
            drawn = state.draw(data, crosswalk, marks, "none", vintages.Vintage(marks.first))
            return words.marks(drawn, words.subject(drawn))
    return {}


def _caption(figures: DistrictTable) -> None:
    if figures.illustrative:
        st.caption(_("Số minh họa, chia theo dân số; không phải số liệu thống kê."))
    if figures.uploaded:
        missing = [row.name for row in figures.rows if row.people is None]
        text = _("{sent}/{all} đơn vị đã gửi số liệu").format(sent=figures.sent, all=len(figures.rows))
        st.caption(text + (_("; {names} chưa gửi.").format(names=", ".join(missing)) if missing else "."))
    elif not figures.illustrative:
        st.caption(_("Chưa có số liệu theo huyện. Tải tệp ở trang Cập nhật số liệu."))


def _cell(mark: DistrictMark | None) -> str:
    """The figure alone: its unit is in the header, the mark of illustration in the caption and the file."""
    if mark is None or mark.missing:
        return _("Chưa có số liệu")
    if mark.value is None or not mark.brief:
        return mark.words()
    return mark.brief if not mark.illustrative or mark.brief == mark.text else f"≈ {mark.brief}"
