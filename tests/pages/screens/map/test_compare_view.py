"""Areas beside each other on the screen: words of the cards, one hue and letter everywhere, nothing hidden comes
out."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from models.geo.area_values import AreaValue, area_value
from models.geo.comparison import LETTERS, Comparison, NoPeers, PeerGroup, Reading
from pages.screens.map import compare_charts
from pages.screens.map.compare_rows import OTHER, Subject
from pages.ui.charts.palettes import SELECTION, text_on
from tests.pages import comparing, shared
from tests.pages.comparing import NAMES, SUBJECT, chosen, everything, six
from tests.pages.screen import Screen

data_folder = shared.data_folder

FOUR = ("352", "347", "350", "353")
BARS, STRIP, TREND = 0, 1, 2
STATES = six(12_345, None, 3, 7_020, 9_870, 9_870)


def shown(found: Comparison | None = None, codes: tuple[str, ...] = FOUR, subject: Subject = SUBJECT) -> Screen:
    at = AppTest.from_function(comparing.page, default_timeout=30)
    at.session_state["codes"] = codes
    at.session_state["subject"] = subject
    if found is not None:
        at.session_state["comparison"] = found
    return Screen(at).run()


def cards(screen: Screen) -> list[str]:
    return [" ".join(_untagged(html.proto.body).split()) for html in screen.at.get("html")]


def _untagged(html: str) -> str:
    inside, text = False, []
    for sign in html:
        inside = sign == "<" or (inside and sign != ">")
        text.append(" " if inside or sign == ">" else sign)
    return "".join(text)


def specs(screen: Screen) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in screen.at.get("vega_lite_chart")]


def data_rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Every row that any layer draws."""
    found = list(spec.get("data", {}).get("values", []))
    for layer in spec.get("layer", []):
        found += data_rows(layer)
    return found


def frame(screen: Screen) -> pl.DataFrame:
    (table,) = screen.at.dataframe
    return pl.read_ipc_stream(bytes(table.proto.arrow_data.data))


def displayed(screen: Screen) -> list[list[str]]:
    """The table's cells as they read."""
    (table,) = screen.at.dataframe
    return [
        [str(cell) for cell in row]
        for row in pl.read_ipc_stream(bytes(table.proto.arrow_data.styler.display_values)).rows()
    ]


def everything_sent(screen: Screen) -> str:
    """All that leaves the server for this page."""
    (table,) = screen.at.dataframe
    charts = "".join(chart.proto.spec + chart.proto.alt for chart in screen.at.get("vega_lite_chart"))
    return (
        screen.said + charts + str(frame(screen).rows()) + str(displayed(screen)) + table.proto.arrow_data.styler.styles
    )


def test_a_card_says_value_rank_distances_change_and_budget() -> None:
    first, second, *_others = cards(shown())
    assert first == (
        "A Huyện Bình Lục 9.870 người Thứ 3/6, đồng hạng So với bình quân một đơn vị toàn tỉnh: ▲ cao hơn 301 (+3,1%) "
        "So với bình quân các huyện: ▲ cao hơn 628 (+6,8%) So với năm trước: ▲ +987 (+11,1%) Kinh phí thay đổi mỗi "
        "tháng ■ Hiện hành: không đổi ■ Phương án trình: Mức 500.000: +1.381,8 triệu đồng ■ Phương án đang xem xét: "
        "+2.763,6 triệu đồng"
    )
    assert second.startswith("B Thành phố Phủ Lý 12.345 người Thứ 1/6 So với")


def test_roles_have_their_colours_in_the_cards() -> None:
    body = shown().at.get("html")[0].proto.body
    places = [body.index(f"color:{colour}") for colour in ("#5B6770", "#1F6FB2", "#C75B00")]
    assert places == sorted(places)


def test_six_areas_have_six_cards_letters_and_hues() -> None:
    screen = shown(codes=tuple(NAMES))
    assert [card.split()[0] for card in cards(screen)] == list(LETTERS)
    bodies = [html.proto.body for html in screen.at.get("html")]
    for body, hue in zip(bodies, SELECTION, strict=True):
        assert f"background:{hue};color:{text_on(hue)}" in body


def test_one_area_has_one_hue_and_letter_in_every_picture_and_the_table() -> None:
    screen = shown()
    bars, strip, trend = specs(screen)
    hues = {code: SELECTION[FOUR.index(code)] if code in FOUR else OTHER for code in NAMES}
    bar_rows = [row for row in data_rows(bars) if "c" in row]
    assert {row["c"]: row["h"] for row in bar_rows} == hues
    assert {row["c"]: row["h"] for row in data_rows(strip) if "c" in row} == hues
    assert {row["k"]: row["h"] for row in data_rows(trend) if row.get("k") in NAMES} == {
        code: hues[code] for code in FOUR
    }
    letters = {code: LETTERS[FOUR.index(code)] if code in FOUR else "" for code in NAMES}
    assert {row["c"]: row["l"] for row in data_rows(strip) if "c" in row} == letters
    ends = {row["w"].split(":")[0]: (row["l"], row["h"]) for row in data_rows(trend) if "p" in row and row["l"]}
    assert ends == {
        "Bình Lục": ("A", hues["352"]),
        "Phủ Lý": ("B", hues["347"]),
        "Kim Bảng": ("C", hues["350"]),
        "Lý Nhân": ("D", hues["353"]),
    }
    axis = bars["layer"][0]["layer"][0]["encoding"]["y"]["axis"]["labelExpr"]
    assert '"352": "A · Bình Lục"' in axis
    assert '"349": "Duy Tiên"' in axis
    table = frame(screen)
    by_name = dict(zip(table["Đơn vị"], table["Chọn"], strict=True))
    assert by_name == {NAMES[code]: letter for code, letter in letters.items()}
    (sent,) = screen.at.dataframe
    painted = [
        f"#T_so-sanh_row{place}_col1 "
        f"{{ background-color: {SELECTION[FOUR.index(code)]}; color: {text_on(hues[code])} }}"
        for place, name in enumerate(table["Đơn vị"])
        if (code := next(code for code, full in NAMES.items() if full == name)) in FOUR
    ]
    assert sent.proto.arrow_data.styler.styles.strip().splitlines() == painted


def test_leaving_an_area_does_not_change_the_others_hues() -> None:
    left = chosen(*FOUR).remove("352")
    rows = data_rows(compare_charts.ranking_bars(everything(), left, SUBJECT))
    hues = {row["c"]: row["h"] for row in rows if "c" in row}
    assert (hues["352"], hues["347"], hues["350"]) == (OTHER, SELECTION[1], SELECTION[2])


def test_bars_stand_by_rank_with_ties_and_both_averages() -> None:
    bars = specs(shown())[BARS]
    rows = data_rows(bars)
    assert [row["c"] for row in bars["layer"][0]["data"]["values"]] == ["347", "353", "350", "352", "349", "351"]
    assert [row["w"] for row in bars["layer"][0]["data"]["values"]][:3] == ["12.345", "10.210", "9.870"]
    assert [(row["w"], row["v"]) for row in rows if "c" not in row] == [
        ("Bình quân tỉnh: 9.569", 9569.0),
        ("Bình quân nhóm: 9.243", 9243.0),
    ]
    dashes = [layer["layer"][1]["mark"].get("strokeDash") for layer in bars["layer"][1:3]]
    assert dashes == [None, [6, 4]]
    assert "thứ 3/6, đồng hạng" in screen_alt(shown(), BARS)


def screen_alt(screen: Screen, place: int) -> str:
    return str(screen.at.get("vega_lite_chart")[place].proto.alt)


def test_the_strip_has_all_areas_and_both_averages_on_one_axis() -> None:
    strip = specs(shown())[STRIP]
    dots = [row for row in data_rows(strip) if "c" in row]
    assert {row["c"]: row["v"] for row in dots} == dict(zip(NAMES, comparing.KNOWN, strict=True))
    tied = [row["y"] for row in dots if row["v"] == 9_870]
    assert abs(tied[0] - tied[1]) == compare_charts.LANE
    assert len([row for row in data_rows(strip) if "c" not in row]) == 2
    first = strip["layer"][-1]["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert first == [7_020.0, 12_345.0]


def test_the_trend_has_lines_of_the_chosen_the_province_and_the_peers() -> None:
    trend = specs(shown())[TREND]
    points = [row for row in data_rows(trend) if "k" in row]
    assert {row["k"] for row in points} == {*FOUR, "province", "peers"}
    assert {row["t"] for row in points} == {f"{month:02d}/2024" for month in range(7, 13)}
    strokes = {layer["data"]["values"][0]["k"]: layer["layer"][0]["mark"] for layer in trend["layer"][:6]}
    assert (strokes["province"]["strokeDash"], strokes["peers"]["strokeDash"]) == ([1, 0], [6, 4])


@pytest.mark.parametrize(
    "counts", [(9_000, 8_999, 8_998, 8_997, 8_996, 10), (9_000, 13, 12, 11, 10, 9), comparing.KNOWN]
)
def test_names_at_the_ends_of_lines_do_not_cover_each_other(counts: tuple[int, ...]) -> None:
    trend = specs(shown(everything(six(*counts)), codes=tuple(NAMES)))[TREND]
    ends = [(row["p"], row["w"]) for row in data_rows(trend) if "p" in row]
    places = sorted(place for place, _words in ends)
    assert len(places) == 8
    assert all(after - before > compare_charts.LABEL - 0.2 for before, after in pairwise(places))
    assert places[0] >= compare_charts.LABEL / 2
    assert places[-1] <= compare_charts.TREND_HEIGHT - compare_charts.LABEL / 2
    amounts = [int(words.split(": ")[1].replace(".", "")) for _place, words in sorted(ends)]
    assert amounts == sorted(amounts, reverse=True), "names stand in the order of the lines"


def test_a_broken_line_stays_broken_in_the_picture() -> None:
    found = everything(months=4)
    known, hidden = found.periods[1], [AreaValue(code, "missing") for code in NAMES]

    broken = replace(found, periods=(found.periods[0], replace(known, values=hidden), *found.periods[2:]))
    trend = broken.trend(("347",))
    spec = compare_charts.lines(trend, broken, chosen("347"), SUBJECT)  # type: ignore[arg-type]
    stretches = [row["s"] for row in spec["layer"][2]["data"]["values"]]
    assert stretches == ["347/0", "347/1", "347/1"]
    assert spec["layer"][2]["layer"][0]["encoding"]["detail"] == {"field": "s"}


def test_one_period_says_why_there_is_no_trend() -> None:
    screen = shown(everything(months=1))
    assert len(specs(screen)) == 2
    assert "Mới có một kỳ số liệu (12/2024) nên chưa vẽ được diễn biến; cần ít nhất hai kỳ." in screen.said


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (("347",), "Chưa đủ kỳ số liệu để vẽ diễn biến; cần ít nhất hai kỳ."),
        ((), "Chọn một đơn vị để xem diễn biến qua các kỳ."),
    ],
)
def test_without_any_period_the_page_says_what_is_needed(codes: tuple[str, ...], said: str) -> None:
    assert said in shown(everything(months=0), codes=codes).said


def test_nothing_chosen_invites_and_still_shows_ranking_and_table() -> None:
    screen = shown(codes=())
    assert screen.of("info")[0].startswith("Chưa chọn đơn vị nào để so sánh. Bấm trên bản đồ hoặc gõ tên")
    assert len(specs(screen)) == 2
    assert {row["h"] for row in data_rows(specs(screen)[BARS]) if "c" in row} == {OTHER}
    assert "Chọn một đơn vị để xem diễn biến qua 6 kỳ số liệu." in screen.said
    assert frame(screen).height == 6


def test_missing_and_small_are_said_and_never_drawn() -> None:
    screen = shown(everything(STATES), codes=("349", "350", "352"))
    missing, small, known = cards(screen)
    assert missing.startswith("A Thị xã Duy Tiên Chưa có số liệu Chưa gửi số liệu nên không xếp thứ, không so sánh.")
    assert small.startswith("B Huyện Kim Bảng Dưới 5 người (không hiển thị) Quá ít người nên không xếp thứ")
    assert "Phương án trình: Mức 500.000: Dưới 5 người (không hiển thị)" in small
    assert "Thứ 2/4, đồng hạng" in known
    for spec in specs(screen):
        assert not {"349", "350"} & {row.get("c") or row.get("k") for row in data_rows(spec)}
    assert "Không xếp thứ: Duy Tiên (chưa có số liệu), Kim Bảng (dưới 5 người (không hiển thị))." in screen.said
    assert "(4/6 đơn vị có số liệu)" in screen.said
    notes = dict(zip(frame(screen)["Đơn vị"], frame(screen)["Ghi chú"], strict=True))
    assert notes[NAMES["349"]] == "Chưa có số liệu"
    assert notes[NAMES["350"]] == "Dưới 5 người (không hiển thị)"
    values = dict(zip(frame(screen)["Đơn vị"], frame(screen)["Giá trị (người)"], strict=True))
    assert (values[NAMES["349"]], values[NAMES["350"]], values[NAMES["347"]]) == (None, None, 12_345)


def test_a_small_figure_is_nowhere_in_what_is_sent() -> None:
    """The same page with two other small figures is the same to the last sign."""
    sent = [everything_sent(shown(everything(six(12_345, None, few, 7_020, 9_870, 9_870)))) for few in (1, 4)]
    assert sent[0] == sent[1]
    assert "12.345" in sent[0]


def test_illustrative_figures_are_marked_and_never_ranked() -> None:
    invented = [area_value(code, count, illustrative=True) for code, count in zip(NAMES, comparing.KNOWN, strict=True)]
    screen = shown(everything(invented))
    first = cards(screen)[0]
    assert first.startswith(
        "A Huyện Bình Lục ≈ 9.900 người (minh họa) Số minh họa: không xếp thứ, không so với bình quân"
    )
    assert "≈ +2.800 triệu đồng (minh họa)" in first
    assert "Thứ" not in first
    assert specs(screen) == []
    assert "Số minh họa không xếp thứ và không so sánh." in screen.said
    assert "Số minh họa, chia theo dân số; không phải số liệu thống kê." in screen.said
    table = frame(screen)
    assert table["Giá trị (người)"].to_list() == [None] * 6, "what sorts would be ranked"
    assert table["Ghi chú"].to_list()[0] == "≈ 12.300 (minh họa)"
    assert "12.345" not in everything_sent(screen)


def test_without_a_group_only_the_province_is_measured_by() -> None:
    screen = shown(everything(peers=NoPeers("nobody")))
    assert "So với bình quân các huyện" not in cards(screen)[0]
    assert len([row for row in data_rows(specs(screen)[BARS]) if "c" not in row]) == 1
    assert "peers" not in {row.get("k") for row in data_rows(specs(screen)[TREND])}


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (None, "So với năm trước: chưa có số liệu năm trước"),
        (
            Reading(99, 2023, AreaValue("352", "known", Fraction(5))),
            "So với năm trước: địa giới đã thay đổi, không so được",
        ),
        (
            Reading(4, 2021, AreaValue("352", "known", Fraction(5))),
            "So với năm trước: số liệu cũ không phải của năm liền trước",
        ),
        (
            Reading(4, 2023, AreaValue("352", "small")),
            "So với năm trước: một trong hai năm chưa có số liệu hoặc không được hiển thị",
        ),
        (
            Reading(4, 2023, AreaValue("352", "known", Fraction(1)), "people", 100, "Niên giám"),
            "So với năm trước: mẫu số của hai năm khác nguồn, không so được",
        ),
        (Reading(4, 2023, AreaValue("352", "known", Fraction(9_870))), "So với năm trước: không đổi"),
    ],
)
def test_the_change_on_the_year_before_or_why_not(reading: Reading | None, said: str) -> None:
    before = {} if reading is None else {"352": reading}
    assert said in cards(shown(everything(before=before)))[0]


def test_the_table_sorts_by_numbers_and_reads_the_vietnamese_way() -> None:
    screen = shown(everything(STATES))
    table = frame(screen)
    assert table.columns[:4] == ["Đơn vị", "Chọn", "Giá trị (người)", "Ghi chú"]
    assert table["Giá trị (người)"].dtype == pl.Float64
    assert table["So với toàn tỉnh"].to_list() == [2569.0, 94.0, 94.0, -2756.0, None, None]
    words = displayed(screen)
    place = table.columns.index("So với toàn tỉnh")
    assert [row[place] for row in words][:4] == ["+2.569", "+94", "+94", "−2.756"]
    assert [row[2] for row in words][:4] == ["12.345", "9.870", "9.870", "7.020"]


def test_changes_have_signs_and_no_percentages_and_bars_on_both_sides() -> None:
    subject = Subject(
        "Kinh phí tăng thêm", "triệu đồng/tháng", "12/2024", "tính toán", divisor=1_000_000, places=1, signed=True
    )
    amounts = [
        area_value(code, vnd * 100_000) for code, vnd in zip(NAMES, (-3_005, 2_500, 400, -200, 0, 6_100), strict=True)
    ]
    screen = shown(everything(amounts), subject=subject)
    zero, negative, *_rest = cards(screen)
    assert "0 triệu đồng/tháng" in zero
    assert "−300,5 triệu đồng/tháng Thứ 6/6" in negative
    assert "%" not in negative
    bars = specs(screen)[BARS]["layer"][0]["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert bars == [-300.5, 610.0]


def test_words_of_bars_stand_in_one_column_that_no_line_crosses() -> None:
    bars = specs(shown())[BARS]
    words = bars["layer"][-1]["layer"][0]
    assert words["encoding"]["x"] == {"value": "width"}
    assert words["mark"]["align"] == "left"
    ends = bars["layer"][0]["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert all(row["v"] <= ends[1] for row in data_rows(bars) if "v" in row), "lines end where the column begins"


def test_titles_are_short_enough_for_a_narrow_column() -> None:
    long = replace(
        SUBJECT, name="Kinh phí trợ cấp tại cộng đồng, tính trên số người hưởng", unit="đồng/người hưởng/tháng"
    )
    titles = [spec["title"]["text"] for spec in specs(shown(subject=long))]
    assert [title.split(" (")[0] for title in titles] == ["Xếp thứ", "Phân bố", "Diễn biến"]
    assert max(map(len, titles)) <= 36


def test_a_range_is_said_in_card_and_table_and_never_ranked() -> None:
    states = [AreaValue("347", "withheld"), *six(*comparing.KNOWN)[1:]]
    subject = replace(SUBJECT, ranges={"347": "từ 1.000 đến 2.500"})
    screen = shown(everything(states), codes=("347",), subject=subject)
    assert cards(screen)[0].startswith("A Thành phố Phủ Lý từ 1.000 đến 2.500 người Chỉ biết trong khoảng")
    notes = dict(zip(frame(screen)["Đơn vị"], frame(screen)["Ghi chú"], strict=True))
    assert notes[NAMES["347"]] == "từ 1.000 đến 2.500"
    assert "Không xếp thứ: Phủ Lý (từ 1.000 đến 2.500)." in screen.said
    assert "347" not in [row.get("c") for spec in specs(screen) for row in data_rows(spec)]


def test_the_table_sends_no_text_that_a_spreadsheet_runs() -> None:
    """The browser's own download hands out the cells as they were sent."""
    names = dict.fromkeys(NAMES, "") | {code: f"{sign}cmd|{code}" for code, sign in zip(NAMES, "=+-@=＝", strict=True)}
    found = everything(STATES, names=names)
    subject = replace(SUBJECT, ranges={"349": "=1+1"})
    table = frame(shown(found, codes=(), subject=subject))
    texts = [cell for column in table.columns if table[column].dtype == pl.String for cell in table[column] if cell]
    assert {cell[0] for cell in texts if "cmd" in cell or "1+1" in cell} == {"'"}
    assert not [cell for cell in [*texts, *table.columns] if cell[0] in "=+-@＝＋－＠"]


def many(count: int = 705) -> tuple[Comparison, tuple[str, ...]]:
    names = {str(1_000 + i): f"Xã Thứ {i}" for i in range(count)}
    codes = tuple(names)
    shown = [area_value(code, 500 + i * 7) for i, code in enumerate(codes)]
    return everything(shown, months=1, peers=PeerGroup("rural", codes[:300]), names=names), codes


def test_of_very_many_areas_the_ends_and_the_chosen_have_bars() -> None:
    found, codes = many()
    middle = codes[350]
    screen = shown(found, codes=(middle,))
    bars = [row["c"] for row in specs(screen)[BARS]["layer"][0]["data"]["values"]]
    assert len(bars) == compare_charts.FIRST + compare_charts.LAST + 1
    assert bars[0] == codes[-1]
    assert bars[-1] == codes[0]
    assert middle in bars
    assert "Còn 687 đơn vị ở giữa có trong bảng." in screen.said
    counts, *_averages, dots = specs(screen)[STRIP]["layer"]
    assert sum(row["k"] for row in counts["data"]["values"]) == 705
    assert [row["c"] for row in dots["data"]["values"]] == [middle]
    assert frame(screen).height == 705


def test_many_areas_are_found_by_name_without_accents() -> None:
    found, _codes = many(40)
    screen = shown(found, codes=())
    screen.set("bando-so-sanh-bang-tim", "xa thu 31")
    assert frame(screen)["Đơn vị"].to_list() == ["Xã Thứ 31"]
    screen.set("bando-so-sanh-bang-tim", "Phủ Lý")
    assert "Không có đơn vị nào có tên như vậy." in screen.said


def test_the_chosen_have_their_course_in_their_row() -> None:
    found = everything()
    rows = {row["Đơn vị"]: row["Diễn biến"] for row in frame(shown(found)).iter_rows(named=True)}
    drawn_of = {name: course for name, course in rows.items() if course is not None}
    assert set(drawn_of) == {NAMES[code] for code in FOUR}
    for code in FOUR:
        known = [
            SUBJECT.shown(value.known) for period in found.periods for value in period.values if value.code == code
        ]
        assert drawn_of[NAMES[code]] == [float(one) for one in known]


def test_a_course_begins_after_the_last_gap_and_is_none_of_one_month() -> None:
    found = everything()
    hidden = [AreaValue(code, "missing") for code in NAMES]
    broken = replace(found, periods=(replace(found.periods[0], values=hidden), *found.periods[1:]))
    name = NAMES["347"]
    (row,) = [row for row in frame(shown(broken)).iter_rows(named=True) if row["Đơn vị"] == name]
    assert len(row["Diễn biến"]) == len(found.periods) - 1
    later = tuple(replace(period, values=hidden) for period in found.periods[1:-1])
    short = replace(found, periods=(found.periods[0], *later, found.periods[-1]))
    assert "Diễn biến" not in frame(shown(short)).columns
