"""One session in another's hands: numbers, files, canaries; and one's own, taken up again."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.access.roles import Role
from tests.bench.server import Server
from tests.bench.websocket_client import Session
from tests.server.staff import enrol_more, enrol_one_of_each_role, token_of
from tests.server.visitor import Visitor, texts

MEDIA = re.compile(r"/media/[0-9a-f]{16,}\.\w+")
LEVER = "btxh-muc-chuan"


@pytest.fixture(scope="module")
def staffed(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("isolation")
    shutil.copy(seeded, folder / "app.db")
    enrol_one_of_each_role(folder)
    enrol_more(folder, 20)
    return folder


@pytest.fixture(scope="module")
def server(staffed: Path) -> Iterator[Server]:
    with Server(env={"ANSINH_DATA_DIR": str(staffed)}) as started:
        yield started


def test_a_number_is_taken_up_by_its_own_session_alone(server: Server) -> None:
    """S8: somebody else's cookie, a newer one, none; and one's own number while another's is asked for."""
    owner, other = token_of("uploader"), token_of("viewer")
    with Visitor(server.url, owner) as first:
        number = first.connect().number
        first.hang_up()
        for token in (other, "", "z" * 43):
            with Visitor(server.url, token) as thief:
                assert thief.connect(number).number not in ("", number)
        with Visitor(server.url, owner) as again:
            assert again.connect(number).number == number
    # While it is connected, too: nobody is thrown out of their own page.
    with Visitor(server.url, owner) as first, Visitor(server.url, other) as thief:
        number = first.connect().number
        assert thief.connect(number).number != number
        assert first.run()
        assert first.number == number
    # Nobody's session is nobody else's.
    with Visitor(server.url) as nobody:
        number = nobody.connect().number
        nobody.hang_up()
        with Visitor(server.url, owner) as signed_in:
            assert signed_in.connect(number).number != number
        assert nobody.connect(number).number == number


@pytest.mark.parametrize("seconds", [5, pytest.param(200, marks=pytest.mark.long)])
def test_a_line_that_was_cut(server: Server, seconds: int) -> None:
    """S7: after five seconds the state is there; after 200 it is not (a draft is in the database), the login is,
    nothing was written."""
    token = token_of("uploader")
    page = Session(server.url, "bao-tro-xa-hoi", headers={"Cookie": f"ansinh={token}"})
    with page:
        page.move(page.widget(key=LEVER), 500_000)
        assert "Uploader" in "".join(str(element) for element in page.first.elements)
    with Visitor(server.url, token) as visitor:
        number = visitor.connect().number
        visitor.hang_up()
        time.sleep(seconds)
        visitor.connect(number)
        assert (visitor.number == number) == (seconds < 120)
        assert "**Uploader**" in texts(visitor.run()), "still the same person"


@pytest.mark.parametrize("people", [5, pytest.param(20, marks=pytest.mark.long)])
def test_no_canary_is_seen_in_another_session(server: Server, people: int) -> None:
    """S3: levers, uploads and downloads of as many sessions, each looked for in all others and by nobody."""
    visitors = [Visitor(server.url, token_of(f"nguoi{n}x")).connect() for n in range(people)]
    files: list[str] = []
    try:
        for n, visitor in enumerate(visitors):
            assert visitor.put(f"ten,canary{n:04d}\n".encode(), file=f"canary{n:04d}") == 204
            heard = texts(visitor.run("cap-nhat-so-lieu"))
            assert f"**Người {n}**" in heard
            assert not [m for m in range(people) if m != n and (f"**Người {m}**" in heard or f"canary{m:04d}" in heard)]
            files += MEDIA.findall(heard)
        for n, visitor in enumerate(visitors):
            for m, other in enumerate(visitors):
                if m != n:
                    assert visitor.put(b"x", other.number, method="DELETE", file=f"canary{m:04d}") == 403
        assert files, "a page has at least its icon"
    finally:
        for visitor in visitors:
            visitor.hang_up()


def test_a_download_is_fetched_by_its_own_session_alone(folder: Path) -> None:
    """On a server that has told nobody anything yet: one file has one address, whoever is shown it."""
    enrol_one_of_each_role(folder)
    owner = token_of(Role.ADMIN.value)
    with (
        Server(env={"ANSINH_DATA_DIR": str(folder)}) as server,
        Visitor(server.url, owner) as first,
        Visitor(server.url) as nobody,
        Visitor(server.url, token_of("viewer")) as other,
    ):
        found = MEDIA.findall(texts(first.connect().run()))
        assert found
        assert [first.http.get(path).status_code for path in found] == [200] * len(found)
        assert [visitor.http.get(path).status_code for visitor in (nobody, other) for path in found] == [404] * 2 * len(
            found
        )
        # Made for nobody in particular, it is everybody's.
        assert MEDIA.findall(texts(nobody.connect().run())) == found
        assert [visitor.http.get(path).status_code for visitor in (nobody, other) for path in found] == [200] * 2 * len(
            found
        )
