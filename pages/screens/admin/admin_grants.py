"""Roles with their limits: in words, and chosen line by line.

Belongs here: from grants to lines of a form and back; a line is a role in so many policy areas and địa bàn. Does not: whether they may
be given (data/accounts/accounts.py).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from data.locale import _
from models.access.roles import RIGHTS, ROLE_WORDS, UNLIMITED, Action, Grant, Role
from models.periods import Month
from pages._registry import PAGES, POLICY
from pages.ui.session import loaders

_LINES = "_quan-tri-vai-tro-"
NEVER_LIMITED = UNLIMITED | {Action.SAVE_SCENARIO}
"""What a role that may do nothing more than this is not asked limits for: they would say nothing."""


@dataclass(frozen=True)
class Line:
    """A role in each of the policy areas and each of the địa bàn; none of them = everywhere. `id` names its widgets."""

    id: str
    role: Role | None = None
    policy_areas: tuple[str, ...] = ()
    area_codes: tuple[str, ...] = ()

    def grants(self) -> list[Grant]:
        if self.role is None:
            return []
        return [
            Grant(self.role, one, code) for one in self.policy_areas or (None,) for code in self.area_codes or (None,)
        ]


def words(grants: Iterable[Grant]) -> str:
    """ "Người duyệt (Người có công; Thành phố Phủ Lý), Người xem"."""
    policies, areas = policy_names(), area_names()
    said = []
    for line in lines_of(grants):
        assert line.role is not None
        limits = [
            ", ".join(policies.get(one, one) for one in line.policy_areas),
            ", ".join(areas.get(one, one) for one in line.area_codes),
        ]
        kept = "; ".join(limit for limit in limits if limit)
        role = _(ROLE_WORDS[line.role])
        said.append(_("{role} ({limits})").format(role=role, limits=kept) if kept else role)
    return ", ".join(said) or _("chưa được giao")


def lines_of(grants: Iterable[Grant]) -> list[Line]:
    """The fewest lines that say exactly these grants: one a role where its limits are a whole grid, else one a địa bàn."""
    by_role: dict[Role, list[Grant]] = {}
    for grant in grants:
        by_role.setdefault(grant.role, []).append(grant)
    lines = []
    for role, mine in by_role.items():
        policies = tuple(dict.fromkeys(grant.policy_area for grant in mine))
        areas = tuple(dict.fromkeys(grant.area_code for grant in mine))
        if len(mine) == len(policies) * len(areas) and not _mixed(policies) and not _mixed(areas):
            lines.append(_line(role, policies, areas))
        else:
            lines += [_line(role, (grant.policy_area,), (grant.area_code,)) for grant in mine]
    return lines


def choose(form: str, grants: Iterable[Grant]) -> list[Grant]:
    """The lines of a form, beginning with `grants` and anew whenever those change; what they come to now."""
    place, given = _LINES + form, tuple(grants)
    kept: tuple[tuple[Grant, ...], list[Line]] | None = st.session_state.get(place)
    if kept is None or kept[0] != given:
        kept = st.session_state[place] = (given, lines_of(given) or [Line(uuid.uuid4().hex[:8])])
    lines = kept[1]
    found: list[Grant] = []
    for line in lines:
        with st.container(border=True):
            found += _chosen(line).grants()
            if len(lines) > 1:
                st.button(
                    _("Bỏ vai trò này"),
                    key=f"quan-tri-bo-{line.id}",
                    type="tertiary",
                    on_click=_drop,
                    args=(place, line.id),
                )
    st.button(_("Thêm một vai trò"), key=f"quan-tri-them-{form}", icon=":material/add:", on_click=_add, args=(place,))
    return list(dict.fromkeys(found))


def begin_again(form: str) -> None:
    st.session_state.pop(_LINES + form, None)


def policy_names() -> dict[str, str]:
    """The nine areas by name."""
    return {spec.file.removesuffix(".py"): _(spec.title) for spec in PAGES if spec.section == POLICY}


def area_names() -> dict[str, str]:
    """The districts that figures are of."""
    data = loaders.data()
    month: Month = loaders.baseline(data.version, False).blocks[0].as_of
    return {row["code"]: f"{row['kind']} {row['name']}" for row in data.districts(month).iter_rows(named=True)}


def _chosen(line: Line) -> Line:
    role = st.selectbox(
        _("Vai trò"), list(Role), index=None if line.role is None else list(Role).index(line.role), placeholder=_("Chọn vai trò"),
        format_func=lambda one: _(ROLE_WORDS[one]), key=f"quan-tri-vai-tro-{line.id}",
    )  # fmt: skip
    if role is None or role is Role.ADMIN or RIGHTS[role] <= NEVER_LIMITED:
        if role is not None:
            st.caption(_("Vai trò này không giới hạn theo lĩnh vực, địa bàn."))
        return Line(line.id, role)
    policies, areas = policy_names(), area_names()
    of_policy = st.multiselect(
        _("Lĩnh vực"), list(policies), default=[one for one in line.policy_areas if one in policies], placeholder=_("Mọi lĩnh vực"),
        format_func=lambda one: policies.get(one, one), key=f"quan-tri-linh-vuc-{line.id}",
    )  # fmt: skip
    of_area = st.multiselect(
        _("Địa bàn"), list(areas), default=[one for one in line.area_codes if one in areas], placeholder=_("Toàn tỉnh"),
        format_func=lambda one: areas.get(one, one), key=f"quan-tri-dia-ban-{line.id}",
    )  # fmt: skip
    unknown = tuple(one for one in line.area_codes if one not in areas)  # of another vintage: kept as they are
    return Line(line.id, role, tuple(of_policy), (*of_area, *unknown))


def _line(role: Role, policies: Iterable[str | None], areas: Iterable[str | None]) -> Line:
    return Line(uuid.uuid4().hex[:8], role, tuple(filter(None, policies)), tuple(filter(None, areas)))


def _mixed(limits: tuple[str | None, ...]) -> bool:
    """Everywhere and somewhere: no one line says both."""
    return None in limits and len(limits) > 1


def _add(place: str) -> None:
    given, lines = st.session_state[place]
    st.session_state[place] = (given, [*lines, Line(uuid.uuid4().hex[:8])])


def _drop(place: str, line_id: str) -> None:
    given, lines = st.session_state[place]
    st.session_state[place] = (given, [line for line in lines if line.id != line_id])
