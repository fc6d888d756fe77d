"""The banner of every what-if page while a tie-out of the report is outside its tolerance: what is off and where to mend it.

Belongs here: the warning. Nothing is drawn while all hold; the table of all tie-outs is validation_strip.py on the first page.
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from models.policy.tie_outs.validation import TieOut
from pages.ui.format.tables import escape
from pages.ui.frame import validation_strip
from pages.ui.session.loaders import Data

NAMED = 5
"""So many checks are named; one wrong figure breaks few, more would push the levers off the screen."""


def show(data: Data) -> None:
    """Draw the banner if any check of this version is broken."""
    broken = validation_strip.found(data).broken
    if not broken:
        return
    lines = [_named(out) for out in broken[:NAMED]]
    if len(broken) > NAMED:
        lines.append(_("và {count} phép đối chiếu khác").format(count=len(broken) - NAMED))
    st.error(
        _(
            "**Số liệu không còn khớp với báo cáo nên kết quả phương án giả định có thể sai.** Vượt dung sai:\n\n{checks}\n\n"
            "Xem bảng đối chiếu ở trang Tổng quan; mở Lịch sử cập nhật, tìm lần cập nhật đã đổi số và thu hồi nếu ghi sai."
        ).format(checks="\n".join(f"- {escape(line)}" for line in lines))
    )


def _named(out: TieOut) -> str:
    unit = _("điểm %") if out.check.unit == "%" else _(out.check.unit)
    return _("{name}: lệch {difference} {unit}, dung sai {tolerance}").format(
        name=_(out.check.name),
        difference=validation_strip.off_by(out),
        unit=unit,
        tolerance=validation_strip.allowed(out),
    )
