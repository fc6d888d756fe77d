"""The specification that the district map and its grid of tiles send to the browser, without a browser."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from pages.components.district_map import clicked_district, district_deck, frame
from pages.components.map_classes import class_colours, class_labels, class_of, legend, legend_html, nice_breaks
from pages.components.map_marks import DistrictMark, as_sentence, marks_of, short_name
from pages.components.map_tiles import clicked_tile, tile_chart, tiles_of

BOUNDARIES = Path(__file__).parents[2] / "data" / "seed" / "boundaries" / "hanam_districts_schematic.geojson"
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


def spec(marks: dict[str, DistrictMark], **options: Any) -> dict[str, Any]:
    return json.loads(district_deck(FEATURES, marks, **options).to_json())


def layer(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(layer for layer in found["layers"] if layer["id"] == name)


def ground_of(found: dict[str, Any], code: str) -> list[int]:
    features = layer(found, "huyen")["data"]["features"]
    return next(f["properties"]["mau"] for f in features if f["properties"]["code"] == code)


def words_of(found: dict[str, Any]) -> dict[str, str]:
    return {f["properties"]["code"]: f["properties"]["so_lieu"] for f in layer(found, "huyen")["data"]["features"]}


def test_layers_keep_their_names_and_only_the_ground_can_be_clicked() -> None:
    for marks in ({}, counts(), counts(illustrative=True)):
        layers = spec(marks, kind="count", selected="347")["layers"]
        assert [layer["id"] for layer in layers] == [
            "huyen", "chua-co-so-lieu", "so-lieu", "so-minh-hoa", "dang-chon", "ten-huyen",
        ]  # fmt: skip
        assert [layer["id"] for layer in layers if layer["pickable"]] == ["huyen"]


def test_no_base_map_is_asked_for() -> None:
    found = spec(counts(), kind="count")
    assert found["mapStyle"] == "__MAP_STYLE__"  # what pydeck leaves when map_style is not passed
    assert "mapProvider" not in found
    assert "http" not in json.dumps(found)


def test_six_districts_with_vietnamese_names() -> None:
    found = spec(counts(), kind="count")
    assert len(layer(found, "huyen")["data"]["features"]) == 6
    labels = layer(found, "ten-huyen")
    assert labels["characterSet"] == "auto"
    assert "Phủ Lý\n8.500 người" in [row["noi_dung"] for row in labels["data"]]


def test_missing_figure_is_hatched_and_never_zero() -> None:
    found = spec(counts(), kind="count")
    assert words_of(found)["352"] == "Chưa có số liệu"
    assert words_of(found)["351"] == "0 người"
    assert len(layer(found, "chua-co-so-lieu")["data"]["features"]) == 1
    assert len(layer(found, "so-lieu")["data"]) == 4
    assert ground_of(found, "352") == [0xE8, 0xEB, 0xEE]
    assert not any("0" in text for text in words_of(spec({}, kind="count")).values())


def test_suppressed_figure_is_neither_missing_nor_drawn() -> None:
    few = DistrictMark("347", NAMES["347"], None, "Dưới 5 người (không hiển thị)")
    found = spec(counts() | {"347": few}, kind="count")
    assert words_of(found)["347"] == few.text
    assert len(layer(found, "chua-co-so-lieu")["data"]["features"]) == 1
    assert len(layer(found, "so-lieu")["data"]) == 3


def test_area_of_circles_is_proportional_to_the_figure() -> None:
    circles = layer(spec(counts(), kind="count"), "so-lieu")["data"]
    areas = sorted(circle["ban_kinh"] ** 2 for circle in circles)
    assert areas[-1] / areas[0] == pytest.approx(12100 / 6900, rel=1e-3)
    half = layer(spec(counts(), kind="count", largest=24200), "so-lieu")["data"]
    assert max(c["ban_kinh"] for c in circles) ** 2 == pytest.approx(
        2 * max(c["ban_kinh"] for c in half) ** 2, rel=1e-3
    )


def test_illustrative_figures_are_rings_with_their_mark() -> None:
    found = spec(counts(illustrative=True), kind="count")
    assert layer(found, "so-lieu")["data"] == []
    rings = layer(found, "so-minh-hoa")
    assert len(rings["data"]["features"]) == 4
    assert rings["filled"] is False
    assert words_of(found)["347"] == "≈ 8.500 người (minh họa)"
    with pytest.raises(ValueError, match="never as rates"):
        district_deck(FEATURES, counts(illustrative=True), kind="rate")


def test_rates_fill_by_class_and_have_no_circles() -> None:
    breaks = (10.0, 20.0)
    found = spec(rates(), kind="rate", breaks=breaks)
    assert not [layer for layer in found["layers"] if layer["id"].startswith("so-")]
    assert ground_of(found, "349") != ground_of(found, "350") == ground_of(found, "351") != ground_of(found, "353")
    assert [class_of(value, breaks) for value in (9.99, 10, 19.99, 20)] == [0, 1, 1, 2]


def test_selected_district_is_outlined() -> None:
    found = layer(spec(counts(), kind="count", selected="349"), "dang-chon")
    assert len(found["data"]["features"]) == 1
    assert found["getLineColor"] == [0xC7, 0x5B, 0x00]
    assert layer(spec(counts(), kind="count"), "dang-chon")["data"]["features"] == []


def test_colours_escape_the_fading_of_streamlit() -> None:
    found = spec(rates(), kind="rate", breaks=(10.0, 20.0), selected="347")
    assert not any("getFillColor" in layer for layer in found["layers"])
    assert "getColor" not in layer(found, "ten-huyen")


@pytest.mark.parametrize("marks", [{}, counts(), counts(illustrative=True)], ids=["empty", "counts", "illustrative"])
def test_message_stays_small(marks: dict[str, DistrictMark]) -> None:
    assert len(district_deck(FEATURES, marks, kind="count", selected="350").to_json().encode()) < 25_000


def test_view_frames_the_province_and_never_moves() -> None:
    view = frame(FEATURES)
    corners = [corner for feature in FEATURES for corner in feature["geometry"]["coordinates"][0]]
    scale = 512 * 2**view.zoom / 360
    across = max(abs(lon - view.longitude) for lon, _lat in corners) * scale
    down = max(abs(lat - view.latitude) for _lon, lat in corners) * scale / math.cos(math.radians(view.latitude))
    assert across < 535 / 2  # 60 % of 1366 px beside the open sidebar
    assert down < 480 / 2
    assert max(across / 535, down / 480) > 0.45
    assert spec({}, kind="count")["initialViewState"] == spec(counts(), kind="count")["initialViewState"]


def test_tooltip_is_text_of_two_properties() -> None:
    tooltip = district_deck(FEATURES, counts(), kind="count")._tooltip
    assert tooltip["text"] == "{ten}\n{so_lieu}"
    assert "html" not in tooltip


def test_clicked_district_is_read_from_a_plain_dict() -> None:
    chosen = {"selection": {"objects": {"huyen": [{"properties": {"code": "347"}}]}, "indices": {"huyen": [0]}}}
    assert clicked_district(chosen) == "347"
    for nothing in (None, {}, {"selection": {"objects": {}, "indices": {}}}):
        assert clicked_district(nothing) is None


def test_legend_of_rates_is_half_open() -> None:
    labels = ["Dưới 10", "10 đến dưới 20", "Từ 20 trở lên"]
    assert class_labels((10.0, 20.0)) == labels
    assert class_labels((2.5, 1000.0))[1] == "2,5 đến dưới 1.000"
    entries = legend(marks_of(FEATURES, rates(), "rate"), kind="rate", unit="trên 1.000 dân", breaks=(10.0, 20.0))
    assert [entry.label for entry in entries] == [*labels, "Chưa có số liệu"]
    assert [entry.shape for entry in entries] == ["fill", "fill", "fill", "hatch"]


def test_legend_of_counts_tells_what_is_illustrative() -> None:
    shown = marks_of(FEATURES, counts(illustrative=True), "count")
    labels = [entry.label for entry in legend(shown, kind="count", unit="người")]
    assert labels == ["Số minh họa, chia theo dân số; không phải số liệu thống kê.", "Chưa có số liệu"]
    reported = legend(marks_of(FEATURES, counts(), "count"), kind="count", unit="<b>người")
    assert "&lt;b&gt;người" in legend_html(reported)


def test_classes_are_round_and_pinned_at_zero() -> None:
    assert nice_breaks([4.2, 12, None, 27.3]) == (10, 20)
    assert nice_breaks([5, 5]) == nice_breaks([]) == ()
    assert len(nice_breaks([4.2, 27.3], classes=5)) <= 4
    assert len(set(class_colours((-10.0, 0.0, 10.0)))) == 4
    assert class_colours(()) != class_colours((-1.0, 0.0))[:1]
    with pytest.raises(ValueError, match="at most 5"):
        class_colours((1.0, 2.0, 3.0, 4.0, 5.0))


@pytest.mark.parametrize(
    ("name", "short"),
    [("Thành phố Phủ Lý", "Phủ Lý"), ("Thị xã Duy Tiên", "Duy Tiên"), ("Huyện Lý Nhân", "Lý Nhân"), ("Xã Xã", "Xã")],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short
    assert short_name(short) == short


def test_map_in_words() -> None:
    sentence = as_sentence("Đối tượng", "người", marks_of(FEATURES, counts(), "count"))
    assert sentence.startswith("Đối tượng (người). Phủ Lý: 8.500 người; ")
    assert "Bình Lục: Chưa có số liệu" in sentence


def test_tiles_say_the_same_as_the_map() -> None:
    chart = tile_chart(counts(), TILES, NAMES, kind="count", selected="347")
    values = {value["ma"]: value for value in chart["data"]["values"]}
    assert {code: value["so_lieu"] for code, value in values.items()} == words_of(spec(counts(), kind="count"))
    assert (values["350"]["hang"], values["350"]["cot"]) == (1, 1)
    assert values["347"]["vien"] == "#C75B00"
    assert values["352"]["nen"] == "#E8EBEE"
    assert values["352"]["dien_tich"] == 0
    assert [layer["name"] for layer in chart["layer"]][-1] == "bam-chon"
    assert not any(mark.illustrative for mark in tiles_of(counts(), TILES, NAMES, "count"))
    with pytest.raises(ValueError, match="never as rates"):
        tile_chart(counts(illustrative=True), TILES, NAMES, kind="rate")


def test_clicked_tile_is_read_from_a_plain_dict() -> None:
    assert clicked_tile({"selection": {"huyen": [{"ma": "347"}]}}) == "347"
    assert clicked_tile({"selection": {"huyen": []}}) is None
    assert clicked_tile(None) is None
