"""The events that fit, newest first, 25 a page; and all of them as a file.

Belongs here: the table, turning its pages, the button of the file. Does not: the filters (audit_filters.py).
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from data.audit import events, heads
from data.audit import words as audit_words
from data.audit.events import MOST_COUNTED, MOST_SEARCHED, Wanted
from data.audit.words import action_words, detail_words
from data.clock import now, office_time
from data.locale import _
from models.wording.numbers import number
from pages.ui.format.tables import HARD, table
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
    """The events that fit as CSV; the head of that moment is anchored with it."""
    database, settings, who = loaders.database(), loaders.settings(), actor.current()

    def make() -> bytes:
        content = b"".join(audit_words.parts(events.every(database, wanted, actor=who, most=MOST_IN_A_FILE)))
        heads.anchor_quietly(database, settings, "export")
        return content

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
        number(row["sequence"]), office_time(row["at"]).strftime("%d/%m/%Y %H:%M:%S").replace(" ", HARD), _unbroken(row["actor"]),
        _unbroken(action_words(row["action"])), "" if row["batch_id"] is None else str(row["batch_id"]),
        told if len(told) <= DETAIL_SHOWN else f"{told[: DETAIL_SHOWN - 1]}…",
    ]  # fmt: skip


def _unbroken(text: str) -> str:
    return text.replace(" ", HARD) if len(text) <= UNBROKEN else text
