"""A revision after the newest one that breaks in the middle, put where the app looks for revisions; and the app with
it."""

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


_for_good = ExitStack()


def write(folder: Path, way: str) -> None:
    file = folder / f"{REVISION}.py"
    file.unlink(missing_ok=True)
    file.write_text(BODY.format(revision=REVISION, before=startup._newest_revision(), way=WAYS[way]), "utf-8")


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
