"""The audit log: filters, list, checking the chain."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from data import chain
from data.audit import events, words as audit_words
from data.audit.events import MOST_COUNTED, MOST_SEARCHED, Wanted, actors
from data.audit.verify import Report, verify
from data.audit.words import ACTION_WORDS, action_words, detail_words
from data.backup import audit_heads, listed
from data.clock import now, office_time
from data.locale import _
from models.wording.numbers import moment, number
from pages.ui.format.tables import HARD, escape, table
from pages.ui.session import actor, downloads, loaders

PAGE, _SHOWN_OF = "nk-trang", "_nk-loc"
ON_A_PAGE = 25
UNBROKEN = 22
"""Characters of a person's name, and of a deed, that stay on one line."""
MOST_IN_A_FILE = 50_000
DETAIL_SHOWN = 220


def show(wanted: Wanted) -> None:
    """The page asked for; other filters begin at the first one."""
    if st.session_state.get(_SHOWN_OF, wanted) != wanted:
        st.session_state[PAGE] = 1
    st.session_state[_SHOWN_OF] = wanted
    chosen = int(st.session_state.get(PAGE, 1))
    found = events.find(loaders.database(), wanted, actor=actor.current(), page=chosen, size=ON_A_PAGE)
    if not found.count:
        st.info(
            _("Không có sự kiện nào như vậy. Bỏ bớt điều kiện lọc.") if wanted.is_narrow else _("Nhật ký chưa có gì.")
        )
        _searched(wanted)
        return
    pages = max(1, -(-min(found.count, MOST_COUNTED) // ON_A_PAGE))
    if chosen > pages:
        st.session_state[PAGE] = pages
        st.rerun()
    rows = [_row(row) for row in found.rows.iter_rows(named=True)]
    headers = [_("Số"), _("Lúc (UTC+07:00)"), _("Người"), _("Việc"), _("Bản"), _("Nội dung")]
    st.markdown(table(headers, rows, numbers_from=9))
    first = (chosen - 1) * ON_A_PAGE + 1
    words = _("Sự kiện {first} - {last} trong {all}, mới nhất trước.")
    if found.is_more:
        words = _("Sự kiện {first} - {last} trong hơn {all}, mới nhất trước; chọn khoảng ngày để xem cũ hơn.")
    all_of_them = number(min(found.count, MOST_COUNTED))
    st.caption(words.format(first=number(first), last=number(first + len(rows) - 1), all=all_of_them))
    _searched(wanted)
    if pages > 1:
        st.pagination(pages, key=PAGE, width="stretch")


def download(wanted: Wanted) -> None:
    """The events that fit, as CSV."""
    database, who = loaders.database(), actor.current()

    def make() -> bytes:
        return b"".join(audit_words.parts(events.every(database, wanted, actor=who, most=MOST_IN_A_FILE)))

    name = _("nhat-ky-{day}.csv").format(day=office_time(now()).date().isoformat())
    downloads.button(_("Tải nhật ký (CSV)"), name, make, key="nk-tai-ve")


def _searched(wanted: Wanted) -> None:
    if wanted.text.strip():
        st.caption(
            _(
                "Chữ được tìm trong {count} sự kiện mới nhất của các điều kiện khác; chọn khoảng ngày để tìm cũ hơn."
            ).format(count=number(MOST_SEARCHED))
        )


def _row(row: dict[str, Any]) -> list[str]:
    told = detail_words(row["detail"])
    return [
        number(row["sequence"]),
        office_time(row["at"]).strftime("%d/%m/%Y %H:%M:%S").replace(" ", HARD),
        _unbroken(row["actor"]),
        _unbroken(action_words(row["action"])),
        "" if row["batch_id"] is None else str(row["batch_id"]),
        told if len(told) <= DETAIL_SHOWN else f"{told[: DETAIL_SHOWN - 1]}…",
    ]


def _unbroken(text: str) -> str:
    return text.replace(" ", HARD) if len(text) <= UNBROKEN else text


BUTTON, _RESULT = "nk-kiem-tra", "_nk-ket-qua"


def head() -> None:
    """The head of the chain, to copy or to print; each backup keeps that of its moment."""
    with st.popover(_("Mã chốt hôm nay"), icon=":material/lock:"):
        with loaders.database().reading() as connection:
            current = chain.head(connection)
        st.markdown(_("In và ký dòng này cuối ngày. Về sau nếu nhật ký bị sửa hay cắt, mã sẽ không còn khớp."))
        st.code(current.printed(), language=None, wrap_lines=True)
        newest = next((one.manifest for one in listed(loaders.settings()) if one.manifest), None)
        if newest is not None:
            st.caption(
                _("Mỗi bản sao lưu giữ mã chốt của lúc sao lưu, lần cuối lúc {time}.").format(
                    time=moment(newest.moment)
                )
            )
        else:
            st.caption(_("Chưa có bản sao lưu nào giữ mã chốt."))


def button() -> bool:
    return st.button(_("Kiểm tra chuỗi"), key=BUTTON, icon=":material/fact_check:")


def show_check(asked: bool) -> None:
    """Check when asked; what the last check of this session found stays on the screen."""
    if asked:
        bar = st.progress(0.0, text=_("Đang kiểm tra nhật ký…"))

        def progress(done: int, total: int) -> None:
            words = _("Đang kiểm tra nhật ký: {done} trong {total} sự kiện")
            bar.progress(min(1.0, done / max(total, 1)), text=words.format(done=number(done), total=number(total)))

        report = verify(loaders.database(), audit_heads(loaders.settings()), actor=actor.current(), progress=progress)
        bar.empty()
        st.session_state[_RESULT] = (now(), report)
    kept: tuple[datetime, Report] | None = st.session_state.get(_RESULT)
    if kept is not None:
        _said(*kept)


def _said(at: datetime, report: Report) -> None:
    if report.ok:
        words = _("Nhật ký nguyên vẹn: {count} sự kiện, {anchors} mã chốt đều khớp (kiểm tra lúc {time}).")
        st.success(
            words.format(count=number(report.checked), anchors=number(report.compared), time=moment(at)),
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


ACTOR, ACTION, FIRST, LAST, TEXT = "nk-nguoi", "nk-viec", "nk-tu", "nk-den", "nk-tim"


def show_filters() -> Wanted:
    """One line of controls; what they ask for."""
    people = actors(loaders.database(), actor=actor.current())
    columns = st.columns([6, 6, 5, 5, 6], gap="small")
    who = columns[0].selectbox(
        _("Người"), people, index=None, placeholder=_("Tất cả"), key=ACTOR, bind="query-params", persist_state="session"
    )
    deed = columns[1].selectbox(
        _("Việc"),
        list(ACTION_WORDS),
        index=None,
        placeholder=_("Tất cả"),
        format_func=action_words,
        key=ACTION,
        bind="query-params",
        persist_state="session",
    )
    first = columns[2].date_input(
        _("Từ ngày"), None, format="DD/MM/YYYY", key=FIRST, bind="query-params", persist_state="session"
    )
    last = columns[3].date_input(
        _("Đến ngày"), None, format="DD/MM/YYYY", key=LAST, bind="query-params", persist_state="session"
    )
    text = columns[4].text_input(
        _("Tìm trong nội dung"),
        max_chars=100,
        placeholder=_("tên tệp, tài khoản…"),
        key=TEXT,
        bind="query-params",
        persist_state="session",
    )
    if first is not None and last is not None and first > last:
        st.warning(_("“Từ ngày” sau “Đến ngày” nên không có sự kiện nào. Đổi một trong hai ngày."))
    return Wanted(who, deed, first, last, text or "")
