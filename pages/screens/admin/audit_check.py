"""Whether the record is whole: the button, its progress, what was found; and the head of the day to print.

Belongs here: asking and showing. Does not: the check (data/audit/verify.py), keeping heads (data/audit/heads.py).
"""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from data.audit import heads
from data.audit.findings import Report
from data.audit.verify import verify
from data.clock import now
from data.locale import _
from models.wording.numbers import moment, number
from pages.ui.format.tables import escape
from pages.ui.session import actor, loaders

BUTTON, _RESULT = "nk-kiem-tra", "_nk-ket-qua"


def head() -> None:
    """The head as it stands, to copy or to print; kept outside the database each day, and with every file of the record."""
    with st.popover(_("Mã chốt hôm nay"), icon=":material/lock:"):
        with loaders.database().reading() as connection:
            current = heads.current(connection)
        st.markdown(_("In và ký dòng này cuối ngày. Về sau nếu nhật ký bị sửa hay cắt, mã sẽ không còn khớp."))
        st.code(current.printed(), language=None, wrap_lines=True)
        kept = heads.read(loaders.settings()).last
        if kept is not None:
            st.caption(
                _("Máy chủ tự giữ mã chốt ở tệp {file}, lần cuối lúc {time}.").format(
                    file=heads.FILE, time=moment(kept.at)
                )
            )
        else:
            st.caption(_("Máy chủ chưa giữ mã chốt nào (tệp {file}).").format(file=heads.FILE))


def button() -> bool:
    return st.button(_("Kiểm tra chuỗi"), key=BUTTON, icon=":material/fact_check:")


def show(asked: bool) -> None:
    """Check when asked; what the last check of this session found stays on the screen."""
    if asked:
        bar = st.progress(0.0, text=_("Đang kiểm tra nhật ký…"))

        def progress(done: int, total: int) -> None:
            words = _("Đang kiểm tra nhật ký: {done} trong {total} sự kiện")
            bar.progress(min(1.0, done / max(total, 1)), text=words.format(done=number(done), total=number(total)))

        anchors = heads.read(loaders.settings())
        report = verify(loaders.database(), anchors, actor=actor.current(), progress=progress)
        bar.empty()
        st.session_state[_RESULT] = (now(), report)
    kept: tuple[datetime, Report] | None = st.session_state.get(_RESULT)
    if kept is not None:
        _said(*kept)


def _said(at: datetime, report: Report) -> None:
    if report.ok:
        words = _("Nhật ký nguyên vẹn: {count} sự kiện, {anchors} mã chốt đều khớp (kiểm tra lúc {time}).")
        st.success(
            words.format(count=number(report.checked), anchors=number(report.anchored), time=moment(at)),
            icon=":material/verified:",
        )
    else:
        listed = "\n".join(f"- {escape(finding.words)}" for finding in report.findings)
        words = _("**Nhật ký không còn nguyên vẹn** (kiểm tra lúc {time}, {count} sự kiện):")
        after = _("Không sửa gì thêm; giữ máy chủ nguyên trạng, báo người quản trị và đối chiếu với bản sao lưu.")
        said = words.format(time=moment(at), count=number(report.checked))
        st.error(f"{said}\n\n{listed}\n\n{after}", icon=":material/gpp_bad:")
    for remark in report.remarks:
        st.caption(remark)
