"""Tie-outs of the report on the screen: a strip of results and a banner where one fails."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import streamlit as st

from data.locale import _
from models.money import divide_half_up
from models.policy.tie_outs.tie_outs import Amount, Span, TieOut, Values
from models.wording.numbers import coefficient, day, hedge, number, signed
from pages.ui.format.tables import escape, table
from pages.ui.session.loaders import Data

SUBJECTS = {
    "merit": _("Người có công"),
    "protection": _("Bảo trợ xã hội"),
    "employment": _("Việc làm"),
    "training": _("Giáo dục nghề nghiệp"),
    "poverty": _("Giảm nghèo"),
    "all": _("Chung"),
}
FINEST = 6
"""Decimals of a difference that would otherwise be written as 0."""


def show(data: Data) -> None:
    """A line that says whether all hold, then the tables by policy area, then the remarks."""
    checked = data.validation
    st.subheader(_("Đối chiếu mô hình với báo cáo"), anchor=False)
    if checked.broken:
        st.error(
            _("{count} phép đối chiếu vượt dung sai: {names}.").format(
                count=len(checked.broken), names="; ".join(escape(_(out.check.name)) for out in checked.broken)
            )
        )
    elif checked.counted:
        st.caption(_("Cả {count} phép đối chiếu trong dung sai.").format(count=len(checked.counted)))
    if checked.missing:
        names = "; ".join(_(lacking.check.name) for lacking in checked.missing)
        st.caption(
            escape(
                _("Thiếu số liệu nên chưa đối chiếu được {count} phép: {names}.").format(
                    count=len(checked.missing), names=names
                )
            )
        )
    with st.expander(_("Từng phép đối chiếu: cách tính, chênh lệch, dung sai"), expanded=bool(checked.broken)):
        for subject in SUBJECTS:
            rows = [_row(out) for out in checked.tie_outs if out.check.subject == subject]
            if rows:
                st.markdown(table([SUBJECTS[subject], *_headers()], rows, numbers_from=3))
        if derived := len(checked.tie_outs) - len(checked.counted):
            st.caption(
                _(
                    "Trong bảng có {count} phép so một số với chính các số sinh ra nó, hoặc với cơ cấu nhóm giả định "
                    "đã chọn cho khớp: chỉ lệch khi một trong hai bị sửa, nên không tính vào số phép đối chiếu ở trên."
                ).format(count=derived)
            )
    with st.expander(_("Lưu ý khi đọc số liệu của báo cáo (không phải phép đối chiếu)")):
        st.markdown("\n".join(f"- {escape(filled(remark.text, remark.values))}" for remark in checked.remarks))


def filled(text: str, values: Values) -> str:
    """A sentence of a model with its numbers in their places."""
    return _(text).format(**{name: _amount(value) for name, value in values.items()})


def off_by(out: TieOut) -> str:
    """The difference in the check's unit, signed; a difference too small for the unit keeps its decimals."""
    decimals = out.check.decimals
    return signed(_decimal(out.difference, decimals) or _decimal(out.difference, FINEST), FINEST)


def allowed(out: TieOut) -> str:
    return number(_decimal(out.tolerance, FINEST), FINEST)


def _row(out: TieOut) -> list[str]:
    decimals = out.check.decimals
    left, right = (_span(side, decimals) for side in (out.reported, out.modelled))
    left = hedge(out.qualifier, left)
    if not out.is_reported:
        left, right = _("không ghi"), _("{left} so với {right}").format(left=left, right=right)
    return [
        _(out.check.name),
        filled(out.check.sentence, out.values),
        _(out.check.unit),
        left,
        right,
        off_by(out),
        allowed(out),
        _("Khớp") if out.holds else _("**Vượt dung sai**"),
    ]


def _headers() -> list[str]:
    return [
        _("Cách tính"),
        _("Đơn vị"),
        _("Báo cáo, số đang ghi"),
        _("Tính lại"),
        _("Chênh lệch"),
        _("Dung sai"),
        _("Kết quả"),
    ]


def _span(span: Span, decimals: int) -> str:
    low, high = (None if end is None else number(_decimal(end, decimals), decimals) for end in (span.low, span.high))
    if span.shortfall:
        return _("không có giá trị chung")
    if low is None:
        return _("đến {high}").format(high=high)
    if high is None:
        return _("từ {low}").format(low=low)
    return low if span.is_point else f"{low} - {high}"


def _amount(value: Amount | date) -> str:
    if isinstance(value, date):
        return day(value)
    if value.is_coefficient:
        return coefficient(int(2 * value.value))
    return hedge(value.qualifier, number(_decimal(value.value, value.decimals), value.decimals))


def _decimal(value: Fraction, decimals: int) -> Decimal:
    """To that many decimals, halves up, without a float on the way."""
    return Decimal(divide_half_up(value.numerator * 10**decimals, value.denominator)).scaleb(-decimals)


NAMED = 5
"""So many checks are named; one wrong figure breaks few, more would push the levers off the screen."""


def show_banner(data: Data) -> None:
    """Draw the banner if any check of this version is broken."""
    broken = data.validation.broken
    if not broken:
        return
    lines = [_named(out) for out in broken[:NAMED]]
    if len(broken) > NAMED:
        lines.append(_("và {count} phép đối chiếu khác").format(count=len(broken) - NAMED))
    st.error(
        _(
            "**Số liệu không còn khớp với báo cáo nên kết quả phương án giả định có thể sai.** Vượt dung "
            "sai:\n\n{checks}\n\nXem bảng đối chiếu ở trang Tổng quan; mở Lịch sử cập nhật, tìm lần cập nhật đã đổi số "
            "và thu hồi nếu ghi sai."
        ).format(checks="\n".join(f"- {escape(line)}" for line in lines))
    )


def _named(out: TieOut) -> str:
    unit = _("điểm %") if out.check.unit == "%" else _(out.check.unit)
    return _("{name}: lệch {difference} {unit}, dung sai {tolerance}").format(
        name=_(out.check.name), difference=off_by(out), unit=unit, tolerance=allowed(out)
    )
