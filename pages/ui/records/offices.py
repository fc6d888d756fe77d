"""Who has the figures that lines of support need, by the name the office has on a day."""

from __future__ import annotations

from datetime import date

from data.locale import _
from data.store.queries import offices
from models.policy.areas.support import Part
from models.policy.law.offices import office_of


def held_by(part: Part, policy_area: str, day: date) -> str:
    """The part's holders of figures; an office known by its ministry alone says so."""
    office = office_of(offices(), policy_area, day)
    name = _("{office} (suy từ cấp bộ)").format(office=office.name) if office.inferred else office.name
    return _(part.held_by).format(office=name)
