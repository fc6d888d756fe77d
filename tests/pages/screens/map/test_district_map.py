"""The specification that the district map and its grid of tiles send to the browser, without a browser."""

import json
import math
import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from models.geo.area_values import area_value
from models.geo.classes import Classing, Scale, classify, locked
from models.geo.comparison import Selection
from pages.screens.map import layers as map_layers
from pages.screens.map.layers import fill_of, legend, legend_html
from pages.screens.map.view import HEIGHT, Look, Near, clicked, clicked_tiles, district_deck, grid, tile_chart, tiles_of
from pages.screens.map.words import DistrictMark, as_sentence, marks_of
from pages.ui.charts.geometry import clearance, frame
from pages.ui.charts.palettes import (
    DARK,
    LIGHT,
    NO_CHANGE,
    SELECTION,
    SEQUENTIAL,
    Theme,
    class_fills,
    contrast,
    ground_colour,
)
from tests.pages import shared

data_folder = shared.data_folder

BOUNDARIES = Path(__file__).parents[4] / "data" / "seed" / "boundaries" / "hanam_districts_schematic.geojson"
FEATURES = json.loads(BOUNDARIES.read_text(encoding="utf-8"))["features"]
NAMES = {feature["properties"]["code"]: feature["properties"]["name"] for feature in FEATURES}
TILES = {"350": (1, 1), "349": (1, 2), "353": (1, 3), "351": (2, 1), "347": (2, 2), "352": (2, 3)}
COUNTS = {"347": 8500, "349": 7200, "350": 6900, "351": 0, "353": 12100}


def counts(*, illustrative: bool = False) -> dict[str, DistrictMark]:
    return {
        code: DistrictMark(code, NAMES[code], value, f"{value:,} người".replace(",", "."), illustrative)
        for code, value in COUNTS.items()
    }


def rates() -> dict[str, DistrictMark]:
    values = {"347": 27.3, "349": 4.2, "350": 10.0, "351": 18.0, "353": 22.5}
    return {
        code: DistrictMark(code, NAMES[code], value, str(value).replace(".", ",")) for code, value in values.items()
    }


def classing(marks: dict[str, DistrictMark], bounds: tuple[int, ...] = (10, 20)) -> Classing:
    values = [area_value(code, None if code not in marks else Fraction(str(marks[code].value))) for code in NAMES]
    return locked(values, Scale.of(bounds))


def spec(marks: dict[str, DistrictMark], **options: Any) -> dict[str, Any]:
    return json.loads(district_deck(FEATURES, marks, Look(**options)).to_json())


def layer(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(layer for layer in found["layers"] if layer["id"] == name)


def ground_of(found: dict[str, Any], code: str) -> list[int]:
    features = layer(found, "huyen")["data"]["features"]
    return next(f["properties"]["mau"] for f in features if f["properties"]["code"] == code)


def patterns(found: dict[str, Any]) -> list[str]:
    return [feature["properties"]["hoa_van"] for feature in layer(found, "chua-co-so-lieu")["data"]["features"]]


def words_of(found: dict[str, Any]) -> dict[str, str]:
    return {f["properties"]["code"]: f["properties"]["so_lieu"] for f in layer(found, "huyen")["data"]["features"]}


def test_layers_keep_their_names_and_only_the_ground_can_be_clicked() -> None:
    for marks in ({}, counts(), counts(illustrative=True)):
        layers = spec(marks, selection=Selection().add("347"))["layers"]
        assert [layer["id"] for layer in layers] == [
            "huyen",
            "chua-co-so-lieu",
            "ranh-gioi",
            "so-lieu",
            "so-minh-hoa",
            "dang-chon-nen",
            "dang-chon",
            "ten-huyen",
            "chu-cai",
            "thuoc",
            "thuoc-chu",
        ]
        assert [layer["id"] for layer in layers if layer["pickable"]] == ["huyen"]


def test_no_base_map_is_asked_for() -> None:
    found = spec(counts())
    assert found["mapStyle"] == "__MAP_STYLE__"  # what pydeck leaves when map_style is not passed
    assert "mapProvider" not in found
    assert "http" not in json.dumps(found)


def test_six_districts_with_vietnamese_names() -> None:
    found = spec(counts())
    assert len(layer(found, "huyen")["data"]["features"]) == 6
    labels = layer(found, "ten-huyen")
    assert labels["characterSet"] == "auto"
    assert "Phủ Lý\n8.500 người" in [row["noi_dung"] for row in labels["data"]]


def test_missing_figure_is_hatched_and_never_zero() -> None:
    found = spec(counts())
    assert words_of(found)["352"] == "Chưa có số liệu"
    assert words_of(found)["351"] == "0 người"
    assert patterns(found) == ["hatch"]
    assert len(layer(found, "so-lieu")["data"]) == 4
    assert ground_of(found, "352") == [0xE8, 0xEB, 0xEE]
    assert not any("0" in text for text in words_of(spec({})).values())


def test_suppressed_figure_is_neither_missing_nor_drawn() -> None:
    few = DistrictMark("347", NAMES["347"], None, "Dưới 5 người (không hiển thị)")
    found = spec(counts() | {"347": few})
    assert words_of(found)["347"] == few.text
    assert sorted(patterns(found)) == ["dots", "hatch"]
    assert len(layer(found, "so-lieu")["data"]) == 3
    never = DistrictMark("347", NAMES["347"], None, "Nhóm quá ít người", withheld=True)
    between = DistrictMark("349", NAMES["349"], None, "từ 0 đến 900", between=True, converted=True)
    found = spec(counts() | {"347": never, "349": between})
    assert sorted(patterns(found)) == ["cross", "hatch", "stripes"]
    assert words_of(found)["349"] == "từ 0 đến 900 (quy đổi)"
    assert len(layer(found, "so-lieu")["data"]) == 2, "a range is never a point"


def test_area_of_circles_is_proportional_to_the_figure() -> None:
    circles = layer(spec(counts()), "so-lieu")["data"]
    areas = sorted(circle["r"] ** 2 for circle in circles)
    assert areas[-1] / areas[0] == pytest.approx(12100 / 6900, rel=1e-3)
    half = layer(spec(counts(), largest=24200), "so-lieu")["data"]
    assert max(c["r"] for c in circles) ** 2 == pytest.approx(2 * max(c["r"] for c in half) ** 2, rel=1e-3)


def test_illustrative_figures_are_rings_with_their_mark() -> None:
    found = spec(counts(illustrative=True))
    assert layer(found, "so-lieu")["data"] == []
    rings = layer(found, "so-minh-hoa")
    assert len(rings["data"]["features"]) == 4
    assert rings["filled"] is False
    assert words_of(found)["347"] == "≈ 8.500 người (minh họa)"
    with pytest.raises(ValueError, match="never as rates"):
        district_deck(FEATURES, counts(illustrative=True), Look(classing(rates())))


def test_rates_fill_by_class_and_have_no_circles() -> None:
    found = spec(rates(), classing=classing(rates()))
    assert not [layer for layer in found["layers"] if layer["id"].startswith("so-")]
    hexes = {code: "#" + "".join(f"{part:02X}" for part in ground_of(found, code)) for code in NAMES}
    low, middle, high = SEQUENTIAL[3]
    assert hexes == {
        "347": high,
        "349": low,
        "350": middle,
        "351": middle,
        "353": high,
        "352": ground_colour("missing"),
    }


def test_chosen_areas_are_outlined_in_their_hue_with_their_letter() -> None:
    found = spec(counts(), selection=Selection().add("349").add("353"))
    hues = [feature["properties"]["vien"] for feature in layer(found, "dang-chon")["data"]["features"]]
    assert hues == [[int(hue[i : i + 2], 16) for i in (1, 3, 5)] for hue in SELECTION[:2]]
    assert [row["chu"] for row in layer(found, "chu-cai")["data"]] == ["A", "B"]
    assert layer(spec(counts()), "dang-chon")["data"]["features"] == []


def test_colours_escape_the_fading_of_streamlit() -> None:
    found = spec(rates(), classing=classing(rates()), selection=Selection().add("347"))
    assert not any("getFillColor" in layer for layer in found["layers"])
    assert "getColor" not in layer(found, "ten-huyen")


@pytest.mark.parametrize("marks", [{}, counts(), counts(illustrative=True)], ids=["empty", "counts", "illustrative"])
def test_message_stays_small(marks: dict[str, DistrictMark]) -> None:
    chosen = Look(selection=Selection().add("350"))
    assert len(district_deck(FEATURES, marks, chosen).to_json().encode()) < 36_000


def test_view_frames_the_province_and_no_move_of_figures_moves_it() -> None:
    view = frame(FEATURES, HEIGHT)
    corners = [corner for feature in FEATURES for corner in feature["geometry"]["coordinates"][0]]
    scale = 512 * 2**view.zoom / 360
    across = max(abs(lon - view.longitude) for lon, _lat in corners) * scale
    down = max(abs(lat - view.latitude) for _lon, lat in corners) * scale / math.cos(math.radians(view.latitude))
    assert across < 490 / 2  # 60 % of a window of 900 px, in a frame
    assert down < 480 / 2
    assert max(across / 490, down / 480) > 0.45
    assert spec({})["initialViewState"] == spec(counts())["initialViewState"]


def test_buttons_draw_the_map_nearer_around_the_area_chosen_last_and_back() -> None:
    def view(near: Near, selection: Selection) -> dict[str, float]:
        look = Look(selection=selection, near=near)
        found: dict[str, float] = json.loads(district_deck(FEATURES, counts(), look).to_json())["initialViewState"]
        return found

    whole, nearer = view(Near(), Selection()), view(Near(2, 2), Selection().add("353").add("347"))
    assert nearer["zoom"] == pytest.approx(whole["zoom"] + 1.6)
    label = next(feature["properties"]["label"] for feature in FEATURES if feature["properties"]["code"] == "347")
    assert [nearer["longitude"], nearer["latitude"]] == pytest.approx(label)
    again = view(Near(0, 3), Selection())
    assert again != whole, "where a hand has moved the map to is left"
    assert again == pytest.approx(whole, abs=1e-5)


def test_the_map_lies_still_under_the_wheel_and_a_click_waits_for_no_second_one() -> None:
    (view,) = spec(counts())["views"]
    hand = view["controller"]
    assert (hand["scrollZoom"], hand["doubleClickZoom"], hand["dragRotate"], hand["touchRotate"]) == (False,) * 4
    assert (hand["dragPan"], hand["touchZoom"], hand["keyboard"]) == (True,) * 3


def test_every_circle_stays_inside_its_area() -> None:
    found = layer(spec(counts()), "so-lieu")["data"]
    for circle in found:
        feature = next(one for one in FEATURES if one["properties"]["label"] == pytest.approx(circle["t"]))
        assert circle["r"] <= clearance(feature)


def test_a_place_is_so_far_from_the_nearest_edge() -> None:
    square = [[106.0, 20.0], [106.02, 20.0], [106.02, 20.02], [106.0, 20.02], [106.0, 20.0]]
    feature = {"properties": {"label": [106.01, 20.005]}, "geometry": {"type": "Polygon", "coordinates": [square]}}
    assert clearance(feature) == pytest.approx(0.005 * 111_320, abs=1)
    both = {**feature, "geometry": {"type": "MultiPolygon", "coordinates": [[square]]}}
    assert clearance(both) == clearance(feature)


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    found = spec(counts())
    (bar,) = layer(found, "thuoc")["data"]
    (west, south), (east, _south) = bar["duong"][1:3]
    said = [row["chu"] for row in layer(found, "thuoc-chu")["data"]]
    assert said == ["10 km", "↑ Bắc"]
    assert (east - west) * 111.32 * math.cos(math.radians(south)) == pytest.approx(10, rel=1e-3)


@pytest.mark.parametrize("classes", SEQUENTIAL)
@pytest.mark.parametrize(("theme", "paper"), [(LIGHT, "#FFFFFF"), (DARK, "#0F1722")])
def test_classes_lie_the_nearer_to_the_paper_the_lower_they_are(theme: Theme, paper: str, classes: int) -> None:
    """So they keep their order in print without colours too, and the highest is seen first in either theme."""
    apart = [contrast(fill, paper) for fill in theme.sequential[classes]]
    assert apart == sorted(apart)
    assert all(high / low >= 1.3 for low, high in pairwise(apart))


def test_tooltip_is_text_of_properties() -> None:
    deck = district_deck(FEATURES, counts(), Look(hover={"347": "thứ 2/6"}))
    assert deck._tooltip["text"] == "{ten}\n{so_lieu}{them}"
    assert "html" not in deck._tooltip
    areas = layer(json.loads(deck.to_json()), "huyen")["data"]["features"]
    more = {one["properties"]["code"]: one["properties"]["them"] for one in areas}
    assert more["347"] == "\nthứ 2/6"
    assert set(more.values()) == {"\nthứ 2/6", ""}


def test_clicked_areas_are_read_from_a_plain_dict() -> None:
    chosen = {"selection": {"objects": {"huyen": [{"properties": {"code": code}} for code in ("347", "349")]}}}
    assert clicked(chosen) == {"347", "349"}
    assert clicked({"selection": {"objects": {}, "indices": {}}}) == frozenset()
    assert clicked(None) is None


def labels(marks: dict[str, DistrictMark], found: Classing | None, unit: str = "người") -> list[str]:
    return [entry.label for entry in legend(marks_of(FEATURES, marks, "count"), found, unit)]


def values(*amounts: int | str | None) -> tuple[list[Any], dict[str, DistrictMark]]:
    given = dict(zip(NAMES, amounts, strict=True))
    exact = {code: None if amount is None else Fraction(amount) for code, amount in given.items()}
    marks = {
        code: DistrictMark(code, NAMES[code], None if amount is None else float(amount), "" if amount is None else "x")
        for code, amount in exact.items()
    }
    return [area_value(code, amount) for code, amount in exact.items()], marks


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((4, 12, 18, 22, 27, 31), ["Dưới 15", "15 đến dưới 24", "Từ 24 trở lên"]),
        ((5, 5, 5, 5, 5, 9), ["Dưới 7", "Từ 7 trở lên"]),
        ((5, 5, 5, 5, 5, 5), ["Các đơn vị cùng một mức"]),
        ((0, 0, 0, 0, 0, 0), ["Các đơn vị cùng một mức"]),
        (("2.5", 1000, 1200, 1300, None, 5000), ["Dưới 1.000", "1.000 đến dưới 3.000", "Từ 3.000 trở lên"]),
        ((None,) * 6, []),
    ],
    ids=["six", "ties", "equal", "zero", "one missing and an outlier", "all missing"],
)
def test_labels_of_classes_are_half_open_and_of_vietnamese_numbers(amounts: Any, expected: list[str]) -> None:
    given, marks = values(*amounts)
    missing = sum(amount is None for amount in amounts)
    more = [f"Chưa có số liệu: {missing}/6 đơn vị chưa báo cáo"] if missing else []
    assert labels(marks, classify(given, "natural")) == expected + more


def test_falls_and_rises_are_apart_from_no_change() -> None:
    given, marks = values(-40, -12, 0, 3, 15, 60)
    found = classify(given, "natural", pinned=True)
    said = labels(marks, found)
    assert said[0].startswith("Dưới −")
    assert said[said.index("Không thay đổi") + 1].startswith("Trên 0 ")
    fills = {code: fill_of(mark, found) for code, mark in marks.items()}
    codes = list(NAMES)
    assert fills[codes[2]] == NO_CHANGE
    assert fills[codes[0]] == class_fills(found.scale)[0] != fills[codes[5]] == class_fills(found.scale)[-1]


def test_legend_of_counts_tells_what_is_illustrative() -> None:
    assert labels(counts(illustrative=True), None) == [
        "Số minh họa, chia theo dân số; không phải số liệu thống kê.",
        "Chưa có số liệu: 1/6 đơn vị chưa báo cáo",
    ]
    reported = legend(marks_of(FEATURES, counts(), "count"), None, "<b>người")
    assert "&lt;b&gt;người" in legend_html(reported)
    few = counts() | {"347": DistrictMark("347", NAMES["347"], None, "Dưới 5 người (không hiển thị)")}
    assert labels(few, None)[-1] == "Dưới 5 người (không hiển thị): 1/6 đơn vị"


def test_a_large_set_sends_colours_as_conditions_and_no_geometry() -> None:
    address = map_layers.address(4, "2025-07", "commune")
    first = spec(rates(), classing=classing(rates()), address=address)
    other = spec(rates(), classing=classing(rates(), (5, 25)), address=address, selection=Selection().add("352"))
    for found in (first, other):
        assert "coordinates" not in json.dumps(found)
        assert layer(found, "huyen")["data"] == "/ranh-gioi/4/2025-07/commune.geojson"
    assert [one["id"] for one in first["layers"]] == [one["id"] for one in other["layers"]]
    fills = [layer(found, "huyen")["_subLayerProps"]["polygons-fill"] for found in (first, other)]
    assert fills[0]["getFillColor"] != fills[1]["getFillColor"]
    assert fills[0]["updateTriggers"] != fills[1]["updateTriggers"]


def test_tooltips_of_a_large_set_say_the_figure_without_changing_the_geometry() -> None:
    shown = [DistrictMark("1", 'Xã "A<b>', 3.0, "1.234 người"), DistrictMark("2", "Phường B", None)]
    rules = map_layers.tooltip_rules(shown, {"1": "thứ 2/6"})
    assert '.bando-so-0::before{white-space:pre;content:"\\22 A\\3c b\\3e \\a 1.234 người\\a thứ 2/6"}' in rules
    assert 'content:"B\\a Chưa có số liệu"' in rules
    assert map_layers.tooltip(33) == {"html": '<div class="bando-so-{i}"></div>'}
    assert map_layers.tooltip(705) == {"text": "{ten}\nBấm để xem số liệu"}
    assert map_layers.tooltip_rules(shown * 100, {}) == "", "every move would send hundreds of figures"


def test_conditions_find_every_polygon_s_colour() -> None:
    colours = [f"[{i % 7}]" for i in range(705)]
    text = map_layers.condition(colours).removeprefix("@@=")
    assert map_layers.condition(["[1]"] * 705) == "@@=[1]"
    for i in (0, 1, 6, 7, 352, 703, 704):
        assert chosen_by(text, i) == colours[i]


def test_few_kinds_are_a_digit_a_polygon() -> None:
    assert map_layers.by_number(["[1]"] * 705) == "@@=[1]"
    colours = [f"[{i % 3}]" for i in range(705)]
    text = map_layers.by_number(colours)
    kinds, digits = re.fullmatch(r'@@=\(\[(.*)\]\)\[\("(\d+)"\)\[properties\.i\]\]', text).groups()
    assert [f"[{kinds[1:-1].split('],[')[int(digit)]}]" for digit in digits] == colours
    assert map_layers.by_number([f"[{i}]" for i in range(11)]).startswith("@@=properties.i<")


def chosen_by(text: str, i: int) -> str:
    """What a chain of `properties.i<n?a:b` gives; the browser's own reading is the same left to right."""
    while "?" in text:
        head, rest = text.split("?", 1)
        depth = place = 0
        for place, letter in enumerate(rest):  # noqa: B007
            depth += (letter in "(?") - (letter == ")")
            if letter == ":" and depth == 0:
                break
            depth -= letter == ":"
        low, high = rest[:place], rest[place + 1 :]
        text = low if i < int(head.rpartition("<")[2]) else high
        text = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    return text


def test_map_in_words() -> None:
    sentence = as_sentence("Đối tượng", "người", marks_of(FEATURES, counts(), "count"))
    assert sentence.startswith("Đối tượng (người). Phủ Lý: 8.500 người; ")
    assert "Bình Lục: Chưa có số liệu" in sentence


def test_tiles_say_the_same_as_the_map() -> None:
    chart = tile_chart(counts(), TILES, NAMES, Look(selection=Selection().add("347")))
    shown = {value["ma"]: value for value in chart["data"]["values"]}
    assert {code: value["so_lieu"] for code, value in shown.items()} == words_of(spec(counts()))
    assert (shown["350"]["hang"], shown["350"]["cot"]) == (1, 1)
    assert shown["347"]["vien"] == SELECTION[0]
    assert shown["347"]["chu"].startswith("A · Phủ Lý")
    assert shown["352"]["nen"] == "#E8EBEE"
    assert shown["352"]["dien_tich"] == 0
    assert [layer["name"] for layer in chart["layer"]][-1] == "bam-chon"
    assert not any(mark.illustrative for mark in tiles_of(counts(), TILES, NAMES, "count"))
    with pytest.raises(ValueError, match="never as rates"):
        tile_chart(counts(illustrative=True), TILES, NAMES, Look(classing(rates())))


def test_tiles_have_the_fills_of_the_map() -> None:
    look = Look(classing(rates()))
    tiles = {tile["ma"]: tile["nen"] for tile in tile_chart(rates(), TILES, NAMES, look)["data"]["values"]}
    found = spec(rates(), classing=look.classing)
    assert tiles == {code: "#" + "".join(f"{part:02X}" for part in ground_of(found, code)) for code in NAMES}


def test_areas_without_places_stand_row_by_row() -> None:
    assert grid(["a", "b", "c"], 2) == {"a": (1, 1), "b": (1, 2), "c": (2, 1)}


def test_clicked_tiles_are_read_from_a_plain_dict() -> None:
    assert clicked_tiles({"selection": {"huyen": [{"ma": "347"}]}}) == {"347"}
    assert clicked_tiles({"selection": {"huyen": []}}) == frozenset()
    assert clicked_tiles(None) is None


def test_crowded_names_cover_no_other_and_more_come_as_one_draws_nearer() -> None:
    wards = json.loads((BOUNDARIES.parent / "hanam_wards_2025-07_schematic.geojson").read_text(encoding="utf-8"))
    look = {"address": "/ranh-gioi/1/2025-07/commune.geojson"}

    def names(steps: int) -> list[dict[str, Any]]:
        deck = district_deck(wards["features"], {}, Look(near=Near(steps, 1), **look))
        return list(layer(json.loads(deck.to_json()), "ten-huyen")["data"])

    far, near = names(0), names(3)
    assert 5 <= len(far) < len(near) <= 33
    assert {row["noi_dung"] for row in far} <= {row["noi_dung"] for row in near}
