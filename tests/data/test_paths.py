"""Where a SQLite database may lie."""

from pathlib import Path

import pytest

from data.engine import open_database
from data.errors import DatabaseUnavailableError
from data.settings import read_settings


def refused(url: str) -> str:
    with pytest.raises(DatabaseUnavailableError) as error:
        open_database(read_settings({"DATABASE_URL": url}))
    said = str(error.value)
    assert "\n" not in said
    return said


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    assert "Không mở được" in refused(f"sqlite:///{tmp_path}")
    assert list(tmp_path.iterdir()) == []


def test_a_path_below_a_file_is_refused_and_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    said = refused(f"sqlite:///{tmp_path}/file/app.db")
    assert f"{tmp_path}/file/app.db" in said
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.parametrize("url", ["sqlite://///server/share/app.db", r"sqlite:///\\server\share\app.db"])
def test_a_network_path_is_refused(url: str) -> None:
    assert "ổ mạng" in refused(url)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(url: str) -> None:
    assert "bộ nhớ tạm" in refused(url)


def test_missing_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "app.db"
    open_database(read_settings({"DATABASE_URL": f"sqlite:///{path}"})).dispose()
    assert path.exists()
