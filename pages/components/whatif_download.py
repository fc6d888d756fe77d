"""A table of a what-if as a file: what is shown, row by row, with what kind of figures it holds.

Belongs here: the button. The file's form is data/export.
"""

from __future__ import annotations

from data.export.csv_file import csv_bytes
from data.locale import _
from pages.components import demo, downloads
from pages.components.whatif import WhatIf
from pages.components.whatif_tables import Table


def button(found: WhatIf, content: Table, name: str) -> None:
    """Download the table; illustrative rows say so in the first line and in each row."""

    def make() -> bytes:
        quality = demo.export_mark() if content.illustrative else _("Tính toán từ số báo cáo")
        rows = [[*row, quality] for row in content.rows]
        headers = [*content.headers, _("Tính chất số liệu")]
        return csv_bytes(headers, rows, first_line=demo.export_mark() if content.illustrative else content.title)

    downloads.button(
        _("Tải bảng này (CSV)"), f"{found.area.slug}-{name}.csv", make, key=f"{found.area.prefix}tai-{name}"
    )
