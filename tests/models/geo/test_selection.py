"""Up to six chosen areas that keep their colour and letter, also through a link."""

import pytest
from hypothesis import given, strategies as st

from models.geo.comparison import LIMIT, Selection, SelectionError
from tests.models.atlas.drawn import DISTRICTS

KNOWN = (*DISTRICTS, "13285", "13288", "13291")


def chosen(*codes: str) -> Selection:
    found = Selection()
    for code in codes:
        found = found.add(code)
    return found


def test_colours_stay_while_others_come_and_go() -> None:
    three = chosen("347", "349", "350")
    assert [(one.code, one.letter) for one in three.chosen] == [("347", "A"), ("349", "B"), ("350", "C")]
    left = three.remove("349")
    assert left.text == "347-a.350-c"
    again = left.add("353").add("352")
    assert [(one.code, one.slot) for one in again.chosen] == [("347", 0), ("350", 2), ("353", 1), ("352", 3)]
    assert again.text == "347-a.350-c.353-b.352-d"
    assert again.add("347") is again
    assert again.of("349") is None


def test_a_seventh_is_refused() -> None:
    six = chosen(*KNOWN[:LIMIT])
    with pytest.raises(SelectionError) as refused:
        six.toggle("13285")
    assert (refused.value.reason, refused.value.codes) == ("full", ("13285",))
    assert six.toggle("347").toggle("13285").of("13285") == six.of("347").__class__("13285", 0)


@given(st.lists(st.sampled_from(KNOWN), max_size=40))
def test_whatever_is_clicked_no_slot_changes_and_the_link_says_the_same(clicks: list[str]) -> None:
    now = Selection()
    for code in clicks:
        before = now
        try:
            now = now.toggle(code)
        except SelectionError:
            assert len(before.chosen) == LIMIT
        for one in now.chosen:
            assert before.of(one.code) in (None, one)
        assert len({one.slot for one in now.chosen}) == len(now.chosen) <= LIMIT
        assert Selection.parse(now.text, KNOWN) == now


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("347", "malformed"),
        ("347-", "malformed"),
        ("347-g", "malformed"),
        ("347-A", "malformed"),
        ("347-a.", "malformed"),
        (".347-a", "malformed"),
        ("347-a,349-b", "malformed"),
        (" 347-a", "malformed"),
        ("347-a\n", "malformed"),
        ("-a", "malformed"),
        ("٣٤٧-a", "malformed"),
        ("347-a." * 500, "malformed"),
        ("347-a.347-b", "area_twice"),
        ("347-a.349-a", "letter_twice"),
        ("999-a", "unknown_area"),
        ("347-a.349-b.350-c.351-d.352-e.353-f.13285-a", "full"),
    ],
)
def test_a_link_is_read_strictly(text: str, reason: str) -> None:
    with pytest.raises(SelectionError) as refused:
        Selection.parse(text, KNOWN)
    assert refused.value.reason == reason


def test_a_link_names_the_areas_that_are_not_there() -> None:
    with pytest.raises(SelectionError) as refused:
        Selection.parse("347-a.999-b.998-c", KNOWN)
    assert refused.value.codes == ("999", "998")
    assert Selection.parse("", KNOWN) == Selection()
