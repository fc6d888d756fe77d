"""The tab "Văn bản chờ đối chiếu": rules that nobody has compared with their document yet, by document.

Belongs here: finding and grouping them, the way to each. Does not: comparing (parameter_check.py).
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from data.locale import _
from data.vocabulary.parameters import EVIDENCE_WORDS
from models.wording.numbers import day
from pages._registry import page
from pages.ui.format.tables import escape
from pages.ui.records import parameter_check, parameters
from pages.ui.records.parameters import amount, words
from pages.ui.saved import open as scenario_open

Rows = list[dict[str, Any]]


def waiting(version: int) -> Rows:
    """Oldest first, by the day from which they apply."""
    rows = [row for series in parameters.of_version(version).values() for row in series if parameter_check.is_open(row)]
    return sorted(rows, key=lambda row: (row["applies_from"], row["document"], row["name"]))


def show(rows: Rows) -> None:
    if not rows:
        st.success(_("Mọi mức đang dùng đều đã có người đối chiếu với văn bản gốc."))
        return
    by_document: dict[str, Rows] = {}
    for row in rows:
        by_document.setdefault(row["document"], []).append(row)
    st.caption(
        _("{count} mức của {documents} văn bản chưa ai đọc bản gốc. Bấm vào một mức để mở trang Mức chuẩn và văn bản ở đúng mức đó.").format(
            count=len(rows), documents=len(by_document)
        )
    )  # fmt: skip
    for document, mine in by_document.items():
        st.markdown(_("**{document}**").format(document=escape(document)))
        for row in mine:
            said = _("{name}: {amount} từ {day} ({source})").format(
                name=words(row["name"]), amount=amount(row), day=day(row["applies_from"]), source=_(EVIDENCE_WORDS[row["evidence"]]).lower()
            )  # fmt: skip
            key = f"quan-tri-van-ban-{row['name'].replace('.', '-')}-{row['applies_from']}"
            if st.button(said, key=key, type="tertiary", icon=":material/arrow_forward:"):
                st.session_state[parameters.ASKED] = row["name"]
                st.session_state[parameter_check.choice_key(row["name"])] = row["applies_from"]
                st.switch_page(scenario_open.entry(page("law.py")))
