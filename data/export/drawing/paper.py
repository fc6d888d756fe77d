"""The A4 page of a map: heading, marks, the picture, the same figures as a table, the foot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from data.export.drawing import lettering
from data.export.drawing.foot import foot_lines, unofficial
from data.export.drawing.labels import about
from data.export.drawing.nature import natures
from data.export.drawing.sheet import Figure, MapSheet
from data.locale import _

MARKUP = Path(__file__).with_name("page.typ")
_COLUMNS = 4


def page_words(sheet: MapSheet) -> str:
    """Everything the markup shows, as JSON."""
    return json.dumps(
        {
            "title": _safe(sheet.title),
            "subtitle": _safe(sheet.subtitle),
            "marks": [_safe(mark) for mark in sheet.marks],
            "alt": _safe(picture_in_words(sheet)),
            "tables": [_table(sheet, start) for start in range(0, len(sheet.panels), _COLUMNS)],
            "foot": [_safe(line) for line in foot_lines(sheet)],
            "stamp": _("MINH HỌA") if sheet.illustrative else "",
            "unofficial": unofficial() if sheet.illustrative else "",
            "page": _("Trang {page}/{pages}").format(page="#", pages="##"),
            "text": [lettering.TEXT, lettering.TITLE],
            "heading": [lettering.TITLE, lettering.TEXT],
        },
        ensure_ascii=False,
    )


def picture_in_words(sheet: MapSheet) -> str:
    """The map for those who hear it."""
    said = []
    for panel in sheet.panels:
        pairs = zip(sheet.shapes, panel.figures, strict=True)
        listed = "; ".join(f"{shape.short}: {_heard(figure)}" for shape, figure in pairs)
        said.append(_("{period}: {words}").format(period=panel.period, words=listed))
    return f"{sheet.title}. {'. '.join(said)}."


def _heard(figure: Figure) -> str:
    if figure.state != "illustrative":
        return figure.text
    return _("{figure} (minh họa)").format(figure=about(figure.text))


def _table(sheet: MapSheet, start: int) -> dict[str, Any]:
    """Some of the months side by side: a page is only so wide."""
    panels = sheet.panels[start : start + _COLUMNS]
    return {
        "unit": _safe(_("Đơn vị tính: {unit}").format(unit=sheet.unit)),
        "head": [
            _("Mã"),
            _("Đơn vị"),
            *(_safe(panel.period) for panel in panels),
            _("Tính chất số liệu"),
        ],
        "rows": [
            [
                _safe(shape.code),
                _safe(shape.name),
                *(_cell(panel.figures[i]) for panel in panels),
                _safe(natures(panel.figures[i] for panel in panels)),
            ]
            for i, shape in enumerate(sheet.shapes)
        ],
        "months": len(panels),
    }


def _cell(figure: Figure) -> str:
    """The unit stands above the table."""
    said = figure.brief or figure.text
    return _safe(about(said) if figure.state == "illustrative" else said)


def _safe(text: str) -> str:
    return lettering.clean(text)
