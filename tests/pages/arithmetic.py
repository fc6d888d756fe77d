"""Working out again what the tab "Cách tính" writes: its products as a person with a calculator would read them."""

from __future__ import annotations

from decimal import Decimal

from tests.pages.screen import Screen

GROUP = "Nhóm"


def number(text: str) -> Decimal:
    """ "1.234,5", "−12", "110%"."""
    factor = Decimal("0.01") if text.endswith("%") else Decimal(1)
    return Decimal(text.removesuffix("%").replace(".", "").replace(",", ".").replace("−", "-")) * factor


def worked_out(product: str) -> Decimal:
    """Products and one quotient, from left to right; sums of such in brackets are read as sums."""
    total = Decimal(0)
    for term in product.replace("(", "").replace(")", "").split(" + "):
        multiplied, _colon, divisor = term.partition(" : ")
        value = Decimal(1)
        for factor in multiplied.split(" × "):
            value *= number(factor)
        total += value / number(divisor) if divisor else value
    return total


def differences(screen: Screen) -> dict[str, Decimal]:
    """By group: how far the written product is from the amount beside it, where that is more than rounding (a cell is a
    group of a district, each rounded once; a percent is written with four decimals)."""
    found = {}
    for name, _basis, product, _before, after in screen.table(GROUP)[:-1]:
        gap = abs(worked_out(product) - number(after))
        if gap > 8 + number(after).copy_abs() * Decimal("0.000001"):
            found[f"{name}: {product}"] = gap
    return found


def column_gaps(screen: Screen) -> list[Decimal]:
    """Rows less "Cộng", for current law and for the scenario."""
    *rows, total = screen.table(GROUP)
    return [sum((number(row[place]) for row in rows), Decimal(0)) - number(total[place]) for place in (-2, -1)]
