"""People: invite, grants, identity, one-time links, ending an account."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import polars as pl
import streamlit as st

from data.accounts import accounts
from data.accounts.accounts import LOGIN_LENGTH, NAME_LENGTH, AccountLine, AccountRefusedError
from data.clock import today
from data.locale import _
from models.access.roles import RIGHTS, ROLE_DEEDS, ROLE_WORDS, UNLIMITED, Action, Grant, Role
from models.periods import Month
from models.policy.engine.baseline import sending_areas
from models.wording.numbers import moment
from pages._registry import PAGES, POLICY
from pages.screens.admin import notices
from pages.ui.format.tables import escape, table
from pages.ui.session import actor, loaders, provider

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
    """The fewest lines that say exactly these grants: one a role where its limits are a whole grid, else one a địa
    bàn."""
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
    return {spec.file.removesuffix(".py"): _(spec.title) for spec in PAGES if spec.section == POLICY and spec.prefix}


def area_names() -> dict[str, str]:
    """The areas that figures are of, and those that send today: districts, wards and communes."""
    data = loaders.data()
    months: list[Month] = [loaders.baseline(data.version, False).blocks[0].as_of, Month.of(today())]
    listed = pl.concat(sending_areas(data.areas, month) for month in months).unique("code", maintain_order=True)
    return {row["code"]: f"{row['kind']} {row['name']}" for row in listed.iter_rows(named=True)}


def _chosen(line: Line) -> Line:
    role = st.selectbox(
        _("Vai trò"),
        list(Role),
        index=None if line.role is None else list(Role).index(line.role),
        placeholder=_("Chọn vai trò"),
        format_func=lambda one: _(ROLE_WORDS[one]),
        key=f"quan-tri-vai-tro-{line.id}",
    )
    if role is None or role is Role.ADMIN or RIGHTS[role] <= NEVER_LIMITED:
        if role is not None:
            st.caption(_("Vai trò này không giới hạn theo lĩnh vực, địa bàn."))
        return Line(line.id, role)
    policies, areas = policy_names(), area_names()
    of_policy = st.multiselect(
        _("Lĩnh vực"),
        list(policies),
        default=[one for one in line.policy_areas if one in policies],
        placeholder=_("Mọi lĩnh vực"),
        format_func=lambda one: policies.get(one, one),
        key=f"quan-tri-linh-vuc-{line.id}",
    )
    of_area = st.multiselect(
        _("Địa bàn"),
        list(areas),
        default=[one for one in line.area_codes if one in areas],
        placeholder=_("Toàn tỉnh"),
        format_func=lambda one: areas.get(one, one),
        key=f"quan-tri-dia-ban-{line.id}",
    )
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


ISSUER, SUBJECT, BIND, UNBIND = (
    "quan-tri-noi-cap",
    "quan-tri-ma-dinh-danh",
    "quan-tri-gan-danh-tinh",
    "quan-tri-bo-danh-tinh",
)


def show_identity(line: AccountLine) -> None:
    """Nothing where the office has no sign-on of its own and the account no identity."""
    if line.subject is None and not provider.is_configured():
        return
    st.markdown(_("**Tài khoản cơ quan**"))
    if line.subject is None:
        _bind(line)
    else:
        _unbind(line)


def _bind(line: AccountLine) -> None:
    st.caption(
        _(
            "Chưa gắn. Chép hai dòng mà trang “Chưa có tài khoản trong phần mềm” báo cho người này; nếu tên đăng "
            "nhập là thư điện tử đã được cơ "
            "quan xác minh thì tự gắn ở lần đăng nhập đầu tiên."
        )
    )
    issuer = st.text_input(_("Nơi cấp"), key=f"{ISSUER}-{line.id}", max_chars=255)
    subject = st.text_input(_("Mã định danh"), key=f"{SUBJECT}-{line.id}", max_chars=255)

    def bind() -> str:
        if not (issuer.strip() and subject.strip()):
            raise AccountRefusedError(_("Nhập cả nơi cấp và mã định danh rồi bấm lại; chưa gắn gì."))
        accounts.bind_identity(loaders.database(), line.id, issuer, subject, actor=actor.current())
        return _("Đã gắn tài khoản cơ quan với {login}.").format(login=line.login)

    if st.button(_("Gắn tài khoản cơ quan"), key=BIND):
        notices.act(bind)


def _unbind(line: AccountLine) -> None:
    st.markdown(
        _("Nơi cấp: {issuer}  \nMã định danh: {subject}").format(
            issuer=escape(line.issuer or ""), subject=escape(line.subject or "")
        )
    )

    def unbind() -> str:
        accounts.bind_identity(loaders.database(), line.id, "", "", actor=actor.current())
        actor.forget()
        return _("Đã bỏ tài khoản cơ quan của {login} và kết thúc mọi phiên.").format(login=line.login)

    if st.button(_("Bỏ tài khoản cơ quan"), key=UNBIND):
        notices.act(unbind)


PATH = "/dat-mat-khau"
_KEPT, HIDE = "_quan-tri-lien-ket", "quan-tri-an-lien-ket"


def keep(login: str, token: str) -> None:
    """For the run that follows; the token is nowhere else."""
    st.session_state[_KEPT] = (login, f"{_origin()}{PATH}?ma={token}")


def show_link() -> None:
    kept = st.session_state.get(_KEPT)
    if kept is None:
        return
    login, link = kept
    with st.container(border=True):
        st.markdown(
            _(
                "**Liên kết đặt mật khẩu của {login}**: dùng một lần, trong 24 giờ. Chuyển tận tay hoặc qua kênh "
                "riêng; ai có liên kết đều đặt được mật khẩu."
            ).format(login=escape(login))
        )
        st.code(link, language=None, wrap_lines=True)
        st.button(_("Đã chuyển, ẩn liên kết"), key=HIDE, on_click=_put_away)


def _put_away() -> None:
    st.session_state.pop(_KEPT, None)


def _origin() -> str:
    """The office's own address; without one, where this page was opened."""
    public_url = loaders.settings().public_url
    if public_url:
        return public_url
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


ROLES, SHUT, OPEN, RESET, SURE, END = (
    "quan-tri-luu-vai-tro",
    "quan-tri-khoa",
    "quan-tri-mo-khoa",
    "quan-tri-mat-khau",
    "quan-tri-mat-khau-chac",
    "quan-tri-het-phien",
)


def show_account(line: AccountLine) -> None:
    me = actor.person()
    own = me is not None and me.account_id == line.id
    _roles(line)
    _sessions(line)
    show_identity(line)
    if own:
        st.caption(
            _(
                "Đây là tài khoản của bạn: đổi mật khẩu bằng “Đổi mật khẩu” ở nút tên của bạn, đầu trang; người quản "
                "trị khác mới khóa được."
            )
        )
        return
    _password(line)
    _shutting(line)


def _roles(line: AccountLine) -> None:
    form = str(line.id)
    wanted = choose(form, line.rights.grants)
    changed = set(wanted) != set(line.rights.grants)
    if st.button(_("Lưu vai trò"), key=ROLES, type="primary", disabled=not changed):

        def save() -> str:
            accounts.change_grants(loaders.database(), line.id, wanted, actor=actor.current())
            actor.forget()
            return _("Đã đổi vai trò của {login}: {roles}. Có hiệu lực ngay ở lần bấm tiếp theo của người đó.").format(
                login=line.login, roles=words(wanted)
            )

        notices.act(save)


def _sessions(line: AccountLine) -> None:
    st.markdown(_("**Phiên đăng nhập**"))
    found = accounts.open_sessions(loaders.database(), line.id)
    if not found:
        st.caption(_("Không có phiên đăng nhập nào đang mở."))
        return
    rows = [[moment(one.began), moment(one.idle_until), one.address or _("không rõ")] for one in found]
    st.markdown(table([_("Phiên mở lúc"), _("Hết nếu để yên đến"), _("Từ máy")], rows, numbers_from=3))

    def end() -> str:
        ended = accounts.end_sessions(loaders.database(), line.id, actor=actor.current())
        actor.forget()
        return _("Đã kết thúc {count} phiên của {login}; người đó phải đăng nhập lại.").format(
            count=ended, login=line.login
        )

    if st.button(_("Kết thúc mọi phiên"), key=END):
        notices.act(end)


def _password(line: AccountLine) -> None:
    st.markdown(_("**Mật khẩu, khóa tài khoản**"))
    sure = True
    if line.has_password:
        sure = st.checkbox(
            _("Bỏ mật khẩu hiện tại và mọi phiên của {login}").format(login=line.login),
            key=f"{SURE}-{line.id}",
            help=_("Người đó phải đặt mật khẩu mới bằng liên kết trước khi đăng nhập lại."),
        )

    def reset() -> str:
        keep(line.login, accounts.reset_password(loaders.database(), line.id, actor=actor.current()))
        return _("Đã tạo liên kết đặt mật khẩu cho {login}; liên kết trước đó không còn dùng được.").format(
            login=line.login
        )

    if st.button(_("Tạo liên kết đặt mật khẩu"), key=RESET, disabled=not sure or line.disabled_at is not None):
        notices.act(reset)


def _shutting(line: AccountLine) -> None:
    shut = line.disabled_at is None

    def turn() -> str:
        accounts.set_disabled(loaders.database(), line.id, shut, actor=actor.current())
        said = _("Đã khóa tài khoản {login} và kết thúc mọi phiên.") if shut else _("Đã mở khóa tài khoản {login}.")
        return said.format(login=line.login)

    label = _("Khóa tài khoản {login}") if shut else _("Mở khóa tài khoản {login}")
    if st.button(label.format(login=line.login), key=SHUT if shut else OPEN):
        notices.act(turn)


LOGIN, NAME, INVITE = "quan-tri-moi-ten", "quan-tri-moi-ho-ten", "quan-tri-moi-nut"
FORM, _ROUND = "moi", "_quan-tri-moi-lan"


def show_invite() -> None:
    turn = int(st.session_state.get(_ROUND, 0))  # the fields are empty again after an invitation
    login = st.text_input(
        _("Tên đăng nhập"), key=f"{LOGIN}-{turn}", max_chars=LOGIN_LENGTH, placeholder=_("ví dụ tran.van.a")
    )
    name = st.text_input(_("Họ tên hoặc chức danh"), key=f"{NAME}-{turn}", max_chars=NAME_LENGTH)
    wanted = choose(FORM, ())
    if not st.button(_("Tạo tài khoản và liên kết"), key=INVITE, type="primary"):
        return

    def invite() -> str:
        token = accounts.invite(loaders.database(), login, name, wanted, actor=actor.current())
        keep(login, token)
        begin_again(FORM)
        st.session_state[_ROUND] = turn + 1
        return _("Đã tạo tài khoản {login}. Chuyển liên kết dưới đây cho người dùng.").format(login=login)

    notices.act(invite)


CHOSEN = "quan-tri-tai-khoan"


def show() -> None:
    database = loaders.database()
    lines, seen = accounts.listed(database), accounts.last_signed_in(database)
    show_link()
    headers = [
        _("Tên đăng nhập"),
        _("Họ tên, chức danh"),
        _("Vai trò và phần được giao"),
        _("Đăng nhập gần nhất"),
        _("Trạng thái"),
    ]
    rows = [
        [line.login, line.name, words(line.rights.grants), _seen(seen.get(line.id)), _state(line)] for line in lines
    ]
    st.markdown(table(headers, rows, numbers_from=len(headers)))
    if len(lines) == 1:
        st.caption(
            _("Mới có một tài khoản. Mời thêm người dùng ở dưới; nên có ít nhất hai người giữ vai trò Quản trị.")
        )
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(_("Một tài khoản"), anchor=False)
        by_id = {line.id: line for line in lines}
        chosen = st.selectbox(
            _("Tài khoản"),
            list(by_id),
            index=None,
            key=CHOSEN,
            placeholder=_("Chọn tài khoản để xem, sửa"),
            format_func=lambda one: _("{name} ({login})").format(name=by_id[one].name, login=by_id[one].login),
        )
        if chosen is not None:
            show_account(by_id[chosen])
    with right:
        st.subheader(_("Mời người dùng mới"), anchor=False)
        show_invite()
    st.subheader(_("Vai trò nào làm được gì"), anchor=False)
    st.markdown(
        table(
            [_("Vai trò"), _("Được làm")], [[_(ROLE_WORDS[role]), _(ROLE_DEEDS[role])] for role in Role], numbers_from=2
        )
    )
    st.caption(
        _(
            "Một người giữ được nhiều vai trò; mỗi vai trò giới hạn được theo lĩnh vực và địa bàn. Giới hạn chỉ áp "
            "dụng cho việc ghi: ai đã vào phần mềm đều xem được mọi trang số liệu."
        )
    )


def _seen(at: datetime | None) -> str:
    return moment(at) if at is not None else _("chưa, hoặc trên 30 ngày")


def _state(line: AccountLine) -> str:
    if line.disabled_at is not None:
        return _("Đã khóa lúc {time}").format(time=moment(line.disabled_at))
    if not line.has_password and line.subject is None:
        return _("Chưa đặt mật khẩu")
    return _("Đang dùng")
