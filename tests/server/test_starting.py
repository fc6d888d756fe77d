"""Starts: both commands serve; a start that would harm says one clear line and ends with status 78."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from data.database_copy import hold_running
from data.engine import open_database
from data.errors import DatabaseUnavailableError
from data.settings import read_settings
from data.startup import prepare
from tests.bench.server import Server
from tests.server.conftest import STREAMLIT, UVICORN, Ended

EX_CONFIG = 78
LONG = pytest.mark.long
"""Starts whose reason is the same code's as another's here: what they say is tested where it is put together."""
Start = Callable[..., Ended]
Serve = Callable[..., str]


def refused(ended: Ended) -> str:
    """The one reason; no traceback, nothing in English about it."""
    assert ended.status == EX_CONFIG, ended.printed
    assert "Traceback" not in ended.printed, ended.printed
    assert len(ended.reasons) == 1, ended.printed
    return ended.reasons[0]


def get(url: str, path: str) -> httpx.Response:
    return httpx.get(f"{url}{path}", timeout=30, trust_env=False)


# --- serving


@pytest.mark.parametrize(
    "command",
    [
        pytest.param((*UVICORN, "--port", "{port}"), id="uvicorn"),
        pytest.param((*UVICORN, "--host", "localhost", "--port", "{port}"), id="uvicorn localhost", marks=LONG),
        pytest.param((*STREAMLIT, "--server.port", "{port}"), id="streamlit"),
        pytest.param(
            (*STREAMLIT, "--server.port={port}", "--server.address=localhost"), id="streamlit localhost", marks=LONG
        ),
    ],
)
def test_both_commands_serve(serve: Serve, folder: Path, command: tuple[str, ...]) -> None:
    url = serve(*command, ANSINH_DATA_DIR=str(folder))
    assert get(url, "/ready").json() == {"ready": True}
    assert get(url, "/_stcore/health").status_code == 200
    page = get(url, "/bao-tro-xa-hoi")
    assert page.status_code == 200
    assert "text/html" in page.headers["content-type"]


def test_a_new_data_folder_is_made_and_filled(serve: Serve, tmp_path: Path) -> None:
    folder = tmp_path / "moi" / "so-lieu"
    url = serve(*UVICORN, "--port", "{port}", ANSINH_DATA_DIR=str(folder))
    assert get(url, "/ready").status_code == 200
    assert (folder / "app.db").stat().st_size > 100_000


def test_a_backup_is_put_back_only_after_the_app_has_ended(start_that_ends: Start, folder: Path) -> None:
    """Also when nobody has a page open."""
    (folder / "sao-luu").mkdir()
    command = (
        "-m",
        "data.backup",
        "khoi-phuc",
        str(shutil.copy(folder / "app.db", folder / "sao-luu" / "ban.sqlite3")),
    )
    with Server(env={"ANSINH_DATA_DIR": str(folder)}):
        early = start_that_ends(*command, ANSINH_DATA_DIR=str(folder))
    late = start_that_ends(*command, ANSINH_DATA_DIR=str(folder))
    assert (early.status, "Ứng dụng còn chạy" in early.printed) == (1, True), early.printed
    assert (late.status, "số liệu mang số bản 2" in late.printed) == (0, True), late.printed


def test_not_ready_while_the_folder_or_the_database_is_gone(fresh: Server) -> None:
    folder = Path(fresh.extra_env["ANSINH_DATA_DIR"])
    assert get(fresh.url, "/ready").status_code == 200
    away = folder.rename(folder.with_name("doi-ten"))
    folder.write_text("đây là tệp")
    assert get(fresh.url, "/ready").status_code == 503
    folder.unlink()
    away.rename(folder)
    assert get(fresh.url, "/ready").status_code == 200
    for file in folder.glob("app.db*"):
        file.unlink()
    answer = get(fresh.url, "/ready")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False}
    assert get(fresh.url, "/_stcore/health").status_code == 200


# --- refusing an open address


@pytest.mark.parametrize(
    ("command", "environment"),
    [
        pytest.param((*STREAMLIT, "--server.address", "0.0.0.0"), {}, id="streamlit", marks=LONG),
        pytest.param((*STREAMLIT, "--server.address=0.0.0.0"), {}, id="streamlit =", marks=LONG),
        pytest.param(STREAMLIT, {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}, id="streamlit env"),
        pytest.param((*UVICORN, "--host", "0.0.0.0"), {}, id="uvicorn"),
        pytest.param((*UVICORN, "--host=::"), {}, id="uvicorn ::", marks=LONG),
        pytest.param((*UVICORN, "--host", "192.0.2.7"), {}, id="uvicorn other", marks=LONG),
        pytest.param(UVICORN, {"UVICORN_HOST": "0.0.0.0"}, id="uvicorn env", marks=LONG),
    ],
)
def test_an_open_address_is_refused(
    start_that_ends: Start, folder: Path, command: tuple[str, ...], environment: dict[str, str]
) -> None:
    reason = refused(start_that_ends(*command, ANSINH_DATA_DIR=str(folder), **environment))
    assert "phần mềm chỉ chạy trên máy này" in reason
    assert "ANSINH_ALLOW_NETWORK=1" in reason


def test_an_open_address_is_allowed_when_the_operator_says_so(serve: Serve, folder: Path) -> None:
    url = serve(
        *UVICORN, "--host", "0.0.0.0", "--port", "{port}", ANSINH_DATA_DIR=str(folder), ANSINH_ALLOW_NETWORK="1"
    )
    assert get(url, "/ready").status_code == 200


# --- refusing an unusable database


def start(folder: Path) -> None:
    """What the server does with its database before the first page."""
    settings = read_settings({"ANSINH_DATA_DIR": str(folder)})
    database = open_database(settings)
    running = hold_running(settings)
    try:
        prepare(database, settings)
    finally:
        database.dispose()
        if running is not None:
            running.close()


@LONG
def test_a_database_of_a_newer_version_is_refused_and_left_alone(start_that_ends: Start, folder: Path) -> None:
    path = folder / "app.db"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = path.read_bytes()
    reason = refused(start_that_ends(*UVICORN, ANSINH_DATA_DIR=str(folder)))
    assert "phiên bản mới hơn" in reason
    assert "9999" in reason
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("không phải thư mục")
    with pytest.raises(DatabaseUnavailableError, match="Không mở được tệp cơ sở dữ liệu"):
        start(tmp_path / "tep")


def test_a_folder_in_the_place_of_the_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "app.db").mkdir()
    with pytest.raises(DatabaseUnavailableError, match="Không mở được tệp cơ sở dữ liệu"):
        start(tmp_path)


def test_a_file_that_is_no_database_is_refused_and_left_alone(start_that_ends: Start, tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    path.write_text("đây không phải cơ sở dữ liệu " * 50)
    before = path.read_bytes()
    reason = refused(start_that_ends(*UVICORN, ANSINH_DATA_DIR=str(tmp_path)))
    assert "hỏng hoặc không phải SQLite" in reason
    assert path.read_bytes() == before


def test_a_database_held_by_another_program_is_refused(folder: Path) -> None:
    holder = sqlite3.connect(folder / "app.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseUnavailableError, match="đang bị chương trình khác khóa"):
        start(folder)
    holder.close()


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        pytest.param({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL phải bắt đầu bằng", marks=LONG),
        pytest.param(
            {"DATABASE_URL": "postgresql://127.0.0.1:1/khong-co"}, "Không kết nối được cơ sở dữ liệu", marks=LONG
        ),
        pytest.param(
            {"DATABASE_URL": "postgresql://127.0.0.1:1/ansinh", "ANSINH_TRAINING": "1"},
            "không mang tên bản Thử nghiệm",
            marks=LONG,
        ),
        ({"ANSINH_DEMO": "có"}, "ANSINH_DEMO phải là 1 hoặc 0"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(start_that_ends: Start, environment: dict[str, str], said: str) -> None:
    assert said in refused(start_that_ends(*UVICORN, **environment))


def test_streamlit_says_the_same_line(start_that_ends: Start, tmp_path: Path) -> None:
    (tmp_path / "app.db").write_text("hỏng " * 300)
    reason = refused(start_that_ends(*STREAMLIT, ANSINH_DATA_DIR=str(tmp_path)))
    assert "hỏng hoặc không phải SQLite" in reason
