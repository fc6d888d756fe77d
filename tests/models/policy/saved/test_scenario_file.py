"""The file of a scenario: it makes the same scenario elsewhere, or is refused by name and nothing is taken from it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from models.base import canonical, digest
from models.policy.areas import catalogue, merit, protection
from models.policy.engine.projection import ENGINE_VERSION
from models.policy.levers.levers import UNSET, LeverValue, Scenario
from models.policy.saved.scenario_file import (
    MAX_BYTES,
    Lost,
    ScenarioFileError,
    Versions,
    as_text,
    from_text,
    read,
    restore,
    write,
)
from tests.examples import examples
from tests.models.seed_frames import END_2023, NOVEMBER_2026
from tests.models.strategies import Levers, levers

VERSIONS = Versions(3, 1, ENGINE_VERSION)
A = Scenario.of(END_2023, catalogue.LEVERS, {protection.NORM.key: 500_000})
INPUTS: dict[str, LeverValue] = {protection.BUDGET_YEAR.key: "2025", protection.BUDGET.estimate.key: 300_000}


def file_of(scenario: Scenario = A, name: str = "Nâng 500.000", note: str = "Họp ngày 24/11") -> bytes:
    return write(name, note, scenario.law_as_of, dict(scenario.settings), INPUTS, VERSIONS)


def resealed(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The file after a change of its content, with both hashes made new: as another version of the app would write
    it."""
    content = json.loads(file_of())
    change(content)
    content["identity"] = Scenario(
        date.fromisoformat(content["law_as_of"]), tuple(sorted(content["levers"].items()))
    ).identity
    del content["content_sha256"]
    return canonical({**content, "content_sha256": digest(canonical(content))}).encode()


def refused(content: bytes) -> ScenarioFileError:
    with pytest.raises(ScenarioFileError) as told:
        read(content)
    return told.value


def test_a_file_makes_the_same_scenario() -> None:
    found = read(file_of())
    assert found.scenario == A
    assert (found.name, found.note, found.inputs) == ("Nâng 500.000", "Họp ngày 24/11", INPUTS)
    assert (found.versions, found.lost, found.restored.added) == (VERSIONS, (), ())


@settings(max_examples=examples(60), deadline=None)
@given(levers(), st.text(max_size=100), st.text(max_size=2_000))
def test_any_scenario_with_any_words_survives(drawn: Levers, name: str, note: str) -> None:
    whole = restore(drawn.scenario.law_as_of, dict(drawn.scenario.settings), ENGINE_VERSION).scenario
    found = read(file_of(whole, name, note))
    assert found.scenario.identity == whole.identity
    assert (found.name, found.note) == (name, note)


def test_the_same_scenario_gives_the_same_small_file() -> None:
    assert file_of() == file_of(Scenario(A.law_as_of, tuple(reversed(A.settings))))
    assert len(file_of()) < 20_000 < MAX_BYTES


def test_a_file_saved_by_an_editor_with_a_mark_and_other_spaces_is_the_same_file() -> None:
    spaced = json.dumps(json.loads(file_of()), indent=4, ensure_ascii=True).encode("utf-8-sig")
    assert read(spaced).scenario == A


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_json"),
        (b"\xff\xfe\x00", "not_json"),
        (b"PK\x03\x04 xlsx", "not_json"),
        (b'{"format": "ansinh-phuong-an", "format": "x"}', "not_json"),
        (b'{"format": NaN}', "not_json"),
        (b'{"a":' + b"[" * 20_000 + b"]" * 20_000 + b"}", "not_json"),
        (b'{"format_version": ' + b"9" * 6_000 + b"}", "not_json"),
        (b"[]", "other_format"),
        (b'"chu"', "other_format"),
        (b'{"type": "FeatureCollection", "features": []}', "other_format"),
        (b" " * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_file_of_a_scenario_is_told_from_what_is(content: bytes, reason: str) -> None:
    assert refused(content).reason == reason


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", None),
        ("note", 3),
        ("law_as_of", 20231231),
        ("levers", []),
        ("levers", {"protection.norm": 1.5}),
        ("levers", {"protection.norm": True}),
        ("levers", {"protection.norm": None}),
        ("inputs", {"budget_year": [1]}),
        ("versions", {"data": 1}),
        ("versions", {"data": "x", "parameters": 1, "engine": "3"}),
        ("identity", 1),
        ("format_version", "1"),
    ],
)
def test_a_part_that_is_missing_or_of_another_kind_is_named(name: str, value: object) -> None:
    content = json.loads(file_of())
    del content["content_sha256"]
    content[name] = value
    told = refused(canonical({**content, "content_sha256": digest(canonical(content))}).encode())
    assert (told.reason, told.place) == ("incomplete", name)


def test_every_part_is_needed() -> None:
    for name in json.loads(file_of()):
        content = {key: value for key, value in json.loads(file_of()).items() if key != name}
        told = refused(canonical(content).encode())
        assert told.reason == ("other_format" if name == "format" else "incomplete"), name


def test_a_newer_format_says_so() -> None:
    assert refused(resealed(lambda content: content.update(format_version=2))).reason == "newer_format"


def changes_of_one_value() -> list[Callable[[dict[str, Any]], object]]:
    keys = [lever.key for lever in protection.LEVERS[:5]]
    return [
        *(lambda content, key=key: content["levers"].update({key: protection.NORM.minimum}) for key in keys[:1]),
        lambda content: content["levers"].pop(keys[1]),
        lambda content: content.update(name="Nâng 500.001"),
        lambda content: content.update(note=""),
        lambda content: content.update(law_as_of="2024-12-31"),
        lambda content: content["inputs"].update({protection.BUDGET.estimate.key: 300_001}),
        lambda content: content["versions"].update(data=4),
        lambda content: content.update(identity="0" * 64),
        lambda content: content.update(content_sha256="0" * 64),
        lambda content: content.update(more="x"),
    ]


@pytest.mark.parametrize("change", changes_of_one_value())
def test_a_file_changed_by_hand_is_refused_as_such(change: Callable[[dict[str, Any]], object]) -> None:
    content = json.loads(file_of())
    change(content)
    assert refused(canonical(content).encode()).reason == "edited"


def test_levers_that_do_not_make_the_identity_are_no_whole_file() -> None:
    content = json.loads(file_of())
    del content["content_sha256"]
    content["identity"] = "0" * 64
    assert refused(canonical({**content, "content_sha256": digest(canonical(content))}).encode()).reason == "edited"


@pytest.mark.parametrize("day", ["2023-02-30", "hôm nay", "2021-07-23", "2031-01-01"])
def test_a_day_of_law_that_is_none_or_out_of_range_is_refused(day: str) -> None:
    content = json.loads(file_of())
    del content["content_sha256"]
    content["law_as_of"] = day
    sealed = canonical({**content, "content_sha256": digest(canonical(content))}).encode()
    assert refused(sealed).reason == "bad_law_date"


@pytest.mark.parametrize(("switch", "decided"), [(0, "0"), (1, "1")])
def test_a_file_of_the_time_when_who_decides_was_a_switch_is_read(switch: int, decided: str) -> None:
    """Then it could not be left open: off was a national rise."""

    def change(content: dict[str, Any]) -> None:
        content["levers"][protection.PROVINCIAL.key] = switch
        del content["levers"][protection.WITH_PENSION.key]

    found = read(resealed(change))
    assert found.scenario.value(protection.PROVINCIAL) == decided
    assert found.scenario.value(protection.WITH_PENSION) == protection.WITH_PENSION.default


def test_all_values_out_of_range_are_named_together() -> None:
    def change(content: dict[str, Any]) -> None:
        content["levers"].update({protection.NORM.key: 9_000_000, protection.APPLIES_FROM.key: "2034-01"})
        content["inputs"][protection.BUDGET.estimate.key] = -5

    told = refused(resealed(change))
    assert told.reason == "bad_values"
    assert told.bad == (
        Lost(protection.NORM.key, 9_000_000, "out_of_range"),
        Lost(protection.APPLIES_FROM.key, "2034-01", "not_an_option"),
        Lost(protection.BUDGET.estimate.key, -5, "out_of_range"),
    )


def test_levers_that_are_gone_are_named_and_the_rest_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(catalogue.RETIRED, "protection.old", "Hệ số cũ")

    def change(content: dict[str, Any]) -> None:
        content["levers"].update({"protection.old": 2, "protection.later": "x"})
        content["inputs"]["cu"] = 1

    found = read(resealed(change))
    assert found.scenario == A
    assert found.lost == (
        Lost("protection.later", "x", "unknown"),
        Lost("protection.old", 2, "retired"),
        Lost("cu", 1, "unknown"),
    )


def test_levers_that_came_after_saving_stand_at_their_default_and_are_told() -> None:
    saved = {key: value for key, value in A.settings if key != protection.PEOPLE.key}
    restored = restore(END_2023, saved, ENGINE_VERSION)
    assert restored.added == (protection.PEOPLE.key,)
    assert restored.scenario == A


def test_a_norm_that_followed_the_law_before_engine_5_still_does_and_a_lower_one_asked_since_stays() -> None:
    saved = {**dict(A.settings), protection.NORM.key: 360_000, merit.NORM.key: 1_624_000}
    for engine, found in (("4.0", (UNSET, UNSET)), ("?", (UNSET, UNSET)), ("5.0", (360_000, 1_624_000))):
        norms = restore(NOVEMBER_2026, saved, engine).scenario
        assert (norms[protection.NORM.key], norms[merit.NORM.key]) == found
    asked = {**saved, protection.NORM.key: 400_000}
    assert restore(NOVEMBER_2026, asked, "4.0").scenario[protection.NORM.key] == 400_000


def test_start_months_of_areas_nobody_moved_stand_where_the_clock_puts_them() -> None:
    """Saved with the levers' fixed months, as before there was a clock, or without some of them."""
    fixed = {lever.key: lever.default for lever in catalogue.LEVERS}
    saved = {**fixed, "protection.norm": 600_000, "employment.applies_from": "2027-05"}
    del saved["training.applies_from"]
    found = restore(NOVEMBER_2026, saved, ENGINE_VERSION).scenario
    starts = {key: value for key, value in found.settings if key.endswith("applies_from")}
    assert starts.pop("protection.norm_applies_from") == "2024-07", "its norm is moved: the month is meant"
    assert starts.pop("employment.applies_from") == "2027-05"
    assert set(starts.values()) == {"2026-12"}
    assert restore(END_2023, fixed, ENGINE_VERSION).scenario == Scenario.of(END_2023, catalogue.LEVERS, {})


def test_a_saved_value_the_lever_no_longer_takes_is_lost_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    lever = replace(protection.NORM, maximum=400_000, presets=())
    monkeypatch.setitem(catalogue.BY_KEY, lever.key, lever)
    restored = restore(END_2023, dict(A.settings), ENGINE_VERSION)
    assert restored.lost == (Lost(lever.key, 500_000, "out_of_range"),)
    assert restored.scenario[lever.key] == lever.default


def test_kept_levers_read_back_and_damaged_text_does_not() -> None:
    text = as_text(A.settings)
    assert from_text(text) == dict(A.settings)
    assert text == as_text(reversed(A.settings))
    for damaged in ("", "[]", '{"a": null}', '{"a": 1.5}', '{"a": true}', text[:-1], text + " {}"):
        with pytest.raises(ValueError, match=r".*"):
            from_text(damaged)
