"""What a page gives the levers that answer while they are dragged, by its own code in AppTest."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from models.periods import Month
from models.wording.numbers import money, month, number, percent, short_month
from pages.ui.levers import mailbox
from pages.ui.levers.ladder import ladder
from tests.pages.screen import Screen

LETTERS: dict[str, Callable[[int], str]] = {
    "n": number,
    "m": lambda value: money(abs(value)),
    "s": lambda value: money(abs(value)).removesuffix(" đồng"),
    "p": lambda value: percent(Decimal(abs(value)) / 10, 1),
    "k": lambda value: month(Month.of_index(value)),
    "t": lambda value: short_month(Month.of_index(value)),
}


def written(template: str, row: dict[str, float]) -> str:
    """What lever.js makes of a template, in Python."""
    return re.sub(r"\{(\w+):([nmspkt])\}", lambda found: LETTERS[found[2]](int(row[found[1]])), template)


@dataclass(frozen=True)
class Ladder:
    """A lever's table as it is sent: by position its figures, and its texts written out."""

    told: dict[str, Any]
    positions: list[int]
    rows: list[dict[str, float]]
    texts: list[dict[str, str]]
    ways: dict[str, int]


def read(told: dict[str, Any], table: dict[str, Any]) -> Ladder:
    count, names = table["count"], table["names"]
    column = table["ladder"]["v"].to_list()
    rows = [
        table["fixed"] | {name: column[place * count + row] for place, name in enumerate(names)} for row in range(count)
    ]
    texts = [
        {name: written(ways[int(row[f"text_{name}"])], row) for name, ways in table["texts"].items()} for row in rows
    ]
    ways = {name: len(found) for name, found in table["texts"].items()}
    return Ladder(told, [int(row["position"]) for row in rows], rows, texts, ways)


def ladders(patch: pytest.MonkeyPatch, file: str, **query: str) -> tuple[Screen, dict[str, Ladder]]:
    """A page opened where the browser's script works, and the tables of its levers by address name."""
    given: dict[str, dict[str, Any]] = {}

    def component(*, key: str, data: dict[str, Any], **_callbacks: Callable[[], None]) -> None:
        given[key] = data

    patch.setattr(ladder, "_served", [component])
    screen = Screen.opened(file, **query)
    told = {data["lever"]: data for data in given.values() if data["part"] == "lever"}
    (page,) = {data["page"] for data in told.values()}
    board: mailbox.Mailbox = screen.at.session_state[page + mailbox.KEY]
    board.works = True
    for known in board.levers.values():
        known.asked = True
    screen.run()
    tables = {data["lever"]: data for data in given.values() if data["part"] == "table"}
    return screen, {name: read(told[name], tables[name]) for name in told}
