"""The part "Ai được làm gì": roles, rights and their limits, sessions and passwords, from the rules that decide them.

Belongs here: showing the matrix and the figures. Does not: the matrix (models/access/roles.py), whoever has which role (admin page).
"""

from __future__ import annotations

import streamlit as st

from data.accounts import links, login, passwords, sessions
from data.locale import _
from models.access.roles import ACTION_WORDS, RIGHTS, ROLE_DEEDS, ROLE_WORDS, UNLIMITED, Action, Role
from models.wording.numbers import number
from pages.ui.format.tables import table
from pages.ui.session import office


def show() -> None:
    st.markdown(_("**Năm vai trò**"))
    rows = [[_(ROLE_WORDS[role]), _(ROLE_DEEDS[role])] for role in Role]
    st.markdown(table([_("Vai trò"), _("Được làm")], rows, numbers_from=9))
    st.markdown(_("**Từng việc**"))
    rows = [[_sentence(_(ACTION_WORDS[action])), *(_mark(action, role) for role in Role)] for action in Action]
    st.markdown(table([_("Việc"), *(_(ROLE_WORDS[role]) for role in Role)], rows, numbers_from=9))
    st.markdown("\n".join(f"- {rule}" for rule in (*_limits(), *_sessions(), *_passwords())))


def _mark(action: Action, role: Role) -> str:
    if action not in RIGHTS[role]:
        return "–"
    return _("có") if action in UNLIMITED else _("có, trong phần được giao")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _limits() -> list[str]:
    two = office.choices().two_pairs_of_eyes
    return [
        _("**Giới hạn.** Mỗi vai trò có thể giới hạn theo lĩnh vực và theo địa bàn (huyện thì gồm các xã của huyện). Giới hạn áp dụng cho việc ghi; đọc thì như nhau, vì mọi số trên màn hình đều là số tổng hợp."),
        _("**Chưa đăng nhập** thì không ghi được gì; có xem được không là do cơ quan đặt cho máy chủ. Một người có thể giữ nhiều vai trò."),
        _("**Hai người cùng duyệt** (thiết lập ở trang Quản trị; tại cơ quan này {state}): người nạp tệp không tự ghi tệp đó vào số liệu. Mức theo văn bản chỉ hết dấu “chưa kiểm chứng” khi có người đánh dấu đã đọc bản gốc.").format(
            state=_("đang bật") if two else _("đang tắt")
        ),
        _("**Ẩn nút không phải là khóa.** Mọi lệnh ghi đều hỏi lại cơ sở dữ liệu; quyền bị rút thì lần bấm kế tiếp đã bị từ chối, và được ghi vào nhật ký."),
    ]  # fmt: skip


def _sessions() -> list[str]:
    return [
        _("**Phiên đăng nhập** hết sau {idle} phút không làm gì, hoặc {hours} giờ kể từ lúc đăng nhập. Đăng xuất, đổi mật khẩu, bị khóa: mọi trang đang mở bị từ chối ngay ở lần bấm kế tiếp. Phương án đang thử nằm trong địa chỉ, tệp đang nạp nằm trong bản nháp, nên đăng nhập lại là làm tiếp được.").format(
            idle=number(sessions.IDLE.total_seconds() // 60), hours=number(sessions.ABSOLUTE.total_seconds() // 3600)
        ),
    ]  # fmt: skip


def _passwords() -> list[str]:
    return [
        _("**Mật khẩu** từ {shortest} đến {longest} ký tự, nên từ {advised} (ví dụ bốn từ ghép lại); không bắt buộc chữ hoa, số, dấu. {common} mật khẩu phổ biến nhất và tên của chính mình bị từ chối. Phần mềm không giữ mật khẩu, chỉ giữ mã băm Argon2id; quản trị cũng không xem được.").format(
            shortest=passwords.SHORTEST, longest=passwords.LONGEST, advised=passwords.ADVISED, common=number(passwords.COMMONEST)
        ),
        _("**Gõ sai**: từ lần thứ {free} phải chờ, mỗi lần lâu gấp đôi; tối đa {most} lần trong {minutes} phút cho một tên.").format(
            free=login.FREE, most=login.MOST, minutes=number(login.WINDOW.total_seconds() // 60)
        ),
        _("**Liên kết mời, đặt lại mật khẩu** dùng một lần, trong {hours} giờ. Không có tài khoản mặc định: lần chạy đầu tiên máy chủ in một liên kết để tạo quản trị.").format(
            hours=number(links.VALID.total_seconds() // 3600)
        ),
    ]  # fmt: skip
