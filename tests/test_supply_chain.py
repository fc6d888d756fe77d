"""What the app is made of besides its own code: pinned, hashed, above the known holes, under licences it may ship."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from data.engine import WAL_SAFE_FROM

ROOT = Path(__file__).parent.parent
WISHES = {name: ROOT / name for name in ("requirements.txt", "tests/requirements.txt")}
LOCKS = {name: ROOT / name for name in ("requirements.lock", "tests/requirements.lock")}
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
PLATFORMS = [("linux", "Linux"), ("win32", "Windows"), ("darwin", "Darwin")]
PYTHONS = ["3.11", "3.12", "3.13"]

# Each with the hole below it.
FLOORS = {
    "streamlit": "1.54.0",  # CVE-2026-33682: requests and NTLM hashes sent through component paths (Windows)
    "starlette": "1.1.0",  # CVE-2026-48818 (UNC paths in StaticFiles), CVE-2026-48710 (Host)
    "urllib3": "2.6.3",  # CVE-2026-21441: a redirect's body is unpacked without bound
    "requests": "2.32.4",  # CVE-2024-47081: .netrc given to others
    "jinja2": "3.1.6",  # CVE-2025-27516: out of the sandbox
    "h11": "0.16.0",  # CVE-2025-43859: request smuggling
    "python-multipart": "0.0.22",  # CVE-2026-24486: a file written where its name says
    "protobuf": "6.33.5",  # CVE-2026-0994: nesting without bound
    "pillow": "12.1.1",  # CVE-2026-25990: writing out of bounds
    "authlib": "1.6.6",  # CVE-2025-68158: login by another's state
    "cryptography": "46.0.5",  # CVE-2026-26007: subgroup of a curve unchecked
}


@dataclass(frozen=True)
class Locked:
    requirement: Requirement
    hashes: int
    wanted_by: str

    @property
    def version(self) -> Version:
        (pin,) = self.requirement.specifier
        assert pin.operator == "==", str(self.requirement)
        return Version(pin.version)


def locked(path: Path) -> dict[str, Locked]:
    """The packages of a lock by canonical name; AssertionError on a line that is neither pin, hash, option nor
    comment."""
    entries: dict[str, Locked] = {}
    for block in re.split(r"\n(?=[A-Za-z0-9])", path.read_text(encoding="utf-8"))[1:]:
        first, *rest = [line.strip().removesuffix("\\").strip() for line in block.strip().splitlines()]
        hashes = [line for line in rest if not line.startswith("#")]
        assert all(HASH.fullmatch(line) for line in hashes), block
        requirement = Requirement(first)
        name = canonicalize_name(requirement.name)
        assert name not in entries, f"{name} stands twice in {path}"
        reasons = " ".join(line for line in rest if line.startswith("#"))
        entries[name] = Locked(requirement, len(hashes), reasons)
    return entries


def wished(path: Path) -> list[tuple[str, str]]:
    """(reason, line) of every requirement; the reason is the comment right above it."""
    lines, found, reason = path.read_text(encoding="utf-8").splitlines()[1:], [], ""
    for line in lines:
        if line.startswith("#"):
            reason = f"{reason} {line.lstrip('# ')}".strip()
        elif line:
            found.append((reason, line))
            reason = ""
    return found


@pytest.mark.parametrize("name", WISHES)
def test_every_requirement_is_pinned_and_has_a_reason(name: str) -> None:
    for reason, line in wished(WISHES[name]):
        assert re.fullmatch(r"[A-Za-z0-9_.-]+(\[[a-z0-9,]+\])?==[0-9A-Za-z.]+", line), line
        assert len(reason) >= 5, f"{name}: {line} stands there without a reason"


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_is_a_pin_with_hashes(name: str) -> None:
    entries = locked(LOCKS[name])
    assert len(entries) > 50
    for package, entry in entries.items():
        assert entry.version
        assert entry.hashes >= 1, f"{package} has no hash"
        assert "via" in entry.wanted_by, f"{package}: nobody asked for it"


@pytest.mark.parametrize("name", LOCKS)
def test_nothing_is_built_while_installing(name: str) -> None:
    """A source package runs code of its own when it is installed; only wheels are taken, and from the configured
    index."""
    options = [line for line in LOCKS[name].read_text(encoding="utf-8").splitlines() if line.startswith("-")]
    assert options == ["--only-binary :all:"]


def test_the_locks_hold_what_is_wished_and_agree() -> None:
    app, tests = locked(LOCKS["requirements.lock"]), locked(LOCKS["tests/requirements.lock"])
    for file, lock in (("requirements.txt", app), ("requirements.txt", tests), ("tests/requirements.txt", tests)):
        for _reason, line in wished(WISHES[file]):
            wish = Requirement(line)
            entry = lock[canonicalize_name(wish.name)]
            assert str(entry.requirement.specifier) == str(wish.specifier), f"{line}: run `make lock`"
    for package, entry in app.items():
        assert tests[package].version == entry.version, f"{package}: run `make lock`"


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_is_whole(name: str) -> None:
    """`make` installs without resolving: whatever a locked package needs, on any platform and Python, is locked too."""
    lock = locked(LOCKS[name])
    extras = {canonicalize_name(wish.name): wish.extras for file in WISHES.values() for wish in _requirements(file)}
    for package in lock:
        try:
            needs = [Requirement(text) for text in metadata.requires(package) or []]
        except metadata.PackageNotFoundError:
            continue
        for need in needs:
            child = canonicalize_name(need.name)
            if _ever_needed(need, extras.get(package, set())):
                assert child in lock, f"{package} needs {need}: run `make lock`"
                assert lock[child].version in need.specifier, f"{package} needs {need}"


def _requirements(path: Path) -> list[Requirement]:
    return [Requirement(line) for _reason, line in wished(path)]


def _ever_needed(need: Requirement, extras: set[str]) -> bool:
    if need.marker is None:
        return True
    return any(
        need.marker.evaluate(
            {
                "extra": extra,
                "sys_platform": platform,
                "platform_system": system,
                "python_version": python,
                "python_full_version": f"{python}.1",
                "os_name": "nt" if platform == "win32" else "posix",
                "implementation_name": "cpython",
                "platform_python_implementation": "CPython",
            }
        )
        for extra in {"", *extras}
        for platform, system in PLATFORMS
        for python in PYTHONS
    )


@pytest.mark.parametrize("package", FLOORS)
def test_floors(package: str) -> None:
    assert locked(LOCKS["requirements.lock"])[package].version >= Version(FLOORS[package])


def test_the_write_ahead_log_only_where_it_is_safe() -> None:
    """SQLite comes with Python, not by the lock: older ones than 3.51.3 may lose a database in WAL mode."""
    assert WAL_SAFE_FROM >= (3, 51, 3)


def test_the_tests_run_on_what_is_locked() -> None:
    """Or they prove nothing about what operators install."""
    for package, entry in locked(LOCKS["requirements.lock"]).items():
        if entry.requirement.marker is None or entry.requirement.marker.evaluate():
            assert Version(metadata.version(package)) == entry.version, package


def test_licences_at_run_time() -> None:
    """The app is under MIT: nothing under the AGPL, and no GPL but the Lesser one, goes to an office with it."""
    assert "openfisca-core" not in locked(LOCKS["requirements.lock"])
    for package, entry in locked(LOCKS["requirements.lock"]).items():
        if entry.requirement.marker is not None and not entry.requirement.marker.evaluate():
            continue
        words = _licence(package)
        assert words.strip(), f"{package} does not name its licence"
        assert "AGPL" not in words, package
        assert "AFFERO" not in words, package
        assert not re.search(r"(?<![L\w])GPL|(?<!LESSER )GENERAL PUBLIC LICEN", words), f"{package}: {words}"


def _licence(package: str) -> str:
    about = metadata.metadata(package)
    named = [about.get("License-Expression") or (about.get("License") or "").partition("\n")[0]]
    return " ".join(
        [*named, *(line for line in about.get_all("Classifier") or [] if line.startswith("License"))]
    ).upper()
