"""The secret of Streamlit's cookies: where it comes from, that all processes have one, that nobody else reads it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from streamlit import config

from data.settings import SettingsError, read_settings
from pages.server import lifespan
from tests.bench.server import ROOT

OPTION = "server.cookieSecret"
ASK = (
    "from streamlit import config; from data.settings import read_settings; from pages.server import lifespan; "
    "lifespan.use_cookie_secret(read_settings()); print(config.get_option('server.cookieSecret'))"
)


def used(folder: Path, **environment: str) -> str:
    """What a process of its own takes."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("ANSINH_", "STREAMLIT_"))}
    env = inherited | {"ANSINH_DATA_DIR": str(folder)} | environment
    done = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_settings_go_before_streamlits_own_and_that_before_the_file(tmp_path: Path) -> None:
    key, own = "k" * 32, "s" * 40
    assert used(tmp_path, ANSINH_SECRET_KEY=key, STREAMLIT_SERVER_COOKIE_SECRET=own) == key
    assert used(tmp_path, STREAMLIT_SERVER_COOKIE_SECRET=own) == own
    assert not (tmp_path / lifespan.COOKIE_FILE).exists()
    with ThreadPoolExecutor(2) as both:
        assert len(set(both.map(used, [tmp_path, tmp_path]))) == 1


def test_a_short_key_is_refused_by_name_and_none_is_ever_shown() -> None:
    with pytest.raises(SettingsError, match="ANSINH_SECRET_KEY phải dài từ 32 ký tự") as refused:
        read_settings({"ANSINH_SECRET_KEY": "ngan-qua"})
    assert "ngan-qua" not in str(refused.value)
    assert "k" * 32 not in repr(read_settings({"ANSINH_SECRET_KEY": "k" * 32}))


def test_the_file_is_made_once_by_many_at_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    for time in range(5):
        folder = tmp_path / str(time) / "moi"
        with ThreadPoolExecutor(8) as many:
            found = set(many.map(lifespan.kept_cookie_secret, [folder] * 16))
        assert len(found) == 1
        assert len(found.pop()) == 64
        assert stat.S_IMODE((folder / lifespan.COOKIE_FILE).stat().st_mode) == 0o600


def test_a_file_that_others_could_read_is_closed_and_an_unfinished_one_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = lifespan.kept_cookie_secret(tmp_path)
    file = tmp_path / lifespan.COOKIE_FILE
    file.chmod(0o644)
    assert lifespan.kept_cookie_secret(tmp_path) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    monkeypatch.setattr(lifespan, "PATIENCE", 0.05)
    file.write_text("abc", encoding="ascii")
    made = lifespan.kept_cookie_secret(tmp_path)
    assert len(made) == 64
    assert made != first
    assert lifespan.kept_cookie_secret(tmp_path) == made


def test_a_folder_that_cannot_be_written_does_not_stop_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("STREAMLIT_SERVER_COOKIE_SECRET", raising=False)
    before = config.get_option(OPTION)
    (tmp_path / "tep").write_text("", encoding="ascii")
    lifespan.use_cookie_secret(read_settings({"ANSINH_DATA_DIR": str(tmp_path / "tep" / "data")}))
    assert config.get_option(OPTION) == before
    assert "cookie secret not kept" in caplog.text
