"""The lines under a map that is taken away: who has sent, the source, the borders, the version, the link."""

from __future__ import annotations

from data.export.drawing.sheet import MapSheet, Panel, Shape
from data.locale import _

_MOST_NAMED = 8


def foot_lines(sheet: MapSheet) -> list[str]:
    found = [not_sent(sheet)] if any(_missing(sheet, panel) for panel in sheet.panels) else []
    found.append(_("Nguồn: {source}").format(source=sheet.source))
    found.append(sheet.vintage)
    found.append(_("Số liệu: {version}. Lập ngày {day}.").format(version=sheet.data_version, day=sheet.made_on))
    if sheet.link:
        found.append(_("Mở lại bản đồ này: {link}").format(link=sheet.link))
    if sheet.illustrative:
        found.append(unofficial())
    return found


def unofficial() -> str:
    return _("Không phải số liệu chính thức")


def not_sent(sheet: MapSheet) -> str:
    """ "12/2023: 1/6 đơn vị chưa báo cáo (Bình Lục); 01/2024: …"."""
    return "; ".join(
        _("{period}: {missing}/{all} đơn vị chưa báo cáo ({names})").format(
            period=panel.period, missing=len(missing), all=len(sheet.shapes), names=_names(missing)
        )
        for panel in sheet.panels
        if (missing := _missing(sheet, panel))
    )


def _missing(sheet: MapSheet, panel: Panel) -> list[Shape]:
    return [shape for shape, figure in zip(sheet.shapes, panel.figures, strict=True) if figure.state == "missing"]


def _names(shapes: list[Shape]) -> str:
    names = ", ".join(shape.short for shape in shapes[:_MOST_NAMED])
    more = len(shapes) - _MOST_NAMED
    return _("{names} và {more} đơn vị khác").format(names=names, more=more) if more > 0 else names
