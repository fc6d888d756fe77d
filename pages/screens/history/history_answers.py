"""What was answered and mended while a file was applied, in words.

Belongs here: the keys of `check_file`'s answers as a person would say them. Does not: the questions themselves (data/ingest).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from data.ingest.catalogue import DATASETS
from data.locale import _

_CELL = re.compile(r"cell\.(?:(?P<sheet>.*)!)?(?P<cell>[A-Z]{1,3}\d+)")


def rows(answers: Mapping[str, str], dataset: str) -> list[list[str]]:
    """One row an answer: what was asked, what was answered; mended cells last."""
    ordered = sorted(answers.items(), key=lambda item: item[0].startswith("cell."))
    return [[_asked(key, dataset), _answered(key, value, dataset)] for key, value in ordered]


def _asked(key: str, dataset: str) -> str:
    whole = {
        "amount_unit": _("Đơn vị tính của số tiền"),
        "sheet": _("Trang tính được đọc"),
        "period": _("Kỳ số liệu (tệp không ghi)"),
        "group": _("Nhóm đối tượng (tệp không ghi)"),
        "kind": _("Loại chi (tệp không ghi)"),
        "boundary_key": _("Trường chứa mã hoặc tên đơn vị"),
        "boundary_level": _("Cấp đơn vị"),
        "boundary_vintage": _("Danh mục đơn vị từ ngày"),
    }
    if key in whole:
        return whole[key]
    name, _dot, rest = key.partition(".")
    if name == "decimal_mark":
        return _("Dấu thập phân của cột {column}").format(column=_label(rest, dataset))
    if name == "column":
        return _("Nội dung cột {letter}").format(letter=rest)
    cell = _CELL.fullmatch(key)
    if cell is None:
        return _("Câu trả lời khác ({key})").format(key=key)
    if cell["sheet"]:
        return _("Ô {cell} của trang “{sheet}”, sửa trên trình duyệt").format(cell=cell["cell"], sheet=cell["sheet"])
    return _("Ô {cell}, sửa trên trình duyệt").format(cell=cell["cell"])


def _answered(key: str, value: str, dataset: str) -> str:
    if key.startswith("decimal_mark."):
        return {",": _("dấu phẩy"), ".": _("dấu chấm")}.get(value, value)
    if key.startswith("column."):
        return _label(value, dataset) if value else _("không nạp")
    if key == "boundary_level":
        return {"district": _("cấp huyện"), "commune": _("cấp xã")}.get(value, value)
    if key == "sheet" and value == "*":
        return _("tất cả các trang cùng mẫu")
    return value


def _label(column: str, dataset: str) -> str:
    known = {one.name: one.label for one in DATASETS[dataset].columns} if dataset in DATASETS else {}
    return _(known[column]) if column in known else column
