"""Alembic's entry: runs revisions on the connection it is handed, or (from its command line) on the configured
database."""

from typing import Literal

from alembic import context
from sqlalchemy import Connection
from sqlmodel.sql.sqltypes import AutoString

from data.engine import migration_connection, open_database
from data.settings import read_settings
from models import tables  # noqa: F401  (fills the metadata)
from models.base import Base, UtcDateTime


def _plain_type(kind: str, item: object, autogen: object) -> str | Literal[False]:
    """A revision must import neither models, which move on, nor SQLModel: our types are written as what they store."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=_plain_type,
    )
    context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    database = open_database(read_settings())
    with migration_connection(database) as own:
        run(own)
