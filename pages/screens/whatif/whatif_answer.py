"""The answer of a what-if, in its order: a sentence, numbers, a picture, tables, the arithmetic, the files.

Belongs here: drawing. Does not: figures or words (whatif_words.py, whatif_tables.py).
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data.locale import _
from models.policy.answers.whatif import WhatIf, WhatIfArea
from models.policy.cube import ROLES, View
from models.policy.schemes import MERIT
from models.wording.numbers import hedge, money, share, short_month
from pages.screens.whatif import arithmetic, goal_seek, whatif_breakdown, whatif_cases, whatif_lines
from pages.ui.answers import tables as answers_tables
from pages.ui.answers import words
from pages.ui.answers.tables import Table
from pages.ui.charts import charts
from pages.ui.format.tables import table
from pages.ui.session import office
from pages.ui.session.loaders import Data

TABS, VIEW = "bang", "cach-xem"
VIEW_WORDS = {"entitled": _("Theo tháng hưởng"), "paid": _("Theo tháng chi")}


def show(found: WhatIf, sentence: str) -> None:
    """Beside the levers: sentence, numbers, picture, source of money, budget line."""
    _sentence(found, sentence)
    _numbers(found)
    _chart(found, _choose_view(found.area))
    money_words = words
    st.markdown(money_words.who_pays(found) + "  \n" + money_words.budget(found.budget, found.year))


def _choose_view(area: WhatIfArea) -> View:
    view = st.segmented_control(
        _("Cách xem"), list(VIEW_WORDS), default="entitled", required=True, key=area.prefix + VIEW, format_func=VIEW_WORDS.get,
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    return "paid" if view == "paid" else "entitled"


def _sentence(found: WhatIf, sentence: str) -> None:
    if found.no_change is not None:
        st.info(sentence)
        return
    st.markdown(f"#### {sentence}")
    notes = [words.interval(found), words.centre(found), words.estimated(found)]
    if not words.verified(found):
        notes.append(_("Chưa kiểm chứng: mức này lấy từ báo chí, cần đối chiếu văn bản gốc trước khi trình."))
    said = " ".join(note for note in notes if note)
    if said:
        st.caption(said)


def _numbers(found: WhatIf) -> None:
    h = found.main
    year = next(year for year in h.years if year.year == found.year)
    back = _plus(h.back_pay_vnd) if h.back_pay_vnd else _("không có")
    tiles = (
        (
            _("Kinh phí {month}"),
            h.month,
            _short(hedge(found.qualifier, money(h.scenario_vnd))),
            words.path(found),
        ),
        (_("Tăng mỗi tháng"), h.month, _plus(h.increase_vnd), share(h.increase_vnd, h.baseline_vnd)),
        (_("Truy lĩnh {month}"), h.first_paid, back, words.back_pay(found)),
    )
    label = _("Cả năm {year}").format(year=year.year)
    # One row, not columns: every column is a message of its own at every move.
    with st.container(horizontal=True):
        for name, month, value, more in tiles:
            st.metric(name.format(month=short_month(month)), value, help=more, width="stretch")
        st.metric(label, _plus(year.increase_vnd), help=words.change_words(year.increase_vnd), width="stretch")


def _short(text: str) -> str:
    """Tiles are narrow: "trên 33,33 tỷ" without "đồng"; the sentence above says it in full."""
    return text.removesuffix(_(" đồng"))


def _plus(vnd: int) -> str:
    if vnd == 0:
        return "0"
    return ("+" if vnd > 0 else "−") + _short(money(abs(vnd)))


def _chart(found: WhatIf, view: View) -> None:
    places = found.year_places(2)
    cube = found.cube
    current, trial = (cube.total(role, view, found.scheme_code)[places] for role in ROLES)
    back = [0] * len(places)
    if view == "paid":
        late = cube.late("scenario", found.scheme_code)
        back = [max(0, int(late[place])) for place in places]
    months = [cube.months[place] for place in places]
    title = _("Kinh phí {bill}, {view}, {first} - {last} (triệu đồng/tháng)").format(
        bill=_(found.area.bill_words), view=VIEW_WORDS[view].lower(), first=short_month(months[0]), last=short_month(months[-1])
    )  # fmt: skip
    spec = charts.monthly_paths(title, months, current, trial, back, breaks=words.series_breaks(found, months))
    st.vega_lite_chart(spec, key=f"{found.area.prefix}bieu-do", width="stretch", alt=title)


def tables(found: WhatIf, data: Data) -> None:
    """Below, over the whole width; only the open one is made."""
    bodies: dict[str, Callable[[], None]] = {
        _("Nhóm"): lambda: _table(found, answers_tables.by_group(found, data), "theo-nhom", office.groups_used()),
        _("Huyện"): lambda: _districts(found, data),
        _("Năm ngân sách"): lambda: _years(found),
        _("Nguồn"): lambda: _table(found, whatif_lines.who_pays(found), "nguon", ""),
        _("Khoản khác"): lambda: _others(found, data),
        _("Biện pháp"): lambda: whatif_breakdown.measures(found),
        _("Dao động"): lambda: whatif_breakdown.drivers(found),
        _("Tính ngược từ kinh phí"): lambda: goal_seek.show(found, data),
        _("Trường hợp cụ thể"): lambda: whatif_cases.show(found, data),
        _("Cách tính"): lambda: arithmetic.show(found, data),
    }
    tabs = st.tabs(list(bodies), key=found.area.prefix + TABS, on_change="rerun")
    for tab, body in zip(tabs, bodies.values(), strict=True):
        with tab:
            if tab.open:
                body()


def _others(found: WhatIf, data: Data) -> None:
    _table(found, whatif_lines.other_lines(found, data), "khoan-khac", "")
    notes = [whatif_lines.health_cards_note(found), whatif_lines.pension_range(found), whatif_lines.pension_note(found)]
    said = "  \n".join(note for note in notes if note)
    if said:
        st.caption(said)


def _districts(found: WhatIf, data: Data) -> None:
    if found.scheme_code not in data.sent_schemes:
        office.switch(data)
    rows = answers_tables.by_district(found, data)
    if rows is None:
        st.info(
            _(
                "Chưa có số liệu theo huyện. Báo cáo năm 2023 chỉ có số toàn tỉnh; tải tệp số liệu ở trang Cập nhật số liệu."
            )
        )
    else:
        _table(found, rows, "theo-huyen", office.page_mark())


def _years(found: WhatIf) -> None:
    _table(found, answers_tables.by_year(found), "theo-nam", "")
    block = found.block
    held = (
        _("Số người giữ theo báo cáo 2023 cho mọi năm.")
        if not block.uploaded
        else _("Số người giữ theo kỳ số liệu {month} cho mọi năm.").format(month=short_month(block.as_of))
    )
    pension = _(
        "Từ 7/2025 người từ đủ 80 tuổi không có lương hưu chuyển sang trợ cấp hưu trí xã hội: số năm 2026, 2027 chỉ để tham khảo."
    )
    st.caption(held if found.area.scheme == MERIT else f"{held} {pension}")


def _table(found: WhatIf, content: Table, name: str, mark: str) -> None:
    body = table(content.headers, content.rows, numbers_from=content.numbers_from, last_bold=content.last_bold)
    # One text, not two: every element is a message of its own at every move.
    st.markdown(f"**{content.title}**\n\n{body}")
    if content.illustrative and mark:
        st.caption(mark)
    answers_tables.button(found, content, name)
