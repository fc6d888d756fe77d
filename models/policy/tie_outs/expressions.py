"""Expressions over named figures, evaluated as exact ranges: there is no float, and a rounded figure can be carried as
the range it was rounded from.

    side     = meet | [meet] ".." [meet]             a range; a side left out is open
    meet     = sum {"&" sum}                         what all have in common
    sum      = product {("+" | "-" | "±") product}   a ± b is everything from a - b to a + b
    product  = factor {("*" | "/") factor}
    factor   = number | source ":" key ["@" year] | function "(" side ")" | "(" side ")" | "-" factor

What a source means is the caller's to say; functions are the keys of `_FUNCTIONS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from models.money import divide_half_up


class ExpressionError(ValueError):
    """A text that is no expression of the grammar."""


class MissingFigureError(LookupError):
    """A figure, a group or a row of law that the version does not have; carries its key."""


@dataclass(frozen=True)
class Span:
    """All numbers from `low` to `high`, ends included; None = open on that side. A known number has equal ends; a span
    whose `low` is above its `high` is empty."""

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def at(cls, value: Fraction | int) -> Span:
        return cls(Fraction(value), Fraction(value))

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    @property
    def shortfall(self) -> Fraction:
        """By how much `low` is above `high`; 0 unless the span is empty."""
        if self.low is None or self.high is None:
            return Fraction(0)
        return max(self.low - self.high, Fraction(0))

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Both ends; MissingFigureError where the span is open or empty."""
        if self.low is None or self.high is None or self.low > self.high:
            raise MissingFigureError("open or empty range")
        return self.low, self.high

    def __and__(self, other: Span) -> Span:
        """What both have in common."""
        lows = [end for end in (self.low, other.low) if end is not None]
        highs = [end for end in (self.high, other.high) if end is not None]
        return Span(max(lows, default=None), min(highs, default=None))

    def __neg__(self) -> Span:
        low, high = self.ends
        return Span(-high, -low)

    def __add__(self, other: Span) -> Span:
        return Span(self.ends[0] + other.ends[0], self.ends[1] + other.ends[1])

    def __sub__(self, other: Span) -> Span:
        return self + -other

    def __mul__(self, other: Span) -> Span:
        products = [a * b for a in self.ends for b in other.ends]
        return Span(min(products), max(products))

    def __truediv__(self, other: Span) -> Span:
        """Open above where the divisor may be 0 or less: a rate of 0,00% can be of any number of households."""
        low, high = other.ends
        if low <= 0 < high:
            return Span(self.ends[0] / high, None)
        quotients = [a / b for a in self.ends for b in (low, high)]
        return Span(min(quotients), max(quotients))

    def within(self, reach: Span) -> Span:
        """Everything at most `reach` away."""
        return Span(self.ends[0] - reach.ends[1], self.ends[1] + reach.ends[1])

    def each_end(self, change: Callable[[Fraction], int]) -> Span:
        low, high = (None if end is None else Fraction(change(end)) for end in (self.low, self.high))
        return Span(low, high)


_TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?|[a-z_]+:[a-z0-9_]+(?:\.[a-z0-9_]+)*(?:@\d{4})?|[a-z]+|\.\.|[-+*/±&()])")


def evaluate(text: str, figure: Callable[[str, str], Span]) -> Span:
    """The value of an expression; `figure` gives the value of a source and key. Raises ExpressionError for a text that
    is none, MissingFigureError where a number is needed and there is none, ZeroDivisionError."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        raise ExpressionError(f"not an expression: {text!r}")
    reader = _Reader(tokens, figure)
    value = reader.side()
    if reader.tokens:
        raise ExpressionError(f"{text!r}: {reader.tokens[0]!r} too many")
    return value


class _Reader:
    """Recursive descent over the tokens, one method a level of the grammar."""

    def __init__(self, tokens: list[str], figure: Callable[[str, str], Span]) -> None:
        self.tokens, self.figure = tokens, figure

    def next_is(self, *wanted: str) -> bool:
        return bool(self.tokens) and self.tokens[0] in wanted

    def side(self) -> Span:
        low = Span(None, None) if self.next_is("..") else self.meet()
        if not self.next_is(".."):
            return low
        self.tokens.pop(0)
        high = self.meet() if self.tokens and not self.next_is(")") else Span(None, None)
        return Span(low.low, high.high)

    def meet(self) -> Span:
        value = self.sum()
        while self.next_is("&"):
            self.tokens.pop(0)
            value &= self.sum()
        return value

    def sum(self) -> Span:
        value = self.product()
        while self.next_is("+", "-", "±"):
            sign, other = self.tokens.pop(0), self.product()
            value = value + other if sign == "+" else value - other if sign == "-" else value.within(other)
        return value

    def product(self) -> Span:
        value = self.factor()
        while self.next_is("*", "/"):
            sign, other = self.tokens.pop(0), self.factor()
            value = value * other if sign == "*" else value / other
        return value

    def factor(self) -> Span:
        token = self.tokens.pop(0) if self.tokens else ""
        if token[:1].isdigit():
            return Span.at(Fraction(token))
        if token == "-":
            return -self.factor()
        if ":" in token:
            source, key = token.split(":")
            return self.figure(source, key)
        if token in ("(", *_FUNCTIONS) and (token == "(" or self.next_is("(")):
            if token != "(":
                self.tokens.pop(0)
            value = self.side()
            if not self.next_is(")"):
                raise ExpressionError("a bracket is not closed")
            self.tokens.pop(0)
            return value if token == "(" else _FUNCTIONS[token](value)
        raise ExpressionError(f"{token!r} is no number, figure or function")


_FUNCTIONS: Mapping[str, Callable[[Span], Span]] = {
    "low": lambda span: Span.at(span.ends[0]),
    "high": lambda span: Span.at(span.ends[1]),
    "ceil": lambda span: span.each_end(ceil),
    "floor": lambda span: span.each_end(floor),
    "round": lambda span: span.each_end(lambda end: divide_half_up(end.numerator, end.denominator)),
}
