"""Who pays: the source of money of each scheme and of what a scenario adds to it.

Belongs here: the rule of source by scheme and level (Luật NSNN; NĐ 20/2021; NĐ 75/2021: merit is wholly central money,
delegated). Central support of protection is a decision nobody has recorded here: it stays unknown, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.policy.schemes import Scheme

Source = Literal["NSTW", "NSĐP"]


@dataclass(frozen=True)
class Funding:
    """`payer` pays the whole by law; `central_support_unknown` = part may be given back by decision, amount not known."""

    payer: Source
    amount_vnd: int
    central_support_unknown: bool


def funding(scheme: Scheme, amount_vnd: int, *, provincial_rise: bool) -> Funding:
    """The source of an amount: a province's own rise is local money alone (NĐ 20/2021, khoản 3 Điều 4)."""
    if scheme.payer == "NSTW":
        return Funding("NSTW", amount_vnd, False)
    return Funding("NSĐP", amount_vnd, not provincial_rise)
