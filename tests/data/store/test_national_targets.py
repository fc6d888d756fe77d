"""The seed of national targets: every one of an indicator there is, with its document, and none in the province's
table."""

import re
from decimal import Decimal

import sqlalchemy as sa

from data.engine import Database
from data.store.queries import national_targets
from data.vocabulary.indicators import indicator_units
from models.base import Base


def test_every_target_is_of_an_indicator_and_of_a_document() -> None:
    found = national_targets()
    assert len(found) == 34
    assert {each.indicator for each in found} <= set(indicator_units())
    assert {each.indicator.partition(".")[0] for each in found} == {"gender", "children", "insurance", "social_evils"}
    assert all(re.search(r"\d.*(NQ-CP|QĐ-TTg|NQ/TW|QH15|KL/TW).*\d{4}|QH15", each.document) for each in found)
    assert len({(each.indicator, each.year) for each in found}) == len(found)
    assert {each.year for each in found} == {2025, 2030}


def test_they_are_what_the_documents_set() -> None:
    values = {(each.indicator, each.year): (each.direction, each.value) for each in national_targets()}
    assert values["gender.women_in_agriculture", 2030] == ("below", Decimal(25))
    assert values["gender.unpaid_work_ratio", 2025] == ("at_most", Decimal("1.7"))
    assert values["gender.maternal_mortality", 2030] == ("below", Decimal(42))
    assert values["children.drowning_deaths_change", 2030] == ("at_most", Decimal(-20))
    assert values["children.swim_safely_share", 2025] == ("at_least", Decimal(50))
    assert values["insurance.voluntary_share", 2025] == ("at_least", Decimal("2.5"))
    assert values["insurance.unemployment_insured_share", 2030] == ("at_least", Decimal(45))
    assert values["social_evils.drug_free_communes", 2030] == ("at_least", Decimal(50))


def test_what_nobody_has_compared_with_its_document_says_so() -> None:
    """Nghị quyết 28-NQ/TW is remembered, Quyết định 1629 read of in the press."""
    unverified = {each.indicator for each in national_targets() if not each.is_verified}
    assert unverified == {
        "insurance.insured_share",
        "insurance.voluntary_share",
        "insurance.unemployment_insured_share",
        "social_evils.prostitution_awareness",
        "children.swim_safely_share",
    }


def test_none_of_them_is_a_target_of_the_province(database: Database) -> None:
    with database.reading() as connection:
        assert (
            connection.execute(sa.select(sa.func.count()).select_from(Base.metadata.tables["target"])).scalar_one() == 0
        )
