"""Which office answers for an area of policy, by date: the departments changed on 01/3/2025, the province on 01/7/2025
(rows: data/seed/offices.csv)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

FROM_THE_MINISTRY = "ministry"
"""Evidence of a row that follows from which ministry has the area: the province's own decision has not been found."""


@dataclass(frozen=True)
class Office:
    """One row: from a day on, an area of policy is this office's; `source` says by what."""

    policy_area: str
    since: date
    name: str
    evidence: str
    source: str

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Office:
        since = date.fromisoformat(row["since"])
        return cls(row["policy_area"], since, row["office"], row["evidence"], row["source"])

    @property
    def inferred(self) -> bool:
        return self.evidence == FROM_THE_MINISTRY


def office_of(offices: Iterable[Office], policy_area: str, day: date) -> Office:
    """The area's office on a day; before the first row that of the first."""
    mine = sorted((office for office in offices if office.policy_area == policy_area), key=lambda office: office.since)
    return next((office for office in reversed(mine) if office.since <= day), mine[0])
