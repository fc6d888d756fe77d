"""The files of deploy/ that no test can start here (systemd, containers): that they can be read and agree with each
other."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from data.parsing import limits
from pages.server.lifespan import EX_CONFIG
from tests.server.behind_nginx import DEPLOY, ROOT

UNITS = ("ansinh@.service", "ansinh-backup.service", "ansinh-backup.timer")
OURS = re.compile(r"\b(ANSINH_[A-Z_]+|DATABASE_URL)\b")


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    """Nothing unknown, nothing missing; only the interpreter is put where there is one."""
    files = []
    for name in UNITS:
        file = tmp_path / name.replace("@", "@8501")
        file.write_text(re.sub(r"/opt/ansinh/\.venv/bin/\w+", sys.executable, text(name)), encoding="utf-8")
        files.append(str(file))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *files], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert str(tmp_path) not in done.stderr, done.stderr


def test_a_refused_start_is_not_tried_again() -> None:
    assert f"RestartPreventExitStatus={EX_CONFIG}" in text("ansinh@.service")


def test_the_command_line_is_the_same_everywhere() -> None:
    (unit,) = re.findall(r"/bin/uvicorn (app:app .*)", text("ansinh@.service"))
    (container,) = re.findall(r"exec uvicorn (app:app .*)\"\]", text("Containerfile"))
    assert unit.replace(" --timeout-graceful-shutdown 10", "").replace("%i", "$PORT") == container
    assert "--host 127.0.0.1" in unit
    assert "--forwarded-allow-ips 127.0.0.1" in unit


@pytest.mark.parametrize("name", ["ansinh.env.example", "compose.yaml", "Containerfile"])
def test_every_setting_named_is_one_that_is_read(name: str) -> None:
    settings = OURS.findall((ROOT / "data" / "settings.py").read_text(encoding="utf-8"))
    assert set(OURS.findall(text(name))) <= set(settings)


def test_no_secret_is_shipped() -> None:
    for file in sorted(DEPLOY.iterdir()):
        assert file.is_file(), "secrets/ stays on the server that runs them"
    assert re.search(r"^STREAMLIT_SERVER_COOKIE_SECRET=$", text("ansinh.env.example"), re.MULTILINE)
    assert "deploy/secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8")


def test_the_containers_are_closed() -> None:
    compose: dict[str, Any] = yaml.safe_load(text("compose.yaml"))
    services = compose["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["net"]
    for name in ("app1", "app2"):
        assert services[name]["network_mode"] == "service:net"
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in services[name]["security_opt"]
    shipped = re.findall(r"server 127\.0\.0\.1:(\d+)", text("nginx.conf"))
    assert {services[name]["environment"]["PORT"] for name in ("app1", "app2")} == set(shipped)
    assert compose["networks"]["inside"] == {"internal": True}
    assert services["db"]["networks"] == ["inside"]
    used = {secret for service in services.values() for secret in service.get("secrets", [])}
    assert used == set(compose["secrets"])


def test_the_image_holds_the_app_without_its_tests_and_does_not_run_as_root() -> None:
    lines = text("Containerfile").splitlines()
    copied = " ".join(line for line in lines if line.startswith("COPY"))
    for part in ("app.py", "alembic.ini", "models", "data", "pages", ".streamlit", "requirements.lock"):
        assert part in copied
    assert "tests" not in copied
    assert "--require-hashes" in text("Containerfile")
    assert lines.index("USER ansinh") < next(place for place, line in enumerate(lines) if line.startswith("CMD"))
    ignored = text("Containerfile.dockerignore").splitlines()
    assert ignored[0] == "*"
    assert "data/var" in ignored


def test_one_size_of_an_upload_stands_in_all_places() -> None:
    """Streamlit's own limit, the reader's and, with a megabyte for the form around the file, the proxy's."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    megabytes = config["server"]["maxUploadSize"]
    assert megabytes * 1024 * 1024 == limits.MOST_BYTES
    assert re.findall(r"client_max_body_size (\d+)m;", text("nginx.conf")) == [str(megabytes + 1)]
