"""Provinces, their areas and how areas change."""

from datetime import date

from sqlalchemy import CheckConstraint, Column, Text, UniqueConstraint
from sqlmodel import Field

from models.base import Base, Versioned, one_current_row


class Province(Base, table=True):
    """A province whose figures this database holds. `id` is its code in the list of the General Statistics Office and
    stays when the province is merged into another: the unit of each vintage is a row of `area`."""

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    name: str = Field(max_length=100)


class Area(Base, table=True):
    """An administrative unit in one vintage. `valid_to` is the first day on which it no longer exists."""

    __table_args__ = (
        UniqueConstraint("code", "level", "valid_from"),
        CheckConstraint("level IN ('province', 'district', 'commune')", name="level"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity"),
    )

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=16, index=True)
    name: str = Field(max_length=100)
    kind: str = Field(max_length=32)
    level: str = Field(max_length=16)
    parent_id: int | None = Field(default=None, foreign_key="area.id")
    valid_from: date
    valid_to: date | None = None
    tile_row: int | None = None
    tile_column: int | None = None
    batch_from: int = Field(foreign_key="batch.id")


class AreaMeasure(Versioned, table=True):
    """Size of an area from one source at one date; different dates and definitions are never mixed in a rate."""

    __tablename__ = "area_measure"
    __table_args__ = (
        CheckConstraint("population IS NULL OR population >= 0", name="population"),
        CheckConstraint("area_m2 IS NULL OR area_m2 > 0", name="area"),
        one_current_row("area_measure", "area_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    area_id: int = Field(foreign_key="area.id")
    area_m2: int | None = None
    population: int | None = None
    population_date: str | None = Field(default=None, max_length=10)
    population_source: str | None = Field(default=None, max_length=200)
    households: int | None = None
    households_date: str | None = Field(default=None, max_length=10)
    households_source: str | None = Field(default=None, max_length=200)


class AreaChange(Versioned, table=True):
    """A step of the crosswalk between vintages. `weight_ppm` empty = the share is not known (a split unit)."""

    __tablename__ = "area_change"
    __table_args__ = (
        CheckConstraint("weight_ppm IS NULL OR (weight_ppm >= 0 AND weight_ppm <= 1000000)", name="weight"),
        one_current_row("area_change", "from_area_id", "to_area_id", "changed_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    from_area_id: int = Field(foreign_key="area.id", index=True)
    to_area_id: int = Field(foreign_key="area.id", index=True)
    changed_on: date
    weight_ppm: int | None = None
    basis: str = Field(max_length=200)
    evidence: str = Field(max_length=100)


class Boundary(Versioned, table=True):
    """The outline of an area as GeoJSON geometry in WGS 84. `schematic` outlines have no legal meaning."""

    __table_args__ = (one_current_row("boundary", "area_id"),)

    id: int | None = Field(default=None, primary_key=True)
    area_id: int = Field(foreign_key="area.id")
    geometry: str = Field(sa_column=Column(Text, nullable=False))
    label_longitude: float
    label_latitude: float
    schematic: bool
    source: str = Field(max_length=200)
