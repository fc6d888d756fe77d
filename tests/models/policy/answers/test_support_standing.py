"""What the answer of a support area rests on: what is typed in is the user's, a figure taken over keeps its quality."""

from typing import get_args

import pytest
from hypothesis import given, settings, strategies as st

from models.policy.answers.standing import ORDER, Quality
from models.policy.answers.support_result import support_result
from models.policy.areas.employment import AREA
from models.policy.levers.levers import Scenario
from tests.examples import examples
from tests.models.seed_frames import END_2023, Seed


@pytest.mark.parametrize(
    ("taken", "quality"),
    [
        ({}, "entered"),
        ({"count": "reported"}, "entered"),
        ({"count": "reported", "rest": "reported"}, "reported"),
        ({"count": "uploaded", "rest": "reported"}, "uploaded"),
    ],
)
def test_the_weakest_of_what_stands_today(seed: Seed, taken: dict[str, Quality], quality: Quality) -> None:
    line = next(line for line in AREA.lines if line.factors[0].indicator or len(line.factors) > 1)
    first, *rest = [factor.now.key for factor in line.factors if factor.parameter == ""]
    values = {key: 10 for key in (first, *rest)}
    known = {first: taken["count"]} if "count" in taken else {}
    known |= {key: taken["rest"] for key in rest} if "rest" in taken else {}
    asked = Scenario.of(END_2023, AREA.levers, values)
    found = support_result(AREA, asked, seed.law, 1, taken=known)
    assert any(bill.is_reckoned for bill in found.lines)
    assert found.standing.quality == (quality if rest or taken != {"count": "reported"} else "reported")


def test_law_alone_is_law(seed: Seed) -> None:
    assert support_result(AREA, Scenario.of(END_2023, AREA.levers, {}), seed.law, 1).standing.quality == "reported"


TODAY = sorted({factor.now.key for line in AREA.lines for factor in line.factors})


@settings(max_examples=examples(60), deadline=None)
@given(taken=st.dictionaries(st.sampled_from(TODAY), st.sampled_from(get_args(Quality)), min_size=1))
def test_the_weakest_wins_whatever_stands_beside_it(seed: Seed, taken: dict[str, Quality]) -> None:
    asked = Scenario.of(END_2023, AREA.levers, dict.fromkeys(taken, 10))
    assert support_result(AREA, asked, seed.law, 1, taken=taken).standing.quality == max(
        taken.values(), key=ORDER.index
    )
    typed = {key: quality for key, quality in taken.items() if key != min(taken)}
    weakest = max(["entered", *typed.values()], key=ORDER.index)
    assert support_result(AREA, asked, seed.law, 1, taken=typed).standing.quality == weakest
