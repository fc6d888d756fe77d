"""The two what-if areas as values: which scheme, levers and words a page of one of them has.

Belongs here: what differs between social protection and merit. Does not: drawing; every what-if page is drawn by the same parts.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.policy.areas import merit, protection
from models.policy.levers.budget import BudgetLevers
from models.policy.levers.levers import Lever
from models.policy.schemes import CENTRE, MERIT, PROTECTION, Scheme
from models.wording.words import N_


@dataclass(frozen=True)
class WhatIfArea:
    """`prefix` begins every address-bar name and widget key of the page; `slug` begins its files' names."""

    scheme: Scheme
    side_scheme: Scheme | None
    prefix: str
    slug: str
    norm: Lever
    applies_from: Lever
    first_paid: Lever
    people: Lever
    law_as_of: Lever
    budget_year: Lever
    budget: BudgetLevers
    levers: tuple[Lever, ...]
    view_levers: tuple[Lever, ...]
    norm_words: str
    bill_words: str

    @property
    def all_levers(self) -> tuple[Lever, ...]:
        return (*self.levers, *self.view_levers)


PROTECTION_AREA = WhatIfArea(
    scheme=PROTECTION,
    side_scheme=CENTRE,
    prefix="btxh-",
    slug="bao-tro-xa-hoi",
    norm=protection.NORM,
    applies_from=protection.APPLIES_FROM,
    first_paid=protection.FIRST_PAID,
    people=protection.PEOPLE,
    law_as_of=protection.LAW_AS_OF,
    budget_year=protection.BUDGET_YEAR,
    budget=protection.BUDGET,
    levers=protection.LEVERS,
    view_levers=protection.VIEW_LEVERS,
    norm_words=N_("mức chuẩn"),
    bill_words=N_("trợ cấp tại cộng đồng"),
)
MERIT_AREA = WhatIfArea(
    scheme=MERIT,
    side_scheme=None,
    prefix="ncc-",
    slug="nguoi-co-cong",
    norm=merit.NORM,
    applies_from=merit.APPLIES_FROM,
    first_paid=merit.FIRST_PAID,
    people=merit.PEOPLE,
    law_as_of=merit.MERIT_LAW_AS_OF,
    budget_year=merit.MERIT_YEAR,
    budget=merit.BUDGET,
    levers=merit.LEVERS,
    view_levers=merit.VIEW_LEVERS,
    norm_words=N_("mức chuẩn ưu đãi"),
    bill_words=N_("trợ cấp ưu đãi"),
)
AREAS = (PROTECTION_AREA, MERIT_AREA)
