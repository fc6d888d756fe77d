"""The arithmetic written in the golden files, done again: "2,5 x 360.000 = 900.000"."""

import re
from fractions import Fraction

_NUMBER = re.compile(r"\d[\d.,]*")


def half_up(value: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole


def result_of(text: str) -> int | None:
    """What the sum at the start of the text comes to, rounded once; None when the text holds no sum of two numbers."""
    exact = sum_of(text)
    return None if exact is None else half_up(exact)


def sum_of(text: str) -> Fraction | None:
    """As `result_of`, exactly."""
    left = text.split(" = ")[0].split(", ")[0].strip()
    expression = left.replace("x", "*").replace(":", "/")
    if len(_NUMBER.findall(left)) < 2 or re.fullmatch(r"[\d.,()*/+\- ]+", expression) is None:
        return None
    return Fraction(eval(_NUMBER.sub(_fraction, expression), {"Fraction": Fraction}))


def _fraction(match: re.Match[str]) -> str:
    return f"Fraction('{match[0].replace('.', '').replace(',', '.')}')"
