"""The rows behind a map, as a file for Vietnamese Excel: the same areas in the same order, states in words."""

from __future__ import annotations

from decimal import Decimal

from data.export.drawing.lettering import clean
from data.export.drawing.nature import illustrative_nature, nature
from data.export.drawing.sheet import MapSheet
from data.export.tables import Value, WorkSheet, csv_bytes, workbook_bytes
from data.locale import _


def map_csv(sheet: MapSheet) -> bytes:
    """Decimals the Vietnamese way, as Excel with Vietnamese settings reads them."""
    body = [[_comma(cell) for cell in row] for row in _body(sheet)]
    return csv_bytes(_headings(), body, first_line=_first_line(sheet))


def map_workbook(sheet: MapSheet) -> bytes:
    """The rows, and on a second sheet what the picture says around the map."""
    first = _first_line(sheet)
    above: list[list[Value]] = [[first]] if first else []
    about: list[list[Value]] = [
        [_("Tên bản đồ"), sheet.title],
        [_("Mô tả"), sheet.subtitle],
        [_("Đơn vị tính"), sheet.unit],
        [_("Nguồn"), sheet.source],
        [_("Địa giới"), sheet.vintage],
        [_("Phiên bản số liệu"), sheet.data_version],
        [_("Ngày lập"), sheet.made_on],
        [_("Liên kết"), sheet.link],
    ]
    about += [[_("Lưu ý"), mark] for mark in sheet.marks]
    about += [[_("Chú giải"), key.label] for key in sheet.legend]
    rows = WorkSheet(_("Số liệu"), [*above, [*_headings()], *_body(sheet)], heading=len(above) + 1)
    return workbook_bytes([rows, WorkSheet(_("Thông tin"), about, heading=0)])


def _first_line(sheet: MapSheet) -> str:
    return illustrative_nature() if sheet.illustrative else ""


def _headings() -> list[str]:
    return [
        _("Mã"),
        _("Đơn vị"),
        _("Kỳ"),
        _("Giá trị"),
        _("Đơn vị tính"),
        _("Hiển thị"),
        _("Tính chất số liệu"),
        _("Nguồn"),
        _("Địa giới"),
    ]


def _body(sheet: MapSheet) -> list[list[Value]]:
    return [
        [
            clean(shape.code),
            clean(shape.name),
            panel.period,
            _number(figure.value),
            sheet.unit,
            clean(figure.text),
            nature(figure),
            clean(sheet.source),
            sheet.vintage,
        ]
        for panel in sheet.panels
        for shape, figure in zip(sheet.shapes, panel.figures, strict=True)
    ]


def _number(value: str) -> Value:
    if not value:
        return None
    exact = Decimal(value)
    return int(exact) if exact == exact.to_integral_value() else exact


def _comma(cell: Value) -> str | int | None:
    return f"{cell.normalize():f}".replace(".", ",") if isinstance(cell, Decimal) else cell
