"""Areas beside each other in every way: cards, ranking, strip, trend, table and files, one colour and letter an area.

Belongs here: the order of the parts and what is said around them. Does not: the parts themselves (compare_*), choosing areas
and reading figures (the page).
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from models.geo.comparison import ComparedArea, Comparison, NoTrend
from models.geo.peers import PeerGroup
from models.geo.selection import LIMIT, Selection
from pages.screens.map import compare_bars, compare_cards, compare_file, compare_strip, compare_table, compare_trend
from pages.screens.map import compare_marks as marks
from pages.screens.map import compare_words as words
from pages.screens.map.compare_words import Subject
from pages.screens.map.marks import short_name

_NAMED = 8


def show(
    comparison: Comparison, selection: Selection, subject: Subject, *, key: str, file_name: str = "so-sanh-theo-huyen"
) -> None:
    """All of it under each other; a page that places the parts itself calls `cards`, `pictures` and `listing`."""
    cards(comparison, selection, subject)
    pictures(comparison, selection, subject, key=key)
    listing(comparison, selection, subject, key=key, file_name=file_name)


def cards(comparison: Comparison, selection: Selection, subject: Subject) -> None:
    """The chosen areas; without any, how to choose some."""
    if not selection.chosen:
        st.info(
            _(
                "Chưa chọn đơn vị nào để so sánh. Bấm trên bản đồ hoặc gõ tên để chọn tối đa {limit} đơn vị; mỗi đơn vị giữ một màu và một chữ cái ở mọi biểu đồ và bảng."
            ).format(limit=LIMIT)
        )
        return
    compare_cards.show(comparison, selection, subject)


def pictures(comparison: Comparison, selection: Selection, subject: Subject, *, key: str) -> None:
    """Ranking and strip, then the trend, or why there is none; with their source below them."""
    if comparison.ranked:
        bars = compare_bars.ranking_bars(comparison, selection, subject)
        _chart(bars, f"{key}-xep-thu", compare_bars.in_words(comparison, selection, subject))
        strip = compare_strip.dots(comparison, selection, subject)
        if strip is not None:
            _chart(strip, f"{key}-phan-bo", compare_strip.in_words(comparison, selection, subject))
        _around_ranking(comparison, selection, subject)
    else:
        st.info(_nothing_ranked(comparison))
    found = comparison.trend(selection.codes)
    if isinstance(found, NoTrend):
        if not comparison.illustrative:
            st.caption(words.no_trend_words(found))
        return
    spec = compare_trend.lines(found, comparison, selection, subject)
    _chart(spec, f"{key}-dien-bien", compare_trend.in_words(found, comparison, selection, subject))
    st.caption(_source(subject.source_over or subject.source))


def listing(comparison: Comparison, selection: Selection, subject: Subject, *, key: str, file_name: str) -> None:
    """The table of all areas and its files."""
    compare_table.show(comparison, selection, subject, key=f"{key}-bang")
    if comparison.illustrative:
        st.caption(_("Số minh họa, chia theo dân số; không phải số liệu thống kê."))
    compare_file.buttons(comparison, selection, subject, key=f"{key}-tai", name=file_name)


def _chart(spec: dict[str, object], key: str, said: str) -> None:
    st.vega_lite_chart(spec, key=key, width="stretch", alt=said)


def _source(source: str) -> str:
    return _("Nguồn: {source}.").format(source=source.rstrip("."))


def _around_ranking(comparison: Comparison, selection: Selection, subject: Subject) -> None:
    """What the lines are, who has no rank, what is not drawn, the source: in small type below bars and strip."""
    said = [
        _("Đường liền: {words}.").format(
            words=_lower(words.reference_words(words.province_name(comparison.province), comparison.province, subject))
        )
    ]
    if isinstance(comparison.peers, PeerGroup) and comparison.peer_average is not None:
        name = marks.peer_average_name(comparison)
        text = words.reference_words(name, comparison.peer_average, subject)
        said.append(_("Đường đứt: {words}.").format(words=_lower(text)))
    if comparison.unranked:
        said.append(_("Không xếp thứ: {names}.").format(names=_named(comparison.unranked, subject)))
    left = len(comparison.ranked) - len(compare_bars.drawn(comparison, selection))
    if left:
        said.append(_("Còn {count} đơn vị ở giữa có trong bảng.").format(count=left))
    st.caption(" ".join([*said, _source(subject.source)]))


def _nothing_ranked(comparison: Comparison) -> str:
    if comparison.illustrative:
        return _("Số minh họa không xếp thứ và không so sánh. Tải tệp số liệu theo huyện để có biểu đồ xếp thứ.")
    return _("Chưa có đơn vị nào có số liệu để xếp thứ. Tải tệp ở trang Cập nhật số liệu.")


def _named(rows: tuple[ComparedArea, ...], subject: Subject) -> str:
    listed = [f"{short_name(row.name)} ({_lower(subject.value(row.value))})" for row in rows[:_NAMED]]
    if len(rows) > _NAMED:
        listed.append(_("và {count} đơn vị khác").format(count=len(rows) - _NAMED))
    return ", ".join(listed)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
