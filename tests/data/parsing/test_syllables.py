"""Which words are spelled as Vietnamese ones."""

import pytest

from data.parsing.charsets import well_spelled


@pytest.mark.parametrize(
    "word",
    [
        "Nghèo",
        "người",
        "gì",
        "giếng",
        "quý",
        "quyết",
        "Thuỵ",
        "thủy",
        "hoà",
        "hòa",
        "ở",
        "ủy",
        "yên",
        "kiểm",
        "chuyển",
        "ĐƯỢC",
        "đồng",
        "huyện",
        "nguyễn",
        "khuỷu",
        "cuốc",
    ],
)
def test_syllables(word: str) -> None:
    assert well_spelled(word) is True


@pytest.mark.parametrize("word", ["Céng", "hßa", "héi", "Coäng", "hoøa", "Müller", "café", "các̀", "ngệ", "cê"])
def test_other_words(word: str) -> None:
    assert well_spelled(word) is False


def test_a_closed_syllable_needs_a_high_or_a_low_tone() -> None:
    assert [well_spelled(word) for word in ("chất", "chật", "chât", "chầt")] == [True, True, False, False]


def test_an_abbreviation_says_nothing() -> None:
    assert [well_spelled(word) for word in ("HĐND", "NĐ", "Đ")] == [None, None, None]
