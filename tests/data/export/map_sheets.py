"""Sheets to draw: the six districts on their schematic borders, figures of every kind."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import shapely.geometry

from data.export.map_sheet import Figure, Key, MapSheet, Panel, Shape

BORDERS = Path(__file__).parents[3] / "data" / "seed" / "boundaries" / "hanam_districts_schematic.geojson"
BLUES = ("#DCEAF7", "#9CC5E8", "#5B9BD3")
CLASSES = (
    Key("Dưới 10", BLUES[0], "fill"),
    Key("10 đến dưới 20", BLUES[1], "fill"),
    Key("Từ 20 trở lên", BLUES[2], "fill"),
    Key("Chưa có số liệu", "#E8EBEE", "hatch"),
    Key("Dưới 5 người (không hiển thị)", "#F4F6F8", "dots"),
)
RING = "#9A7350"
SMALL = "Dưới 5 người (không hiển thị)"


@cache
def shapes() -> tuple[Shape, ...]:
    features: list[dict[str, Any]] = json.loads(BORDERS.read_text(encoding="utf-8"))["features"]
    return tuple(
        Shape(
            feature["properties"]["code"],
            feature["properties"]["name"],
            feature["properties"]["name"].removeprefix("Thành phố ").removeprefix("Thị xã ").removeprefix("Huyện "),
            shapely.geometry.shape(feature["geometry"]),
            (feature["properties"]["label"][0], feature["properties"]["label"][1]),
        )
        for feature in features
    )


def rate(value: str, fill: str) -> Figure:
    brief = value.replace(".", ",").replace("-", "−")
    return Figure("known", f"{brief} trên 1.000 dân", brief, "Số báo cáo", value, fill)


def invented(people: int, most: int = 12_000) -> Figure:
    text = f"{people:,} người".replace(",", ".")
    return Figure(
        "illustrative", text, text.removesuffix(" người"), value=str(people), circle=people / most, colour=RING
    )


MISSING = Figure("missing", "Chưa có số liệu")
WITHHELD = Figure("small", SMALL, nature="Số báo cáo")
RATES = (
    rate("4.5", BLUES[0]),
    rate("12.3", BLUES[1]),
    rate("27", BLUES[2]),
    MISSING,
    WITHHELD,
    rate("-1656.5", BLUES[0]),
)


def sheet(**changed: Any) -> MapSheet:
    told: dict[str, Any] = {
        "title": "Đối tượng bảo trợ xã hội hưởng trợ cấp hằng tháng trên 1.000 dân, kỳ 12/2023",
        "subtitle": "Ắ Ằ Ẳ Ẵ Ặ ắ ằ ẳ ẵ ặ ỗ ợ ữ Đ đ – — ≈ ≤ ≥ − % × · “ ”",
        "unit": "người trên 1.000 dân",
        "shapes": shapes(),
        "panels": (Panel("12/2023", RATES),),
        "legend": CLASSES,
        "source": "Tệp số liệu theo huyện do đơn vị gửi, tháng 12/2023",
        "vintage": "Địa giới hành chính năm 2023 (cấp huyện kết thúc hoạt động từ 01/7/2025).",
        "data_version": "bản 3",
        "made_on": "01/02/2024",
        "marks": ("Ranh giới sơ đồ, không có giá trị pháp lý.",),
        "link": "http://localhost:8501/ban-do?bando-chi-tieu=btxh-nguoi",
    }
    return MapSheet(**told | changed)


def invented_sheet(**changed: Any) -> MapSheet:
    """The counts of demo mode: rings, marks, no classes."""
    people = (8_500, 12_000, 6_300, 900, 7_700, 10_100)
    return sheet(
        **{
            "title": "Đối tượng trợ cấp tại cộng đồng, kỳ 12/2023 (người)",
            "unit": "người",
            "panels": (Panel("12/2023", tuple(invented(count) for count in people)),),
            "legend": (
                Key("≈ 12.000 người", RING, "ring", 1.0),
                Key("≈ 3.000 người", RING, "ring", 0.25),
                Key("Số minh họa, chia theo dân số; không phải số liệu thống kê.", RING, "ring"),
            ),
            "marks": (
                "SỐ LIỆU MINH HỌA. Báo cáo năm 2023 chỉ có số toàn tỉnh.",
                "Ranh giới sơ đồ, không có giá trị pháp lý.",
            ),
        }
        | changed
    )
