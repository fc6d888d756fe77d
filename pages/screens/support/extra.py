"""What a support area has beside its lines: levers that move no money, a sentence under the answer, a tab of its
own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.policy.answers.support_result import SupportResult
from models.policy.levers.levers import Lever, LeverValue
from pages.ui.answers.tables import Table
from pages.ui.session.loaders import Data

Values = Mapping[str, LeverValue]


@dataclass(frozen=True)
class Told:
    """A table of a tab for the screen and its file: what kind of figures it holds and where they are from."""

    table: Table
    quality: str
    source: str


@dataclass(frozen=True)
class Extra:
    """`levers` (of the area's `others`; none = no heading) stand under `heading` on the panel; `sentence` is "" where
    there is nothing to say; `show` fills the tab but for its table, which it returns; `file` names the table's file."""

    heading: str
    levers: tuple[Lever, ...]
    tab: str
    file: str
    sentence: Callable[[SupportResult, Values, Data], str]
    show: Callable[[SupportResult, Values, Data], Told | None]
