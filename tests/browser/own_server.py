"""A server of the file's own, and its database beside it."""

from collections.abc import Callable, Iterator

import pytest

from data.engine import open_database
from data.settings import read_settings
from tests.data.uploads import count


@pytest.fixture(scope="module")
def address(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture(scope="module")
def url(server: Callable[..., str], address: str) -> str:
    return server(env={"DATABASE_URL": address})


@pytest.fixture
def kept(url: str, address: str) -> Iterator[Callable[[str], int]]:
    """`kept("batch")`: how many rows a table of the server's database has."""
    database = open_database(read_settings({"DATABASE_URL": address}))
    yield lambda table: count(database, table)
    database.dispose()
