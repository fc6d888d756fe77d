"""One database for the tests of a file that only read it: pages open faster when caches stay warm."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import streamlit as st

from pages.ui.session import loaders
from tests.data.postgres import Postgres

NOT_INHERITED = ("DATABASE_URL", "ANSINH_TRAINING", "ANSINH_DEMO", "ANSINH_ALLOW_NETWORK", "ANSINH_REQUIRE_LOGIN")


@contextmanager
def own_database(seeded: str, postgres: Postgres | None, folder: Path) -> Iterator[Path]:
    """The app on a copy of the seeded database with empty caches; the environment's settings do not reach it."""
    with pytest.MonkeyPatch.context() as environment:
        for name in NOT_INHERITED:
            environment.delenv(name, raising=False)
        environment.setenv("ANSINH_DATA_DIR", str(folder))
        url = None
        if postgres is None:
            shutil.copy(seeded, folder / "app.db")
        else:
            url = postgres.create(seeded)
            environment.setenv("DATABASE_URL", url)
        _forget()
        yield folder
        loaders.database().dispose()
        _forget()
        if postgres is not None and url is not None:
            postgres.drop(url)


def _forget() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(scope="module", autouse=True)
def data_folder(seeded: str, postgres: Postgres | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """As the fixture of this name, for all tests of a file together."""
    with own_database(seeded, postgres, tmp_path_factory.mktemp("shared")) as folder:
        yield folder
