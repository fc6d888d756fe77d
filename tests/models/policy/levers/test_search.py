"""Levers are found by a few words, begun or whole, and by a decree's number in any of its forms."""

import pytest
from hypothesis import given, strategies as st

from models.policy.levers.search import Entry, search

ENTRIES = (
    Entry("norm", "muc chuan tro giup xa hoi", "bao tro xa hoi dong thang nghi dinh 20 2021 nd cp 540 000 nd 335 2026"),
    Entry("merit", "muc chuan tro cap uu dai", "nguoi co cong dong thang nghi dinh 75 2021 nd cp nd 321 2026"),
    Entry("severe", "he so khuyet tat nang", "bao tro xa hoi ai thuoc dien nghi dinh 20 2021 nd cp dieu 6"),
    Entry("old", "cao tuoi ngheo khong nguoi phung duong 60 duoi 80", "bao tro xa hoi nghi dinh 20 2021 nd cp"),
    Entry("job", "muc vay binh quan mot viec lam", "viec lam dong tttlt 20 nguoi nghi dinh 338 2025 nd cp"),
    Entry("debt", "du no binh quan mot nguoi", "viec lam lai suat thong tu lien tich 09 2016 ttlt"),
)


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("muc chuan", ["norm", "merit"]),
        ("muc chu uu", ["merit"]),
        ("khuyet tat", ["severe"]),
        ("nghi dinh 20", ["norm", "severe", "old"]),
        ("nd 20", ["norm", "severe", "old"]),
        ("nghi dinh 20 2021", ["norm", "severe", "old"]),
        ("335 2026", ["norm"]),
        ("nd 335", ["norm"]),
        ("ttlt 09 2016", ["debt"]),
        ("cao tuoi 60 80", ["old"]),
        ("540 000", ["norm"]),
        ("33", ["norm", "job"]),
        ("binh quan nguoi", ["debt", "job"]),
        ("335 2021", []),
        ("cau duong", []),
        ("", []),
    ],
)
def test_what_is_found(asked: str, keys: list[str]) -> None:
    assert search(ENTRIES, asked) == keys


@given(st.sampled_from(ENTRIES), st.data())
def test_some_words_of_an_entry_find_it(entry: Entry, data: st.DataObject) -> None:
    words = entry.name.split()
    first = data.draw(st.integers(0, len(words) - 1))
    assert entry.key in search(ENTRIES, " ".join(words[first : first + 3]))
    assert entry.key in search(ENTRIES, " ".join(words[:3])[:-1])
