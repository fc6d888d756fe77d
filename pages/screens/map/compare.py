"""Comparison of the selected areas: what is compared, cards, charts, table, files, and the group of peers."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.export.tables import Value, WorkSheet, csv_bytes, neutral, workbook_bytes
from data.locale import _
from models.geo import comparison as geo_comparison
from models.geo.area_values import AreaValue
from models.geo.comparison import (
    LIMIT,
    BudgetOption,
    ComparedArea,
    Comparison,
    Distance,
    NoChange,
    NoPeers,
    NoTrend,
    OptionRole,
    PeerArea,
    PeerGroup,
    PeerKind,
    Period,
    Reading,
    Selection,
)
from models.geo.crosswalk import Crosswalk
from models.periods import Month
from models.policy.answers.standing import standing
from models.policy.answers.whatif import headline
from models.policy.engine.projection import project_cube
from models.policy.law.law import UnknownParameterError
from models.policy.levers.levers import Scenario
from models.policy.schemes import PROTECTION
from models.wording.numbers import plain
from models.wording.words import short_name
from pages.screens.map import compare_charts, compare_rows, state
from pages.screens.map.compare_rows import Cell, Row, Subject, state_words
from pages.screens.map.increase import by_area
from pages.screens.map.state import CASELOAD, Changes, Drawn
from pages.screens.map.vintages import Vintage
from pages.ui.answers.words import briefly, rests_on
from pages.ui.charts.charts import CURRENT, TRIAL
from pages.ui.charts.palettes import text_on
from pages.ui.format import markup
from pages.ui.format.markup import Markup
from pages.ui.format.tables import escape
from pages.ui.saved import scenarios
from pages.ui.saved.scenarios import PROPOSAL_COLOUR
from pages.ui.session import choices, downloads, loaders
from pages.ui.session.loaders import Data

WIDE = 256
ROLE_COLOURS: Mapping[OptionRole, str] = {
    "baseline": CURRENT,
    "proposal": PROPOSAL_COLOUR,
    "trial": TRIAL,
    "chosen": compare_rows.OTHER,
}
_CARD = (
    '<div style="font-size:1.1rem"><span style="background:{colour};color:{ink};border-radius:50%;display:inline-block;'
    'width:1.6em;line-height:1.6em;text-align:center;font-weight:700">{letter}</span> <strong>{name}</strong></div>'
    '<div><strong style="font-size:{size}">{value}</strong></div>'
    '<div style="font-size:0.95rem;line-height:1.5">{lines}{budget}</div>'
)
_OPTION = (
    '<div style="display:flex;gap:.5em"><span style="color:{colour}" aria-hidden="true">■</span>'
    "<span>{name}: <strong>{change}</strong></span></div>"
)
_BUDGET = '<div style="margin-top:.6em">{title}</div>{items}'


def _show_cards(comparison: Comparison, selection: Selection, subject: Subject) -> None:
    """A card for each selected area, in the order of selection."""
    codes = {row.code for row in comparison.rows}
    with st.container(horizontal=True, gap="small"):
        for code in selection.codes:
            if code in codes:
                with st.container(border=True, width=WIDE):
                    markup.show(_card(comparison.of(code), comparison, selection, subject))


def _card(row: ComparedArea, comparison: Comparison, selection: Selection, subject: Subject) -> Markup:
    """One piece of HTML: a badge in the area's hue, the value in large type, the sentences, the budget."""
    colour = compare_rows.colour_of(selection, row.code)
    lines = [*_lines(row, comparison, subject), *([_("Dựa trên giả định.")] if subject.rests else [])]
    return markup.fill(
        _CARD,
        colour=colour,
        ink=text_on(colour),
        letter=compare_rows.letter_of(selection, row.code),
        name=row.name,
        size="1.6rem" if row.rank else "1.15rem",
        value=subject.with_unit(row.value),
        budget=_budget(row, comparison),
        lines=markup.join(markup.fill("<div>{line}</div>", line=line) for line in lines),
    )


def _lines(row: ComparedArea, comparison: Comparison, subject: Subject) -> list[str]:
    if row.rank is None:
        return [compare_rows.why_unranked(row.value, subject)]
    rank = compare_rows.rank_words(row.rank)
    sentences = [rank[0].upper() + rank[1:]]
    peers = compare_rows.peer_average_name(comparison)
    for name, distance in (
        (compare_rows.province_name(comparison.province), row.from_province),
        (peers, row.from_peers),
    ):
        if distance is not None:
            text = _("So với {name}: {distance}")
            sentences.append(
                text.format(name=name[0].lower() + name[1:], distance=compare_rows.distance_words(distance, subject))
            )
    return [*sentences, _change(row.change, subject)]


def _change(change: Distance | NoChange, subject: Subject) -> str:
    if isinstance(change, NoChange):
        return _("So với năm trước: {reason}").format(reason=compare_rows.no_change_words(change))
    return _("So với năm trước: {change}").format(change=compare_rows.change_words(change, subject))


def _budget(row: ComparedArea, comparison: Comparison) -> Markup:
    """Each scenario's change beside a square in the colour of its role."""
    if not comparison.options:
        return markup.fill("")
    items = markup.join(
        markup.fill(
            _OPTION,
            colour=ROLE_COLOURS[option.role],
            name=compare_rows.option_name(option),
            change=compare_rows.budget_words(value),
        )
        for option, value in zip(comparison.options, row.budget, strict=True)
    )
    return markup.fill(_BUDGET, title=_("Kinh phí thay đổi mỗi tháng"), items=items)


MANY = 12
"""Number of areas from which on there is a box to find them by name."""
_ROW, _TALLEST = 35, 560


def show_table(comparison: Comparison, selection: Selection, subject: Subject, *, key: str) -> None:
    """The table, its title above it and, for many areas, the box to search by name."""
    st.markdown(_("**Bảng so sánh**"))
    rows = compare_rows.rows(comparison, selection, subject)
    if len(rows) > MANY:
        text = st.text_input(_("Tìm đơn vị"), key=f"{key}-tim", placeholder=_("gõ tên, có dấu hoặc không dấu"))
        rows = matching(rows, text)
        if not rows:
            st.info(_("Không có đơn vị nào có tên như vậy."))
            return
    value, *figures = (neutral(heading) for heading in compare_rows.headings(comparison, subject))
    name, letter, note, course = _("Đơn vị"), _("Chọn"), _("Ghi chú"), _("Diễn biến")
    courses = compare_rows.courses(comparison.trend(selection.codes), subject)
    st.dataframe(
        styled(rows, [name, letter, value, note, course, *figures], courses),
        hide_index=True,
        height=min(_ROW * (len(rows) + 1) + 3, _TALLEST),
        column_config={
            name: st.column_config.TextColumn(pinned=True),
            letter: st.column_config.TextColumn(width=60),
            course: st.column_config.LineChartColumn(width=120, color=compare_rows.OTHER),
        },
        placeholder=_("–"),
        key=key,
        alt=subject.title,
    )
    hints = [_("Bấm tên cột để sắp xếp; biểu tượng kính lúp ở góc bảng để tìm.")]
    if comparison.options:
        hints.append(_("Cột phương án: kinh phí thay đổi mỗi tháng."))
    if courses:
        hints.append(
            _("Cột diễn biến: các đơn vị được chọn, chuỗi kỳ liền nhau gần nhất; mỗi đường có thang đo riêng.")
        )
    st.caption(" ".join(hints))


def matching(rows: Sequence[Row], text: str) -> list[Row]:
    """Rows whose name has the text, whatever its accents and case."""
    wanted = _folded(text)
    return [row for row in rows if wanted in _folded(row.area.name)]


def styled(
    rows: Sequence[Row], headings: Sequence[str], courses: Mapping[str, list[float]]
) -> pd.io.formats.style.Styler:
    """A data frame whose columns sort by numbers and show words. A cell without a number is empty: its words are in the
    note. `courses` by area; without any their column is left out."""
    name, letter, value, note, course, *figures = headings
    numbers = {heading: [row.cells[index] for row in rows] for index, heading in enumerate((value, *figures))}
    frame = pd.DataFrame(
        {
            name: [neutral(row.area.name) for row in rows],
            letter: [row.letter for row in rows],
            value: _column(numbers[value]),
            note: [neutral(row.note) for row in rows],
            **({course: [courses.get(row.area.code) for row in rows]} if courses else {}),
            **{heading: _column(numbers[heading]) for heading in figures},
        }
    )
    said: dict[Any, str | Callable[[object], str] | None] = {
        heading: partial(_words_of, {_behind(cell): cell.words for cell in cells}) for heading, cells in numbers.items()
    }
    painted = [_painted(row) for row in rows]
    # A name of its own at every run would send an unchanged table again.
    return frame.style.set_uuid("so-sanh").format(said, na_rep="").apply(lambda _cells: painted, subset=[letter])


def _column(cells: Sequence[Cell]) -> pd.api.extensions.ExtensionArray:
    return pd.array([_behind(cell) for cell in cells], dtype="Float64")


def _behind(cell: Cell) -> float | None:
    return None if cell.number is None else float(str(cell.number))


def _words_of(words: Mapping[object, str], number: object) -> str:
    return words[number]


def _painted(row: Row) -> str:
    return f"background-color: {row.colour}; color: {text_on(row.colour)}" if row.letter else ""


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).strip()


def buttons(comparison: Comparison, selection: Selection, subject: Subject, *, key: str, name: str) -> None:
    """`name` is the files' name without its ending, in ASCII."""
    with st.container(horizontal=True):
        downloads.button(
            _("Tải bảng so sánh (CSV)"), f"{name}.csv", lambda: as_csv(comparison, selection, subject), key=f"{key}-csv"
        )
        downloads.button(
            _("Tải bảng so sánh (Excel)"),
            f"{name}.xlsx",
            lambda: as_workbook(comparison, selection, subject),
            key=f"{key}-xlsx",
        )


def as_csv(comparison: Comparison, selection: Selection, subject: Subject) -> bytes:
    """Decimals the Vietnamese way, as Excel with Vietnamese settings reads them."""
    body = [[_comma(cell) for cell in row] for row in _body(comparison, selection, subject)]
    return csv_bytes(_headings(comparison, subject), body, first_line=_first_line(comparison, subject))


def as_workbook(comparison: Comparison, selection: Selection, subject: Subject) -> bytes:
    first = _first_line(comparison, subject)
    above: list[list[Value]] = [[first]] if first else []
    about: list[list[Value]] = [[_("Tên bảng"), subject.title], [_("Nguồn"), subject.source]]
    about += [[_("Bình quân"), mark.words] for mark in compare_rows.averages(comparison, subject)]
    rows = WorkSheet(
        _("So sánh"),
        [*above, [*_headings(comparison, subject)], *_body(comparison, selection, subject)],
        heading=len(above) + 1,
    )
    return workbook_bytes([rows, WorkSheet(_("Thông tin"), about, heading=0)])


def _first_line(comparison: Comparison, subject: Subject) -> str:
    """The mark of a file in which any figure is illustrative or rests on assumptions, the budget's too."""
    invented = comparison.illustrative or any(
        value.state == "illustrative" for row in comparison.rows for value in row.budget
    )
    resting = [option.rests for option in comparison.options if option.rests]
    named = [_("Phương án {mark}.").format(mark=mark) for mark in dict.fromkeys(resting) if not subject.rests]
    return " ".join(filter(None, [choices.export_mark() if invented else "", subject.rests, *named]))


def _headings(comparison: Comparison, subject: Subject) -> list[str]:
    figures = compare_rows.headings(comparison, subject)
    return [
        _("Chọn"),
        _("Mã"),
        _("Đơn vị"),
        _("Kỳ"),
        *figures,
        _("Hiển thị"),
        _("Nhóm so sánh"),
        _("Tính chất số liệu"),
        _("Nguồn"),
    ]


def _body(comparison: Comparison, selection: Selection, subject: Subject) -> list[list[Value]]:
    """Numbers where there are some; a cell that has only words (withheld, not sent, illustrative) has them."""
    return [
        [
            row.letter,
            row.area.code,
            row.area.name,
            subject.period,
            *(cell.words if cell.number is None else _whole(cell.number) for cell in row.cells),
            subject.value(row.area.value),
            _("có") if row.area.is_peer else "",
            _nature(row, subject),
            subject.source,
        ]
        for row in compare_rows.rows(comparison, selection, subject)
    ]


def _nature(row: compare_rows.Row, subject: Subject) -> str:
    """The nature of the value, which known ones have with their figures."""
    if row.area.value.state == "illustrative":
        return " ".join(filter(None, [choices.export_mark(), subject.rests]))
    return state_words(row.area.value.state) or subject.quality


def _whole(exact: Decimal) -> Value:
    return int(exact) if exact == exact.to_integral_value() else exact


def _comma(cell: Value) -> str | int | None:
    return plain(cell) if isinstance(cell, Decimal) else cell


_NAMED = 8


def show(
    comparison: Comparison, selection: Selection, subject: Subject, *, key: str, file_name: str = "so-sanh-theo-huyen"
) -> None:
    """All parts under each other; a page that arranges them itself calls `cards`, `pictures` and `listing`."""
    cards(comparison, selection, subject)
    pictures(comparison, selection, subject, key=key)
    listing(comparison, selection, subject, key=key, file_name=file_name)


def cards(comparison: Comparison, selection: Selection, subject: Subject) -> None:
    """The selected areas; without any, how to select some."""
    if not selection.chosen:
        st.info(
            _(
                "Chưa chọn đơn vị nào để so sánh. Bấm trên bản đồ hoặc gõ tên để chọn tối đa {limit} đơn vị; mỗi đơn "
                "vị giữ một màu và một chữ cái ở mọi biểu đồ và bảng."
            ).format(limit=LIMIT)
        )
        return
    _show_cards(comparison, selection, subject)


def pictures(
    comparison: Comparison, selection: Selection, subject: Subject, *, key: str, fills: Mapping[str, str] | None = None
) -> None:
    """Ranking and strip, then the trend, or why there is none, with their source. `fills` are the areas' colours on the
    map, by code."""
    if comparison.ranked:
        bars = compare_charts.ranking_bars(comparison, selection, subject, fills)
        _chart(bars, f"{key}-xep-thu", compare_charts.ranking_description(comparison, selection, subject))
        strip = compare_charts.dots(comparison, selection, subject)
        if strip is not None:
            _chart(strip, f"{key}-phan-bo", compare_charts.strip_description(comparison, selection, subject))
        _around_ranking(comparison, selection, subject)
    else:
        st.info(_nothing_ranked(comparison))
    trend = comparison.trend(selection.codes)
    if isinstance(trend, NoTrend):
        if not comparison.illustrative:
            st.caption(compare_rows.no_trend_words(trend))
        return
    spec = compare_charts.lines(trend, comparison, selection, subject)
    _chart(spec, f"{key}-dien-bien", compare_charts.trend_description(trend, comparison, selection, subject))
    st.caption(_source(subject.source_over or subject.source))


def listing(comparison: Comparison, selection: Selection, subject: Subject, *, key: str, file_name: str) -> None:
    """The table of all areas and its files."""
    show_table(comparison, selection, subject, key=f"{key}-bang")
    if comparison.illustrative:
        st.caption(_("Số minh họa, chia theo dân số; không phải số liệu thống kê."))
    buttons(comparison, selection, subject, key=f"{key}-tai", name=file_name)


def _chart(spec: dict[str, object], key: str, description: str) -> None:
    st.vega_lite_chart(spec, key=key, width="stretch", alt=description)


def _source(source: str) -> str:
    return _("Nguồn: {source}.").format(source=source.rstrip("."))


def _around_ranking(comparison: Comparison, selection: Selection, subject: Subject) -> None:
    """Small print below bars and strip: the meaning of the lines, areas without a rank, areas not drawn, the source."""
    sentences = [
        _("Đường liền: {words}.").format(
            words=_lower(
                compare_rows.reference_words(
                    compare_rows.province_name(comparison.province), comparison.province, subject
                )
            )
        )
    ]
    if isinstance(comparison.peers, PeerGroup) and comparison.peer_average is not None:
        name = compare_rows.peer_average_name(comparison)
        text = compare_rows.reference_words(name, comparison.peer_average, subject)
        sentences.append(_("Đường đứt: {words}.").format(words=_lower(text)))
    if comparison.unranked:
        sentences.append(_("Không xếp thứ: {names}.").format(names=_named(comparison.unranked, subject)))
    left = len(comparison.ranked) - len(compare_charts.drawn(comparison, selection))
    if left:
        sentences.append(_("Còn {count} đơn vị ở giữa có trong bảng.").format(count=left))
    st.caption(" ".join([*sentences, _source(subject.source)]))


def _nothing_ranked(comparison: Comparison) -> str:
    if comparison.illustrative:
        return _("Số minh họa không xếp thứ và không so sánh. Tải tệp số liệu của từng đơn vị để có biểu đồ xếp thứ.")
    return _("Chưa có đơn vị nào có số liệu để xếp thứ. Tải tệp ở trang Cập nhật số liệu.")


def _named(rows: tuple[ComparedArea, ...], subject: Subject) -> str:
    listed = [f"{short_name(row.name)} ({_lower(subject.value(row.value))})" for row in rows[:_NAMED]]
    if len(rows) > _NAMED:
        listed.append(_("và {count} đơn vị khác").format(count=len(rows) - _NAMED))
    return ", ".join(listed)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


ADDRESSES: Mapping[str, PeerKind] = {
    "thanh-thi": "towns",
    "huyen": "rural",
    "gan-nhat": "nearest",
    "tu-chon": "by_hand",
}
DEFAULT = "huyen"
LISTED = 10
"""Members of a group that are named; hundreds of communes would fill the page."""


def choose(
    areas: Sequence[PeerArea],
    names: Mapping[str, str],
    *,
    key: str,
    around: str | None = None,
    said_in: DeltaGenerator | None = None,
) -> PeerGroup | NoPeers:
    """The choice of a peer group and, below it or in `said_in`, its members or why there is none.

    `around` is the area whose nearest in size are meant: the first one selected. The kind is in the address as `key`,
    areas chosen by hand as `key`-chon; binding the control would put its label there.
    """
    choices.arrive(key, lambda asked: asked if asked in ADDRESSES else None)
    choices.keep_possible(key, ADDRESSES, DEFAULT)
    labels = _labels(communes=compare_rows.of_communes(names.values()))
    address = st.selectbox(
        _("Nhóm so sánh"),
        list(ADDRESSES),
        key=key,
        persist_state="session",
        format_func=lambda address: labels[ADDRESSES[address]],
    )
    choices.write(key, "" if address == DEFAULT else address)
    kind = ADDRESSES[address]
    if kind != "by_hand":
        choices.write(f"{key}-chon", "")
    with said_in or st.container():
        group = _by_hand(areas, names, f"{key}-chon") if kind == "by_hand" else _group_of(kind, areas, around)
        st.caption(escape(_group_words(group, kind, names, around)))
    return group


def _labels(*, communes: bool) -> dict[PeerKind, str]:
    return {
        "towns": _("Phường, thị trấn") if communes else _("Thành phố, thị xã"),
        "rural": _("Các xã") if communes else _("Các huyện"),
        "nearest": _("Gần nhất về dân số"),
        "by_hand": _("Tự chọn"),
    }


def _group_of(kind: PeerKind, areas: Sequence[PeerArea], around: str | None) -> PeerGroup | NoPeers:
    if kind == "towns":
        return geo_comparison.towns(areas)
    if kind == "rural":
        return geo_comparison.rural(areas)
    return geo_comparison.nearest(areas, around) if around else NoPeers("nobody")


def _by_hand(areas: Sequence[PeerArea], names: Mapping[str, str], key: str) -> PeerGroup | NoPeers:
    codes = [area.code for area in areas]
    choices.arrive(key, lambda asked: [code for code in asked.split(".") if code in codes] or None)
    if key in st.session_state:
        # Another vintage has other areas: those chosen before are not among its options.
        st.session_state[key] = [code for code in st.session_state[key] if code in codes]
    picked = st.multiselect(
        _("Đơn vị trong nhóm so sánh"),
        codes,
        format_func=lambda code: names.get(code, code),
        key=key,
        persist_state="session",
        placeholder=_("chọn một hay nhiều đơn vị"),
    )
    choices.write(key, ".".join(picked))
    return geo_comparison.by_hand(areas, picked)


def _group_words(group: PeerGroup | NoPeers, kind: PeerKind, names: Mapping[str, str], around: str | None) -> str:
    if isinstance(group, PeerGroup):
        members = ", ".join(short_name(names.get(code, code)) for code in group.members[:LISTED])
        if len(group.members) > LISTED:
            members += _(" và {count} đơn vị khác").format(count=len(group.members) - LISTED)
        text = _("Nhóm so sánh: {members}.").format(members=members)
        if group.kind == "nearest" and around:
            text = _("Gần {name} nhất về dân số: {members}.").format(
                name=short_name(names.get(around, around)), members=members
            )
        if group.mixed_sizes:
            text += " " + _("Dân số các đơn vị lấy từ nhiều nguồn hoặc nhiều thời điểm nên chỉ để chọn nhóm.")
        return text
    if kind == "nearest" and not around:
        return _("Chọn một đơn vị trên bản đồ trước: nhóm gồm các đơn vị có dân số gần nhất với đơn vị đó.")
    if kind == "by_hand" and group.reason == "nobody":
        return _("Chọn ít nhất một đơn vị vào nhóm so sánh.")
    return compare_rows.no_peers_words(group, names)


MOST_OPTIONS = 3
"""Scenarios to be proposed that a card has room for, the newest."""


def options(data: Data, crosswalk: Crosswalk, trial: Changes) -> list[BudgetOption]:
    """Options of the budget: `trial` is of the scenario under study. Saved scenarios that can no longer be read or
    computed are left out."""
    result: list[BudgetOption] = []
    for saved in scenarios.saved_ones():
        if saved.role != "proposal" or len(result) == MOST_OPTIONS:
            continue
        scenario = scenarios.as_scenario(saved)
        changes = None if scenario is None else _changes(data, scenario)
        if changes is not None:
            result.append(_option(data, crosswalk, "proposal", changes, saved.name))
    return [*result, _option(data, crosswalk, "trial", trial)]


def _option(data: Data, crosswalk: Crosswalk, role: OptionRole, changes: Changes, name: str = "") -> BudgetOption:
    return BudgetOption(role, _gated(data, crosswalk, changes), name, briefly(changes.standing.assumptions))


def _changes(data: Data, scenario: Scenario) -> Changes | None:
    illustrative = choices.is_on(data, PROTECTION.code)

    def make() -> Changes | None:
        baseline = loaders.baseline(data.version, illustrative)
        try:
            cube = project_cube(baseline, data.law, scenario, scenario.months)
        except UnknownParameterError:
            return None
        month = headline(cube, PROTECTION, data.law, scenario).month
        rests = standing(baseline, data.law, scenario, PROTECTION, cube, month)
        return Changes(by_area(data, baseline.block(PROTECTION), cube, month), rests, rests_on(rests))

    name = ("phuong-an-theo-huyen", scenario.identity, str(illustrative))
    return loaders.made(data.version, name, make)


def _gated(data: Data, crosswalk: Crosswalk, changes: Changes) -> Mapping[str, AreaValue]:
    figures = state.read(data, crosswalk, CASELOAD["btxh-tang-them"], "", changes)
    drawn = state.draw(data, crosswalk, figures, "none", Vintage(figures.first))
    return {value.code: value for value in drawn.values}


DrawnOf = Callable[[str], Drawn]


def areas(data: Data, drawn: Drawn) -> list[PeerArea]:
    """The units shown, with what makes them peers."""
    columns = data.areas.select("area_id", "population", "population_source", "population_date")
    sizes = {row[0]: row[1:] for row in columns.iter_rows()}
    return [PeerArea(unit.code, unit.kind, *sizes.get(unit.id, (None, None, None))) for unit in drawn.units]


def gather(
    drawn: Drawn,
    peers: PeerGroup | NoPeers,
    periods: Sequence[str],
    draw: DrawnOf,
    options: Sequence[BudgetOption],
    *,
    lines: bool,
) -> Comparison:
    """`draw` gives the figure in another period on the same borders; `lines`: whether anything is chosen that has one.
    A year is compared with the year before, a month with the same month."""
    earlier = _year_before(drawn.period)
    before = draw(earlier) if earlier in periods else None
    group = peers if isinstance(peers, PeerGroup) else None
    return geo_comparison.of(
        drawn.values,
        names={unit.code: unit.full_name for unit in drawn.units},
        province=drawn.reference(),
        peers=peers,
        peer_average=drawn.reference(group) if group else None,
        now=_readings(drawn),
        before=None if before is None else _readings(before),
        periods=[_period(draw(selected), group) for selected in periods if "-" in selected] if lines else (),
        budget=options,
        percentages=drawn.percentages,
    )


def _year_before(period: str) -> str:
    return f"{int(period[:4]) - 1}{period[4:]}"


def _readings(drawn: Drawn) -> dict[str, Reading]:
    """A rate's denominators are of one kind and source; the target group's source names its month, which is no other
    source."""
    readings = drawn.table
    source = None if readings is None or readings.kind == "target_group" else readings.source
    return {
        value.code: Reading(
            unit.id,
            int(drawn.period[:4]),
            value,
            None if readings is None else readings.kind,
            None if readings is None else readings.per,
            source,
        )
        for unit, value in zip(drawn.units, drawn.values, strict=True)
    }


def _period(drawn: Drawn, group: PeerGroup | None) -> Period:
    return Period(
        Month.parse(drawn.period),
        drawn.values,
        drawn.reference(),
        drawn.reference(group) if group else None,
        {unit.code: unit.id for unit in drawn.units},
    )
