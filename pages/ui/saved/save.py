"""Saving what one is looking at: the button "Lưu phương án" of every what-if page and its dialog."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

import streamlit as st

from data.accounts.permission import NotAllowedError
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.store import scenarios
from data.store.scenarios import Draft, Saved, ScenarioRefusedError
from models.access.roles import Action
from models.policy.areas import catalogue
from models.policy.levers.levers import LeverValue
from models.policy.levers.scenario import Scenario, settled
from models.policy.saved.scenario_file import NAME_LENGTH, NOTE_LENGTH
from models.wording.numbers import day, moment
from pages._registry import page
from pages.ui.answers import scenario_words
from pages.ui.format.tables import escape
from pages.ui.saved import open as scenario_open
from pages.ui.saved import shelf
from pages.ui.saved.open import Working
from pages.ui.session import actor, loaders

OPEN, NAME, NOTE, SAVE = "phuong-an-luu", "phuong-an-ten", "phuong-an-ghi-chu", "phuong-an-nut-luu"
_KEY, _SAID = "_phuong-an-khoa", "_phuong-an-da-noi"


def show(values: Mapping[str, LeverValue], law_as_of: date, data: loaders.Data, *, head: str = "") -> None:
    """The button. `values` by lever key (scenario and view levers together) are what the page shows; levers of other
    areas are taken from the session. `head` is the answer's sentence up to its colon, the name proposed."""
    if st.button(_("Lưu phương án"), key=OPEN):
        for name in (NAME, NOTE, _KEY, _SAID):
            st.session_state.pop(name, None)
        _dialog(_shown(values, law_as_of, data), data, head)


# A popover that asks the server when it opens also asks when it closes: a click on another page then loses its way.
@st.dialog(_("Lưu phương án"), width="medium")
def _dialog(working: Working, data: loaders.Data, head: str) -> None:
    _form(working, data, head)


def _shown(values: Mapping[str, LeverValue], law_as_of: date, data: loaders.Data) -> Working:
    session = scenario_open.working(data)
    settings = {key: values.get(key, value) for key, value in session.scenario.settings}
    inputs = {key: values.get(key, value) for key, value in session.inputs.items()}
    settings = settled(catalogue.LEVERS, settings, data.law, law_as_of)
    return Working(Scenario.of(law_as_of, catalogue.LEVERS, settings), inputs)


def _form(working: Working, data: loaders.Data, head: str) -> None:
    same = same_as(working.scenario)
    if same is not None and _SAID not in st.session_state:
        _already(same)
    st.caption(
        _("Giữ mọi thông số, kết quả tính trên số liệu bản {version} và quy định tính đến {day}. {parent}").format(
            version=data.version, day=day(working.scenario.law_as_of), parent=_from_parent(working.scenario)
        )
    )
    name, note = (scenario_words.proposed_name(working.scenario, head), "") if same is None else (same.name, same.note)
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
    _said()
    st.page_link(scenario_open.entry(page("scenarios.py")), label=_("Mở trang Phương án"))


def same_as(scenario: Scenario) -> Saved | None:
    """The saved scenario in use with the same levers and day of law: levers that came later count at their default."""
    for saved in shelf.saved_ones():
        kept = shelf.as_scenario(saved)
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
    old = shelf.as_scenario(parent) if parent is not None else None
    if parent is None or old is None or old.identity == scenario.identity:
        return ""
    return _("Bản sao của “{name}”; khác: {listed}.").format(
        name=escape(parent.name), listed=escape("; ".join(scenario_words.differing(old, scenario)))
    )


def _parent() -> Saved | None:
    parent_id = st.session_state.get(scenario_open.PARENT)
    return None if parent_id is None else shelf.one(parent_id)


def _save(working: Working, data: loaders.Data, proposed: tuple[str, str]) -> None:
    """Once per key: a second click of a double click finds the key used and gives the same answer."""
    result = shelf.computed(working.scenario, data)
    if result is None:
        _say(False, _("Chưa có quy định cho ngày đã chọn nên chưa tính được; chọn ngày khác rồi lưu."))
        return
    name, note = _written(proposed)
    draft = Draft(name, working.scenario, result, data.version, note, working.inputs)
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
    saved = shelf.one(scenario_id)
    if saved is not None:
        text = _("Đã lưu “{name}” lúc {time}, người lưu: {actor}.")
        _say(True, text.format(name=escape(saved.name), time=moment(saved.created_at), actor=escape(saved.created_by)))


def _say(done: bool, text: str) -> None:
    st.session_state[_SAID] = (done, text)


def _said() -> None:
    done, text = st.session_state.pop(_SAID, (None, ""))
    if done is True:
        st.success(text)
        st.session_state.pop(_KEY, None)
    elif done is False:
        st.error(text)
