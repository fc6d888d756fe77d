"""Scenarios compared: pick up to six, choose the base, read the sentence, the chart, the table.

Belongs here: the tab "So sánh phương án", top to bottom. Rows are scenario_compare_rows.py, the chart is
scenario_compare_chart.py.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.export.tables import csv_bytes
from data.locale import _
from models.policy.cube import View
from models.policy.saved.comparison import assumed_lines, common_month, differing_schemes
from models.wording.numbers import day, short_month
from pages.screens.scenarios import scenario_compare_chart, scenario_compare_rows
from pages.screens.whatif.whatif_answer import VIEW_WORDS
from pages.ui.answers import scenario_words
from pages.ui.format.tables import escape, table
from pages.ui.saved import open as scenario_open
from pages.ui.saved import shelf as saved_shelf
from pages.ui.saved.shelf import LAW, LIMIT, Column, Kept
from pages.ui.session import downloads, loaders

PICKED, BASE, SCHEME, VIEW = "phuong-an-chon", "phuong-an-moc", "phuong-an-khoan", "phuong-an-cach-xem"
_KNOWN = "_phuong-an-da-biet"
FIRST_PICKS = 4
HARD, UNBROKEN = "\N{NO-BREAK SPACE}", 24


def show(shelf: Sequence[Kept], data: loaders.Data) -> None:
    """Controls, sentence, chart, table, districts, file."""
    labels = saved_shelf.names(shelf, scenario_open.working(data))
    if len(labels) < 2:
        st.info(
            _(
                "Chưa có phương án nào để so sánh. Ở trang Bảo trợ xã hội, kéo thanh mức chuẩn rồi bấm “Lưu phương án”; hoặc nạp tệp phương án ở thẻ “Nhập từ tệp”."
            )
        )
        return
    picked = _pick(labels)
    columns = saved_shelf.columns(picked, shelf, data)
    left_out = [labels[key] for key in picked if key not in {column.option.key for column in columns}]
    if left_out:
        st.warning(_("Không tính được: {names}.").format(names=escape(", ".join(left_out))))
    if len(columns) < 2:
        st.info(_("Chọn ít nhất hai phương án để so sánh."))
        return
    _compared(columns, data)


def _pick(labels: dict[str, str]) -> list[str]:
    """Up to six; a scenario saved since the last look is picked by itself while there is room."""
    known = st.session_state.get(_KNOWN)
    if PICKED not in st.session_state or known is None:
        st.session_state[PICKED] = list(labels)[:FIRST_PICKS]
    else:
        kept = [key for key in st.session_state[PICKED] if key in labels]
        new = [key for key in labels if key not in known]
        st.session_state[PICKED] = [*kept, *new][:LIMIT]
    st.session_state[_KNOWN] = list(labels)
    return list(
        st.multiselect(
            _("Phương án so sánh (tối đa 6)"), list(labels), format_func=lambda key: labels.get(key, key), key=PICKED,
            max_selections=LIMIT, placeholder=_("Chọn để so sánh"), persist_state="session",
        )
    )  # fmt: skip


def _base(columns: Sequence[Column]) -> int:
    """The place of the option all are held against."""
    names = {column.option.key: column.name for column in columns}
    keys = list(names)
    return keys.index(_chosen(_("So với"), names, BASE, LAW if LAW in names else keys[0]))


def _scheme(schemes: Sequence[str], names: dict[str, str]) -> str:
    """Which scheme sentence and chart are about."""
    return _chosen(_("Khoản chi"), {code: names.get(code, code) for code in schemes}, SCHEME, schemes[0])


def _chosen(label: str, names: dict[str, str], key: str, first: str) -> str:
    """One of a few that may be others at the next look: what is no longer there gives way to the first."""
    if st.session_state.get(key) not in names:
        st.session_state[key] = first
    chosen = st.selectbox(
        label, list(names), format_func=lambda code: names.get(code, code), key=key, persist_state="session"
    )
    return str(chosen) if chosen in names else first


def _compared(columns: Sequence[Column], data: loaders.Data) -> None:
    options = [column.option for column in columns]
    names = scenario_words.scheme_names()
    schemes = differing_schemes(options)
    if not schemes:
        _assumed_alone(columns, names, data)
        return
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    with left:
        base = _base(columns)
    with middle:
        scheme = _scheme(schemes, names)
    with right:
        view = _view()
    st.markdown("#### " + escape(scenario_compare_rows.sentence(columns, base, scheme, names[scheme])))
    _law_days(columns)
    _chart(columns, scheme, names[scheme], view)
    heading = scenario_compare_rows.heading(columns, scheme, names[scheme])
    title = _("{heading}, trên cùng số liệu bản {version} (triệu đồng)").format(heading=heading, version=data.version)
    headers = [_("Nội dung"), *(column.name for column in columns)]
    st.markdown(f"**{escape(title)}**")
    st.markdown(table(headers, _drawn(scenario_compare_rows.overview(columns, base, scheme, names, data))))
    st.caption(
        _(
            "Theo tháng hưởng; trong ngoặc: chênh lệch so với {base}. Số của từng khoản để riêng, không cộng các nguồn."
        ).format(base=escape(columns[base].said))
    )
    _districts(columns, base, scheme, data)

    all_of_it = _("So sánh phương án trên cùng số liệu bản {version} (triệu đồng)").format(version=data.version)

    def make() -> bytes:
        return csv_bytes(headers, scenario_compare_rows.everything(columns, base, names, data), first_line=all_of_it)

    downloads.button(_("Tải bảng so sánh (CSV)"), "so-sanh-phuong-an.csv", make, key="phuong-an-tai-bang")


def _assumed_alone(columns: Sequence[Column], names: dict[str, str], data: loaders.Data) -> None:
    """Options that differ in lines of support alone: current law has no figures of them, each is held against its own."""
    rows = scenario_compare_rows.assumed_alone(columns, names)
    if not rows:
        st.info(_("Các phương án đã chọn cho cùng một kết quả ở mọi tháng."))
        return
    said = [
        f"{column.said}: {scenario_words.lower_first(scenario_words.sentence(column.option.result, names))}"
        for column in columns
        if column.option.key != LAW
    ]
    st.markdown("#### " + escape(" ".join(text[:1].upper() + text[1:] for text in said)))
    _law_days(columns)
    _added_chart(columns, names)
    title = _("Các khoản hỗ trợ, trên cùng số liệu bản {version} (triệu đồng)").format(version=data.version)
    headers = [_("Nội dung"), *(column.name for column in columns)]
    st.markdown(f"**{escape(title)}**")
    st.markdown(table(headers, _drawn(rows)))
    st.caption(_("Mỗi phương án so với số hiện nay của chính nó (giả định); các nguồn không cộng với nhau."))
    downloads.button(
        _("Tải bảng so sánh (CSV)"), "so-sanh-phuong-an.csv", lambda: csv_bytes(headers, rows, first_line=title),
        key="phuong-an-tai-bang",
    )  # fmt: skip


def _view() -> View:
    chosen = st.segmented_control(
        _("Cách xem"), list(VIEW_WORDS), default="entitled", required=True, key=VIEW, format_func=VIEW_WORDS.get,
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    return "paid" if chosen == "paid" else "entitled"


def _law_days(columns: Sequence[Column]) -> None:
    days = sorted({column.option.scenario.law_as_of for column in columns})
    if len(days) > 1:
        st.warning(
            _(
                "Các phương án dựa trên quy định tính đến những ngày khác nhau ({days}): chênh lệch gồm cả phần do văn bản."
            ).format(days=", ".join(day(one) for one in days))
        )


def _chart(columns: Sequence[Column], scheme: str, name: str, view: View) -> None:
    places = scenario_compare_chart.places_shown(columns, scheme)
    months = columns[0].option.cube.months
    title = _("{scheme}, {view}, {first} - {last} (triệu đồng/tháng)").format(
        scheme=name,
        view=VIEW_WORDS[view].lower(),
        first=short_month(months[places[0]]),
        last=short_month(months[places[-1]]),
    )
    st.caption(escape(title))
    st.vega_lite_chart(
        scenario_compare_chart.paths(columns, scheme, view, places), key="phuong-an-bieu-do", width="stretch", alt=title
    )


def _added_chart(columns: Sequence[Column], names: dict[str, str]) -> None:
    """One line of support at a time, of the options that give it figures: lines have sources of their own."""
    moving = [
        code
        for code in assumed_lines([column.option for column in columns])
        if any((one := column.option.result.of(code)) is not None and one.moves for column in columns)
    ]
    scheme = moving[0] if len(moving) == 1 else _scheme(moving, names)
    drawn = [column for column in columns if column.option.key != LAW and column.option.result.of(scheme) is not None]
    places = scenario_compare_chart.added_places(drawn, scheme)
    months = drawn[0].option.cube.months
    title = _("{scheme}: tăng thêm so với hiện nay, {first} - {last} (triệu đồng/tháng)").format(
        scheme=names.get(scheme, scheme), first=short_month(months[places[0]]), last=short_month(months[places[-1]])
    )
    st.caption(escape(title))
    st.vega_lite_chart(
        scenario_compare_chart.added_paths(drawn, scheme, places), key="phuong-an-bieu-do", width="stretch", alt=title
    )


def _districts(columns: Sequence[Column], base: int, scheme: str, data: loaders.Data) -> None:
    rows = scenario_compare_rows.by_district(columns, base, scheme, data)
    if not rows:
        st.caption(_("Theo huyện: chưa có số liệu theo huyện."))
        return
    when = common_month([column.option for column in columns], scheme)
    st.markdown(_("**Theo huyện, tháng {month} (triệu đồng/tháng)**").format(month=short_month(when)))
    headers = [_("Huyện, thị xã, thành phố"), *(column.name for column in columns)]
    st.markdown(table(headers, _drawn(rows), last_bold=True))


def _drawn(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Cells of words among the numbers, as Markdown shows them; a figure with its hedge or difference is not broken."""
    return [
        [row[0], *(escape(cell).replace(" ", HARD if len(cell) < UNBROKEN else " ") for cell in row[1:])]
        for row in rows
    ]
