"""What a file said that stood already.

Belongs here: rows a batch found as it would have written them. They are no facts of their own: taking back the batch that
wrote such a row leaves it, while a batch that repeats it stands.
"""

from sqlmodel import Field

from models.base import Base


class RepeatedRow(Base, table=True):
    """`batch_id` says the row `row_id` of the fact table `table_name` once more."""

    __tablename__ = "repeated_row"

    table_name: str = Field(primary_key=True, max_length=32)
    row_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    batch_id: int = Field(
        primary_key=True, foreign_key="batch.id", index=True, sa_column_kwargs={"autoincrement": False}
    )
