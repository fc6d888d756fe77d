"""Health cards: the contribution as a share of the base salary, and the parameter of the State's part for near-poor people.

Belongs here: what poverty, protection and case cards know of a card alike. Does not: who has one (the areas' modules).
"""

from __future__ import annotations

CONTRIBUTION = 45
"""Of a thousand đồng of the base salary (4,5%, Nghị định 146/2018/NĐ-CP)."""
NEAR_POOR_SHARE = "health_card.near_poor_share"
"""Parameter: percent of a near-poor person's card that the State pays."""
