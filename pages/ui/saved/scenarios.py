"""Saved scenarios of the office: listed, opened by link, saved from a page, and as options of a comparison."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

import polars as pl
import sqlalchemy as sa
import streamlit as st

from data.accounts.permission import NotAllowedError
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.store import scenarios
from data.store.scenarios import Draft, Event, Run, Saved, ScenarioRefusedError
from models.access.roles import Action
from models.periods import Month
from models.policy.answers.filled import Filled, fill
from models.policy.answers.scenario_result import ScenarioResult, evaluate, result_of
from models.policy.areas import catalogue
from models.policy.areas.support import SupportArea
from models.policy.cube import Role
from models.policy.engine.baseline import Baseline, build_baseline
from models.policy.engine.projection import project_cube
from models.policy.law.law import UnknownParameterError
from models.policy.levers.clock import Clock, code_of, settled, values_on
from models.policy.levers.levers import UNSET, Lever, LeverValue, LeverValueError, Scenario
from models.policy.saved.causes import LawChange, Steps, law_changes
from models.policy.saved.comparison import Option
from models.policy.saved.scenario_file import NAME_LENGTH, NOTE_LENGTH, Restored, restore, take_up
from models.wording.numbers import day, moment
from pages import _registry
from pages._registry import PageSpec, page
from pages.ui.answers import words
from pages.ui.charts.charts import CURRENT, TRIAL
from pages.ui.format.tables import escape
from pages.ui.levers import widgets
from pages.ui.levers.widgets import link
from pages.ui.session import actor, clock, loaders, starting

PARENT = "phuong-an-goc"
"""Session: id of the saved scenario that the levers were opened from."""
_PAGES = Path(__file__).parents[2]


@dataclass(frozen=True)
class Working:
    """What the session is working on (phương án đang xem xét)."""

    scenario: Scenario
    inputs: dict[str, LeverValue]
    assumed: Mapping[str, str] = field(default_factory=dict)
    """Of levers nobody has set in areas where something is moved: key -> what their value is from."""

    @property
    def is_moved(self) -> bool:
        return bool(words.moved(self.scenario))


def working_scenario() -> Working:
    """The levers of all areas as they stand in the session; what was never touched stands where the clock puts it, so
    does a page that nobody has touched since it opened on a change."""
    return _working(*_session(), clock.standing())


def _session() -> tuple[dict[str, LeverValue], dict[str, LeverValue]]:
    """Levers and inputs by key, as they were set."""
    opened = {lever.key for spec in widgets.at_their_opening() for lever in spec.levers}
    values, inputs = (
        {lever.key: widgets.position(lever) if lever.key in opened else _standing(lever) for lever in levers}
        for levers in (catalogue.LEVERS, catalogue.INPUTS)
    )
    return values, inputs


def _working(values: Mapping[str, LeverValue], inputs: dict[str, LeverValue], on: Clock) -> Working:
    """With what stands for levers nobody has set in every area where something is moved."""
    settings = settled(catalogue.LEVERS, values, on)
    assumed: dict[str, str] = {}
    for area in catalogue.AREAS:
        if _is_touched(area, settings):
            found = _filled(area, settings, on)
            settings |= dict(found.scenario.settings)
            assumed |= found.record
    return Working(Scenario.of(on.day, catalogue.LEVERS, settings), inputs, assumed)


def _filled(area: SupportArea, settings: Mapping[str, LeverValue], on: Clock) -> Filled:
    return fill(area, area.scenario(on.day, settings), on.law, starting.figures(loaders.data()))


def _is_touched(area: SupportArea, settings: Mapping[str, LeverValue]) -> bool:
    return any(settings[lever.key] != lever.default for lever in area.levers if lever != area.applies_from)


def as_set(scenario: Scenario, assumed: Mapping[str, str]) -> Scenario:
    """A saved scenario as somebody set its levers: open are those of `assumed` for which the same value stands now.
    Without any, the session goes on without starting assumptions if the scenario moves such an area: either way it
    comes to the sum it was saved with."""
    settings = dict(scenario.settings)
    areas = [area for area in catalogue.AREAS if _is_touched(area, settings)]
    if areas and starting.is_off() != (not assumed):
        starting.choose(not assumed)
    on = Clock(scenario.law_as_of, clock.standing().law)
    for area in areas if assumed else ():
        bare = {lever.key: UNSET if lever.key in assumed else settings[lever.key] for lever in area.levers}
        now = _filled(area, bare, on).scenario
        settings |= {key: UNSET for key in bare if key in assumed and now[key] == settings[key]}
    return Scenario(scenario.law_as_of, tuple(settings.items()))


def put(scenario: Scenario, inputs: Mapping[str, LeverValue], parent_id: int | None) -> None:
    """Make a scenario the one the session works on: every lever of every area, and the day of its law."""
    on = clock.choose(code_of(scenario.law_as_of))
    values = _shown_at({**dict(scenario.settings), **inputs}, on)
    for spec in area_pages():
        for lever in spec.levers:
            widgets.put(lever, values[lever.key])
    if parent_id is None:
        st.session_state.pop(PARENT, None)
    else:
        st.session_state[PARENT] = parent_id


def area_pages() -> tuple[PageSpec, ...]:
    """Pages whose levers make scenarios."""
    return tuple(spec for spec in _registry.PAGES if any(lever.key in catalogue.BY_KEY for lever in spec.levers))


def pages_of(scenario: Scenario) -> tuple[PageSpec, ...]:
    """The pages on which the scenario has moved a lever; the first one there is when it moves none."""
    moved = {lever.key for lever in words.moved(scenario)}
    found = tuple(spec for spec in area_pages() if any(lever.key in moved for lever in spec.levers))
    return found or area_pages()[:1]


def address(
    spec: PageSpec, scenario: Scenario, inputs: Mapping[str, LeverValue], here: str, assumed: Mapping[str, str]
) -> str:
    """The link that opens the area's page with the scenario's levers, those `assumed` too, and its own day of law;
    `here` is this page's address, whose last part gives way to the area's. Saved without assumptions it opens so."""
    on = Clock(scenario.law_as_of, clock.standing().law)
    values = _shown_at({**dict(scenario.settings), **inputs}, on)
    parts = urlsplit(here)
    folder = parts.path.rpartition("/")[0]
    base = urlunsplit((parts.scheme, parts.netloc, f"{folder}/{spec.url_path}", "", ""))
    settings = dict(scenario.settings)
    bare = not assumed and any(_is_touched(area, settings) for area in catalogue.AREAS)
    return link(base, spec.levers, values, on, bare)


def entry(spec: PageSpec) -> st.Page:
    """The page as navigation knows it, to switch to or to link."""
    path = f"{spec.url_path}-goc" if spec.default else spec.url_path  # as the router registers it
    return st.Page(_PAGES / spec.file, url_path=path, default=spec.default)


def _standing(lever: Lever) -> LeverValue:
    if lever.parameter not in st.session_state:
        return widgets.position(lever)
    state = st.session_state[lever.parameter]
    try:
        return lever.accept(UNSET if state is None else int(state) if isinstance(state, bool) else state)
    except LeverValueError:
        return widgets.position(lever)


def _shown_at(values: Mapping[str, LeverValue], on: Clock) -> dict[str, LeverValue]:
    """Every lever of the pages where its widget stands: missing ones where the clock puts them, and so a norm that
    follows the law."""
    levers = [lever for spec in area_pages() for lever in spec.levers]
    by_law = {lever.key for lever in levers if lever.follows == "norm" and values.get(lever.key) == lever.default}
    return values_on(on, levers, {key: value for key, value in values.items() if key not in by_law})


Found = TypeVar("Found")


@dataclass(frozen=True)
class Kept:
    """`stored` None = its text can no longer be read; `restored` and `now` None = its levers can no longer be read, or
    no norm is known for them."""

    saved: Saved
    run: Run
    stored: ScenarioResult | None
    restored: Restored | None
    now: ScenarioResult | None

    @property
    def inputs(self) -> dict[str, LeverValue]:
        """What was looked at with it (year, estimate); nothing when that can no longer be read."""
        try:
            return take_up(self.saved.input_values, catalogue.INPUT_BY_KEY)[0]
        except ValueError:
            return {}

    @property
    def is_intact(self) -> bool:
        """Figures and levers are what was written when it was saved."""
        return self.run.is_intact and self.saved.is_intact

    @property
    def is_same(self) -> bool:
        return self.stored is not None and self.now is not None and self.stored.same_figures(self.now)


@dataclass(frozen=True)
class Causes:
    """What stands between the stored result and the newest one."""

    steps: Steps
    data_differs: bool
    law: tuple[LawChange, ...]


def shelf(data: loaders.Data, *, archived: bool = False) -> tuple[Kept, ...]:
    """All scenarios in use (or all archived ones), newest first, evaluated on the version the page shows."""
    saved, runs = _read(lambda c: (scenarios.listed(c, archived=archived), scenarios.newest_runs(c)))
    return tuple(_kept(one, runs[one.id], data) for one in saved)


def saved_ones() -> tuple[Saved, ...]:
    """The scenarios in use without their results: cheap enough for every opening of the save popover."""
    return _read(scenarios.listed)


def one(scenario_id: int) -> Saved | None:
    return _read(lambda c: scenarios.scenario_by_id(c, scenario_id))


def runs(scenario_id: int) -> tuple[Run, ...]:
    return _read(lambda c: scenarios.runs(c, scenario_id))


def events(scenario_id: int) -> tuple[Event, ...]:
    return _read(lambda c: scenarios.events(c, scenario_id))


def as_scenario(saved: Saved) -> Scenario | None:
    """The saved levers as a scenario over today's catalogue; None when they can no longer be read."""
    try:
        return restore(saved.law_as_of, saved.values, saved.engine_version).scenario
    except ValueError:
        return None


def computed(scenario: Scenario, data: loaders.Data) -> ScenarioResult | None:
    """The scenario on a version's figures and law, never on an illustrative split; None when no norm is known for
    it."""
    return _evaluated(loaders.baseline(data.version, False), data, scenario)


def causes(kept: Kept, data: loaders.Data) -> Causes | None:
    """The stored result against the newest, step by step; None where it cannot be computed."""
    if kept.stored is None or kept.restored is None or kept.now is None:
        return None
    scenario, old = kept.restored.scenario, loaders.data(kept.run.data_version)
    recomputed = computed(scenario, old)
    figures_differ = not all(a.equals(b) for a, b in ((old.caseload, data.caseload), (old.areas, data.areas)))
    law = law_changes(_law_frames(old), _law_frames(data))
    new_data: ScenarioResult | None = kept.now
    if law and figures_differ:
        mixed = build_baseline(data.caseload, old.groups, data.areas, old.law, old.amounts, demo=False)
        new_data = _evaluated(mixed, old, scenario)
    elif law:
        new_data = recomputed
    if recomputed is None or new_data is None:
        return None
    return Causes(Steps(kept.stored, recomputed, new_data, kept.now), figures_differ, law)


def _kept(saved: Saved, run: Run, data: loaders.Data) -> Kept:
    try:
        restored = restore(saved.law_as_of, saved.values, saved.engine_version)
    except ValueError:
        return Kept(saved, run, run.result, None, None)
    return Kept(saved, run, run.result, restored, computed(restored.scenario, data))


def _evaluated(baseline: Baseline, data: loaders.Data, scenario: Scenario) -> ScenarioResult | None:
    try:
        return evaluate(baseline, data.law, scenario)
    except UnknownParameterError:
        return None


def _law_frames(data: loaders.Data) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    return data.parameters, data.groups, data.amounts


def _read(query: Callable[[sa.Connection], Found]) -> Found:
    with loaders.database().reading() as connection:
        return query(connection)


LIMIT = 6
LAW, WORKING = "hien-hanh", "dang-xem-xet"
PROPOSAL_COLOUR = "#1F6FB2"
OTHERS: tuple[tuple[str, list[int]], ...] = (
    ("#332288", [8, 3]), ("#117733", [3, 2]), ("#882255", [10, 3, 2, 3]), ("#7A6C00", [5, 5]), ("#AA4499", [2, 4]),
    ("#1B7F79", [12, 4]),
)  # fmt: skip
"""Hue and dash of saved scenarios without a role; each is told from the others by its dash as well."""


@dataclass(frozen=True, eq=False)
class Column:
    """An option with its name, colour and dash ([] = solid) and the inputs kept beside it."""

    option: Option
    name: str
    colour: str
    dash: list[int]
    inputs: Mapping[str, LeverValue]
    said: str
    """The name inside a sentence."""


def names(shelf: Sequence[Kept], working: Working) -> dict[str, str]:
    """Every option that can be picked: its key and name, roles first. What the session works on is one as long as it
    moves a lever and is not kept already."""
    found = {LAW: _("Hiện hành")}
    kept_already = {one.restored.scenario.identity for one in shelf if one.restored is not None}
    if working.is_moved and working.scenario.identity not in kept_already:
        found[WORKING] = _("Phương án đang xem xét")
    proposed = [one for one in shelf if one.saved.role == "proposal"]
    for one in [*proposed, *(kept for kept in shelf if kept not in proposed)]:
        label = _("{name} (phương án trình)") if one in proposed else "{name}"
        found[str(one.saved.id)] = label.format(name=one.saved.name)
    return found


def columns(picked: Iterable[str], shelf: Sequence[Kept], data: loaders.Data) -> list[Column]:
    """The picked options in their order, on the newest figures and over the same months, those of the latest day of
    law; one that cannot be computed is left out."""
    by_key = {str(one.saved.id): one for one in shelf}
    working = working_scenario()
    labels = {**names(shelf, working), WORKING: _("Phương án đang xem xét")}
    looks = _looks([by_key[key] for key in picked if key in by_key])
    asked: list[tuple[str, Scenario, Role, Mapping[str, LeverValue]]] = []
    for key in picked:
        inputs: Mapping[str, LeverValue] = {}
        role: Role = "scenario"
        if key == LAW:
            law_day = _law_day(picked, by_key, working.scenario)
            scenario, role = Scenario.of(law_day, catalogue.LEVERS, {}), "baseline"
        elif key == WORKING:
            scenario, inputs = working.scenario, working.inputs
        else:
            kept = by_key[key]
            if kept.restored is None:
                continue
            scenario, inputs = kept.restored.scenario, kept.inputs
        asked.append((key, scenario, role, inputs))
    months = max((scenario.months for _key, scenario, _role, _inputs in asked), key=len, default=())
    options = [(_option(key, scenario, role, months, data), inputs) for key, scenario, role, inputs in asked]
    return [
        Column(option, labels[option.key], *looks[option.key], inputs, _said(option.key, by_key))
        for option, inputs in options
        if option is not None
    ]


def _said(key: str, by_key: Mapping[str, Kept]) -> str:
    if key == LAW:
        return _("hiện hành")
    if key == WORKING:
        return _("phương án đang xem xét")
    saved = by_key[key].saved
    return (_("phương án trình “{name}”") if saved.role == "proposal" else _("“{name}”")).format(name=saved.name)


def _option(key: str, scenario: Scenario, role: Role, months: tuple[Month, ...], data: loaders.Data) -> Option | None:
    baseline = loaders.baseline(data.version, False)
    try:
        cube = project_cube(baseline, data.law, scenario, months)
        return Option(key, scenario, cube, result_of(cube, baseline, data.law, scenario), role)
    except UnknownParameterError:
        return None


def _law_day(picked: Iterable[str], by_key: Mapping[str, Kept], working: Scenario) -> date:
    """Current law as known on the day the other options stand on, when it is one; else on the clock's."""
    days = {by_key[key].saved.law_as_of for key in picked if key in by_key}
    if WORKING in picked:
        days.add(working.law_as_of)
    return days.pop() if len(days) == 1 else clock.day()


def _looks(saved: Sequence[Kept]) -> dict[str, tuple[str, list[int]]]:
    """Roles have their colour; the others one by their number, so that a scenario keeps it whatever is beside it."""
    found: dict[str, tuple[str, list[int]]] = {LAW: (CURRENT, []), WORKING: (TRIAL, [])}
    taken: set[int] = set()
    for one in sorted(saved, key=lambda kept: kept.saved.id):
        if one.saved.role == "proposal":
            found[str(one.saved.id)] = (PROPOSAL_COLOUR, [])
            continue
        place = next(p for p in range(one.saved.id, one.saved.id + len(OTHERS)) if p % len(OTHERS) not in taken) % len(
            OTHERS
        )
        taken.add(place)
        found[str(one.saved.id)] = OTHERS[place]
    return found


OPEN, NAME, NOTE, SAVE = "phuong-an-luu", "phuong-an-ten", "phuong-an-ghi-chu", "phuong-an-nut-luu"
_KEY, _SAID = "_phuong-an-khoa", "_phuong-an-da-noi"


def show(
    values: Mapping[str, LeverValue],
    law_as_of: date,
    data: loaders.Data,
    *,
    head: Callable[[], str],
    drawn: Callable[[], None],
) -> None:
    """The button. `values` by lever key (scenario and view levers together) are what the page shows; levers of other
    areas are taken from the session. `head` gives the answer's sentence up to its colon, the name proposed; `drawn`
    asks for the part of the page that this is in (callback)."""
    if st.button(_("Lưu"), key=OPEN, on_click=drawn, help=_("Lưu phương án")):
        for name in (NAME, NOTE, _KEY, _SAID):
            st.session_state.pop(name, None)
        _dialog(_shown(values, law_as_of, data), data, head())


# A popover that asks the server when it opens also asks when it closes: a click on another page then loses its way.
@st.dialog(_("Lưu phương án"), width="medium")
def _dialog(working: Working, data: loaders.Data, head: str) -> None:
    _form(working, data, head)


def _shown(values: Mapping[str, LeverValue], law_as_of: date, data: loaders.Data) -> Working:
    settings, inputs = ({key: values.get(key, value) for key, value in kept.items()} for kept in _session())
    return _working(settings, inputs, Clock(law_as_of, data.law))


def _form(working: Working, data: loaders.Data, head: str) -> None:
    same = same_as(working.scenario)
    if same is not None and _SAID not in st.session_state:
        _already(same)
    st.caption(
        _("Giữ mọi thông số, kết quả tính trên số liệu bản {version} và quy định tính đến {day}. {parent}").format(
            version=data.version, day=day(working.scenario.law_as_of), parent=_from_parent(working.scenario)
        )
    )
    name, note = (words.proposed_name(working.scenario, head), "") if same is None else (same.name, same.note)
    if not actor.may_or_says(Action.SAVE_SCENARIO):
        return
    st.session_state.setdefault(NAME, name)
    st.session_state.setdefault(NOTE, note)
    st.text_input(_("Tên phương án"), key=NAME, max_chars=NAME_LENGTH)
    st.text_area(_("Ghi chú"), key=NOTE, max_chars=NOTE_LENGTH, height=80)
    st.session_state.setdefault(_KEY, uuid.uuid4().hex)
    if same is None:
        st.button(_("Lưu phương án"), type="primary", key=SAVE, on_click=_save, args=(working, data, (name, note)))
    else:
        st.button(_("Cập nhật tên và ghi chú"), key=SAVE, on_click=_edit, args=(same.id, (name, note)))
    _save_message()
    st.page_link(entry(page("scenarios.py")), label=_("Mở trang Phương án"))


def same_as(scenario: Scenario) -> Saved | None:
    """The saved scenario in use with the same levers and day of law: levers that came later count at their default."""
    for saved in saved_ones():
        kept = as_scenario(saved)
        if kept is not None and kept.identity == scenario.identity:
            return saved
    return None


def _already(saved: Saved) -> None:
    st.info(
        _("Phương án này đã lưu với tên “{name}” ({actor}, {time}).").format(
            name=escape(saved.name), actor=escape(saved.created_by), time=moment(saved.created_at)
        )
    )


def _from_parent(scenario: Scenario) -> str:
    """From which saved scenario the levers were opened, and which of them differ by now."""
    parent = _parent()
    old = as_scenario(parent) if parent is not None else None
    if parent is None or old is None or old.identity == scenario.identity:
        return ""
    return _("Bản sao của “{name}”; khác: {listed}.").format(
        name=escape(parent.name), listed=escape("; ".join(words.differing(old, scenario)))
    )


def _parent() -> Saved | None:
    parent_id = st.session_state.get(PARENT)
    return None if parent_id is None else one(parent_id)


def _save(working: Working, data: loaders.Data, proposed: tuple[str, str]) -> None:
    """Once per key: a second click of a double click finds the key used and gives the same answer."""
    result = computed(working.scenario, data)
    if result is None:
        _say(False, _("Chưa có quy định cho ngày đã chọn nên chưa tính được; chọn ngày khác rồi lưu."))
        return
    name, note = _written(proposed)
    draft = Draft(name, working.scenario, result, data.version, note, working.inputs, working.assumed)
    by = {"actor": actor.current(), "idempotency_key": st.session_state.setdefault(_KEY, uuid.uuid4().hex)}
    parent = _parent()
    try:
        if parent is None:
            saved_id = scenarios.save(loaders.database(), draft, **by)
        else:
            saved_id = scenarios.fork(loaders.database(), parent.id, draft, **by)
    except (ScenarioRefusedError, NotAllowedError, DatabaseUnavailableError) as error:
        _say(False, escape(str(error)))
        return
    _say_saved(saved_id)


def _written(proposed: tuple[str, str]) -> tuple[str, str]:
    """Name and note as they stand in the boxes; a box nobody has touched may not have told its content yet."""
    name, note = (str(st.session_state.get(key, value)) for key, value in zip((NAME, NOTE), proposed, strict=True))
    return name, note


def _edit(scenario_id: int, proposed: tuple[str, str]) -> None:
    by = {"actor": actor.current(), "idempotency_key": st.session_state.pop(_KEY, uuid.uuid4().hex)}
    try:
        scenarios.edit(loaders.database(), scenario_id, *_written(proposed), **by)
    except (ScenarioRefusedError, NotAllowedError, DatabaseUnavailableError) as error:
        _say(False, escape(str(error)))
        return
    _say_saved(scenario_id)


def _say_saved(scenario_id: int) -> None:
    saved = one(scenario_id)
    if saved is not None:
        text = _("Đã lưu “{name}” lúc {time}, người lưu: {actor}.")
        _say(True, text.format(name=escape(saved.name), time=moment(saved.created_at), actor=escape(saved.created_by)))


def _say(done: bool, text: str) -> None:
    st.session_state[_SAID] = (done, text)


def _save_message() -> None:
    done, text = st.session_state.pop(_SAID, (None, ""))
    if done is True:
        st.success(text)
        st.session_state.pop(_KEY, None)
    elif done is False:
        st.error(text)
