"""What hypothesis draws for maps: values of six districts, or of many communes, in every state."""

from fractions import Fraction
from typing import get_args

from hypothesis import strategies as st

from models.geo.area_values import AreaValue, area_value
from models.geo.classes import Method

DISTRICTS = ("347", "349", "350", "351", "352", "353")
Number = int | str | Fraction | None

amounts = st.one_of(
    st.integers(-30, 30).map(Fraction),
    st.integers(0, 10**12).map(Fraction),
    st.fractions(min_value=0, max_value=100, max_denominator=169_589),
)
methods = st.sampled_from(get_args(Method))


def values(*numbers: Number) -> list[AreaValue]:
    """One value an area in the order of `DISTRICTS`, then of made-up codes; None = no figure."""
    codes = [*DISTRICTS, *(str(1000 + i) for i in range(max(0, len(numbers) - len(DISTRICTS))))]
    pairs = zip(codes, numbers, strict=False)
    return [area_value(code, None if number is None else Fraction(number)) for code, number in pairs]


@st.composite
def maps(draw: st.DrawFn, *, least: int = 0, most: int = 40) -> list[AreaValue]:
    """Known values with ties, and among them missing, small, illustrative and withheld ones."""
    pool = draw(st.lists(amounts, min_size=1, max_size=12))
    known = draw(st.lists(st.sampled_from(pool), min_size=least, max_size=most))
    found = values(*known)
    others = draw(st.lists(st.sampled_from(["missing", "small", "illustrative", "withheld"]), max_size=4))
    for i, state in enumerate(others):
        found.append(AreaValue(f"9{i}", state, Fraction(7) if state == "illustrative" else None))
    return draw(st.permutations(found))
