"""Errors of the database by kind, and an error as one log line without its message."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError, TimeoutError as PoolTimeoutError

from data.locale import _

Doing = Literal["reading", "writing", "committing"]
Trouble = Literal["locked", "full", "damaged", "unopened", "lost"]

COLLISIONS = frozenset({"40001", "40P01"})
"""PostgreSQL: the transaction may simply be run again."""
_STATES: dict[str, Trouble] = {
    **dict.fromkeys(COLLISIONS, "locked"),
    "55P03": "locked",
    "57014": "locked",
    "53100": "full",
    "53400": "full",
    "25006": "full",
    "58030": "full",
    "XX001": "damaged",
    "XX002": "damaged",
}
"""57014 is the statement timeout, which runs out just before a lock timeout of the same length; 25006 a server that
only reads."""
_LOST = ("57P", "08", "53300")
_SQLITE: tuple[tuple[str, Trouble], ...] = (
    ("SQLITE_BUSY", "locked"), ("SQLITE_LOCKED", "locked"), ("SQLITE_FULL", "full"), ("SQLITE_IOERR", "full"),
    ("SQLITE_READONLY", "full"), ("SQLITE_CORRUPT", "damaged"), ("SQLITE_NOTADB", "damaged"),
    ("SQLITE_CANTOPEN", "unopened"),
)  # fmt: skip
_READ_ONLY = ("SQLITE_READONLY", "25006")


class DatabaseUnavailableError(RuntimeError):
    """The database cannot be opened or used; the message says what and how to mend it."""


def state(error: SQLAlchemyError) -> str:
    """The driver's own name of the error: PostgreSQL's five characters or SQLite's constant; "" where it gives none."""
    orig = getattr(error, "orig", None)
    return getattr(orig, "sqlstate", None) or getattr(orig, "sqlite_errorname", None) or ""


def trouble(error: SQLAlchemyError) -> Trouble | None:
    """What is wrong with the database; None for an error of the statement."""
    if isinstance(error, PoolTimeoutError):
        return "locked"
    if not isinstance(error, DBAPIError):
        return None
    name = state(error)
    if name in _STATES:
        return _STATES[name]
    for start, found in _SQLITE:
        if name.startswith(start):
            return found
    unanswered = isinstance(error, OperationalError) and error.statement is None and not name.startswith("SQLITE_")
    return "lost" if error.connection_invalidated or name.startswith(_LOST) or unanswered else None


def explained(error: SQLAlchemyError, doing: Doing) -> DatabaseUnavailableError | None:
    """The error in words; None where the fault is ours and no word to a user would help."""
    found = trouble(error)
    if found is None or (doing == "reading" and state(error).startswith(_READ_ONLY)):
        return None
    if found == "lost" and doing == "committing":
        # The server may have committed before its answer was lost.
        return DatabaseUnavailableError(
            _(
                "Mất kết nối cơ sở dữ liệu đúng lúc ghi nên chưa rõ đã ghi hay chưa. Sau ít phút tải lại trang xem đã "
                "có chưa, rồi hãy thử lại."
            )
        )
    return DatabaseUnavailableError((_reading_words if doing == "reading" else _writing_words)(found))


def _writing_words(found: Trouble) -> str:
    return {
        "locked": _("Cơ sở dữ liệu đang bị một việc khác giữ quá lâu; chưa ghi gì. Chờ một lát rồi thử lại."),
        "full": _("Không ghi được vào ổ đĩa (đầy hoặc chỉ cho đọc); chưa ghi gì. Giải phóng chỗ rồi thử lại."),
        "damaged": _("Tệp cơ sở dữ liệu bị hỏng; chưa ghi gì. Báo người quản trị khôi phục từ bản sao lưu."),
        "unopened": _("Không mở được tệp cơ sở dữ liệu; chưa ghi gì. Báo người quản trị kiểm tra ổ đĩa và quyền ghi."),
        "lost": _("Mất kết nối cơ sở dữ liệu; chưa ghi gì. Thử lại sau ít phút."),
    }[found]


def _reading_words(found: Trouble) -> str:
    return {
        "locked": _("Cơ sở dữ liệu đang bận quá lâu nên chưa đọc được số liệu. Chờ một lát rồi tải lại trang."),
        "full": _(
            "Ổ đĩa chứa cơ sở dữ liệu đầy hoặc không đọc được. Báo người quản trị kiểm tra ổ đĩa rồi tải lại trang."
        ),
        "damaged": _("Tệp cơ sở dữ liệu bị hỏng nên không hiện số liệu. Báo người quản trị khôi phục từ bản sao lưu."),
        "unopened": _("Không mở được tệp cơ sở dữ liệu. Báo người quản trị kiểm tra ổ đĩa và quyền đọc."),
        "lost": _("Mất kết nối cơ sở dữ liệu nên chưa đọc được số liệu. Tải lại trang sau ít phút."),
    }[found]


ROOT = Path(__file__).parent.parent


def error_line(error: BaseException) -> str:
    """`ValueError <- KeyError | pages/merit.py:31 in show < pages/_router.py:42 in <module> || …`: what it came from to
    the right, then each one's way, innermost place first."""
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
