"""Settings: each variable, its default, and what is said about a wrong value."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from data.settings import DEFAULT_DATA_DIR, SettingsError, read_settings


def test_without_variables_the_database_is_a_file_in_the_data_folder() -> None:
    settings = read_settings({})
    assert settings.data_dir == DEFAULT_DATA_DIR.resolve()
    assert settings.database_url == f"sqlite:///{DEFAULT_DATA_DIR.resolve() / 'app.db'}"
    assert settings.is_sqlite
    assert settings.demo is None
    assert settings.allow_network is False


def test_the_environment_of_the_process_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ANSINH_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert read_settings().database_url == f"sqlite:///{tmp_path}/app.db"


def test_an_empty_variable_is_no_value(tmp_path: Path) -> None:
    environment = dict.fromkeys(("DATABASE_URL", "ANSINH_DATA_DIR", "ANSINH_DEMO", "ANSINH_ALLOW_NETWORK"), "")
    assert read_settings(environment) == read_settings({})


def test_the_data_folder_is_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_settings({"ANSINH_DATA_DIR": "here"}).data_dir == tmp_path / "here"
    assert read_settings({"ANSINH_DATA_DIR": "~/there"}).data_dir == tmp_path / "there"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_every_spelling_of_postgresql_gets_the_one_driver(scheme: str) -> None:
    settings = read_settings({"DATABASE_URL": f"{scheme}://user:p%40ss@host:5433/name?sslmode=require"})
    assert settings.database_url == "postgresql+psycopg://user:p%40ss@host:5433/name?sslmode=require"
    assert not settings.is_sqlite


def test_a_sqlite_address_is_taken_as_written() -> None:
    assert read_settings({"DATABASE_URL": "sqlite:////srv/app.db"}).database_url == "sqlite:////srv/app.db"


@pytest.mark.parametrize("url", ["mysql://host/name", "app.db", "/srv/app.db", "sqlite", "postgresql:host", " "])
def test_an_address_of_another_kind_is_refused_by_name(url: str) -> None:
    with pytest.raises(SettingsError, match=r"DATABASE_URL phải bắt đầu bằng .*Sửa biến môi trường"):
        read_settings({"DATABASE_URL": url})


def test_an_address_that_cannot_be_read_is_refused_without_its_password() -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL") as refused:
        read_settings({"DATABASE_URL": "postgresql://user:secret@host:port/name"})
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("name", ["ANSINH_DEMO", "ANSINH_ALLOW_NETWORK"])
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", True),
        ("0", False),
        ("true", True),
        ("False", False),
        (" YES ", True),
        ("no", False),
        ("on", True),
        ("OFF", False),
    ],
)
def test_a_switch_is_on_or_off(name: str, text: str, value: bool) -> None:
    settings = read_settings({name: text})
    assert {"ANSINH_DEMO": settings.demo, "ANSINH_ALLOW_NETWORK": settings.allow_network}[name] is value


@pytest.mark.parametrize("name", ["ANSINH_DEMO", "ANSINH_ALLOW_NETWORK"])
@pytest.mark.parametrize("text", ["2", "có", "enabled", "-1"])
def test_a_switch_with_another_value_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} phải là 1 hoặc 0"):
        read_settings({name: text})


def test_practice_has_a_folder_and_a_sqlite_file_of_its_own(tmp_path: Path) -> None:
    real = {"ANSINH_DATA_DIR": str(tmp_path)}
    for given in ({}, {"DATABASE_URL": f"sqlite:///{tmp_path}/app.db"}):
        settings = read_settings({**real, **given, "ANSINH_TRAINING": "1"})
        assert settings.practice
        assert settings.data_dir == tmp_path / "thu-nghiem"
        assert settings.database_url == f"sqlite:///{tmp_path}/thu-nghiem/app.db"
    assert not read_settings({**real, "ANSINH_TRAINING": "0"}).practice


@pytest.mark.parametrize("name", ["ansinh_thu_nghiem", "Ansinh-Thu-Nghiem"])
def test_practice_takes_a_postgresql_database_whose_name_says_so(name: str) -> None:
    url = f"postgresql://user:secret@host/{name}"
    assert read_settings({"DATABASE_URL": url, "ANSINH_TRAINING": "1"}).database_url.endswith(f"/{name}")


@pytest.mark.parametrize(
    "rest",
    ["host/ansinh", "thu_nghiem:thu_nghiem@thu_nghiem/ansinh", "host", "host/ansinh?application_name=thu_nghiem"],
)
def test_practice_never_takes_another_postgresql_database(rest: str) -> None:
    with pytest.raises(SettingsError, match=r"không mang tên bản Thử nghiệm.*DATABASE_URL") as refused:
        read_settings({"DATABASE_URL": f"postgresql://{rest}", "ANSINH_TRAINING": "1"})
    assert "\n" not in str(refused.value)


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        read_settings({}).demo = True  # type: ignore[misc]
