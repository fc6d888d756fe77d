"""The guide for the office: roles, privacy, this machine, printing."""

from __future__ import annotations

import streamlit as st

from data.accounts import login, passwords, sessions
from data.audit.words import ACTION_WORDS as AUDIT_WORDS
from data.locale import _
from models.access.roles import ACTION_WORDS, RIGHTS, ROLE_DEEDS, ROLE_WORDS, UNLIMITED, Action, Role, holders
from models.policy.engine.baseline import SMALL_CELL
from models.wording.numbers import number
from pages.ui.format import markup
from pages.ui.format.tables import table
from pages.ui.levers import widgets
from pages.ui.records import datasets
from pages.ui.session import choices, loaders


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
    two = choices.choices().two_pairs_of_eyes
    return [
        _(
            "**Giới hạn.** Mỗi vai trò có thể giới hạn theo lĩnh vực và theo địa bàn (huyện thì gồm các xã của "
            "huyện). Giới hạn áp dụng cho việc ghi; đọc thì như nhau, vì mọi số trên màn hình đều là số tổng hợp."
        ),
        _(
            "**Chưa đăng nhập** thì không ghi được gì; có xem được không là do cơ quan đặt cho máy chủ. Một người có "
            "thể giữ nhiều vai trò."
        ),
        _(
            "**Hai người cùng duyệt** (thiết lập ở trang Quản trị; tại cơ quan này {state}): người nạp tệp không tự "
            "ghi tệp đó vào số liệu. Mức theo văn bản chỉ hết dấu “chưa kiểm chứng” khi có người đánh dấu đã đọc bản "
            "gốc."
        ).format(state=_("đang bật") if two else _("đang tắt")),
        _(
            "**Ẩn nút không phải là khóa.** Mọi lệnh ghi đều hỏi lại cơ sở dữ liệu; quyền bị rút thì lần bấm kế tiếp "
            "đã bị từ chối, và được ghi vào nhật ký."
        ),
    ]


def _sessions() -> list[str]:
    return [
        _(
            "**Phiên đăng nhập** hết sau {idle} phút không làm gì, hoặc {hours} giờ kể từ lúc đăng nhập. Đăng xuất, "
            "đổi mật khẩu, bị khóa: mọi trang đang mở bị từ chối ngay ở lần bấm kế tiếp. Phương án đang thử nằm "
            "trong địa chỉ, tệp đang nạp nằm trong bản nháp, nên đăng nhập lại là làm tiếp được."
        ).format(
            idle=number(sessions.IDLE.total_seconds() // 60), hours=number(sessions.ABSOLUTE.total_seconds() // 3600)
        )
    ]


def _passwords() -> list[str]:
    return [
        _(
            "**Mật khẩu** từ {shortest} đến {longest} ký tự, nên từ {advised} (ví dụ bốn từ ghép lại); không bắt "
            "buộc chữ hoa, số, dấu. {common} mật khẩu phổ biến nhất và tên của chính mình bị từ chối. Phần mềm không "
            "giữ mật khẩu, chỉ giữ mã băm Argon2id; quản trị cũng không xem được."
        ).format(
            shortest=passwords.SHORTEST,
            longest=passwords.LONGEST,
            advised=passwords.ADVISED,
            common=number(passwords.COMMONEST),
        ),
        _(
            "**Gõ sai**: từ lần thứ {free} phải chờ, mỗi lần lâu gấp đôi; tối đa {most} lần trong {minutes} phút cho "
            "một tên."
        ).format(free=login.FREE, most=login.MOST, minutes=number(login.WINDOW.total_seconds() // 60)),
        _(
            "**Liên kết mời, đặt lại mật khẩu** dùng một lần, trong {hours} giờ. Không có tài khoản mặc định: lần "
            "chạy đầu tiên máy chủ in một liên kết để tạo quản trị."
        ).format(hours=number(passwords.VALID.total_seconds() // 3600)),
    ]


def show_privacy() -> None:
    st.markdown(
        _(
            "Phần mềm làm việc với **số tổng hợp** theo xã, nhóm và tháng. Danh sách người hưởng thuộc phạm vi của "
            "Luật Bảo vệ dữ liệu cá nhân (Luật số 91/2025/QH15) "
            "và không đi vào phần mềm: không có chỗ nào để nạp, để lưu, để tìm một người."
        )
    )
    st.markdown(_("**Không nhận**"))
    st.markdown(
        _(
            "- Tệp có cột họ tên, ngày sinh, số định danh, số điện thoại, số tài khoản, hoặc có các số trông như vậy ở "
            "bất kỳ cột nào: bị từ chối, không giữ tệp, không giữ bản nháp, không nhắc lại giá trị nào trong câu "
            "báo.\n- Có danh sách thì dùng nút “Tải tệp cộng danh sách (Excel)”: tệp tự cộng ngay trên máy của mình, "
            "chỉ nạp trang “Tổng hợp”.\n- Ghi chú, tên phương án là ô tự do: không ghi tên người hưởng vào đó."
        )
    )
    st.markdown(_("**Không hiện**"))
    st.markdown(
        _(
            "- Số dưới {small} người của một đơn vị không hiện trên bản đồ, bảng, chú giải và tệp tải về; khi che "
            "một số thì che thêm một số khác để không tính ngược ra được.\n"
            "- Nhóm rất nhỏ (ví dụ người nhiễm HIV, trẻ dưới 4 tuổi không có nguồn nuôi dưỡng, trẻ em bị xâm hại) "
            "không bao giờ hiện theo huyện, xã.\n"
            "- Trường hợp cụ thể trên các trang là ví dụ, không phải người có thật."
        ).format(small=SMALL_CELL)
    )
    st.markdown(_("**Giữ gì của ai, bao lâu**"))
    st.markdown(table([_("Nội dung"), _("Gồm"), _("Giữ bao lâu")], _kept(), numbers_from=9))
    st.markdown(_("**Nhật ký ghi gì, ai đọc**"))
    st.markdown(_log())


def _kept() -> list[list[str]]:
    kept = choices.choices()
    forever = _("cùng với cơ sở dữ liệu")
    return [
        [_("Tài khoản cán bộ"), _("tên đăng nhập, họ tên hoặc chức danh, vai trò, mã băm của mật khẩu"), forever],
        [
            _("Phiên đăng nhập"),
            _("lúc mở, lúc hết, địa chỉ máy"),
            _("{days} ngày sau khi hết").format(days=number(sessions.KEPT_AFTER_END.days)),
        ],
        [
            _("Tệp gốc đã ghi"),
            _("nguyên tệp, để đối chiếu và kiểm tra lại"),
            _("{days} ngày kể từ lần ghi cuối; sau đó bỏ nội dung, giữ tên và mã").format(days=number(kept.file_days)),
        ],
        [
            _("Bản nháp"),
            _("tệp đang làm, câu trả lời, giá trị đã sửa"),
            _("{days} ngày không ai đụng tới").format(days=number(kept.draft_days)),
        ],
        [_("Số liệu, phương án"), _("số tổng hợp; tên người ghi, người lưu"), forever],
        [_("Nhật ký"), _("ai, việc gì, lúc nào, số bản, mã của tệp, địa chỉ máy khi đăng nhập"), forever],
        [
            _("Trình duyệt"),
            _("một cookie của phiên đăng nhập, chỉ gửi về máy chủ này"),
            _("đến khi đăng xuất hoặc hết phiên"),
        ],
    ]


def _log() -> str:
    readers = ", ".join(_(ROLE_WORDS[role]) for role in holders(Action.READ_AUDIT))
    deeds = "; ".join(_(words).lower() for words in AUDIT_WORDS.values())
    return _(
        "- Ghi {count} loại việc: {deeds}.\n- Không ghi mật khẩu, mã phiên, nội dung tệp hay dữ liệu cá nhân của người "
        "hưởng. Tên đăng nhập không có thật không được giữ.\n- Chỉ thêm, không sửa, không xóa: mỗi dòng mang mã băm "
        "của dòng trước, trang Nhật ký kiểm tra được cả chuỗi và in mã chốt hằng ngày.\n- Người đọc được nhật ký: "
        "{readers}. Bản nháp: người nạp, khi đã gửi duyệt thì cả người duyệt. Tệp gốc đã ghi: người được tải số liệu "
        "về, và mỗi lần tải được ghi nhật ký."
    ).format(count=number(len(AUDIT_WORDS)), deeds=deeds, readers=readers)


def show_machine() -> None:
    st.markdown(_("**Máy cài đặt**"))
    weak = datasets.platform_limits_sentences() or [_("Máy này có đủ mọi giới hạn bảo vệ mà phần mềm dùng.")]
    engine = _("một tệp trên máy chủ (SQLite)") if loaders.settings().is_sqlite else _("máy chủ PostgreSQL")
    weak.append(_("Số liệu ở {engine}.").format(engine=engine))
    if not loaders.settings().allow_network:
        weak.append(
            _("Phần mềm chỉ nhận kết nối từ chính máy cài đặt; người quản trị máy chủ mở cho mạng nội bộ khi cần.")
        )
    st.markdown("\n".join(f"- {sentence}" for sentence in weak))
    st.markdown(_("**Không có internet**"))
    st.markdown(
        _(
            "Phần mềm không gọi ra ngoài: bản đồ, phông chữ, biểu đồ nằm sẵn trong máy chủ. Chỉ cần mạng nội bộ đến "
            "máy chủ; đứt mạng thì trang tự nối lại, thông số còn trong địa chỉ, "
            "tệp đang nạp còn trong bản nháp. Liên kết và tệp phương án gửi qua thư, đĩa đều được."
        )
    )
    st.markdown(_("**In**"))
    st.markdown(
        _(
            "In trang đang xem bằng Ctrl+P của trình duyệt; chọn A4 ngang cho các bảng rộng. Bản đồ có trang A4 "
            "riêng ở nút “Tải bản đồ về”. In cả hướng dẫn: chọn “Tất cả, để in hoặc tìm” ở đầu "
            "trang rồi Ctrl+P; Ctrl+F tìm trong mọi phần cùng lúc."
        )
    )
    st.markdown(_("**Bàn phím**"))
    st.markdown(table([_("Phím"), _("Việc"), _("Ở đâu")], shortcuts(), numbers_from=9))
    st.markdown(_("**Bản sao lưu ở đâu**"))
    st.markdown(
        _(
            "Trong thư mục số liệu của máy chủ; trang Quản trị, thẻ “Sao lưu” ghi rõ đường dẫn và cho tải về. Bản "
            "sao lưu giữ toàn bộ: số liệu, phương án, tài khoản, nhật ký. Chép thường xuyên ra máy "
            "khác, và để nơi chỉ người có trách nhiệm vào được."
        )
    )


def shortcuts() -> list[list[str]]:
    """Every shortcut, then what browsers and Streamlit's controls do by themselves."""
    levers, board = _("trang có thanh kéo"), _("bản đồ, khi có từ hai kỳ")
    return [
        [widgets.UNDO_KEYS.title(), _("Lùi lại"), levers],
        [widgets.REDO_KEYS.title(), _("Làm lại"), levers],
        ["P", _("Chạy hoặc dừng các kỳ"), board],
        [_("Mũi tên trái"), _("Kỳ trước"), board],
        [_("Mũi tên phải"), _("Kỳ sau"), board],
        [_("Mũi tên trái, phải"), _("Đổi một bậc"), _("trên thanh kéo đang chọn")],
        ["Tab, Shift+Tab", _("Đến ô, nút kế tiếp, trước đó"), _("mọi trang")],
        ["Esc", _("Đóng hộp đang mở"), _("mọi trang")],
        ["Ctrl+F, Ctrl+P", _("Tìm, in"), _("mọi trang (của trình duyệt)")],
    ]


_STYLE = """<style>@media print {{
  @page {{ margin: 12mm }}
  [data-testid=stSidebar], [data-testid=stHeader], [data-testid=stButtonGroup],
  [data-testid=stPageLink] {{ display: none !important }}
  [data-testid=stMainBlockContainer] {{ padding: 0 !important; max-width: none !important }}
  [data-testid=stMarkdownContainer] {{ font-size: 11pt !important; line-height: 1.35 !important }}
  [data-testid=stMarkdownContainer] td,
  [data-testid=stMarkdownContainer] th {{ font-size: 9pt; padding: 2pt 4pt !important }}
  [class*=st-key-huong-dan-viec], tr, img {{ break-inside: avoid }}
  h2, h3, thead {{ break-after: avoid }}
}}</style>"""


def show_paper() -> None:
    markup.show(markup.fill_style(_STYLE))
