"""The case cards of a what-if: example persons before and after this very scenario.

Belongs here: taking norms, coefficients and published amounts from the what-if to the cards. Does not: rules or drawing.
"""

from __future__ import annotations

from models.periods import Month
from models.policy.answers.whatif import WhatIf
from models.policy.engine.measures import EXTENSION, coefficients
from models.policy.law.law import UnknownParameterError
from models.policy.law.published import PublishedAmounts
from models.policy.schemes import MERIT, SOCIAL_PENSION_AMOUNT
from pages.screens.whatif import case_cards_tab
from pages.ui.session.loaders import Data

STEPS = "merit_step"


def show(found: WhatIf, data: Data) -> None:
    """Cards of the area in the month of the headline."""
    h, month = found.main, found.main.month
    merit_before = merit_after = None
    if found.area.scheme == MERIT:
        merit_before, merit_after = (merit_amounts(found, data, norm) for norm in (h.norm_before, h.norm_after))
    case_cards_tab.show(
        groups=data.groups,
        amounts=data.amounts,
        norm_before=_protection_norm(found, month, h.norm_before),
        norm_after=_protection_norm(found, month, h.norm_after),
        national_after=_protection_norm(found, month, h.norm_before if found.change.provincial else h.norm_after),
        overrides=coefficients(found.scenario),
        area="merit" if found.area.scheme == MERIT else "protection",
        merit_before=merit_before,
        merit_after=merit_after,
        month=month,
        social_pension=_social_pension(found, month),
        pension_begins=_pension_begins(found),
        extended=_extended(found),
        merit_kinds=_merit_kinds(found),
    )


def merit_amounts(found: WhatIf, data: Data, norm: int) -> dict[str, int]:
    """Amounts by group and by step of injury at a norm: published, chained or scaled."""
    scheme = found.area.scheme
    steps = data.amounts.filter(data.amounts["scheme"] == STEPS)["group"].unique(maintain_order=True).to_list()
    by_step = PublishedAmounts.of(data.amounts, STEPS, scheme.norm, found.all_law, steps)
    assert found.block.published is not None
    return found.block.published.amounts(norm) | by_step.amounts(norm)


def _protection_norm(found: WhatIf, month: Month, norm: int) -> int:
    """On the merit page the social allowance stays what the law gives."""
    if found.area.scheme != MERIT:
        return norm
    return found.law.applying_in("protection.norm", month).value


def _extended(found: WhatIf) -> frozenset[str]:
    """Lines that the scenario's resolution pays by the province's norm."""
    if not found.change.provincial:
        return frozenset()
    return frozenset(scheme.code for scheme, lever in EXTENSION.items() if found.scenario.value(lever) == 1)


def _merit_kinds(found: WhatIf) -> tuple[str, str]:
    published, h = found.block.published, found.main
    if published is None:
        return "published", "published"
    return published.kind(h.norm_before), published.kind(h.norm_after)


def _pension_begins(found: WhatIf) -> tuple[Month, int] | None:
    """Month and amount the social pension begins with, as all decrees kept here have it."""
    if not found.all_law.has(SOCIAL_PENSION_AMOUNT):
        return None
    first = found.all_law.rows(SOCIAL_PENSION_AMOUNT)[0]
    return first.applies_month, first.value


def _social_pension(found: WhatIf, month: Month) -> int | None:
    try:
        return found.law.applying_in(SOCIAL_PENSION_AMOUNT, month).value
    except UnknownParameterError:
        return None
