"""An error in one line of a log: its kinds, where it arose and the way there.

Belongs here: the line. Does not: what the error says about itself, because messages carry what was worked on (names, lines of files,
values of statements), and a log is no place for a person's data.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from data.database_errors import state

ROOT = Path(__file__).parent.parent


def error_line(error: BaseException) -> str:
    """`ValueError <- KeyError | pages/merit.py:31 in show < pages/_router.py:42 in <module> || …`: what it came from to the right,
    then each one's way, innermost place first."""
    chain = list(_chain(error))
    kinds = " <- ".join(_kind(one) for one in chain)
    ways = " || ".join(" < ".join(_places(one)) for one in chain)
    return f"{kinds} | {ways}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _kind(error: BaseException) -> str:
    name = type(error).__qualname__
    driver = state(error) if isinstance(error, SQLAlchemyError) else ""
    return f"{name}({driver})" if driver else name


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in reversed(frames)]


def _short(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(ROOT):
        return str(path.relative_to(ROOT))
    return "/".join(path.parts[-3:])
