"""Text in a workbook that was typed in a .Vn or VNI font."""

from data.parsing.charsets import font_encoding, typed_in_font
from tests.data.parsing.encoded import tcvn3, vni
from tests.data.parsing.opened import opened
from tests.data.parsing.packages import package, row, sheet, strings, styles, text

REPORT = ("Người có công", "Bảo trợ xã hội", "Hộ nghèo", "Huyện Duy Tiên", "Số đối tượng")


def styled(reference: str, words: str, style: int) -> str:
    return text(reference, words).replace("<c ", f'<c s="{style}" ')


def test_a_whole_workbook_in_such_a_font_is_read_whatever_its_font_is_called_now() -> None:
    for encode, name, expected in ((tcvn3, "TCVN3", [w.lower() for w in REPORT]), (vni, "VNI", list(REPORT))):
        shared = strings(*(f"<t>{encode(words)}</t>" for words in REPORT))
        cells = [f'<c t="s"><v>{n}</v></c>' for n in range(len(REPORT))]
        found = opened(package(sheet(row(1, *cells)), shared=shared))
        assert found.cells["T1"] == [expected]
        assert found.book["remarks"] == {"font": {"name": name}}


def test_single_cells_are_read_by_their_font() -> None:
    style = styles(fonts=("Times New Roman", ".VnTime", ".VnTimeH", "VNI-Times"))
    xml = sheet(
        row(
            1,
            styled("A1", "Huyện", 0),
            styled("B1", tcvn3("có công"), 1),
            styled("C1", tcvn3("có công"), 2),
            styled("D1", vni("Có Công"), 3),
            styled("E1", "Thành phố", 1),
            styled("F1", "xanh", 2),
        )
    )
    found = opened(package(xml, style=style))
    assert found.cells["T1"] == [["Huyện", "có công", "CÓ CÔNG", "Có Công", "Thành phố", "xanh"]]
    assert "font" in found.book["remarks"]


def test_unicode_typed_in_such_a_font_stays() -> None:
    assert typed_in_font("Hà Nam", ".VnTime", "") == ("", "Hà Nam")
    assert typed_in_font("Phủ Lý", ".VnTime", "") == ("", "Phủ Lý")
    assert typed_in_font("Café", "Arial", "") == ("", "Café")


def test_honest_western_text_is_nothing_of_the_kind() -> None:
    assert font_encoding("Café, Müller, Zürich") == ""
    assert font_encoding("Hà Nam; Kim Bảng") == ""
    assert font_encoding("Ha Nam") == ""
