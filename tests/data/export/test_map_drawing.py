"""Maps as SVG, PNG and PDF, read back: every word in the bundled fonts, patterns and circles where they belong, two
frames, nothing fetched."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import psutil
import pytest
import shapely
import shapely.geometry
from hypothesis import given, settings, strategies as st
from PIL import Image, ImageFont
from pypdf import PdfReader

from data.export import map_drawing
from data.export.map_drawing import (
    A4,
    DOT,
    FONTS,
    HATCH,
    INK,
    NO_DATA,
    PANEL,
    PAPER,
    SLIDE,
    Form,
    Frame,
    NotDrawn,
    draw,
    screen_spec,
    spec,
    wrapped,
)
from data.export.map_sheet import Figure, MapSheet, Panel, Shape, clean
from tests.data.export.map_sheets import BLUES, MISSING, RATES, RING, SMALL, invented_sheet, rate, shapes, sheet
from tests.examples import dear_examples, examples

LETTERS = (
    "áàảãạ ăắằẳẵặ âấầẩẫậ éèẻẽẹ êếềểễệ íìỉĩị óòỏõọ ôốồổỗộ ơớờởỡợ úùủũụ ưứừửữự ýỳỷỹỵ đ "
    "ÁÀẢÃẠ ĂẮẰẲẴẶ ÂẤẦẨẪẬ ÉÈẺẼẸ ÊẾỀỂỄỆ ÍÌỈĨỊ ÓÒỎÕỌ ÔỐỒỔỖỘ ƠỚỜỞỠỢ ÚÙỦŨỤ ƯỨỪỬỮỰ ÝỲỶỸỴ Đ – — ≈ ≤ ≥ − % × · “ ”"
)
HOSTILE = (
    "<script>alert(1)</script> & \"'`",
    "</text></svg> ]]> <!-- &amp; &#0; &nbsp;",
    '{"expr": "datum.x"} {{x}} ${x} %s %(x)s {0}',
    "#eval(read('/etc/passwd')) $x$ *b* _i_ @ref <label> \\ // /* ",
    "😀 👩‍👩‍👧 🇻🇳 \N{ZERO WIDTH SPACE}\N{RIGHT-TO-LEFT OVERRIDE}abc",
    "x" * 3_000,
    "",
    "\0\1\x1b[31m\r\n\t\ud800 \ufffe",
)
SVG = "{http://www.w3.org/2000/svg}"


@cache
def drawn(whole: MapSheet, form: Form, frame: Frame | None = None) -> bytes:
    return draw(whole, form, frame)


def svg_words(content: bytes) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(content).iter(f"{SVG}text")]


def svg_paths(content: bytes, **attributes: str) -> list[dict[str, str]]:
    """Attributes of the paths that have all of these, with - for _."""
    wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
    paths = [path.attrib for path in ElementTree.fromstring(content).iter(f"{SVG}path")]
    return [path for path in paths if wanted.items() <= path.items()]


def pdf_words(content: bytes) -> str:
    """All words, spaces made one: lines break where the frame has room."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def pdf_fonts(content: bytes) -> dict[str, bool]:
    """Name of each font, without the tag of its subset, and whether it is embedded."""

    def fonts(resources: Any) -> Iterator[Any]:
        held = resources.get_object()
        yield from (font.get_object() for font in held.get("/Font", {}).values())
        for inner in held.get("/XObject", {}).values():
            if "/Resources" in inner.get_object():
                yield from fonts(inner.get_object()["/Resources"])

    found: dict[str, bool] = {}
    for font in fonts(PdfReader(io.BytesIO(content)).pages[0]["/Resources"]):
        for part in font.get("/DescendantFonts", [font]):
            described = part.get_object()["/FontDescriptor"].get_object()
            name = str(font["/BaseFont"]).removeprefix("/").split("+")[-1].removesuffix("-Identity-H")
            found[name] = any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


def rows(made: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    """Data of the last layer of a mark: of texts, the letters and not their halos."""
    return [layer["data"]["values"] for layer in made["layer"] if layer["mark"]["type"] == mark][-1]


def picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def colours(whole: MapSheet, code: str) -> Counter[str]:
    """Colours at points all over an area of the slide."""
    row = next(row for row in rows(spec(whole, SLIDE), "geoshape") if row["code"] == code)
    outline, image = shapely.geometry.shape(row["geometry"]), picture(drawn(whole, "png"))
    west, south, east, north = map(round, outline.bounds)
    found: Counter[str] = Counter()
    for x in range(west, east, 5):
        for y in range(south, north, 5):
            if outline.contains(shapely.Point(x, y)):
                red, green, blue = image.getpixel((x, y))  # type: ignore[misc]
                found[f"#{red:02X}{green:02X}{blue:02X}"] += 1
    return found


@pytest.mark.parametrize("form", ["svg", "pdf"])
@pytest.mark.parametrize("whole", [sheet(), invented_sheet()], ids=["rates", "illustrative"])
def test_the_file_says_all_that_the_sheet_does(whole: MapSheet, form: Form) -> None:
    content = drawn(whole, form)
    text = " ".join(svg_words(content)) if form == "svg" else pdf_words(content)
    lines = [whole.title, whole.subtitle, whole.unit, *whole.marks, *whole.foot()]
    for words in [*lines, *(key.label for key in whole.legend), *(shape.short for shape in whole.shapes)]:
        assert words in text, words
    for figure in whole.panels[0].figures:
        assert figure.text.partition(" (")[0] in text
    assert ("(minh họa)" in text) == whole.illustrative
    assert ("MINHHỌA" in text.replace(" ", "")) == whole.illustrative
    assert ("Không phải số liệu chính thức" in text) == whole.illustrative


@pytest.mark.parametrize(("frame", "size"), [(SLIDE, (1920, 1080)), (A4, (1754, 1239))], ids=["16:9", "A4"])
def test_each_frame_is_of_its_size_in_every_form(frame: Frame, size: tuple[int, int]) -> None:
    assert picture(drawn(sheet(), "png", frame)).size == size
    page = PdfReader(io.BytesIO(drawn(sheet(), "pdf", frame))).pages
    assert [(one.mediabox.width, one.mediabox.height) for one in page] == [(frame.width, frame.height)]
    root = ElementTree.fromstring(drawn(sheet(), "svg", frame))
    assert (root.attrib["width"], root.attrib["height"]) == (str(frame.width), str(frame.height))
    assert (A4.width, A4.height) == (round(297 / 25.4 * 72), round(210 / 25.4 * 72))


def test_without_a_frame_pictures_are_slides_and_a_pdf_is_a_page() -> None:
    assert drawn(sheet(), "svg") == drawn(sheet(), "svg", SLIDE)
    assert pdf_words(drawn(sheet(), "pdf")) == pdf_words(drawn(sheet(), "pdf", A4))


def extent(made: dict[str, Any]) -> tuple[float, float, float, float]:
    """West, north, east, south of all that is drawn."""
    boxes = [shapely.geometry.shape(row["geometry"]).bounds for row in rows(made, "geoshape")]
    for row in rows(made, "text"):
        if row["angle"] == 0:
            wide = map_drawing._wide(row["text"], row["size"], weight=600)
            west = row["x"] - (wide / 2 if row["align"] == "center" else 0)
            boxes.append((west, row["y"] - row["size"], west + wide, row["y"] + row["size"] * 0.3))
    wests, norths, easts, souths = zip(*boxes, strict=True)
    return min(wests), min(norths), max(easts), max(souths)


LONG = (
    "Số liệu quy đổi theo địa giới mới, ước tính theo tỷ lệ dân số của từng phần huyện bị chia; chưa được kiểm chứng. "
)


@pytest.mark.parametrize("frame", [SLIDE, A4], ids=["16:9", "A4"])
@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"title": LONG * 2, "marks": (LONG * 4, LONG * 2, LONG), "link": "http://x/" + "y" * 400},
        {"legend": sheet().legend * 3, "source": LONG * 4},
        {"panels": tuple(Panel(f"{month:02d}/2023", RATES) for month in range(1, 13))},
    ],
    ids=["usual", "many words", "long legend", "twelve months"],
)
def test_nothing_leaves_the_frame_or_lies_on_another_however_much_there_is_to_say(
    frame: Frame, changed: dict[str, Any]
) -> None:
    made = spec(sheet(**changed), frame)
    west, north, east, south = extent(made)
    assert min(west, north) >= 0
    assert east <= frame.width
    assert south <= frame.height
    texts = [row for row in rows(made, "text") if not row["halo"]]
    boxes = [
        shapely.box(
            row["x"], row["y"] - 0.7 * row["size"], row["x"] + map_drawing._wide(row["text"], row["size"]), row["y"]
        )
        for row in texts
    ]
    tree = shapely.STRtree(boxes)
    assert all(len(tree.query(box, "intersects")) == 1 for box in boxes)
    areas = shapely.union_all(
        [shapely.geometry.shape(row["geometry"]) for row in rows(made, "geoshape") if row["code"]]
    )
    assert not any(areas.intersects(box) for box in boxes)


def test_all_words_name_the_bundled_fonts_in_quotes_and_a_pdf_holds_them() -> None:
    """Unquoted, a name that ends in a digit makes the words vanish from PNG and PDF."""
    texts = ElementTree.fromstring(drawn(sheet(), "svg")).iter(f"{SVG}text")
    assert {text.attrib["font-family"] for text in texts} == {
        "'Source Sans 3', 'Be Vietnam Pro', sans-serif",
        "'Be Vietnam Pro', 'Source Sans 3', sans-serif",
    }
    fonts = pdf_fonts(drawn(sheet(), "pdf"))
    assert fonts.keys() == {"BeVietnamPro-Bold", "SourceSans3-Regular", "SourceSans3-SemiBold"}
    assert all(fonts.values())


def test_every_vietnamese_letter_comes_back_out() -> None:
    whole = sheet(title=LETTERS, subtitle=LETTERS, marks=(LETTERS,), unit=LETTERS)
    letters = LETTERS.replace(" ", "")
    for text in (pdf_words(drawn(whole, "pdf")), "".join(svg_words(drawn(whole, "svg")))):
        assert text.replace(" ", "").count(letters) == 4
    assert len(pdf_fonts(drawn(whole, "pdf"))) == 3


def test_the_letters_of_the_image_are_as_wide_as_in_the_bundled_font() -> None:
    """Of another font, or of none, they would be of another width: neither says a word when it happens."""
    words = "Ngưỡng trợ giúp xã hội của các huyện ở Hà Nam"
    whole = sheet(title=words)
    row = next(row for row in rows(spec(whole, SLIDE), "text") if row["text"] == words)
    foot, left, size = round(row["y"]), round(row["x"]), round(row["size"])
    line = picture(drawn(whole, "png")).convert("L").crop((left - 8, foot - size, left + 1_600, foot))
    ink = line.point(lambda grey: 255 if grey < 110 else 0).getbbox()
    assert ink is not None
    wide = map_drawing._wide(words, row["size"], map_drawing.TITLE, map_drawing.BOLD)
    assert ink[2] - ink[0] == pytest.approx(wide, rel=0.025)


@pytest.mark.parametrize("file", sorted(FONTS.glob("*.ttf")), ids=lambda file: file.stem)
def test_the_fonts_hold_all_of_vietnamese_and_are_small(file: Path) -> None:
    assert file.stat().st_size < 400_000
    font = ImageFont.truetype(str(file), 40)
    nothing = bytes(font.getmask("\ufffe"))
    for letter in LETTERS.replace(" ", ""):
        assert bytes(font.getmask(letter)) not in (b"", nothing), letter


def test_each_font_has_its_licence_beside_it() -> None:
    for name in ("OFL-SourceSans3.txt", "OFL-BeVietnamPro.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / name).read_text(encoding="utf-8")


@settings(max_examples=dear_examples(30), deadline=None)
@given(st.one_of(st.text(max_size=80), st.sampled_from(HOSTILE)))
def test_any_text_is_drawn_as_itself_or_left_out(text: str) -> None:
    hostile = tuple(replace(shape, name=text, short=text, code=text) for shape in shapes())
    svg = draw(
        sheet(title=text, subtitle=text, unit=text, source=text, marks=(text,), link=text, shapes=hostile), "svg"
    )
    said = "".join("".join(svg_words(svg)).split())
    assert said.count("".join(clean(text).split())) >= 6
    assert b"<script" not in svg


@pytest.mark.parametrize("text", HOSTILE[:4])
def test_markup_is_read_as_words_in_a_pdf(text: str) -> None:
    named = tuple(replace(shape, short=text) for shape in shapes())
    said = pdf_words(drawn(sheet(title=text, shapes=named), "pdf")).replace(" ", "")
    assert said.count(clean(text).replace(" ", "")) >= 7


@settings(max_examples=examples(200), deadline=None)
@given(st.text(max_size=60), st.floats(20, 400))
def test_lines_are_no_wider_than_asked_and_lose_no_letter(text: str, most: float) -> None:
    lines = wrapped(text, most, 14)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())
    assert all(map_drawing._wide(line, 14) <= most or len(line) == 1 for line in lines)


def test_nothing_in_the_file_leads_elsewhere_and_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    text = drawn(sheet(), "svg").decode()
    assert not re.search(r"(?:href|src|url)\s*=", text)
    assert set(re.findall(r"url\(([^)]*)\)", text)) <= {f"#clip{n}" for n in range(20)}
    for made in (spec(sheet(), SLIDE), screen_spec(sheet(), 500)):
        assert all(layer["data"].keys() == {"values"} for layer in made["layer"])
    fetching = {"data": {"url": "http://127.0.0.1:9/x.json"}, "mark": "point"}
    monkeypatch.setattr(map_drawing, "spec", lambda *_: fetching)
    engine = [sys.executable, "-I", str(map_drawing._ENGINE), "svg", "1", str(FONTS)]
    run = subprocess.run(engine, input=json.dumps(fetching).encode(), capture_output=True, check=False)
    assert b"not allowed" in run.stderr.lower()
    with pytest.raises(NotDrawn):
        draw(sheet(), "svg")


def test_rates_are_filled_by_their_class_and_never_beyond_their_area() -> None:
    for code, fill in (("347", BLUES[0]), ("349", BLUES[1]), ("350", BLUES[2]), ("353", BLUES[0])):
        found = colours(sheet(), code)
        assert found[fill] / found.total() > 0.75, (code, found.most_common(3))
    image = picture(drawn(sheet(), "png"))
    corners = ((1, 1), (1918, 1078), (60, 1000))
    assert [image.getpixel(corner) for corner in corners] == [(255, 255, 255)] * 3


def test_missing_is_hatched_and_small_is_dotted_and_neither_looks_like_the_other_or_a_class() -> None:
    missing, small = colours(sheet(), "351"), colours(sheet(), "352")
    assert missing[NO_DATA] / missing.total() > 0.4
    assert missing[HATCH] / missing.total() > 0.02
    assert small[PANEL] / small.total() > 0.6
    assert small[DOT] > 0
    assert not (set(missing) | set(small)) & set(BLUES)


def test_without_a_missing_area_the_map_has_no_hatch() -> None:
    full = sheet(panels=(Panel("12/2023", (rate("5", BLUES[0]),) * 6),), legend=())
    assert len(svg_paths(drawn(sheet(), "svg"), stroke=HATCH)) == 2
    assert svg_paths(drawn(full, "svg"), stroke=HATCH) == []


def test_illustrative_figures_are_empty_dashed_rings_on_areas_without_a_fill() -> None:
    rings = svg_paths(drawn(invented_sheet(), "svg"), stroke=RING)
    assert len(rings) == 6 + 3
    for ring in rings:
        assert ring["stroke-dasharray"]
        assert ring.get("fill", "none") in ("none", "transparent")
    for shape in shapes():
        found = colours(invented_sheet(), shape.code)
        assert found[PAPER] / found.total() > 0.5
        assert not set(found) & set(BLUES)


def test_a_circle_has_the_area_of_its_value() -> None:
    *districts, largest, quarter, _plain = (row["size"] for row in rows(spec(invented_sheet(), SLIDE), "point"))
    assert largest == pytest.approx(4 * quarter)
    for value, area in zip((8_500, 12_000, 6_300, 900, 7_700, 10_100), districts, strict=True):
        assert area / largest == pytest.approx(value / 12_000)


def test_all_shapes_fit_and_north_is_up_and_a_kilometre_is_as_long_both_ways() -> None:
    square = shapely.box(105.9, 20.5, 106.0, 20.6)
    north = shapely.box(105.9, 20.6, 106.0, 20.7)
    two = tuple(Shape(code, code, code, outline, (105.95, 20.55)) for code, outline in (("S", square), ("N", north)))
    made = spec(sheet(shapes=two, panels=(Panel("12/2023", (MISSING,) * 2),)), SLIDE)
    south_box, north_box = (shapely.geometry.shape(row["geometry"]).bounds for row in by_code(made, "S", "N"))
    assert north_box[3] == pytest.approx(south_box[1])
    wide, tall = south_box[2] - south_box[0], south_box[3] - south_box[1]
    assert wide / tall == pytest.approx(0.936, abs=0.001), "the cosine of 20.6 degrees"


def by_code(made: dict[str, Any], *codes: str) -> list[dict[str, Any]]:
    found = {row["code"]: row for row in rows(made, "geoshape")}
    return [found[code] for code in codes]


def test_the_winding_of_a_file_makes_no_difference_and_a_hole_stays_open() -> None:
    """A hole with the winding of its outside would be filled."""
    square = shapely.box(105.9, 20.5, 106.0, 20.6).exterior.coords
    hole = shapely.box(105.92, 20.52, 105.98, 20.58).exterior.coords
    for outer, inner in ((square, hole), (square[::-1], hole), (square, hole[::-1])):
        one = Shape("1", "Một", "", shapely.Polygon(outer, [inner]), (105.95, 20.59))
        whole = sheet(shapes=(one,), panels=(Panel("12/2023", (Figure("known", "", fill=BLUES[2]),)),), legend=())
        (row,) = by_code(spec(whole, SLIDE), "1")
        west, north, east, south = map(round, shapely.geometry.shape(row["geometry"]).bounds)
        image = picture(drawn(whole, "png"))
        assert image.getpixel(((west + east) // 2, (north + south) // 2)) == (255, 255, 255)
        assert image.getpixel((west + 12, (north + south) // 2)) == (91, 155, 211)


def test_of_many_areas_labels_are_no_wider_than_their_own_and_never_meet() -> None:
    """Where name and figure find no room the number alone is tried; the files of rows have all."""
    cells = [shapely.box(x / 50, 20 + y / 50, (x + 1) / 50, 20 + (y + 1) / 50) for x in range(8) for y in range(8)]
    many = tuple(
        Shape(str(i), f"Xã {i}", "Một tên rất dài" if i % 3 else f"X{i}", cell, (cell.centroid.x, cell.centroid.y))
        for i, cell in enumerate(cells)
    )
    made = spec(sheet(shapes=many, panels=(Panel("12/2023", tuple(RATES[i % 6] for i in range(64))),)), SLIDE)
    west, _north, east, _south = shapely.geometry.shape(by_code(made, "0")[0]["geometry"]).bounds
    labels = [row for row in rows(made, "text") if row["halo"]]
    words = Counter(row["text"] for row in labels)
    assert {"X0", "X3", "X63", "4,5", "12,3"} <= words.keys()
    assert "Một tên rất dài" not in words
    boxes = []
    for row in labels:
        half = map_drawing._wide(row["text"], row["size"]) / 2
        assert 2 * half <= east - west
        boxes.append(shapely.box(row["x"] - half, row["y"] - 0.7 * row["size"], row["x"] + half, row["y"]))
    tree = shapely.STRtree(boxes)
    assert all(len(tree.query(box, "intersects")) == 1 for box in boxes)


def test_months_beside_each_other_share_scale_and_legend_on_the_screen_as_in_files() -> None:
    months = sheet(panels=tuple(Panel(f"{month:02d}/2023", RATES[month:] + RATES[:month]) for month in range(1, 7)))
    for made in (spec(months, SLIDE), spec(months, A4), screen_spec(months, 500)):
        words = [row["text"] for row in rows(made, "text")]
        assert [word for word in words if re.fullmatch(r"\d\d/2023", word)] == [panel.period for panel in months.panels]
        sizes = {
            round(shapely.geometry.shape(row["geometry"]).area)
            for row in rows(made, "geoshape")
            if row["code"] == "347"
        }
        assert max(sizes) - min(sizes) <= 0.01 * max(sizes) + 1
        assert "12,3" in words
        assert words.count("Từ 20 trở lên") == 1
    on_screen = screen_spec(months, 500)
    assert on_screen["width"] == 500
    assert extent(on_screen)[3] <= on_screen["height"]
    words = " ".join(row["text"] for row in rows(on_screen, "text"))
    assert months.title not in words
    assert months.source not in words, "the page has them around the picture"
    assert {row["font"] for row in rows(on_screen, "text")} == {'"Source Sans", sans-serif'}


@pytest.mark.parametrize(("count", "columns"), [(2, 2), (3, 3), (6, 3), (7, 4), (12, 4)])
def test_months_stand_in_rows_of_at_most_four(count: int, columns: int) -> None:
    months = sheet(panels=tuple(Panel(f"{month:02d}/2023", RATES) for month in range(1, count + 1)))
    for made in (spec(months, A4), screen_spec(months, 720)):
        at = {round(row["x"]) for row in rows(made, "text") if re.fullmatch(r"\d\d/2023", row["text"])}
        assert len(at) == columns


def test_one_map_says_how_many_people_are_too_few_only_in_words() -> None:
    words = [row["text"] for row in rows(spec(sheet(), SLIDE), "text")]
    assert "Dưới 5 người" in words
    assert "(không hiển thị)" in words
    assert SMALL in words, "the legend is one line"


# The engine's process


def children() -> list[int]:
    return [one.pid for one in psutil.Process().children()]


def instead(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    engine = folder / "engine.py"
    engine.write_text(code, encoding="utf-8")
    monkeypatch.setattr(map_drawing, "_ENGINE", engine)


@pytest.mark.parametrize("code", ["import os; os.kill(os.getpid(), 11)", "import sys; sys.exit(1)", "", "1 / 0"])
def test_an_engine_that_dies_gives_words_and_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str
) -> None:
    before = children()
    instead(monkeypatch, tmp_path, code)
    with pytest.raises(NotDrawn, match=r"Không vẽ được bản đồ thành tệp\. Tải tệp CSV hoặc Excel"):
        draw(sheet(), "png")
    assert children() == before


def test_an_engine_that_never_answers_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    instead(monkeypatch, tmp_path, "import time\nwhile True: time.sleep(1)")
    monkeypatch.setattr(map_drawing, "SECONDS", 0.4)
    began, before = time.monotonic(), children()
    with pytest.raises(NotDrawn, match=r"Chưa vẽ xong sau 0\.4 giây"):
        draw(sheet(), "pdf")
    assert time.monotonic() - began < 10
    assert children() == before


def test_an_engine_that_cannot_be_started_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(NotDrawn, match="chưa khởi động được"):
        draw(sheet(), "svg")


def test_two_are_drawn_at_a_time_and_the_third_is_told_to_wait(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    instead(monkeypatch, tmp_path, "import time; time.sleep(3); print('drawn')")
    threads = [threading.Thread(target=draw, args=(sheet(), "svg")) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.8)
    monkeypatch.setattr(map_drawing, "SECONDS", 0.2)
    with pytest.raises(NotDrawn, match="đang vẽ nhiều bản đồ khác"):
        draw(sheet(), "svg")
    for thread in threads:
        thread.join()


def test_the_engine_gets_no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://x:secret@y/z")
    instead(monkeypatch, tmp_path, "import os; print(sorted(os.environ))")
    said = draw(sheet(), "svg").decode()
    assert "DATABASE_URL" in os.environ
    assert "DATABASE_URL" not in said
    assert "PATH" in said


def test_other_threads_go_on_while_a_map_is_drawn() -> None:
    """The engine holds its interpreter's lock for the whole drawing: that must not be the server's."""
    gaps, done = [0.0], threading.Event()

    def beat() -> None:
        last = time.perf_counter()
        while not done.wait(0.005):
            now = time.perf_counter()
            gaps.append(now - last)
            last = now

    thread = threading.Thread(target=beat)
    thread.start()
    began = time.perf_counter()
    draw(sheet(), "png")
    took = time.perf_counter() - began
    done.set()
    thread.join()
    assert max(gaps) < took / 2


@pytest.mark.parametrize("frame", [SLIDE, A4], ids=["16:9", "A4"])
def test_what_is_found_leads_and_what_is_selected_is_marked_without_colour(frame: Frame) -> None:
    told = sheet(finding="Phủ Lý cao nhất: 4,5", place="Tỉnh Hà Nam", chosen=(("347", "A"), ("349", "B")))
    plain, made = spec(sheet(), frame), spec(told, frame)
    texts = rows(made, "text")
    largest = max(row["size"] for row in texts)
    assert [row["text"] for row in texts if row["size"] == largest] == ["Phủ Lý cao nhất: 4,5"]
    words = " ".join(row["text"] for row in texts)
    assert "Tỉnh Hà Nam. Đối tượng bảo trợ xã hội hưởng trợ cấp hằng tháng" in words
    assert "A · Phủ Lý" in words
    assert "Đang chọn: A Phủ Lý, B Duy Tiên" in words

    def outlined(of: dict[str, Any]) -> list[float]:
        areas = [row for row in rows(of, "geoshape") if row["fill"] == "transparent" and row["stroke"] == INK]
        return [row["width"] for row in areas]

    thinnest = max(row["width"] for row in rows(plain, "geoshape"))
    assert outlined(plain) == []
    assert len(outlined(made)) == 2
    assert min(outlined(made)) > 1.5 * thinnest
