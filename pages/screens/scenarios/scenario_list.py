"""The list of saved scenarios and which one is open.

Belongs here: the table and the choice. Does not: what is shown of the chosen one (scenario_detail.py).
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.locale import _
from models.wording.numbers import day, moment
from pages.screens.scenarios import scenario_cause_words
from pages.ui.answers import scenario_words
from pages.ui.format.tables import table
from pages.ui.saved.shelf import Kept

CHOSEN = "phuong-an-mo"


def show(shelf: Sequence[Kept]) -> Kept | None:
    """The table of all and the scenario chosen; None when there is none yet."""
    if not shelf:
        st.info(
            _(
                "Chưa lưu phương án nào. Ở trang Bảo trợ xã hội, đặt các thông số rồi bấm “Lưu phương án”; hoặc nạp tệp phương án ở thẻ “Nhập từ tệp”."
            )
        )
        return None
    rows = [_row(one) for one in shelf]
    headers = [_("Phương án"), _("Khoản thay đổi nhiều nhất, lúc lưu"), _("Quy định đến"), _("Lưu lúc"), _("Hiện nay")]
    st.markdown(table(headers, rows, numbers_from=9))
    by_id = {one.saved.id: one for one in shelf}
    if st.session_state.get(CHOSEN) not in by_id:
        st.session_state[CHOSEN] = shelf[0].saved.id
    chosen = st.selectbox(
        _("Mở phương án"), list(by_id), format_func=lambda key: by_id[key].saved.name if key in by_id else "", key=CHOSEN,
        persist_state="session",
    )  # fmt: skip
    return by_id.get(chosen)


def _row(one: Kept) -> list[str]:
    saved = one.saved
    name = _("{name} (phương án trình)").format(name=saved.name) if saved.role == "proposal" else saved.name
    result = _("không đọc được") if one.stored is None else scenario_words.brief(one.stored)
    who = _("{time}, {actor}").format(time=moment(saved.created_at), actor=saved.created_by)
    return [name, result, day(saved.law_as_of), who, scenario_cause_words.status(one)]
