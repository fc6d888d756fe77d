"""What kind of figure stands in a row, in words."""

from __future__ import annotations

from collections.abc import Iterable

from data.export.drawing.sheet import Figure
from data.locale import _


def illustrative_nature() -> str:
    return _("Số liệu minh họa do phần mềm tạo, không phải số liệu báo cáo của đơn vị.")


def nature(figure: Figure) -> str:
    if figure.state == "illustrative":
        return illustrative_nature()
    if figure.state == "missing":
        return _("Chưa có số liệu")
    return figure.nature


def natures(figures: Iterable[Figure]) -> str:
    """For a row of several months: that some are missing stands in their cells."""
    given = list(figures)
    figures = [figure for figure in given if figure.state != "missing"] or given
    short = [_("Minh họa") if figure.state == "illustrative" else nature(figure) for figure in figures]
    return "; ".join(dict.fromkeys(words for words in short if words))
