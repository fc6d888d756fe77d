"""SVG and PNG of a map: every word in the bundled fonts, fills, hatch, dots and rings where they belong."""

import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from data.export.drawing import lettering
from data.export.drawing.layout import whole_picture
from data.export.drawing.picture import DOT, HATCH, NO_DATA, PANEL, PAPER
from data.export.drawing.sheet import Figure, Key, MapSheet, Panel, Shape
from tests.data.export.drawing.opened import colours, drawn, svg_fonts, svg_paths, svg_words
from tests.data.export.drawing.sheets import BLUES, MISSING, RATES, RING, SMALL, invented_sheet, rate, shapes, sheet


def test_the_picture_says_title_unit_legend_source_vintage_version_and_marks() -> None:
    said = " ".join(svg_words(drawn(sheet(), "svg")))
    whole = sheet()
    for words in (whole.title, whole.subtitle, whole.unit, whole.source, whole.vintage, whole.link, *whole.marks):
        assert words in said
    for key in whole.legend:
        assert key.label in said
    assert "Số liệu: bản 3. Lập ngày 01/02/2024." in said
    assert "12/2023: 1/6 đơn vị chưa báo cáo (Thanh Liêm)" in said
    for shape, figure in zip(whole.shapes, RATES, strict=True):
        assert shape.short in svg_words(drawn(whole, "svg"))
        assert figure.text in svg_words(drawn(whole, "svg"))


def test_all_words_name_the_bundled_fonts_in_quotes() -> None:
    """Unquoted, a name that ends in a digit makes the words vanish from PNG and PDF."""
    for fonts in (svg_fonts(drawn(sheet(), "svg")), svg_fonts(drawn(invented_sheet(), "svg"))):
        assert fonts == {
            "'Source Sans 3', 'Be Vietnam Pro', sans-serif",
            "'Be Vietnam Pro', 'Source Sans 3', sans-serif",
        }


@pytest.mark.parametrize(
    ("told", "size", "font", "weight"),
    [
        ("title", 23, lettering.TITLE, lettering.BOLD),
        ("subtitle", 16, lettering.TEXT, lettering.REGULAR),
        ("mark", 14, lettering.TEXT, lettering.SEMI_BOLD),
    ],
)
def test_the_letters_of_the_image_are_as_wide_as_in_the_bundled_font(
    told: str, size: int, font: str, weight: int
) -> None:
    """Of another font, or of none, they would be of another width: neither says a word when it happens."""
    words = "Ngưỡng trợ giúp xã hội của các huyện ở Hà Nam"
    whole = sheet(**({"marks": (words,)} if told == "mark" else {told: words}))
    row = next(row for row in whole_picture(whole).words if row["t"] == words)
    image = Image.open(io.BytesIO(drawn(whole, "png"))).convert("L")
    foot, left = round(2 * row["y"]), round(2 * row["x"])
    line = image.crop((left - 8, foot - 2 * size + 8, left + 1_600, foot))
    ink = line.point(lambda grey: 255 if grey < 110 else 0).getbbox()
    assert ink is not None
    assert ink[2] - ink[0] == pytest.approx(2 * lettering.width(words, size, font, weight), rel=0.025)


def test_nothing_in_the_picture_leads_elsewhere() -> None:
    text = drawn(sheet(), "svg").decode()
    assert not re.search(r"(?:href|src|url)\s*=", text)
    assert set(re.findall(r"url\(([^)]*)\)", text)) <= {f"#clip{n}" for n in range(20)}
    assert "<script" not in text


def test_rates_are_filled_by_their_class_and_never_beyond_their_area() -> None:
    content, picture = drawn(sheet(), "png"), whole_picture(sheet())
    for code, fill in (("347", BLUES[0]), ("349", BLUES[1]), ("350", BLUES[2]), ("353", BLUES[0])):
        found = colours(content, picture, code)
        assert found[fill] / found.total() > 0.75, (code, found.most_common(3))
    image = Image.open(io.BytesIO(content)).convert("RGB")
    assert image.size == (2 * picture.width, 2 * picture.height)
    assert [image.getpixel(corner) for corner in ((1, 1), (image.width - 2, image.height - 2), (40, 900))] == [
        (255, 255, 255)
    ] * 3


def test_missing_is_hatched_and_small_is_dotted_and_neither_looks_like_the_other_or_a_class() -> None:
    content, picture = drawn(sheet(), "png"), whole_picture(sheet())
    missing, small = colours(content, picture, "351"), colours(content, picture, "352")
    assert missing[NO_DATA] / missing.total() > 0.5
    assert missing[HATCH] / missing.total() > 0.02
    assert small[PANEL] / small.total() > 0.6
    assert small[DOT] > 0
    assert not (set(missing) | set(small)) & set(BLUES)


def test_without_a_missing_area_the_map_has_no_hatch() -> None:
    full = sheet(panels=(Panel("12/2023", (rate("5", BLUES[0]),) * 6),), legend=())
    assert len(svg_paths(drawn(sheet(), "svg"), stroke=HATCH)) == 2
    assert svg_paths(drawn(full, "svg"), stroke=HATCH) == []
    assert "chưa báo cáo" not in " ".join(svg_words(drawn(full, "svg")))


def test_illustrative_figures_are_empty_dashed_rings_under_a_stamp() -> None:
    content = drawn(invented_sheet(), "svg")
    rings = svg_paths(content, stroke=RING)
    assert len(rings) == 6 + 3
    for ring in rings:
        assert ring["stroke-dasharray"] == "6,4"
        assert ring.get("fill", "none") in ("none", "transparent")
    words = svg_words(content)
    assert "MINH HỌA" in words
    assert "≈ 8.500 người" in words
    assert words.count("(minh họa)") == 12, "halo and letters of six areas"
    assert "Không phải số liệu chính thức" in words
    assert " ".join(invented_sheet().marks) in " ".join(words)


def test_illustrative_areas_have_no_fill() -> None:
    content, picture = drawn(invented_sheet(), "png"), whole_picture(invented_sheet())
    for shape in shapes():
        found = colours(content, picture, shape.code)
        assert found[PAPER] / found.total() > 0.5
        assert not set(found) & set(BLUES)


def test_a_circle_has_the_area_of_its_value() -> None:
    picture = whole_picture(invented_sheet())
    largest, quarter = sorted((row["a"] for row in picture.rings[-3:-1]), reverse=True)
    assert largest == pytest.approx(4 * quarter, rel=0.001)
    by_value = dict(zip((8_500, 12_000, 6_300, 900, 7_700, 10_100), (row["a"] for row in picture.rings), strict=False))
    for value, area in by_value.items():
        assert area / by_value[12_000] == pytest.approx(value / 12_000, abs=0.002)


def legend_of(whole: MapSheet) -> list[str]:
    labels = {key.label for key in whole.legend}
    picture = whole_picture(whole)
    areas = [f"{row['f']} {row['geometry']['coordinates']}" for row in picture.areas if not row["c"]]
    return areas + [f"{row['x']} {row['y']} {row['t']}" for row in picture.words if row["t"] in labels and not row["h"]]


def test_two_months_under_one_lock_have_one_legend() -> None:
    december = sheet(panels=(Panel("12/2023", RATES),))
    january = sheet(panels=(Panel("01/2024", (rate("11", BLUES[1]),) * 6),))
    assert legend_of(december) == legend_of(january)
    assert len(legend_of(december)) == 10
    other = replace(january, legend=(Key("Dưới 100", BLUES[0], "fill"),))
    assert legend_of(other) != legend_of(december)


def test_months_beside_each_other_share_scale_and_legend() -> None:
    months = sheet(panels=tuple(Panel(f"{month:02d}/2023", RATES[month:] + RATES[:month]) for month in range(1, 7)))
    picture = whole_picture(months)
    assert [row["t"] for row in picture.words if row["t"].endswith("/2023") and len(row["t"]) == 7] == [
        panel.period for panel in months.panels
    ]
    assert len([row for row in picture.areas if row["c"] == "347"]) == 6
    assert len([row for row in picture.areas if not row["c"]]) == len(months.legend)
    words = svg_words(drawn(months, "svg"))
    assert "12,3" in words
    assert words.count("Từ 20 trở lên") == 1


def mirrored(shape: Shape) -> Shape:
    return replace(shape, polygons=tuple(tuple(ring[::-1] for ring in polygon) for polygon in shape.polygons))


def test_the_winding_of_a_file_makes_no_difference() -> None:
    other = sheet(shapes=tuple(mirrored(shape) for shape in shapes()))
    picture, content = whole_picture(other), drawn(other, "png")
    assert colours(content, picture, "351").keys() & set(BLUES) == set()
    image = Image.open(io.BytesIO(content)).convert("RGB")
    assert image.getpixel((40, 900)) == (255, 255, 255)
    assert Counted(drawn(other, "svg")) == Counted(drawn(sheet(), "svg"))


class Counted:
    """How much of each fill a drawing has: equal for equal pictures, whatever point their rings begin at."""

    def __init__(self, content: bytes) -> None:
        self.fills = sorted((path.get("fill", ""), len(path["d"])) for path in svg_paths(content))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counted) and self.fills == other.fills

    __hash__ = None  # type: ignore[assignment]


def test_a_hole_stays_open() -> None:
    square = (
        (105_900_000, 20_500_000),
        (105_900_000, 20_600_000),
        (106_000_000, 20_600_000),
        (106_000_000, 20_500_000),
    )
    hole = ((105_920_000, 20_520_000), (105_920_000, 20_580_000), (105_980_000, 20_580_000), (105_980_000, 20_520_000))
    for inner in (hole, hole[::-1]):
        ring = Shape("1", "Một", "", ((square, inner),), (105_950_000, 20_590_000))
        one = sheet(shapes=(ring,), panels=(Panel("12/2023", (Figure("known", "", fill=BLUES[2]),)),), legend=())
        rows = whole_picture(one).areas[0]["geometry"]["coordinates"]
        xs, ys = [x for x, _y in rows[0]], [y for _x, y in rows[0]]
        image = Image.open(io.BytesIO(drawn(one, "png"))).convert("RGB")
        middle = (round(min(xs) + max(xs)), round(min(ys) + max(ys)))
        assert image.getpixel(middle) == (255, 255, 255)
        assert image.getpixel((round(2 * min(xs)) + 12, middle[1])) == (91, 155, 211)


def test_of_many_areas_names_stay_within_their_own_and_never_meet() -> None:
    """What finds no room stands in the table."""
    many = tuple(
        replace(shape, code=f"{shape.code}-{i}", at=(shape.at[0] + i * 1_000, shape.at[1]))
        for shape in shapes()
        for i in range(20)
    )
    picture = whole_picture(sheet(shapes=many, panels=(Panel("12/2023", (MISSING,) * len(many)),)))
    names = [row["t"] for row in picture.words if row["h"] and not row["t"].startswith("Chưa")]
    assert sorted(names) == sorted({shape.short for shape in shapes()})
    assert SMALL in [row["t"] for row in picture.words], "the legend is not touched"
    narrow = replace(shapes()[0], code="1", short="Một tên dài hơn nhiều so với chỗ mà đơn vị có trên bản đồ")
    crowd = (narrow, *shapes(), *shapes())
    picture = whole_picture(sheet(shapes=crowd, panels=(Panel("12/2023", (MISSING,) * len(crowd)),)))
    assert narrow.short not in [row["t"] for row in picture.words]
