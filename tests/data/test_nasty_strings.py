"""Nasty strings in every text that is kept or asked for: taken as text or refused in words; nothing else moves (bar
X4)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.accounts import accounts, login, office, passwords, sessions
from data.accounts.accounts import AccountRefusedError
from data.accounts.login import LoginRefusedError, TooManyTriesError
from data.accounts.office import OfficeRefusedError
from data.audit import events
from data.audit.events import Wanted
from data.engine import Database
from data.store import drafts, scenarios
from data.store.crosswalk_weights import WeightError
from data.store.drafts import DraftGoneError
from data.store.facts import UnknownRowError
from data.store.scenarios import ScenarioRefusedError
from models.access.roles import Grant, Operator, Role
from models.base import Base
from models.policy.areas import catalogue, protection
from models.policy.levers.levers import Scenario
from tests.data.dataset_files import edition
from tests.data.rules import rule, write
from tests.data.store.test_crosswalk_weights import DUY_HA, Town
from tests.data.store.test_scenarios import END_2023, result_of
from tests.data.uploads import Upload, apply
from tests.nasty_strings import NASTY

WHO = Operator("Máy chủ")
Act = Callable[[str], object]
REFUSED = (
    ScenarioRefusedError,
    AccountRefusedError,
    OfficeRefusedError,
    WeightError,
    UnknownRowError,
    DraftGoneError,
    LoginRefusedError,
    TooManyTriesError,
    passwords.LinkGoneError,
)


def _key() -> str:
    return uuid.uuid4().hex


def typed(text: str) -> str:
    """As it comes out of a browser's box or form: halves of signs cannot travel."""
    return text.encode("utf-8", "replace").decode()


def schema(database: Database) -> list[tuple[object, ...]]:
    """Every table, column, index and trigger as the database itself says."""
    with database.reading() as connection:
        if database.is_sqlite:
            wanted = ["SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"]
        else:
            wanted = [
                "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE "
                "table_schema = 'public' ORDER BY 1, 2",
                "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
                "SELECT trigger_name, event_manipulation, action_statement FROM information_schema.triggers ORDER BY "
                "1, 2",
            ]
        return [tuple(row) for one in wanted for row in connection.execute(sa.text(one))]


def counts(database: Database, besides: Collection[str]) -> dict[str, int]:
    with database.reading() as connection:
        return {
            name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for name, table in Base.metadata.tables.items()
            if name not in besides
        }


@pytest.fixture(params=[4, pytest.param(1, marks=pytest.mark.long)], ids=["a quarter", "all"], autouse=True)
def strings(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Every fourth string in the normal run, those that no database can hold always; in the long run all of them."""
    some = tuple(dict.fromkeys((*NASTY[:: request.param], "a\0b", "\ud800", "a\udfffb")))
    monkeypatch.setattr(f"{__name__}.STRINGS", some)
    return some


STRINGS: tuple[str, ...] = ()


def tried(database: Database, act: Act, *tables: str) -> list[str]:
    """The strings that were taken; none may raise anything but a refusal in words, or touch what is not named."""
    besides = {*tables, "audit_event", "audit_head"}
    stood, others = schema(database), counts(database, besides)
    taken = []
    for text in STRINGS:
        try:
            act(text)
        except REFUSED:
            continue
        except Exception as error:
            pytest.fail(f"{text[:60]!r}: {type(error).__name__} {str(error)[:200]}")
        else:
            taken.append(text)
    assert schema(database) == stood
    assert counts(database, besides) == others
    return taken


def test_scenarios(database: Database) -> None:
    scenario = Scenario.of(END_2023, catalogue.LEVERS, {protection.NORM.key: 500_000})
    result = result_of(database, scenario)
    tables = ("scenario", "scenario_run", "scenario_event")

    def save(text: str) -> None:
        draft = scenarios.Draft(text, scenario, result, 1, note=text[:2000])
        number = scenarios.save(database, draft, actor=WHO, idempotency_key=_key())
        scenarios.edit(database, number, f"{text} 2"[:100], f"{text}"[:2000], actor=WHO, idempotency_key=_key())

    assert len(tried(database, save, *tables)) > len(STRINGS) / 2

    def note(text: str) -> None:
        draft = scenarios.Draft(_key(), scenario, result, 1, note=text[:2000])
        scenarios.save(database, draft, actor=WHO, idempotency_key=_key())

    assert len(tried(database, note, *tables)) == len(STRINGS)


def test_accounts_identities_and_choices_of_the_office(database: Database) -> None:
    def invite(text: str) -> None:
        accounts.invite(database, f"n{uuid.uuid4().hex[:12]}", text, [Grant(Role.VIEWER)], actor=WHO)

    assert len(tried(database, invite, "account", "account_grant", "one_time_link")) > len(STRINGS) / 2
    tried(
        database,
        lambda text: accounts.invite(database, text, text, [Grant(Role.VIEWER)], actor=WHO),
        "account",
        "account_grant",
        "one_time_link",
    )
    one = accounts.listed(database)[0].id
    tried(database, lambda text: accounts.bind_identity(database, one, text, text, actor=WHO), "login_session")
    assert tried(database, lambda text: office.change(database, office.Office(demo=text), actor=WHO)) == []


def test_drafts(database: Database) -> None:
    def bring(text: str) -> None:
        made = drafts.save(
            database,
            dataset="payments",
            filename=text,
            content=text.encode("utf-8", "surrogatepass"),
            actor=WHO,
            base_version=1,
        )
        drafts.update(database, made.id, actor=WHO, answers={text: text}, confirmed=[text], filename=text)
        found = drafts.read(database, made.id, actor=WHO)
        assert found is not None
        assert found.answers == {text: text}

    assert len(tried(database, bring, "draft")) == len(STRINGS)
    assert tried(database, lambda text: drafts.update(database, text, actor=WHO, answers={}), "draft") == []
    assert tried(database, lambda text: drafts.submit(database, text, actor=WHO), "draft") == []
    for text in STRINGS:
        assert drafts.read(database, text, actor=WHO) is None


def test_batches_law_and_shares(database: Database, tmp_path: Path) -> None:
    moved = ("batch", "version_head", "stored_file", "caseload", "parameter", "area_change", "repeated_row")
    number = iter(range(10_000))
    files = [edition("areas", place) for place in range(2)]

    def file(text: str) -> None:
        sent = files[next(number) % 2]
        apply(database, Upload(sent.check, sent.content, text), answers={typed(text): typed(text)})

    assert len(tried(database, file, *moved, "area_measure")) == len(STRINGS)
    lawful = {text for text in NASTY if 0 < len(text) <= 200}

    def law(text: str) -> None:
        write(database, rule(value=600_000 + next(number), document=text if text in lawful else "x"))

    assert len(tried(database, law, *moved)) == len(STRINGS)
    assert tried(database, lambda text: write(database, rule(name=typed(text))), *moved) == []
    town = Town(database)
    assert (
        len(tried(database, lambda text: town.enter({DUY_HA: Decimal(next(number) % 90)}, source=text), *moved))
        > len(STRINGS) / 2
    )


def test_questions(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only looks finds nothing and changes nothing; a wrong name is refused as any other."""
    monkeypatch.setattr(passwords, "matches", lambda _password, _kept: False)  # each takes 50 ms of a processor
    tried(
        database,
        lambda text: events.find(database, Wanted(actor=typed(text), action=typed(text), text=typed(text)), actor=WHO),
    )
    tried(database, lambda text: list(events.every(database, Wanted(text=typed(text)), actor=WHO)))
    tried(database, lambda text: sessions.who(database, sessions.session_of(text)))
    tried(
        database,
        lambda text: database.transact(lambda connection: passwords.use(connection, typed(text))),
        "one_time_link",
    )
    assert tried(database, lambda text: login.sign_in(database, typed(text), typed(text)), "login_failures") == []
