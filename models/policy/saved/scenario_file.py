"""Saved scenarios: the stored form of their levers, and the file that carries one to another office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.base import canonical, digest, parse
from models.policy.areas import catalogue
from models.policy.levers.clock import CLOCK_DAYS, default_on
from models.policy.levers.levers import UNSET, Lever, LeverValue, LeverValueError, Scenario


@dataclass(frozen=True)
class Lost:
    """A saved lever that is at its default now, or no longer exists: `reason` is "retired", "unknown", or the
    reason of a LeverValueError when the lever exists but no longer takes the value."""

    key: str
    value: LeverValue
    reason: str

    @property
    def lever_is_gone(self) -> bool:
        return self.reason in ("retired", "unknown")


@dataclass(frozen=True)
class Restored:
    """`scenario` has every lever of the catalogue; `added` are levers that came after saving, at their default."""

    scenario: Scenario
    lost: tuple[Lost, ...]
    added: tuple[str, ...]


ONCE_BY_LAW: dict[str, LeverValue] = {"protection.norm": 360_000, "merit.norm": 1_624_000}
"""What a norm that follows the law was written as until engine 5; since then it is left open, because a norm below the
law's may be tried, and so these very amounts."""
LEFT_OPEN_SINCE = 5


def restore(law_as_of: date, saved: Mapping[str, LeverValue], engine: str) -> Restored:
    """The scenario made from saved values with today's levers; `engine` is the version it was saved by."""
    major = engine.partition(".")[0]
    if not major.isdecimal() or int(major) < LEFT_OPEN_SINCE:
        saved = {key: UNSET if ONCE_BY_LAW.get(key) == value else value for key, value in saved.items()}
    kept, lost = take_up(saved, catalogue.BY_KEY)
    kept |= _untouched_starts(kept, law_as_of)
    added = tuple(sorted(set(catalogue.BY_KEY) - set(saved)))
    return Restored(Scenario.of(law_as_of, catalogue.BY_KEY.values(), kept), lost, added)


def _untouched_starts(kept: Mapping[str, LeverValue], law_as_of: date) -> dict[str, LeverValue]:
    """Start months of the areas in which nothing else is moved, at the month after the day of the law: what was saved
    before the clock placed them has the levers' fixed month there, or none, and never meant it."""
    starts = [lever for lever in catalogue.LEVERS if lever.follows == "start"]
    others = {key: value for key, value in kept.items() if all(lever.key != key for lever in starts)}
    moved = {key.partition(".")[0] for key, value in others.items() if value != catalogue.BY_KEY[key].default}
    return {
        lever.key: default_on(lever, law_as_of)
        for lever in starts
        if lever.key.partition(".")[0] not in moved and kept.get(lever.key, lever.default) == lever.default
    }


def take_up(
    saved: Mapping[str, LeverValue], levers: Mapping[str, Lever]
) -> tuple[dict[str, LeverValue], tuple[Lost, ...]]:
    """Saved values their lever still accepts, and the others."""
    kept: dict[str, LeverValue] = {}
    lost = []
    for key in sorted(saved):
        if key not in levers:
            lost.append(Lost(key, saved[key], "retired" if key in catalogue.RETIRED else "unknown"))
            continue
        try:
            kept[key] = levers[key].accept(saved[key])
        except LeverValueError as error:
            lost.append(Lost(key, saved[key], error.reason))
    return kept, tuple(lost)


def as_text(values: Iterable[tuple[str, LeverValue]]) -> str:
    """Lever values as canonical JSON."""
    return canonical(dict(values))


def from_text(text: str) -> dict[str, LeverValue]:
    """The values back; ValueError when the text holds anything else."""
    return lever_values(parse(text))


def lever_values(cells: object) -> dict[str, LeverValue]:
    """A parsed object as lever values: names with whole numbers or texts; ValueError otherwise."""
    if not isinstance(cells, dict) or not all(isinstance(value, (int, str)) for value in cells.values()):
        raise ValueError("not lever values")
    if any(isinstance(value, bool) for value in cells.values()):
        raise ValueError("not lever values")
    return cells


def identity_of(law_as_of: date, saved: Mapping[str, LeverValue]) -> str:
    """The identity of the values as saved, even if some levers no longer exist."""
    return Scenario(law_as_of, tuple((key, saved[key]) for key in sorted(saved))).identity


FORMAT, FORMAT_VERSION = "ansinh-phuong-an", 1
MAX_BYTES = 64 * 1024
NAME_LENGTH, NOTE_LENGTH = 100, 2_000
_SEAL, _ASSUMED = "content_sha256", "assumed"
_FIELDS = {
    "format": str,
    "format_version": int,
    "name": str,
    "note": str,
    "law_as_of": str,
    "levers": dict,
    "inputs": dict,
    "versions": dict,
    "identity": str,
    _SEAL: str,
}


@dataclass(frozen=True)
class Versions:
    """Basis of the saved result: batches of figures and of law, and the engine version."""

    data: int
    parameters: int
    engine: str


@dataclass(frozen=True)
class ScenarioFile:
    """What a file holds; `assumed` names levers nobody had set and what their value is from; `lost` are levers and
    inputs that are gone, to be named before going on with the rest."""

    name: str
    note: str
    restored: Restored
    inputs: dict[str, LeverValue]
    versions: Versions
    lost: tuple[Lost, ...]
    assumed: dict[str, str] = field(default_factory=dict)

    @property
    def scenario(self) -> Scenario:
        return self.restored.scenario


class ScenarioFileError(ValueError):
    """The file is refused. `reason` is one of "too_large", "not_json", "other_format", "newer_format", "incomplete",
    "edited", "bad_law_date", "bad_values"; `place` names the field, `bad` the values no lever accepts."""

    def __init__(self, reason: str, place: str = "", bad: tuple[Lost, ...] = ()) -> None:
        super().__init__(f"{reason} {place}".strip())
        self.reason, self.place, self.bad = reason, place, bad


def write(
    name: str,
    note: str,
    law_as_of: date,
    levers: Mapping[str, LeverValue],
    inputs: Mapping[str, LeverValue],
    versions: Versions,
    assumed: Mapping[str, str] | None = None,
) -> bytes:
    """The file of a scenario; the same scenario gives the same bytes."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "name": name,
        "note": note,
        "law_as_of": law_as_of.isoformat(),
        "levers": dict(levers),
        "inputs": dict(inputs),
        "versions": {"data": versions.data, "parameters": versions.parameters, "engine": versions.engine},
        "identity": identity_of(law_as_of, levers),
        **({_ASSUMED: dict(assumed)} if assumed else {}),
    }
    return canonical({**content, _SEAL: digest(canonical(content))}).encode()


def read(content: bytes) -> ScenarioFile:
    """The scenario of a file. Raises ScenarioFileError; nothing is taken from a file that is not whole."""
    if len(content) > MAX_BYTES:
        raise ScenarioFileError("too_large")
    fields = _parsed(content)
    if fields.get("format") != FORMAT:
        raise ScenarioFileError("other_format")
    _check_fields(fields)
    sealed = {name: value for name, value in fields.items() if name != _SEAL}
    if digest(canonical(sealed)) != fields[_SEAL]:
        raise ScenarioFileError("edited")
    return _read_sealed(fields)


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        fields = parse(content.decode("utf-8-sig"))
    except ValueError as error:
        raise ScenarioFileError("not_json") from error
    if not isinstance(fields, dict):
        raise ScenarioFileError("other_format")
    return fields


def _check_fields(fields: dict[str, Any]) -> None:
    version = fields.get("format_version")
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise ScenarioFileError("newer_format")
    for name, kind in _FIELDS.items():
        if not isinstance(fields.get(name), kind) or isinstance(fields[name], bool):
            raise ScenarioFileError("incomplete", name)


def _read_sealed(fields: dict[str, Any]) -> ScenarioFile:
    levers, inputs = (_values(fields, name) for name in ("levers", "inputs"))
    law_as_of = _law_date(fields["law_as_of"])
    if identity_of(law_as_of, levers) != fields["identity"]:
        raise ScenarioFileError("edited")
    versions = _versions(fields["versions"])
    restored = restore(law_as_of, levers, versions.engine)
    kept, lost_inputs = take_up(inputs, catalogue.INPUT_BY_KEY)
    lost = (*restored.lost, *lost_inputs)
    bad = tuple(one for one in lost if not one.lever_is_gone)
    if bad:
        raise ScenarioFileError("bad_values", bad=bad)
    name, note = fields["name"][:NAME_LENGTH], fields["note"][:NOTE_LENGTH]
    return ScenarioFile(name, note, restored, kept, versions, lost, _assumed(fields))


def _assumed(fields: dict[str, Any]) -> dict[str, str]:
    """Of a file of an earlier release nothing."""
    rows = _values(fields, _ASSUMED) if _ASSUMED in fields else {}
    return {key: str(row) for key, row in rows.items() if key in catalogue.BY_KEY}


def _values(fields: dict[str, Any], name: str) -> dict[str, LeverValue]:
    try:
        return lever_values(fields[name])
    except ValueError as error:
        raise ScenarioFileError("incomplete", name) from error


def _law_date(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ScenarioFileError("bad_law_date") from error
    if not CLOCK_DAYS[0] <= day <= CLOCK_DAYS[1]:
        raise ScenarioFileError("bad_law_date")
    return day


def _versions(fields: dict[str, Any]) -> Versions:
    try:
        return Versions(int(fields["data"]), int(fields["parameters"]), str(fields["engine"])[:16])
    except (KeyError, TypeError, ValueError) as error:
        raise ScenarioFileError("incomplete", "versions") from error
