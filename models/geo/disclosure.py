"""What is never shown by area: groups so small that a figure of a district or commune could point at a person.

Belongs here: naming them by their codes in the catalogues, the one rule that map, tooltip, table and file ask. Does not:
hiding a small count of any other group (area_value.py), refusing such rows of a file (data/ingest/datasets/province_only.py).
"""

from __future__ import annotations

from models.policy.areas.children import PROVINCE_ONLY as PROVINCE_ONLY_INDICATORS

HIV_GROUPS = frozenset({"hiv_child_u4", "hiv_child_4_16", "hiv_adult_poor"})
TINY_GROUPS = frozenset({"orphan_u4", "elderly_foster"})
CARERS_OF_TINY_GROUPS = frozenset({"foster_child_u4", "foster_elder"})
"""One carer is paid for one person cared for: their number is the number of the tiny group."""
PROVINCE_ONLY_GROUPS = HIV_GROUPS | TINY_GROUPS | CARERS_OF_TINY_GROUPS


def shown_by_area(subject: str) -> bool:
    """Whether figures of the benefit group, indicator or lever may stand beside an area smaller than the province.

    `subject` is a code of a catalogue: "hiv_adult_poor", "children.special_hiv", "protection.people.hiv_adult_poor".
    """
    return subject not in PROVINCE_ONLY_INDICATORS and subject.rpartition(".")[2] not in PROVINCE_ONLY_GROUPS
