"""Revisions after the newest one, put where the app looks for revisions: one that breaks in the middle, one that works
both ways; and the app with them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.config import Config

from data import startup

REVISION = "hong"
WAYS = {
    "an error of its own": "raise RuntimeError('dòng 12 của Nguyễn Văn Canary không có cột')",
    "a statement that fails": "op.execute('INSERT INTO no_such_table VALUES (1)')",
    "a constraint that fails": 'op.execute("INSERT INTO version_head (id, version) VALUES (2, 1)")',
    "an import that fails": "import no_such_module",
    "": "",
}
"""The last one works."""
BODY = '''"""breaks in the middle"""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{revision}", "{before}", None, None


def upgrade() -> None:
    op.create_table("half", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("caseload") as batch:
        batch.add_column(sa.Column("half", sa.Integer(), nullable=True))
    op.execute("DELETE FROM observation")
    {way}


def downgrade() -> None:
    pass
'''

SOUND = "sau"
SOUND_BODY = '''"""the next release: a table with rows, a column and an index on a table of facts"""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{revision}", "{before}", None, None


def upgrade() -> None:
    later = op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
    op.bulk_insert(later, [{{"id": number}} for number in range(1, 4)])
    op.add_column("caseload", sa.Column("later", sa.Integer(), nullable=False, server_default="7"))
    op.create_index("ix_caseload_later", "caseload", ["later"])


def downgrade() -> None:
    # Without batch mode, in which SQLite would make the table anew and lose its CHECKs.
    op.drop_index("ix_caseload_later", "caseload")
    op.drop_column("caseload", "later")
    op.drop_table("later")
'''

_for_good = ExitStack()


def write(folder: Path, way: str) -> None:
    file = folder / f"{REVISION}.py"
    file.unlink(missing_ok=True)
    file.write_text(BODY.format(revision=REVISION, before=startup._newest_revision(), way=WAYS[way]), "utf-8")


def write_sound(folder: Path, *, revision: str = SOUND, before: str | None = None) -> None:
    """The revision of a next release, which loses nothing either way; `before` None: after the newest one."""
    folder.mkdir(exist_ok=True)
    after = before or startup._newest_revision()
    (folder / f"{revision}.py").write_text(SOUND_BODY.format(revision=revision, before=after), "utf-8")


@contextmanager
def revisions_also_from(folder: Path) -> Iterator[None]:
    own = startup._config

    def also(connection: sa.Connection | None) -> Config:
        config = own(connection)
        places = (startup.ROOT / "data" / "migrations" / "versions", folder)
        config.set_main_option("version_locations", os.pathsep.join(map(str, places)))
        return config

    startup._config = also
    try:
        yield
    finally:
        startup._config = own


def __getattr__(name: str) -> Any:
    """The app, only when uvicorn asks for it."""
    if name != "app":
        raise AttributeError(name)
    from app import app

    _for_good.enter_context(revisions_also_from(Path(os.environ["TEST_REVISIONS"])))
    return app
