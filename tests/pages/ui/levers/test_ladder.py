"""What the lever that answers while it is dragged is given, and that every page does without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from models.policy.answers.ladder import COLUMNS, MOST, ladder as figures_of, positions, rungs
from models.policy.answers.whatif import AREAS, PROTECTION_AREA, WhatIfArea, compute
from models.policy.areas import merit, protection
from models.policy.areas.catalogue import AREAS as SUPPORT_AREAS
from models.policy.areas.support import SupportArea
from models.policy.law.calendar import REPORT_DAY
from models.policy.levers.clock import Clock, values_on
from models.policy.levers.levers import LeverValue
from models.wording.templates import template
from pages._registry import PAGES
from pages.screens.whatif import page as whatif_page
from pages.screens.whatif.norm.answer import SAYS
from pages.screens.whatif.support import answer, page
from pages.screens.whatif.support.words import quoted
from pages.ui.levers import mailbox
from pages.ui.levers.ladder import ladder
from pages.ui.levers.ladder.ladder import Dragged
from pages.ui.session import loaders
from tests.pages import shared
from tests.pages.ladders import ladders, written
from tests.pages.screen import Screen

data_folder = shared.data_folder
NORM, PREFIX = "btxh-muc-chuan", PROTECTION_AREA.prefix
HANDLE, TABLE, ANSWER = NORM + ladder.LEVER, NORM + ladder.TABLE, PREFIX + ladder.ANSWER
MOVED: dict[str, dict[str, LeverValue]] = {
    "as the page opens": {},
    "in steps, for more people": {protection.PHASES.key: "2x12", protection.PEOPLE.key: 4, merit.PEOPLE.key: 4},
    "first paid late": {protection.FIRST_PAID.key: "2027-05", merit.FIRST_PAID.key: "2027-05"},
}


@pytest.mark.parametrize("moved", MOVED)
@pytest.mark.parametrize("day", [REPORT_DAY, date(2026, 12, 1)], ids=["report", "today"])
@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)
def test_a_few_templates_give_every_sentence_back(area: WhatIfArea, day: date, moved: str) -> None:
    data = loaders.data()
    clock, baseline = Clock(day, data.law), loaders.baseline(data.version, True)
    mine = {key: value for key, value in MOVED[moved].items() if key in {lever.key for lever in area.all_levers}}
    values = values_on(clock, area.all_levers, mine)
    found = compute(clock, baseline, values, area)
    places = positions(area.norm, clock, values[area.norm.key])
    made = rungs(found, values, area.norm, places)
    rows = list(figures_of(places, made).iter_rows(named=True))
    for say in SAYS.values():
        templates = [template(say(rung), row) for rung, row in zip(made, rows, strict=True)]
        assert [written(template, row) for template, row in zip(templates, rows, strict=True)] == [
            say(rung) for rung in made
        ]
        assert len(set(templates)) <= 12, "figures are places in a sentence, not letters of it"


def test_without_the_component_a_page_is_as_it_was(show: Callable[..., Screen]) -> None:
    page = show("protection.py")
    assert page.at.get("bidi_component") == []
    page.set(NORM, 500_000)
    assert page.headline.startswith("Nâng mức chuẩn từ 360.000 lên 500.000 đồng/tháng")


@pytest.mark.parametrize("moc", ["", "bao-cao"])
@pytest.mark.parametrize("area", SUPPORT_AREAS, ids=lambda area: area.slug)
def test_a_support_page_s_tables_are_its_answers_at_every_position(
    area: SupportArea, moc: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (spec,) = (spec for spec in PAGES if spec.prefix == area.prefix)
    screen, found = ladders(monkeypatch, spec.file, moc=moc, gia_dinh="")
    assert [*found] == [dial.factor.tried.parameter for dial in area.dials if dial.factor.tried]
    data, kept = loaders.data(), screen.at.session_state[area.prefix + mailbox.KEY].answered
    province, day = loaders.baseline(data.version, False).province_id, kept.found.scenario.law_as_of
    monkeypatch.setattr(page.clock, "day", lambda: day)
    year = int(kept.values[area.budget_year.key])
    levers = {lever.parameter: lever for lever in area.levers}
    for name, its in found.items():
        assert its.told["value"] in its.positions
        for place, row, texts in zip(its.positions, its.rows, its.texts, strict=True):
            here = page.compute(area, data, {**kept.values, levers[name].key: place}, province)
            assert texts == answer.says(here, spec.title, year)
            assert row["increase"] == quoted(here).increase_vnd
        assert len(its.positions) <= MOST + 4
        assert all(ways <= 12 for ways in its.ways.values()), "figures are places in a sentence, not letters of it"


def test_a_stamp_is_of_all_that_a_table_is_of_but_the_lever_s_own_place() -> None:
    values: dict[str, LeverValue] = {protection.NORM.key: 500_000, protection.PEOPLE.key: 0}
    here = Dragged(PREFIX, ANSWER, protection.NORM, values, {540_000: "NĐ 335"}, 1, (REPORT_DAY, False))
    elsewhere = {protection.PEOPLE.key: 0, protection.NORM.key: 510_000}
    assert replace(here, values=elsewhere).base == here.base
    others = [
        replace(here, lever=protection.PEOPLE),
        replace(here, values={**values, protection.PEOPLE.key: 4}),
        replace(here, named={540_000: "NĐ 335/2026"}),
        replace(here, version=2),
        replace(here, others=(date(2026, 12, 1), False)),
        replace(here, others=(REPORT_DAY, True)),
    ]
    assert len({here.base, *(other.base for other in others)}) == 1 + len(others)


def keys(drawn: dict[str, Any]) -> set[str]:
    return {key for key in drawn if key.startswith(PREFIX)}


def test_the_parts_say_where_the_lever_stands(show: Callable[..., Screen], drawn: dict[str, Any]) -> None:
    page = show("protection.py")
    handles, answers = {HANDLE, protection.PEOPLE.parameter + ladder.LEVER}, {ANSWER, PREFIX + ladder.CHART}
    assert keys(drawn) == {*handles, *answers}, "beside the native ones, which stay in sight until these are drawn"
    first = drawn[HANDLE]
    assert (first["value"], first["label"], first["works"]) == (360_000, "Mức chuẩn trợ giúp xã hội", False)
    charts = len(page.at.get("vega_lite_chart"))
    drawn.clear()
    page.run()
    assert keys(drawn) == handles, "answers are drawn one way after the first, until the browser says that it works"
    assert len(page.at.get("vega_lite_chart")) == charts
    board = page.at.session_state[PREFIX + mailbox.KEY]
    known = board.levers[NORM]

    board.works, known.asked = True, True  # as the browser's message does
    page.run()
    assert keys(drawn) == {*handles, *answers, TABLE}
    assert len(page.at.get("vega_lite_chart")) == charts - 1, "the answer's own: nothing is sent twice"
    table = drawn.pop(TABLE)
    assert table["stamp"] == first["stamp"]
    frame: pl.DataFrame = table["ladder"]
    assert frame.height == table["count"] * len(table["names"])
    assert len(table["names"]) + len(table["fixed"]) <= COLUMNS + len(SAYS)

    page.set(NORM, 500_000)
    moved = drawn[HANDLE]
    assert (moved["value"], moved["stamp"]) == (500_000, first["stamp"])
    assert moved["token"] != first["token"], "moved from outside: the browser is told"
    assert "từ 360.000 lên 500.000" in drawn[ANSWER]["now"]["sentence"]
    assert TABLE not in drawn, "the browser has it"

    page.set("btxh-tu-thang", "2025-01")
    stale = drawn[HANDLE]
    assert stale["stamp"] != table["stamp"], "another lever: the table is of what was"
    assert "01/01/2025" in drawn[ANSWER]["now"]["sentence"]
    assert TABLE not in drawn, "until it is asked for"
    known = page.at.session_state[PREFIX + mailbox.KEY].levers[NORM]
    known.asked = True
    page.run()
    assert drawn[TABLE]["stamp"] == stale["stamp"]


def test_once_the_browser_shows_a_lever_the_answer_is_drawn_its_way(
    show: Callable[..., Screen], drawn: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    board = show("protection.py").at.session_state[PREFIX + mailbox.KEY]
    named: list[list[str]] = []
    monkeypatch.setattr(ladder.st, "session_state", {PREFIX + mailbox.KEY: board})
    monkeypatch.setattr(ladder.st, "rerun", named.append)
    for _time in range(2):
        drawn["on_asked_change"]()
        assert board.works
    first, later = named
    answer = PREFIX + whatif_page.ANSWER
    assert first == [answer, *(known.fragment for known in board.levers.values())]
    assert later == [board.levers[NORM].fragment], "only whose table is asked for"


def test_a_release_moves_the_bound_widget(
    show: Callable[..., Screen], drawn: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show("protection.py")
    board = page.at.session_state[PREFIX + mailbox.KEY]
    board.works, known = True, board.levers[NORM]
    page.run()
    before, told = drawn[HANDLE]["token"], []
    for position, stamp in ((500_000, known.wanted), (500_000, known.wanted), (9, known.wanted), (510_000, "other")):
        state = {HANDLE: {"value": [1, position, stamp]}, PREFIX + mailbox.KEY: board}
        with monkeypatch.context() as during:
            during.setattr(ladder.st, "session_state", state)
            ladder._released(PREFIX, protection.NORM, told.append)
            assert state.get(NORM, known.at) == known.at
    assert told == [True, False], (
        "news of a position within the bounds, once, with whether the table is of these levers"
    )
    assert (known.at, drawn[HANDLE]["token"]) == (510_000, before), "the browser stands there already"
