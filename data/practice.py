"""The app to practise on (ANSINH_TRAINING=1): its database is marked as no real figures and filled with sample ones."""

from __future__ import annotations

import sqlalchemy as sa

from data.accounts import office
from data.chain import lock_chain, record
from data.engine import Database
from data.ingest import check_file
from data.locale import _
from data.seed_files import FOLDER
from data.store.batches import apply_file
from data.store.shipped_law import SHIPPED
from data.store.version import data_version
from models.access.roles import Operator
from models.tables.accounts import LoginSession, OneTimeLink
from models.tables.batches import Batch

SAMPLES = {
    "chi-tra.csv": "payments",
    "ho-ngheo.csv": "households",
    "chi-tieu.csv": "indicators",
    "ke-hoach.csv": "targets",
}
"""Files of data/seed/practice with the dataset of each: invented district figures that add up to about the report's."""


def prepare_practice(database: Database) -> None:
    """Mark the prepared database, and load the samples where nothing but the seed and samples has been written. Every
    start may call it, also several at once."""
    samples = FOLDER / "practice"
    actor = Operator(_("Số liệu mẫu để tập"))
    if not database.transact(lambda connection: _mark(connection, actor.name)):
        return
    for name, dataset in SAMPLES.items():
        path = samples / name
        with database.reading() as connection:
            version = data_version(connection)
        apply_file(
            database,
            check_file(path, name, dataset),
            path.read_bytes(),
            name,
            actor=actor,
            base_version=version,
            idempotency_key=_key(name),
        )


def _mark(connection: sa.Connection, actor: str) -> bool:
    """Whether samples are still to be loaded. Sessions of the database it may be a copy of are over."""
    lock_chain(connection)
    if not office.read(connection).training:
        office.write(connection, "training", True)
        for table in (LoginSession, OneTimeLink):
            connection.execute(sa.delete(table))
        record(connection, actor, "training_made", version=data_version(connection))
    by_people = sa.select(Batch.idempotency_key).where(Batch.dataset != SHIPPED)  # type: ignore[call-overload]
    written = set(connection.execute(by_people).scalars())
    samples = {_key(name) for name in SAMPLES}
    return written <= {"seed", *samples} and not samples <= written


def _key(name: str) -> str:
    return f"practice-{name}"
