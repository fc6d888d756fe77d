"""A converted figure as a table: a number where it is exact, "từ … đến …" where it is not, with the badge and its sources.

Belongs here: words of converted figures. Does not: converting (models/atlas) or hiding small cells (the page gives `cell`).
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data.locale import _
from models.geo.crosswalk import BADGE, Converted, ConvertedArea
from models.wording.numbers import number
from pages.ui.format.tables import table

NAMED = 4
"""Sources listed by name before the others are counted."""


def show(converted: Converted, heading: str, cell: Callable[[ConvertedArea], str] | None = None) -> None:
    """`heading` names the figure with its unit; `cell` writes a row's figure where the page has rules of its own."""
    write = cell or figure
    rows = [[row.target.full_name, _sources(row), _marks(row), write(row)] for row in converted.rows]
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
    """What the badge says of the table."""
    said = [_("Số quy đổi theo địa giới mới, ước tính; tổng giữ nguyên.")]
    if any(row.low != row.high for row in converted.rows):
        said.append(_("Đơn vị bị chia chưa có tỷ lệ nên ghi khoảng; các khoảng không cộng được với nhau."))
    if any(step.inferred for row in converted.rows for step in row.steps):
        said.append(_("“Chưa kiểm chứng”: đơn vị kế thừa suy ra từ mã và địa bàn, cần đối chiếu nghị quyết."))
    return " ".join(said)


def _marks(row: ConvertedArea) -> str:
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
