"""The answer of a what-if, in its order: a sentence, numbers, a picture, tables, the arithmetic, the files.

Belongs here: drawing. Does not: figures or words (whatif_words.py, whatif_tables.py).
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data.export.csv_file import csv_bytes
from data.locale import _
from models.policy.projection import View
from models.policy.schemes import PROTECTION
from pages.components import charts, demo, downloads, goal_seek_tab, whatif_arithmetic, whatif_tables, whatif_words
from pages.components.loaders import Data
from pages.components.numbers import hedge, money, percent, short_month
from pages.components.tables import table
from pages.components.whatif import WhatIf
from pages.components.whatif_tables import Table

TABS = "btxh-bang"
VIEW = "btxh-cach-xem"
VIEW_WORDS = {"entitled": _("Theo tháng hưởng"), "paid": _("Theo tháng chi")}


def show(found: WhatIf) -> None:
    """Beside the levers: sentence, numbers, picture, source of money, budget line."""
    _sentence(found)
    _numbers(found)
    _chart(found, _choose_view())
    st.markdown(whatif_words.who_pays(found) + "  \n" + whatif_words.estimate(found.estimate, found.year))


def _choose_view() -> View:
    view = st.segmented_control(
        _("Cách xem"), list(VIEW_WORDS), default="entitled", required=True, key=VIEW, format_func=VIEW_WORDS.get,
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    return "paid" if view == "paid" else "entitled"


def _sentence(found: WhatIf) -> None:
    sentence = whatif_words.headline(found)
    if found.no_change is not None:
        st.info(sentence)
        return
    st.markdown(f"#### {sentence}")
    notes = [whatif_words.centre(found)]
    if not whatif_words.verified(found):
        notes.append(_("Chưa kiểm chứng: mức này lấy từ báo chí, cần đối chiếu văn bản gốc trước khi trình."))
    st.caption(" ".join(notes))


def _numbers(found: WhatIf) -> None:
    h = found.community
    year = next(year for year in h.years if year.year == found.year)
    back = _plus(h.back_pay_vnd) if h.back_pay_vnd else _("không có")
    tiles = (
        (
            _("Kinh phí {month}"),
            h.month,
            _short(hedge(found.qualifier, money(h.scenario_vnd))),
            whatif_words.path(found),
        ),
        (_("Tăng mỗi tháng"), h.month, _plus(h.increase_vnd), percent(100 * h.increase_vnd / h.baseline_vnd, 1)),
        (_("Truy lĩnh {month}"), h.first_paid, back, whatif_words.back_pay(h)),
    )
    *places, last = st.columns([1.4, 1.05, 1.25, 0.95])
    for place, (label, month, value, more) in zip(places, tiles, strict=True):
        place.metric(label.format(month=short_month(month)), value, help=more)
    label = _("Cả năm {year}").format(year=year.year)
    last.metric(label, _plus(year.increase_vnd), help=whatif_words.change_words(year.increase_vnd))


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
    current, trial = (cube.total(role, view, PROTECTION.code)[places] for role in ("baseline", "scenario"))
    back = [0] * len(places)
    if view == "paid":
        late = cube.total("scenario", "paid", PROTECTION.code) - cube.total("scenario", "entitled", PROTECTION.code)
        back = [max(0, int(late[place])) for place in places]
    months = [cube.months[place] for place in places]
    title = _("Kinh phí trợ cấp tại cộng đồng, {view}, {first} - {last} (triệu đồng/tháng)").format(
        view=VIEW_WORDS[view].lower(), first=short_month(months[0]), last=short_month(months[-1])
    )
    st.caption(title)
    st.vega_lite_chart(
        charts.monthly_paths(months, current, trial, back), key="btxh-bieu-do", width="stretch", alt=title
    )


def tables(found: WhatIf, data: Data) -> None:
    """Below, over the whole width; only the open one is made."""
    names = [_("Theo nhóm"), _("Theo huyện"), _("Theo năm ngân sách"), _("Tính ngược từ kinh phí"), _("Cách tính")]
    tabs = st.tabs(names, key=TABS, on_change="rerun")
    bodies: list[Callable[[], None]] = [
        lambda: _table(whatif_tables.by_group(found, data), "theo-nhom", demo.groups_used()),
        lambda: _districts(found, data),
        lambda: _years(found),
        lambda: goal_seek_tab.show(found, data),
        lambda: whatif_arithmetic.show(found, data),
    ]
    for tab, body in zip(tabs, bodies, strict=True):
        with tab:
            if tab.open:
                body()


def _districts(found: WhatIf, data: Data) -> None:
    if PROTECTION.code not in data.sent_schemes:
        demo.switch(data)
    rows = whatif_tables.by_district(found, data)
    if rows is None:
        st.info(
            _(
                "Chưa có số liệu theo huyện. Báo cáo năm 2023 chỉ có số toàn tỉnh; tải tệp số liệu ở trang Cập nhật số liệu."
            )
        )
    else:
        _table(rows, "theo-huyen", demo.page_mark())


def _years(found: WhatIf) -> None:
    _table(whatif_tables.by_year(found), "theo-nam", "")
    block = found.baseline.block(PROTECTION)
    held = (
        _("Số người giữ theo báo cáo 2023 cho mọi năm.")
        if not block.uploaded
        else _("Số người giữ theo kỳ số liệu {month} cho mọi năm.").format(month=short_month(block.as_of))
    )
    st.caption(
        held
        + " "
        + _(
            "Từ 7/2025 người từ đủ 80 tuổi không có lương hưu chuyển sang trợ cấp hưu trí xã hội: số năm 2026, 2027 chỉ để tham khảo."
        )
    )


def _table(content: Table, name: str, mark: str) -> None:
    st.markdown(f"**{content.title}**")
    st.markdown(table(content.headers, content.rows, last_bold=content.last_bold))
    if content.illustrative and mark:
        st.caption(mark)

    def make() -> bytes:
        quality = demo.export_mark() if content.illustrative else _("Tính toán từ số báo cáo")
        rows = [[*row, quality] for row in content.rows]
        headers = [*content.headers, _("Tính chất số liệu")]
        return csv_bytes(headers, rows, first_line=demo.export_mark() if content.illustrative else content.title)

    downloads.button(_("Tải bảng này (CSV)"), f"bao-tro-xa-hoi-{name}.csv", make, key=f"btxh-tai-{name}")
