"""Uploads that are not finished: the file and what its clerk has answered so far.

Belongs here: drafts alone. They are no facts, belong to no version and go when they are applied or discarded.
"""

from datetime import datetime

from sqlalchemy import Column, LargeBinary, Text
from sqlmodel import Field

from models.base import Base, UtcDateTime


class Draft(Base, table=True):
    """One file on its way in. `answers` and `confirmed` are JSON: what `check_file` was told, and the groups of warnings
    ticked; `idempotency_key` is that of the batch it would become. `actor` brought it, `changed_by` last changed what it says,
    `submitted_at` is when it was handed to those who approve."""

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
