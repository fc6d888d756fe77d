"""What the answer of a support area rests on: what is typed in is the user's, a figure taken over keeps its quality."""

import pytest

from models.policy.answers.standing import Quality
from models.policy.answers.support_result import support_result
from models.policy.areas.employment import AREA
from models.policy.levers.levers import Scenario
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
