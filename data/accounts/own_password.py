"""A person's own password: set by a link, or changed by whoever knows the old one.

Belongs here: the two commands. Both end every other session of the account.
"""

from __future__ import annotations

import sqlalchemy as sa

from data.accounts import attempts, links, passwords, sessions
from data.accounts.login import LoginRefusedError
from data.accounts.permission import name_of
from data.audit.chain import lock_chain, record
from data.engine import Database
from data.locale import _
from models.base import Base

_ACCOUNT = Base.metadata.tables["account"]


def set_by_link(database: Database, token: str, password: str) -> int:
    """Set the password of the link's account; its id. Raises LinkGoneError and WeakPasswordError (the link stays good)."""
    with database.reading() as connection:
        link = links.opened(connection, token)
    passwords.check(password, link.login, link.name)
    kept = passwords.hashed(password)

    def work(connection: sa.Connection) -> int:
        lock_chain(connection)
        used = links.use(connection, token)
        if used.account_id is None:
            raise links.LinkGoneError(_("Liên kết này dùng để tạo tài khoản đầu tiên."))
        _write(connection, used.account_id, kept)
        sessions.end_all(connection, used.account_id)
        record(connection, f"{used.name} ({used.login})", "password_set")
        return used.account_id

    return database.transact(work)


def change(database: Database, session: str, old: str, new: str) -> None:
    """Change the password of whoever is signed in; their other sessions end. Wrong old passwords are counted like wrong
    logins. Raises LoginRefusedError, TooManyTriesError and WeakPasswordError."""
    person = sessions.who(database, session)
    if person is None:
        raise _over()
    passwords.check(new, person.login, person.name)
    counted = f"{person.login}\x00"  # apart from logins: guessing from outside must not shut the person out of this
    database.transact(lambda connection: attempts.take_turn(connection, counted))
    with database.reading() as connection:
        kept = connection.execute(sa.select(_ACCOUNT.c.password).where(_ACCOUNT.c.id == person.account_id)).scalar_one()
    if not passwords.matches(old, kept):
        raise LoginRefusedError(_("Mật khẩu hiện tại không đúng."))
    made = passwords.hashed(new)

    def work(connection: sa.Connection) -> None:
        lock_chain(connection)
        if sessions.signed_in(connection, session) is None:  # ended while the passwords were being looked at
            raise _over()
        attempts.forget(connection, counted)
        _write(connection, person.account_id, made)
        sessions.end_all(connection, person.account_id, but=session)
        record(connection, name_of(person), "password_changed")

    database.transact(work)


def _over() -> LoginRefusedError:
    return LoginRefusedError(_("Phiên đăng nhập đã hết. Đăng nhập lại rồi đổi mật khẩu."))


def _write(connection: sa.Connection, account_id: int, kept: str) -> None:
    connection.execute(sa.update(_ACCOUNT).where(_ACCOUNT.c.id == account_id).values(password=kept))
