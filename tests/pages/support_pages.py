"""The pages of support areas as tests open them: values by lever key as a link writes them.

Belongs here: builders shared by the tests of these pages. Does not: tests.
"""

from models.policy.employment import AREA
from models.policy.levers import LeverValue
from models.policy.support_lines import SupportArea
from pages._registry import PAGES
from pages.components.lever_address import address_of

FILE = "employment.py"
LOANS: dict[str, LeverValue] = {"employment.loan_jobs": 500, "employment.loan_amount": 100_000_000}
INTEREST: dict[str, LeverValue] = {
    "employment.indebted": 1_000, "employment.debt": 50_000_000, "employment.interest": 79_200, "employment.relief": 50,
}  # fmt: skip
TRIED: dict[str, LeverValue] = {"employment.loan_amount.tried": 200_000_000, "employment.relief.tried": 100}
PLAN: dict[str, LeverValue] = {
    "employment.plan": 25_000, "employment.done": 15_000, "employment.done_to": "2024-06",
}  # fmt: skip
TABS = f"{AREA.prefix}bang"


def query(values: dict[str, LeverValue], area: SupportArea = AREA) -> dict[str, str]:
    """The values as a link has them; names as `Screen.opened` takes them."""
    levers = {lever.key: lever for lever in area.all_levers}
    return {levers[key].parameter.replace("-", "_"): address_of(levers[key], value) for key, value in values.items()}


def file_of(area: SupportArea) -> str:
    """The page's file, found by the prefix of its levers."""
    [spec] = [spec for spec in PAGES if spec.prefix == area.prefix]
    return spec.file
