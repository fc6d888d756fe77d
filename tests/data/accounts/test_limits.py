"""Limits of a role by policy area and địa bàn, and two pairs of eyes: on both databases."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from data.accounts import office
from data.accounts.permission import NotAllowedError
from data.engine import Database
from data.store import drafts
from data.store.batches import apply_file, undo_batch
from data.store.parameters import verify_parameter
from data.vocabulary.problems import CONFIRMED
from models.access.roles import Actor, Grant, Operator, Role
from tests.accounts import person
from tests.data.dataset_files import edition
from tests.data.rules import rule, write
from tests.data.uploads import apply, facts, version


def apply_as(database: Database, actor: Actor, dataset: str = "payments", key: str | None = None) -> object:
    file = edition(dataset, 0)
    return apply_file(
        database,
        file.check,
        file.content,
        file.name,
        actor=actor,
        base_version=version(database),
        idempotency_key=key or uuid.uuid4().hex,
        confirmed=sorted(CONFIRMED),
    )


@pytest.mark.parametrize(
    ("grant", "dataset", "allowed"),
    [
        (Grant(Role.APPROVER, policy_area="protection"), "payments", True),
        (Grant(Role.APPROVER, policy_area="merit"), "payments", False),
        (Grant(Role.APPROVER, policy_area="poverty"), "households", True),
        (Grant(Role.APPROVER, policy_area="protection"), "households", False),
        (Grant(Role.APPROVER, policy_area="protection"), "areas", False),
        (Grant(Role.APPROVER, policy_area="protection"), "budget", False),
        (Grant(Role.APPROVER, area_code="347"), "payments", False),
        (Grant(Role.APPROVER, area_code="999"), "budget", False),
    ],
)
def test_a_role_limited_to_a_policy_area_or_an_area_writes_there_only(
    database: Database, grant: Grant, dataset: str, allowed: bool
) -> None:
    actor, before = person(database, grant), facts(database)
    if allowed:
        apply_as(database, actor, dataset)
        assert version(database) == 2
    else:
        with pytest.raises(NotAllowedError, match="lĩnh vực"):
            apply_as(database, actor, dataset)
        assert (version(database), facts(database)) == (1, before)


def test_a_district_s_own_rows_are_within_its_limit_and_so_is_taking_them_back(database: Database) -> None:
    file = edition("payments", 0)
    mine = replace(file.check, frame=file.check.frame.head(1))
    actor = person(database, Grant(Role.APPROVER, area_code="347"))
    done = apply_file(
        database,
        mine,
        file.content,
        file.name,
        actor=actor,
        base_version=1,
        idempotency_key="k",
        confirmed=sorted(CONFIRMED),
    )
    undo_batch(database, done.batch, actor=actor, idempotency_key="u")
    everybody = apply(database, edition("payments", 1)).batch
    with pytest.raises(NotAllowedError, match="mã đơn vị: 349, "):
        undo_batch(database, everybody, actor=actor, idempotency_key="v")


def test_law_is_written_and_verified_within_the_policy_area(database: Database) -> None:
    write(database, rule())
    merit = person(database, Grant(Role.APPROVER, policy_area="merit"))
    with pytest.raises(NotAllowedError):
        verify_parameter(
            database, name="protection.norm", applies_from=rule().applies_from, actor=merit, idempotency_key="a"
        )
    protection = person(database, Grant(Role.APPROVER, policy_area="protection"), login="hoa")
    verify_parameter(
        database, name="protection.norm", applies_from=rule().applies_from, actor=protection, idempotency_key="a"
    )
    district = person(database, Grant(Role.APPROVER, area_code="347"), login="binh")
    with pytest.raises(NotAllowedError):
        verify_parameter(
            database, name="protection.norm", applies_from=rule().applies_from, actor=district, idempotency_key="b"
        )


class TestTwoPairsOfEyes:
    @pytest.fixture(autouse=True)
    def asked_for(self, database: Database) -> None:
        office.change(database, office.Office(two_pairs_of_eyes=True), actor=Operator("Máy chủ"))
        both = [Grant(Role.UPLOADER), Grant(Role.APPROVER)]
        self.lan = person(database, *both, login="lan", name="Lan")
        self.minh = person(database, *both, login="minh", name="Minh")
        file = edition("payments", 0)
        self.draft = drafts.save(
            database, dataset="payments", filename=file.name, content=file.content, actor=self.lan, base_version=1
        )

    def refused(self, database: Database, actor: Actor, key: str | None = None) -> None:
        with pytest.raises(NotAllowedError, match="người nạp tệp không tự duyệt"):
            apply_as(database, actor, key=key or self.draft.idempotency_key)
        assert version(database) == 1

    def test_another_person_writes_it(self, database: Database) -> None:
        self.refused(database, self.lan)
        drafts.submit(database, self.draft.id, actor=self.lan)
        assert [line.actor for line in drafts.waiting(database, self.minh)] == ["Lan (lan)"]
        apply_as(database, self.minh, key=self.draft.idempotency_key)
        assert version(database) == 2

    def test_not_past_the_drafts(self, database: Database) -> None:
        self.refused(database, self.lan, key="a key of no draft")
        self.refused(database, self.minh, key="another key of no draft")

    def test_not_by_who_has_changed_it(self, database: Database) -> None:
        drafts.update(database, self.draft.id, actor=self.minh, answers={"cell.B2": "3"})
        self.refused(database, self.minh)
        self.refused(database, self.lan)

    def test_without_the_setting_one_person_may(self, database: Database) -> None:
        office.change(database, office.Office(), actor=Operator("Máy chủ"))
        apply_as(database, self.lan, key=self.draft.idempotency_key)
        assert version(database) == 2
