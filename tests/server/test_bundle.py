"""The bundle for offices without internet: what is in it, and that it starts where nothing can be reached."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests import bundle
from tests.bench.server import free_port
from tests.server.conftest import clean_environment

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
NEEDED = {
    "app.py",
    "alembic.ini",
    "requirements.lock",
    "LICENSE",
    "NOTICE",
    ".streamlit/config.toml",
    "chay.sh",
    "chay.bat",
    "deploy/nginx.conf",
    "data/migrations/env.py",
    "pages/_router.py",
    "models/__init__.py",
}
ASK = (
    "import urllib.request as u; print(u.build_opener(u.ProxyHandler({{}})).open('http://127.0.0.1:{}/ready', "
    "timeout=5).read().decode())"
)
LISTEN = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=3)"


def one_wheel(platform: str, python: str, folder: Path) -> None:
    """Stands for the download: no network in the normal run."""
    (folder / "nothing-1.0-py3-none-any.whl").write_bytes(b"no wheel")


def unpacked(path: Path, where: Path) -> Path:
    with zipfile.ZipFile(path) as packed:
        packed.extractall(where)
    return where / "ansinh"


@pytest.fixture(scope="module")
def stubbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle.bundle("linux_x86_64", PYTHON, tmp_path_factory.mktemp("dist"), one_wheel)


def test_the_name_tells_version_and_platform(stubbed: Path) -> None:
    assert re.fullmatch(r"ansinh-[\w.-]+-linux_x86_64\.zip", stubbed.name)
    assert stubbed.name.startswith(f"ansinh-{bundle.git('describe', '--tags', '--always')}")
    said, name = stubbed.with_suffix(".zip.sha256").read_text().split()
    assert (said, name) == (hashlib.sha256(stubbed.read_bytes()).hexdigest(), stubbed.name)


def test_what_is_in_it(stubbed: Path) -> None:
    with zipfile.ZipFile(stubbed) as packed:
        names = packed.namelist()
    assert all(name.startswith("ansinh/") for name in names)
    inside = {name.removeprefix("ansinh/") for name in names}
    assert inside >= NEEDED
    assert "wheels/nothing-1.0-py3-none-any.whl" in inside
    assert not [name for name in inside if name.startswith(("tests/", "data/var/", ".git", ".venv/", "dist/"))]
    assert not [name for name in inside if name.endswith((".pyc", ".db")) or "secrets/" in name]
    tracked = bundle.git("ls-files", "models", "data", "pages", "app.py").splitlines()
    assert inside >= {name for name in tracked if name.isascii() and (bundle.ROOT / name).exists()}


def test_the_same_tree_makes_the_same_bytes(tmp_path: Path) -> None:
    first, second = (bundle.bundle("linux_x86_64", PYTHON, tmp_path / name, one_wheel) for name in "ab")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("platform", bundle.TAGS)
@pytest.mark.parametrize("python", ["3.11", "3.13"])
def test_the_wheels_asked_for_are_those_the_platform_needs(platform: str, python: str) -> None:
    lock = bundle.lock_for(platform, python)
    packages = {line.partition("==")[0] for line in lock.splitlines() if line[:1].isalnum()}
    assert ("uvloop" in packages) is (platform != "win_amd64")
    assert ("watchdog" in packages) is (platform != "macosx_arm64")
    assert {"streamlit", "psycopg-binary", "tzdata"} <= packages
    assert "openfisca-core" not in packages
    assert lock.count("--hash=sha256:") > len(packages)
    assert ";" not in lock


@pytest.mark.parametrize("python", ["3.11", "3.12"])
def test_start_scripts_are_for_the_python_of_the_wheels(tmp_path: Path, python: str) -> None:
    home = unpacked(bundle.bundle("win_amd64", python, tmp_path, one_wheel), tmp_path)
    batch, shell = (home / "chay.bat").read_bytes(), (home / "chay.sh").read_bytes()
    assert f"set VERSION={python}\r\n".encode() in batch
    assert f"\nVERSION={python}\n".encode() in shell
    assert batch.count(b"\n") == batch.count(b"\r\n") > 20
    assert b"\r" not in shell
    assert batch.startswith(b"@echo off\r\n")
    assert "KHÔNG CHẠY ĐƯỢC" in batch.decode("utf-8")


def test_both_start_scripts_install_in_the_same_way() -> None:
    """From the folder of wheels alone, by hash, whatever pip is configured to on that machine."""
    said = []
    for name in bundle.START_SCRIPTS:
        text = (bundle.ROOT / "deploy" / name).read_text(encoding="utf-8")
        (line,) = re.findall(r"python(?:\.exe)? (-m pip .*?)(?: \\)?$", text, re.MULTILINE)
        said.append(line.split())
    assert said[0] == said[1]
    assert {"--isolated", "--no-index", "--require-hashes", "--no-deps"} <= set(said[0])
    assert said[0][said[0].index("--find-links") + 1] == "wheels"


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_a_missing_python_is_said(stubbed: Path, tmp_path: Path) -> None:
    home = unpacked(stubbed, tmp_path)
    missing = started(home, PYTHON="khong-co-python")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert f"KHÔNG CHẠY ĐƯỢC: chưa có Python {PYTHON}" in missing.stderr


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_wheels_that_do_not_fit_are_said_and_tried_again(stubbed: Path, tmp_path: Path) -> None:
    home = unpacked(stubbed, tmp_path)
    foreign = started(home, PYTHON=sys.executable)
    assert foreign.returncode == 1
    assert "KHÔNG CHẠY ĐƯỢC: thư viện kèm gói không khớp" in foreign.stderr
    assert not (home / ".venv" / "requirements.lock").exists(), "the next start must try again"


def started(home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = clean_environment(HOME=str(home), ANSINH_OPEN_BROWSER="0", **environment)
    return subprocess.run(
        ["sh", "chay.sh"], cwd=home, env=env, capture_output=True, text=True, timeout=120, check=False
    )


def cut_off() -> list[str]:
    """A prefix that leaves a process nothing of the network but its own loopback; empty where the system does not allow
    it."""
    tools = [shutil.which(name) for name in ("unshare", "ip", "nsenter")]
    if not all(tools) or os.geteuid() != 0:
        return []
    prefix = ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    return prefix if subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0 else []


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="the wheels fetched are those of this machine")
def test_it_starts_with_no_network_at_all(tmp_path: Path) -> None:
    home = unpacked(bundle.bundle("linux_x86_64", PYTHON, tmp_path / "dist"), tmp_path)
    prefix, port = cut_off(), free_port()
    env = clean_environment(
        HOME=str(tmp_path),
        PYTHON=sys.executable,
        PORT=str(port),
        ANSINH_OPEN_BROWSER="0",
        ANSINH_DATA_DIR=str(tmp_path / "so-lieu"),
        PIP_INDEX_URL="http://127.0.0.1:9/",
        PIP_NO_CACHE_DIR="1",
    )
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen([*prefix, "sh", "chay.sh"], cwd=home, env=env, stdout=log, stderr=subprocess.STDOUT)
    inside = ["nsenter", f"--net=/proc/{process.pid}/ns/net"] if prefix else []
    try:
        deadline, answer = time.monotonic() + 300, ""
        while time.monotonic() < deadline and process.poll() is None and not answer:
            time.sleep(1)
            answer = said([*inside, sys.executable, "-c", ASK.format(port)])
        assert answer.strip() == '{"ready":true}', (tmp_path / "log").read_text(errors="replace")[-3000:]
        if prefix:
            assert subprocess.run([*inside, sys.executable, "-c", LISTEN], capture_output=True).returncode != 0
    finally:
        process.terminate()
        process.wait(20)
    text = (tmp_path / "log").read_text(encoding="utf-8")
    assert "An sinh Hà Nam sẵn sàng" in text
    assert "Traceback" not in text
    assert (tmp_path / "so-lieu" / "app.db").stat().st_size > 100_000


def said(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    return done.stdout if done.returncode == 0 else ""
