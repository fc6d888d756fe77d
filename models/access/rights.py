"""What one person may do where: grants of roles, each with its limits.

Belongs here: deciding from grants alone. Limits rule what a grant may change; reading figures is the same for all who may read,
because everything shown is aggregated and a province total already says what its parts come to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from models.access.roles import RIGHTS, Action, Role

UNLIMITED = frozenset({Action.READ, Action.EXPORT, Action.READ_AUDIT})
"""Actions that limits of a grant say nothing about."""


@dataclass(frozen=True)
class Grant:
    """One role. `policy_area` (merit, protection, …) and `area_code` (a district's or commune's) limit it; None = everywhere."""

    role: Role
    policy_area: str | None = None
    area_code: str | None = None


@dataclass(frozen=True)
class Scope:
    """What a change touches: (policy area, codes of the area and of all areas it lies in). An empty policy area is none in
    particular: only a grant for all of them covers it; so is an empty chain of codes: the whole province."""

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
        mine = [grant for grant in self.grants if action in RIGHTS[grant.role]]
        if action in UNLIMITED and mine:
            return ()
        return tuple(scope for scope in scopes if not any(_covers(grant, scope) for grant in mine))


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
