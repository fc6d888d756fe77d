"""Who acts: a person, the operator or nobody; roles, the actions each may perform, and the limits a role may carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from models.wording.words import N_


class Role(StrEnum):
    """One person may hold several, each limited to policy areas or to a địa bàn."""

    VIEWER = "viewer"
    PLANNER = "planner"
    UPLOADER = "uploader"
    APPROVER = "approver"
    ADMIN = "admin"


class Action(StrEnum):
    """What a command or a page asks for."""

    READ = "read"
    EXPORT = "export"
    SAVE_SCENARIO = "save_scenario"
    UPLOAD = "upload"
    APPLY = "apply"
    UNDO = "undo"
    WRITE_LAW = "write_law"
    VERIFY_LAW = "verify_law"
    IMPORT_BOUNDARIES = "import_boundaries"
    ENTER_SHARES = "enter_shares"
    READ_AUDIT = "read_audit"
    MANAGE_USERS = "manage_users"
    MANAGE_OFFICE = "manage_office"
    BACK_UP = "back_up"
    RESTORE = "restore"


_READING = frozenset({Action.READ, Action.EXPORT})
RIGHTS: dict[Role, frozenset[Action]] = {
    Role.VIEWER: _READING,
    Role.PLANNER: _READING | {Action.SAVE_SCENARIO},
    Role.UPLOADER: _READING | {Action.UPLOAD},
    Role.APPROVER: _READING
    | {
        Action.APPLY,
        Action.UNDO,
        Action.WRITE_LAW,
        Action.VERIFY_LAW,
        Action.IMPORT_BOUNDARIES,
        Action.ENTER_SHARES,
        Action.READ_AUDIT,
    },
    Role.ADMIN: _READING
    | {
        Action.IMPORT_BOUNDARIES,
        Action.READ_AUDIT,
        Action.MANAGE_USERS,
        Action.MANAGE_OFFICE,
        Action.BACK_UP,
        Action.RESTORE,
    },
}
SENDS_FILES = frozenset({Action.UPLOAD, Action.APPLY, Action.WRITE_LAW, Action.IMPORT_BOUNDARIES, Action.SAVE_SCENARIO})
"""Actions that include sending the server a file; uploads of anybody else are refused."""

ROLE_WORDS: dict[Role, str] = {
    Role.VIEWER: N_("Người xem"),
    Role.PLANNER: N_("Người lập phương án"),
    Role.UPLOADER: N_("Người nạp số liệu"),
    Role.APPROVER: N_("Người duyệt"),
    Role.ADMIN: N_("Quản trị"),
}
ROLE_DEEDS: dict[Role, str] = {
    Role.VIEWER: N_("Xem và tải về mọi trang số liệu."),
    Role.PLANNER: N_("Thêm: lưu, sửa, lưu trữ phương án, đánh dấu phương án trình."),
    Role.UPLOADER: N_("Thêm: nạp tệp, sửa bản nháp, gửi duyệt."),
    Role.APPROVER: N_(
        "Thêm: ghi tệp vào số liệu, thu hồi, nhập và đối chiếu văn bản, ranh giới, tỷ lệ chia, xem nhật ký."
    ),
    Role.ADMIN: N_("Thêm: người dùng, thiết lập, sao lưu, khôi phục, ranh giới, xem nhật ký."),
}
ACTION_WORDS: dict[Action, str] = {
    Action.READ: N_("xem số liệu"),
    Action.EXPORT: N_("tải số liệu về"),
    Action.SAVE_SCENARIO: N_("lưu phương án"),
    Action.UPLOAD: N_("nạp tệp số liệu"),
    Action.APPLY: N_("ghi tệp vào số liệu"),
    Action.UNDO: N_("thu hồi một lần cập nhật"),
    Action.WRITE_LAW: N_("nhập văn bản, mức chuẩn"),
    Action.VERIFY_LAW: N_("đánh dấu đã đối chiếu văn bản"),
    Action.IMPORT_BOUNDARIES: N_("nạp ranh giới"),
    Action.ENTER_SHARES: N_("nhập tỷ lệ chia đơn vị"),
    Action.READ_AUDIT: N_("xem nhật ký"),
    Action.MANAGE_USERS: N_("quản lý người dùng"),
    Action.MANAGE_OFFICE: N_("đổi thiết lập"),
    Action.BACK_UP: N_("sao lưu"),
    Action.RESTORE: N_("khôi phục"),
}


def holders(action: Action) -> tuple[Role, ...]:
    """The roles that may do it, in the order of the list of roles."""
    return tuple(role for role in Role if action in RIGHTS[role])


UNLIMITED = frozenset({Action.READ, Action.EXPORT, Action.READ_AUDIT})
"""Actions that limits of a grant say nothing about."""


@dataclass(frozen=True)
class Grant:
    """One role. `policy_area` (merit, protection, …) and `area_code` (a district's or commune's) limit it; None =
    everywhere."""

    role: Role
    policy_area: str | None = None
    area_code: str | None = None


@dataclass(frozen=True)
class Scope:
    """What a change touches: (policy area, codes of the area and of all areas it lies in). An empty policy area is none
    in particular: only a grant for all of them covers it; so is an empty chain of codes: the whole province."""

    policy_area: str = ""
    area_codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rights:
    """All grants of a person."""

    grants: tuple[Grant, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    def may(self, action: Action) -> bool:
        """Whether any grant allows it somewhere."""
        return any(action in RIGHTS[grant.role] for grant in self.grants)

    def refused(self, action: Action, scopes: Iterable[Scope]) -> tuple[Scope, ...]:
        """The scopes that no grant covers for this action; empty when all may be touched."""
        granted = [grant for grant in self.grants if action in RIGHTS[grant.role]]
        if action in UNLIMITED and granted:
            return ()
        return tuple(scope for scope in scopes if not any(_covers(grant, scope) for grant in granted))


@dataclass(frozen=True)
class SignedIn:
    """The person behind a session as the database knows them at this moment; `session` names the session's row."""

    account_id: int
    login: str
    name: str
    session: str
    rights: Rights = field(default_factory=Rights)


def _covers(grant: Grant, scope: Scope) -> bool:
    by_policy = grant.policy_area is None or grant.policy_area == scope.policy_area
    return by_policy and (grant.area_code is None or grant.area_code in scope.area_codes)


@dataclass(frozen=True)
class Person:
    """Somebody with a session; `session` is the digest of their cookie, as the session's row is named."""

    session: str


@dataclass(frozen=True)
class Operator:
    """A person who runs a command at the server itself and could open the database file anyway: start-up, backup,
    restore, accounts from the command line. Never made by a page."""

    name: str


@dataclass(frozen=True)
class Anonymous:
    """Not signed in: reads where reading is open, writes nothing."""


Actor = Person | Operator | Anonymous
NOBODY = Anonymous()
