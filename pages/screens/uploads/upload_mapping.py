"""Which column of the file is which: seen and set by hand where the headings say something else.

Belongs here: the folded list of columns. Does not: recognising headings (data/ingest/headings.py).
"""

from __future__ import annotations

import streamlit as st

from data.ingest import Check
from data.ingest.base import IGNORED_SILENTLY
from data.ingest.catalogue import DATASETS
from data.locale import _
from data.parsing.folding import fold
from data.store.drafts import OpenDraft
from pages.screens.uploads import upload_draft
from pages.ui.format.tables import escape

OPEN, APPLY = "tai-tep-khop-cot", "tai-tep-khop-cot-dung"
COLUMNS_A_ROW = 3


def unknown(check: Check) -> list[str]:
    """Letters of the columns that are not read."""
    return [letter for letter, _heading, column in _columns(check) if not column]


def show(draft: OpenDraft, check: Check) -> None:
    """Nothing where the file has no headings; opened by itself where a heading was not understood and the file is refused."""
    columns, not_read = _columns(check), unknown(check)
    if not columns:
        return
    label = _("Khớp cột của tệp với mẫu")
    if not_read:
        label = _("Khớp cột của tệp với mẫu ({unknown} cột chưa nạp)").format(unknown=len(not_read))
    opened = bool(not_read) and check.status == "refused"
    folded = st.expander(label, expanded=opened, key=f"{OPEN}-{opened}", on_change="rerun")
    if not folded.open:
        return
    with folded:
        st.caption(
            _("Cột nào phần mềm hiểu sai hoặc chưa hiểu thì chọn lại, rồi bấm nút bên dưới. Tệp gốc được giữ nguyên.")
        )
        asked = _asked(draft, columns, check.dataset)
        if st.button(_("Khớp lại và kiểm tra"), key=APPLY):
            _apply(draft, columns, asked)


def _columns(check: Check) -> list[tuple[str, str, str]]:
    """Letter, heading and what it was taken for, of the columns that can be set."""
    found = check.understood
    if found is None or found.wide or check.questions:
        return []
    return [one for one in found.columns if fold(one[1]) not in IGNORED_SILENTLY and (one[1] or one[2])]


def _asked(draft: OpenDraft, columns: list[tuple[str, str, str]], dataset: str) -> dict[str, str]:
    """Letter -> the column chosen for it."""
    labels = {"": _("Không nạp cột này")} | {column.name: _(column.label) for column in DATASETS[dataset].columns}
    asked = {}
    for first in range(0, len(columns), COLUMNS_A_ROW):
        places = st.columns(COLUMNS_A_ROW, gap="small")
        for place, (letter, heading, column) in zip(places, columns[first : first + COLUMNS_A_ROW], strict=False):
            options = list(labels)
            with place:
                asked[letter] = st.selectbox(
                    _("{letter}: {heading}").format(letter=letter, heading=escape(heading) or _("(không có tiêu đề)")),
                    options, index=options.index(column) if column in labels else 0, format_func=labels.get,
                    key=f"{OPEN}-{letter}-{column}-{draft.sha256[:8]}",
                )  # fmt: skip
    return asked


def _apply(draft: OpenDraft, columns: list[tuple[str, str, str]], asked: dict[str, str]) -> None:
    changed = {f"column.{letter}": asked[letter] for letter, _heading, column in columns if asked[letter] != column}
    used = [column for column in asked.values() if column]
    if not changed:
        st.info(_("Chưa đổi cột nào."))
    elif len(set(used)) == len(used) and upload_draft.answer(draft, changed):
        st.rerun()
    else:
        st.error(_("Hai cột của tệp đang khớp với cùng một cột của mẫu. Chọn lại để mỗi cột của mẫu chỉ dùng một lần."))
