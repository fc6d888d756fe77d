"""The accounts' gate on the wire: who comes in where, with reading open and closed; sessions that end while a line is
open."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.accounts.accounts import reset_password, set_disabled
from data.accounts.login import sign_out
from data.accounts.sessions import IDLE, session_of, signed_in
from data.engine import Database
from models.access.roles import Operator, Role
from tests.bench.server import Server
from tests.server.handshake import websocket
from tests.server.staff import database_in, enrol_one_of_each_role, grow_old, idle_out, idle_until, shift, token_of
from tests.server.visitor import Visitor

VIEWER = token_of("viewer")
FETCHED = ("/media/x.csv", "/_stcore/metrics", "/ranh-gioi/1/2023/district.geojson", "/component/x/index.html")
DOCUMENTS = ("/", "/bao-tro-xa-hoi?btxh-muc-chuan=500000&ten=a%20b", "/cap-nhat-so-lieu", "/khong-co")
ALWAYS = ("/_stcore/health", "/ready", "/dang-nhap", "/dang-nhap.css")


@pytest.fixture
def staffed(folder: Path) -> Path:
    enrol_one_of_each_role(folder)
    return folder


@pytest.fixture
def open_server(staffed: Path) -> Iterator[Server]:
    with Server(env={"ANSINH_DATA_DIR": str(staffed)}) as server:
        yield server


@pytest.fixture
def closed_server(staffed: Path) -> Iterator[Server]:
    with Server(env={"ANSINH_DATA_DIR": str(staffed), "ANSINH_REQUIRE_LOGIN": "1"}) as server:
        yield server


def redirect(heard: list[ForwardMsg]) -> str:
    """Where a message sends the browser; empty where none does."""
    return next((one.auth_redirect.url for one in heard if one.WhichOneof("type") == "auth_redirect"), "")


def test_with_reading_closed_nobody_gets_past_the_login(closed_server: Server, staffed: Path) -> None:
    dead = token_of("planner")
    idle_out(staffed, dead)
    for token in ("", "x", "z" * 43, dead):
        with Visitor(closed_server.url, token) as visitor:
            for path in DOCUMENTS:
                answer = visitor.http.get(path)
                assert (answer.status_code, urlsplit(answer.headers["location"]).path) == (303, "/dang-nhap"), path
                assert answer.headers["cache-control"] == "no-store"
                assert parse_qs(urlsplit(answer.headers["location"]).query).get("tiep", ["/"]) == [path]
            for path in FETCHED:
                assert visitor.http.get(path).status_code == 401, path
            assert [visitor.http.get(path).status_code for path in ALWAYS] == [200] * len(ALWAYS)
            assert visitor.http.post("/bao-tro-xa-hoi", headers={"origin": closed_server.url}).status_code == 401
    for cookie in ("", f"Cookie: ansinh={'z' * 43}"):
        lines = [f"Host: {urlsplit(closed_server.url).netloc}", f"Origin: {closed_server.url}", *filter(None, [cookie])]
        assert websocket(closed_server.url, *lines) == 403
    # A page still open when its session ended hears where to sign in, and not one message of Streamlit's.
    with Visitor(closed_server.url, dead) as visitor:
        visitor.connect()
        assert visitor.number == ""
        assert visitor.line is not None
        assert visitor.line.close_code == 1008
    with Visitor(closed_server.url, VIEWER) as visitor:
        assert [visitor.http.get(path).status_code for path in DOCUMENTS] == [200] * len(DOCUMENTS)
        assert visitor.http.get(FETCHED[0]).status_code == 404
        assert visitor.connect().number
    assert "Traceback" not in closed_server.log_tail(100_000)


def test_with_reading_open_everybody_reads_and_only_the_admin_sees_the_server(open_server: Server) -> None:
    with Visitor(open_server.url) as visitor:
        assert [visitor.http.get(path).status_code for path in DOCUMENTS] == [200] * len(DOCUMENTS)
        assert visitor.connect().number
        assert visitor.http.get("/_stcore/metrics").status_code == 401
    for role in Role:
        with Visitor(open_server.url, token_of(role.value)) as visitor:
            assert visitor.http.get("/_stcore/metrics").status_code == (200 if role is Role.ADMIN else 403)
            assert visitor.connect().number


OFFICE = Operator("kiểm thử")
ENDINGS: dict[Role, tuple[str, Callable[[Database, Path, str], object]]] = {
    Role.PLANNER: ("signed out", lambda database, folder, token: sign_out(database, session_of(token))),
    Role.VIEWER: (
        "disabled",
        lambda database, folder, token: set_disabled(database, who(database, token), True, actor=OFFICE),
    ),
    Role.UPLOADER: (
        "reset",
        lambda database, folder, token: reset_password(database, who(database, token), actor=OFFICE),
    ),
    Role.APPROVER: ("idle", lambda database, folder, token: idle_out(folder, token)),
    Role.ADMIN: ("twelve hours", lambda database, folder, token: grow_old(folder, token)),
}


def who(database: Database, token: str) -> int:
    with database.reading() as connection:
        person = signed_in(connection, session_of(token))
    assert person is not None
    return person.account_id


@pytest.mark.parametrize("require_login", ["0", "1"])
def test_an_open_line_ends_within_five_seconds_of_its_session(staffed: Path, require_login: str) -> None:
    """S6, for each way a session ends; whose time ran out is led to the login and back to the very page."""
    with (
        ExitStack() as opened,
        database_in(staffed) as database,
        Server(env={"ANSINH_DATA_DIR": str(staffed), "ANSINH_REQUIRE_LOGIN": require_login}) as server,
    ):
        lines = {role: opened.enter_context(Visitor(server.url, token_of(role.value))).connect() for role in ENDINGS}
        heard: dict[Role, list[ForwardMsg]] = {role: [] for role in ENDINGS}
        ended, took = dict[Role, float](), dict[Role, float]()
        for role, (_way, end) in ENDINGS.items():
            assert lines[role].is_open
            end(database, staffed, token_of(role.value))
            ended[role] = time.monotonic()
        while len(took) < len(ENDINGS) and time.monotonic() - max(ended.values()) < 15:
            time.sleep(0.25)
            for role in ENDINGS.keys() - took.keys():
                heard[role] = lines[role].run("bao-tro-xa-hoi", by_itself=True)
                if not lines[role].is_open:
                    took[role] = time.monotonic() - ended[role]
        for role, (way, _end) in ENDINGS.items():
            assert took[role] < 5, way
            assert lines[role].line.close_code == 1008, way
            by_time = way in ("idle", "twelve hours")
            assert bool(redirect(heard[role])) == (by_time or require_login == "1"), way
            if by_time:
                back = parse_qs(urlsplit(redirect(heard[role])).query)
                assert back == {"het": ["1"], "tiep": ["/bao-tro-xa-hoi?btxh-muc-chuan=500000"]}
        assert "Traceback" not in server.log_tail(100_000)


def test_only_what_a_person_does_keeps_a_session_from_idling_out(open_server: Server, staffed: Path) -> None:
    soon = datetime.now(UTC) + timedelta(minutes=10)
    with Visitor(open_server.url, VIEWER) as visitor:
        visitor.connect(by_itself=True)
        number = visitor.number
        shift(staffed, VIEWER, idle_until=soon)
        for _time in range(3):
            visitor.run(by_itself=True)  # the page, twice a minute
        visitor.hang_up()
        visitor.connect(number)  # a line that was cut: the page runs again by itself
        assert visitor.number == number
        time.sleep(1)
        assert idle_until(staffed, VIEWER) == soon
        visitor.run()
        deadline = time.monotonic() + 10
        while idle_until(staffed, VIEWER) == soon and time.monotonic() < deadline:
            time.sleep(0.1)
        assert idle_until(staffed, VIEWER) > datetime.now(UTC) + IDLE - timedelta(minutes=1)
