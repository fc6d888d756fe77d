"""Scenarios saved, figures sent and law changed beside the app, and reading the page Phương án."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa

from data.engine import Database
from data.store import queries, scenarios
from data.store.scenarios import Draft
from models.access.roles import Operator
from models.base import Base
from models.policy.answers.scenario_result import evaluate
from models.policy.areas import catalogue, protection
from models.policy.engine.baseline import build_baseline
from models.policy.law.law import Law
from models.policy.levers.levers import LeverValue, Scenario
from pages.screens.scenarios import detail
from pages.ui.saved import scenarios as saved_scenarios
from tests.data.uploads import apply, line, upload
from tests.pages.screen import Screen

Show = Callable[..., Screen]
END_2023 = date(2023, 12, 31)
TABS = "phuong-an-the"
COMPARE, IMPORT, ARCHIVE = "So sánh phương án", "Nhập từ tệp", "Đã lưu trữ"
NORM, START = protection.NORM.key, protection.APPLIES_FROM.key
PEOPLE = {"347": 9001, "349": 7002, "350": 7003, "351": 6004, "352": 7005, "353": 9006}


def save(database: Database, name: str, law_as_of: date = END_2023, /, **levers: LeverValue) -> int:
    """A scenario as the popover would save it; levers by their key's last part, of other areas by the whole key."""
    inputs_of_it = ("estimate", "budget_year")
    values = {
        key if "." in key else f"protection.{key}": value for key, value in levers.items() if key not in inputs_of_it
    }
    inputs = {key: value for key, value in levers.items() if key in inputs_of_it}
    scenario = Scenario.of(law_as_of, catalogue.LEVERS, values)
    with database.reading() as c:
        law = Law.from_frame(queries.parameters(c, 1))
        frames = (queries.caseload(c, 1), queries.groups(c, 1), queries.areas(c, 1))
        baseline = build_baseline(*frames, law, queries.amounts(c, 1), demo=False)
    draft = Draft(name, scenario, evaluate(baseline, law, scenario), 1, inputs=inputs)
    return scenarios.save(database, draft, actor=Operator("Chị Lan"), idempotency_key=name)


def send(database: Database, folder: Path) -> int:
    """All districts send December 2023: 45.021 people, 24,6 tỷ."""
    rows = [line(code, "2023-12", people, 4_100_000_000) for code, people in PEOPLE.items()]
    return apply(database, upload(folder, *rows, name="thang-12.csv")).batch


def opened(show: Show, name: str | None = None) -> Screen:
    """The page with a saved scenario open."""
    screen = show("scenarios.py")
    tab = next(label for label in tab_labels(screen) if label.startswith("Phương án đã lưu"))
    screen.open_tab(TABS, tab)
    if name is not None:
        box = screen.control(detail.CHOSEN)
        box.set_value(next(key for key in ids(screen) if name_of(screen, key) == name))
        screen.run()
    return screen


def ids(screen: Screen) -> list[int]:
    return [saved.id for saved in saved_scenarios.saved_ones()]


def name_of(screen: Screen, scenario_id: int) -> str:
    saved = saved_scenarios.one(scenario_id)
    assert saved is not None
    return saved.name


def tab_labels(screen: Screen) -> list[str]:
    return [tab.label for tab in screen.at.tabs]


def bullets(screen: Screen) -> list[str]:
    found = [text.splitlines() for text in screen.of("markdown") if "So với lúc lưu" in text or "Vì sao" in text]
    return [one[2:] for one in found[0] if one.startswith("- ")]


def row(screen: Screen, label: str) -> list[str]:
    (found,) = [cells for cells in screen.tables[0][1:] if cells[0] == label]
    return [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in found[1:]]


def change_law(database: Database, value: int, *, issued_on: date | None = None) -> None:
    """The norm of 7/2024 becomes another one, as a batch of law."""
    batch, parameter = (Base.metadata.tables[name] for name in ("batch", "parameter"))
    mine = (parameter.c.name == NORM) & (parameter.c.applies_from == date(2024, 7, 1)) & parameter.c.batch_to.is_(None)
    with database.writer.begin() as c:
        number = c.execute(sa.select(sa.func.max(batch.c.id))).scalar_one() + 1
        row = dict(c.execute(sa.select(parameter).where(mine)).mappings().one())
        c.execute(
            sa.insert(batch).values(
                id=number,
                kind="parameters",
                dataset="parameters",
                actor="Anh Minh",
                created_at=datetime.now(UTC),
                idempotency_key=f"law{number}",
                rows_added=1,
                rows_closed=1,
            )
        )
        c.execute(sa.update(Base.metadata.tables["version_head"]).values(version=number))
        c.execute(sa.update(parameter).where(mine).values(batch_to=number))
        del row["id"]
        changed = {"value": value, "batch_from": number, **({"issued_on": issued_on} if issued_on else {})}
        c.execute(sa.insert(parameter).values(**{**row, **changed}))
