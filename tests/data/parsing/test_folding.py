"""Folds that make names comparable."""

import unicodedata

from hypothesis import given, strategies as st

from data.parsing.folding import clean, fold, hidden_character, toned


def test_folds() -> None:
    assert fold("Huyện/Thành phố") == fold("HUYEN  thanh_pho") == "huyen thanh pho"
    assert fold("Đồng\u200b") == "dong"
    assert toned("hòa") == toned("HOÀ") != toned("hóa")
    assert toned("thuý") == toned("thúy") != toned("thuy")


def test_cleaning() -> None:
    assert clean(" Phu\u0309\u00a0 Ly\u0301\u200b ") == "Phủ Lý"
    assert hidden_character("a\tb\nc\u200b") is None
    assert hidden_character("a\x07") == "U+0007"


@given(st.text())
def test_forms_fold_alike_and_cleaning_is_stable(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert clean(clean(text)) == clean(text)
