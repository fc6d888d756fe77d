"""The pages of support areas as tests open them: values by lever key as a link writes them."""

from pathlib import Path

from data.engine import Database
from data.ingest import check_file
from models.policy.areas.employment import AREA
from models.policy.areas.support import SupportArea
from models.policy.levers.levers import LeverValue, address_of
from pages._registry import PAGES
from tests.data.uploads import Upload, apply

FILE = "employment.py"
LOANS: dict[str, LeverValue] = {"employment.loan_jobs": 500, "employment.loan_amount": 100_000_000}
INTEREST: dict[str, LeverValue] = {
    "employment.indebted": 1_000,
    "employment.debt": 50_000_000,
    "employment.interest": 79_200,
    "employment.relief": 50,
}
TRIED: dict[str, LeverValue] = {"employment.loan_amount.tried": 200_000_000, "employment.relief.tried": 100}
PLAN: dict[str, LeverValue] = {"employment.plan": 25_000, "employment.done": 15_000, "employment.done_to": "2024-06"}
TABS = f"{AREA.prefix}bang"
ON_LATE_2026 = {"moc": "2026-11-24"}
"""The clock that `filled` levers are looked at on."""


def query(values: dict[str, LeverValue], area: SupportArea = AREA) -> dict[str, str]:
    """The values as a link has them; names as `Screen.opened` takes them."""
    levers = {lever.key: lever for lever in area.all_levers}
    return {levers[key].parameter.replace("-", "_"): address_of(levers[key], value) for key, value in values.items()}


def file_of(area: SupportArea) -> str:
    """The page's file, found by the prefix of its levers."""
    [spec] = [spec for spec in PAGES if spec.prefix == area.prefix]
    return spec.file


def filled(area: SupportArea) -> dict[str, LeverValue]:
    """Every factor a few steps up, the scenario's one step further, from 2027 on."""
    values: dict[str, LeverValue] = {area.applies_from.key: "2027-01"}
    for line in area.lines:
        for factor in line.factors:
            lever = factor.now
            start = min(lever.minimum + 20 * lever.step, lever.maximum - lever.step)
            values[lever.key] = start
            if factor.tried is not None:
                values[factor.tried.key] = start + lever.step
    return {**values, area.budget_year.key: "2027"}


def send(database: Database, folder: Path, dataset: str, *lines: str) -> None:
    """A file of the province, read and applied as the upload page does it."""
    path = folder / f"{dataset}.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    check = check_file(path, path.name, dataset)
    assert check.status == "accepted", check.messages
    apply(database, Upload(check, path.read_bytes(), path.name))
