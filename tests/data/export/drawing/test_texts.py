"""Any text at all: nothing a title says breaks the picture or the page, or becomes a part of them."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from data.export.drawing import child, lettering
from tests.data.export.drawing.opened import drawn, pdf_words, svg_words
from tests.data.export.drawing.sheets import sheet
from tests.examples import examples

HOSTILE = (
    "<script>alert(1)</script> & \"'`",
    "</text></svg> ]]> <!-- &amp; &#0; &nbsp;",
    '#eval(read("/etc/passwd")) $x$ *b* _i_ @ref <label> \\ // /* ',
    '{"expr": "datum.x"} {{x}} ${x} %s %(x)s {0}',
    "😀 👩‍👩‍👧 🇻🇳 \N{ZERO WIDTH SPACE}\N{RIGHT-TO-LEFT OVERRIDE}abc",
    "x" * 3_000,
    "",
    "\0\1\x1b[31m\r\n\t\ud800 \ufffe",
)


@settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=80), st.sampled_from(HOSTILE)))
def test_any_text_is_drawn_as_itself_or_left_out(text: str) -> None:
    whole = sheet(title=text, subtitle=text, unit=text, source=text, marks=(text,), link=text)
    asked = whole.to_json().encode()
    svg = child.drawing("svg", asked)
    said = "".join("".join(svg_words(svg)).split())
    assert said.count("".join(lettering.clean(text).split())) >= 1
    assert b"<script" not in svg
    assert len(PdfReader(io.BytesIO(child.drawing("pdf", asked))).pages) >= 1


@pytest.mark.parametrize("text", HOSTILE[:4])
def test_markup_in_a_title_is_read_as_words(text: str) -> None:
    said = pdf_words(drawn(sheet(title=text), "pdf")).replace(" ", "")
    assert lettering.clean(text).replace(" ", "") in said


def test_letters_that_cannot_be_written_are_left_out() -> None:
    assert lettering.clean("a\0b\u200bc\u202ed\ud800e\nf  g") == "abcde f g"
    assert lettering.clean("Ha\u0300 Nam") == "Hà Nam"


@settings(max_examples=examples(200), deadline=None)
@given(st.text(max_size=60), st.floats(20, 400))
def test_lines_are_no_wider_than_asked_and_lose_no_letter(text: str, most: float) -> None:
    lines = lettering.wrapped(text, 14, most)
    assert "".join("".join(lines).split()) == "".join(lettering.clean(text).split())
    assert all(lettering.width(line, 14) <= most or len(line) == 1 for line in lines)


@pytest.mark.parametrize("file", sorted(lettering.FOLDER.glob("*.ttf")), ids=lambda file: file.stem)
def test_the_fonts_hold_all_of_vietnamese_and_are_small(file: object) -> None:
    from pathlib import Path

    from PIL import ImageFont

    from tests.data.export.drawing.test_page import LETTERS

    assert isinstance(file, Path)
    assert file.stat().st_size < 400_000
    font = ImageFont.truetype(str(file), 40)
    nothing = bytes(font.getmask("\ufffe"))
    for letter in LETTERS.replace(" ", ""):
        assert bytes(font.getmask(letter)) not in (b"", nothing), letter


def test_each_font_has_its_licence_beside_it() -> None:
    for name in ("OFL-SourceSans3.txt", "OFL-BeVietnamPro.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (lettering.FOLDER / name).read_text(encoding="utf-8")
