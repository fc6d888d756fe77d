"""Tables of batches (one committed change each), of batches that repeat each other, and of drafts waiting to be
applied."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, LargeBinary, Text
from sqlmodel import Field

from models.base import Base, UtcDateTime


class Batch(Base, table=True):
    """One committed transaction. `id` is the data version it made, taken under the lock on `version_head`. `answers`
    (what was answered, mapped or mended in the browser) and `confirmed` (warnings confirmed, with their words) are
    JSON."""

    __table_args__ = (
        CheckConstraint("kind IN ('seed', 'upload', 'undo', 'parameters', 'verification')", name="kind"),
        CheckConstraint("rows_added >= 0 AND rows_closed >= 0", name="counts"),
    )

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str = Field(max_length=16)
    dataset: str = Field(max_length=32)
    actor: str = Field(max_length=200)
    created_at: datetime = Field(sa_type=UtcDateTime)
    filename: str | None = Field(default=None, max_length=255)
    file_sha256: str | None = Field(default=None, max_length=64, index=True)
    undoes_id: int | None = Field(default=None, foreign_key="batch.id", unique=True)
    idempotency_key: str = Field(max_length=64, unique=True)
    answers: str | None = Field(default=None, sa_column=Column(Text))
    confirmed: str | None = Field(default=None, sa_column=Column(Text))
    rows_added: int = 0
    rows_closed: int = 0


class VersionHead(Base, table=True):
    """A single row holding the newest batch number; locked from taking a number to commit."""

    __tablename__ = "version_head"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"), CheckConstraint("version >= 0", name="version"))

    id: int = Field(default=1, primary_key=True)
    version: int = 0


class StoredFile(Base, table=True):
    """The original bytes of an uploaded file, kept until `keep_until`."""

    __tablename__ = "stored_file"

    sha256: str = Field(primary_key=True, max_length=64)
    filename: str = Field(max_length=255)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    keep_until: date


class RepeatedRow(Base, table=True):
    """`batch_id` says the row `row_id` of the fact table `table_name` once more."""

    __tablename__ = "repeated_row"

    table_name: str = Field(primary_key=True, max_length=32)
    row_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    batch_id: int = Field(
        primary_key=True, foreign_key="batch.id", index=True, sa_column_kwargs={"autoincrement": False}
    )


class Draft(Base, table=True):
    """One uploaded file before it is applied. `answers` and `confirmed` are JSON: the answers given to
    `check_file`, and the confirmed groups of warnings; `idempotency_key` is that of the batch it would become.
    `actor` uploaded it, `changed_by` last changed its answers, `submitted_at` is when it was handed to those who
    approve."""

    id: str = Field(primary_key=True, max_length=32)
    dataset: str = Field(max_length=32)
    filename: str = Field(max_length=255)
    sha256: str = Field(max_length=64)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    answers: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    confirmed: str = Field(default="[]", sa_column=Column(Text, nullable=False))
    base_version: int
    idempotency_key: str = Field(max_length=64, unique=True)
    actor: str = Field(max_length=200, index=True)
    changed_by: str = Field(default="", max_length=200)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)
