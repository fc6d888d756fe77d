"""A table of a what-if as a file: what is shown, row by row, with what kind of figures it holds.

Belongs here: the button. The file's form is data/export.
"""

from __future__ import annotations

from data.export.tables import csv_bytes
from data.locale import _
from models.policy.answers.whatif import WhatIf
from models.wording.numbers import day
from pages.ui.answers.whatif_tables import Table
from pages.ui.session import demo, downloads


def button(found: WhatIf, content: Table, name: str) -> None:
    """Download the table; illustrative rows say so in the first line and in each row."""
    quality = demo.export_mark() if content.illustrative else _("Tính toán từ số báo cáo")
    dated = _("{title}. Quy định tính đến {day}.").format(title=content.title, day=day(found.scenario.law_as_of))
    first = demo.export_mark() if content.illustrative else dated
    of_table(found.area.prefix, found.area.slug, content, name, quality, first)


def of_table(prefix: str, slug: str, content: Table, name: str, quality: str, first_line: str) -> None:
    """The button of one table: `quality` stands in every row, `first_line` above them."""

    def make() -> bytes:
        rows = [[*row, quality] for row in content.rows]
        return csv_bytes([*content.headers, _("Tính chất số liệu")], rows, first_line=first_line)

    downloads.button(_("Tải bảng này (CSV)"), f"{slug}-{name}.csv", make, key=f"{prefix}tai-{name}")
