"""One payment row as read: an area, a month, a group, a kind and its figures.

Belongs here: the record and its frame. Does not: reading or judging it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from data.ingest.book import Row
from data.ingest.matching import Area
from models.frames import PAYMENTS


@dataclass(frozen=True)
class Payment:
    """`amount` is whole đồng for one month; `commune` None: the row is about the district."""

    row: Row
    district: Area
    commune: Area | None
    period: str
    group: str
    kind: str
    months: int
    people: int
    shares: int | None
    amount: int

    @property
    def key(self) -> tuple[str, str | None, str, str, str]:
        """What one file may say only once."""
        return self.district.code, self.commune.code if self.commune else None, self.period, self.group, self.kind

    @property
    def area(self) -> Area:
        return self.commune or self.district


def payments_frame(payments: Sequence[Payment]) -> pl.DataFrame:
    """The frame of models.frames.PAYMENTS, one row a payment, in the order of the file."""
    return pl.DataFrame(
        {
            "district_code": [payment.district.code for payment in payments],
            "commune_code": [payment.commune.code if payment.commune else None for payment in payments],
            "period": [payment.period for payment in payments],
            "group": [payment.group for payment in payments],
            "kind": [payment.kind for payment in payments],
            "months": [payment.months for payment in payments],
            "beneficiaries": [payment.people for payment in payments],
            "shares": [payment.shares for payment in payments],
            "monthly_amount_vnd": [payment.amount for payment in payments],
        },
        schema=PAYMENTS,
    )
