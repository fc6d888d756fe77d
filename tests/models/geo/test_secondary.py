"""What is hidden beside a figure of too few people."""

from itertools import product

import pytest

from models.geo.area_values import also_hidden


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ({"a": 9, "b": 8, "c": 0}, set()),
        ({"a": 3, "b": 40, "c": 9, "d": 0}, {"c"}),
        ({"a": 3, "b": 9, "c": 9}, {"b"}),
        ({"a": 3, "b": 2, "c": 9}, set()),
        ({"a": 1, "b": 1, "c": 9}, {"c"}),
        ({"a": 4, "b": 4, "c": 4, "d": 70, "e": 6}, {"e"}),
        ({"a": 3, "b": None, "c": 9}, set()),
        ({"a": 3, "b": 0}, set()),
        ({}, set()),
    ],
)
def test_the_next_smallest_goes_with_a_lone_small_one(heads: dict[str, int | None], expected: set[str]) -> None:
    assert also_hidden(heads) == expected


def test_the_total_never_gives_a_hidden_figure_away() -> None:
    """Whoever knows the total, all figures shown and which are under five still has two answers for each small one."""
    for counts in product((0, 1, 2, 3, 4, 5, 9), repeat=4):
        heads = dict(zip("abcd", counts, strict=True))
        small = {code for code, count in heads.items() if 0 < count < 5}
        beside = also_hidden(heads)
        if not small or not any(count >= 5 for count in counts):
            continue
        left = sum(heads[code] for code in small | beside)
        codes = sorted(small | beside)
        ranges = [range(1, 5) if code in small else range(5, left + 1) for code in codes]
        answers = [found for found in product(*ranges) if sum(found) == left]
        for place, code in enumerate(codes):
            if code in small and not (beside and left == len(small) + 5):
                assert len({found[place] for found in answers}) > 1, (heads, code)
