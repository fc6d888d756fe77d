"""Payment rows judged one at a time by SQLModel, the way that checking a file is measured against."""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import StringConstraints, ValidationError, field_validator, model_validator
from sqlmodel import Field, SQLModel

from data.ingest.areas import areas_2023
from data.ingest.datasets.payments import LEAST_A_PERSON, MOST_A_PERSON, MOST_PEOPLE, MOST_VND
from data.parsing.folding import clean
from data.vocabulary.groups import read_group
from data.vocabulary.numbers import STYLES, not_a_number, read_number
from data.vocabulary.periods import read_period
from data.vocabulary.problems import Fault

COLUMNS = ("commune_code", "commune", "period", "group", "beneficiaries", "shares", "monthly_amount_vnd")
Cells = tuple[str, ...]
Wrong = tuple[int, str, str]
"""Line, column, reason."""


class PaymentFields(SQLModel):
    commune_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
    commune: Annotated[str, StringConstraints(min_length=1)]
    period: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
    group: Annotated[str, StringConstraints(min_length=1)]
    beneficiaries: int = Field(ge=0, le=MOST_PEOPLE)
    shares: int = Field(ge=0, le=MOST_PEOPLE)
    monthly_amount_vnd: int = Field(ge=0, le=MOST_VND)


class PaymentRow(SQLModel):
    commune_code: str
    commune: str
    period: str
    group: str
    beneficiaries: int = Field(ge=0, le=MOST_PEOPLE)
    shares: int = Field(ge=0, le=MOST_PEOPLE)
    monthly_amount_vnd: int = Field(ge=0, le=MOST_VND)

    @field_validator("period", mode="before")
    @classmethod
    def month(cls, text: str) -> str:
        return _taken(read_period(clean(text), 2026))

    @field_validator("group", mode="before")
    @classmethod
    def known_group(cls, text: str) -> str:
        return _taken(read_group(clean(text)))

    @field_validator("beneficiaries", "shares", "monthly_amount_vnd", mode="before")
    @classmethod
    def number(cls, text: str) -> int:
        readings = {read_number(clean(text), style, 0) for style in STYLES} - {None}
        if len(readings) != 1:
            raise ValueError(not_a_number(text, 0).reason)
        return int(readings.pop() or 0)

    @model_validator(mode="after")
    def holds_together(self) -> Self:
        cells = {"commune_code": clean(self.commune_code), "commune": clean(self.commune)}
        area = areas_2023().locate(cells, self.period).area
        if area is None:
            raise ValueError("no such area")
        if area.people is not None and self.beneficiaries > area.people:
            raise ValueError("more people than live there")
        if self.beneficiaries and not LEAST_A_PERSON <= self.monthly_amount_vnd // self.beneficiaries <= MOST_A_PERSON:
            raise ValueError("an implausible amount")
        return self


def row_by_row(
    model: type[PaymentRow] | type[PaymentFields], lines: Sequence[Cells]
) -> tuple[list[PaymentRow | PaymentFields], list[Wrong]]:
    """Every sound row, none of them twice, and what is wrong with the others; the first line is 2."""
    rows: list[PaymentRow | PaymentFields] = []
    wrong: list[Wrong] = []
    seen: set[tuple[str, str, str]] = set()
    for line, cells in enumerate(lines, start=2):
        try:
            row = model.model_validate(dict(zip(COLUMNS, cells, strict=True)))
        except ValidationError as failure:
            wrong += [(line, str(error["loc"][:1]), error["msg"]) for error in failure.errors()]
            continue
        key = (row.commune_code, row.period, row.group)
        if key in seen:
            wrong.append((line, "", "twice"))
        seen.add(key)
        rows.append(row)
    return rows, wrong


def _taken(answer: object) -> str:
    if isinstance(answer, Fault):
        raise ValueError(answer.reason)
    return str(answer)
