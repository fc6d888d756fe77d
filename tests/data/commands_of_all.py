"""Every command that writes, as one call each, with what it needs."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from data.accounts import accounts, office
from data.borders import write_borders
from data.engine import Database
from data.store import drafts, parameters, scenarios
from data.store.batches import apply_file, undo_batch
from data.store.crosswalk_weights import enter_weights
from data.store.restore_seed import restore_seed
from data.vocabulary.problems import CONFIRMED
from models.access.roles import Action, Actor, Grant, Operator, Role
from tests.accounts import enrol
from tests.data.border_files import districts, shifted
from tests.data.dataset_files import edition
from tests.data.rules import NORM, rule
from tests.data.store.test_crosswalk_weights import DUY_HA, SOURCE, Town
from tests.data.store.test_scenarios import SCENARIO, result_of
from tests.data.uploads import apply, version

OPERATOR = Operator("Máy chủ")


@dataclass(frozen=True)
class Command:
    """`of`: module and function below data/. `needs`: any of them is enough. `prepare` makes what the call is about and
    returns it."""

    of: str
    needs: tuple[Action, ...]
    call: Callable[[Database, Actor, Any], object]
    prepare: Callable[[Database], Any] = lambda database: None


def _key() -> str:
    return uuid.uuid4().hex


def _draft(database: Database) -> str:
    file = edition("payments", 0)
    return drafts.save(
        database, dataset="payments", filename=file.name, content=file.content, actor=OPERATOR, base_version=1
    ).id


def _saved(database: Database) -> int:
    return scenarios.save(database, _scenario(database), actor=OPERATOR, idempotency_key=_key())


def _scenario(database: Database) -> scenarios.Draft:
    return scenarios.Draft("Nâng 500.000", SCENARIO, result_of(database), 1)


def _archived(database: Database) -> int:
    number = _saved(database)
    scenarios.archive(database, number, actor=OPERATOR, idempotency_key=_key())
    return number


def _apply(database: Database, actor: Actor, _made: Any) -> object:
    file = edition("payments", 0)
    return apply_file(
        database,
        file.check,
        file.content,
        file.name,
        actor=actor,
        base_version=1,
        idempotency_key=_key(),
        confirmed=sorted(CONFIRMED),
    )


def _boundaries(database: Database, actor: Actor, _made: Any) -> object:
    raw = shifted()
    return write_borders(database, districts(raw), raw, actor=actor, base_version=1, idempotency_key=_key())


def _shares(database: Database, actor: Actor, _made: Any) -> object:
    town = Town(database)
    return enter_weights(
        database,
        unit_id=town.id,
        percents={town.to(DUY_HA): Decimal(60)},
        source=SOURCE,
        actor=actor,
        base_version=1,
        idempotency_key=_key(),
    )


def _account(database: Database) -> int:
    accounts.invite(database, "minh", "Trần Minh", [Grant(Role.VIEWER)], actor=OPERATOR)
    return next(line.id for line in accounts.listed(database) if line.login == "minh")


SAVES, MAY_DRAFT = (Action.SAVE_SCENARIO,), (Action.UPLOAD, Action.APPLY)
COMMANDS: dict[str, Command] = {
    "apply_file": Command("store/batches.apply_file", (Action.APPLY,), _apply),
    "undo_batch": Command(
        "store/batches.undo_batch",
        (Action.UNDO,),
        lambda d, a, batch: undo_batch(d, batch, actor=a, idempotency_key=_key()),
        lambda d: apply(d, edition("payments", 0)).batch,
    ),
    "write_borders": Command("borders.write_borders", (Action.IMPORT_BOUNDARIES,), _boundaries),
    "enter_weights": Command("store/crosswalk_weights.enter_weights", (Action.ENTER_SHARES,), _shares),
    "set_parameter": Command(
        "store/parameters.set_parameter",
        (Action.WRITE_LAW,),
        lambda d, a, _: parameters.set_parameter(
            d, row=rule(), actor=a, base_version=version(d), idempotency_key=_key()
        ),
    ),
    "verify_parameter": Command(
        "store/parameters.verify_parameter",
        (Action.VERIFY_LAW,),
        lambda d, a, _: parameters.verify_parameter(
            d, name=NORM, applies_from=date(2026, 7, 1), actor=a, idempotency_key=_key()
        ),
    ),
    "save_scenario": Command(
        "store/scenarios.save",
        SAVES,
        lambda d, a, draft: scenarios.save(d, draft, actor=a, idempotency_key=_key()),
        _scenario,
    ),
    "fork": Command(
        "store/scenarios.fork",
        SAVES,
        lambda d, a, parent: scenarios.fork(
            d, parent, scenarios.Draft("Bản sao", SCENARIO, result_of(d), 1), actor=a, idempotency_key=_key()
        ),
        _saved,
    ),
    "add_run": Command(
        "store/scenarios.add_run",
        SAVES,
        lambda d, a, number: scenarios.add_run(d, number, result_of(d), 1, actor=a, idempotency_key=_key()),
        _saved,
    ),
    "edit_scenario": Command(
        "store/scenarios.edit",
        SAVES,
        lambda d, a, number: scenarios.edit(d, number, "Tên khác", "", actor=a, idempotency_key=_key()),
        _saved,
    ),
    "archive": Command(
        "store/scenarios.archive",
        SAVES,
        lambda d, a, number: scenarios.archive(d, number, actor=a, idempotency_key=_key()),
        _saved,
    ),
    "restore_scenario": Command(
        "store/scenarios.restore",
        SAVES,
        lambda d, a, number: scenarios.restore(d, number, actor=a, idempotency_key=_key()),
        _archived,
    ),
    "propose": Command(
        "store/scenarios.propose",
        SAVES,
        lambda d, a, number: scenarios.propose(d, number, actor=a, idempotency_key=_key()),
        _saved,
    ),
    "save_draft": Command(
        "store/drafts.save",
        MAY_DRAFT,
        lambda d, a, _: drafts.save(d, dataset="payments", filename="a.csv", content=b"x", actor=a, base_version=1),
    ),
    "update_draft": Command(
        "store/drafts.update",
        MAY_DRAFT,
        lambda d, a, draft: drafts.update(d, draft, actor=a, answers={"sheet": "1"}),
        _draft,
    ),
    "submit_draft": Command(
        "store/drafts.submit", MAY_DRAFT, lambda d, a, draft: drafts.submit(d, draft, actor=a), _draft
    ),
    "discard_draft": Command(
        "store/drafts.discard", MAY_DRAFT, lambda d, a, draft: drafts.discard(d, draft, actor=a), _draft
    ),
    "invite": Command(
        "accounts/accounts.invite",
        (Action.MANAGE_USERS,),
        lambda d, a, _: accounts.invite(d, "hoa", "Lê Hoa", [Grant(Role.VIEWER)], actor=a),
    ),
    "change_grants": Command(
        "accounts/accounts.change_grants",
        (Action.MANAGE_USERS,),
        lambda d, a, account: accounts.change_grants(d, account, [Grant(Role.PLANNER)], actor=a),
        _account,
    ),
    "set_disabled": Command(
        "accounts/accounts.set_disabled",
        (Action.MANAGE_USERS,),
        lambda d, a, account: accounts.set_disabled(d, account, True, actor=a),
        _account,
    ),
    "reset_password": Command(
        "accounts/accounts.reset_password",
        (Action.MANAGE_USERS,),
        lambda d, a, account: accounts.reset_password(d, account, actor=a),
        _account,
    ),
    "bind_identity": Command(
        "accounts/accounts.bind_identity",
        (Action.MANAGE_USERS,),
        lambda d, a, account: accounts.bind_identity(d, account, "https://sso", "minh", actor=a),
        _account,
    ),
    "change_office": Command(
        "accounts/office.change",
        (Action.MANAGE_OFFICE,),
        lambda d, a, _: office.change(d, office.Office(two_pairs_of_eyes=True), actor=a),
    ),
    "end_sessions": Command(
        "accounts/accounts.end_sessions",
        (Action.MANAGE_USERS,),
        lambda d, a, account: accounts.end_sessions(d, account, actor=a),
        lambda d: enrol(d, "minh", "Trần Minh", token="m" * 43),
    ),
    "restore_seed": Command(
        "store/restore_seed.restore_seed",
        (Action.RESTORE,),
        lambda d, a, _: restore_seed(d, actor=a, base_version=version(d), idempotency_key=_key()),
        lambda d: apply(d, edition("payments", 0)).batch,
    ),
}
