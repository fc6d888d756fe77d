"""Why a file was not read, in words: one sentence and one remedy for each code of the child process.

Belongs here: the words alone. Does not: the codes' reasons (data/parsing) or the names of formats (recognition.py).
A sentence begins small: its place in the file, if it has one, stands before it.
"""

from __future__ import annotations

from models.wording.words import N_

_SAVE_AGAIN = N_("Mở tệp bằng Excel, lưu lại dạng .xlsx (hoặc CSV UTF-8) rồi tải lên tệp vừa lưu.")
_SPLIT = N_("Chia thành nhiều tệp nhỏ hơn, bỏ các trang tính, cột và hình không cần.")
_SPLIT_ROWS = N_("Chia thành nhiều tệp, ví dụ mỗi năm hoặc mỗi huyện một tệp; xóa các dòng trống.")
_TOO_LARGE_OR_BROKEN = N_("tệp quá lớn hoặc hỏng nên không đọc được")
_SHORTEN = N_("Rút ngắn ô đó, hoặc sửa dấu ngoặc kép làm nhiều dòng dính vào một ô.")
_WHOLE_AGAIN = N_("Xuất hoặc tải lại tệp đầy đủ rồi thử lại.")

WORDS: dict[str, tuple[str, str]] = {
    "bytes": (N_("tệp lớn hơn giới hạn {most} MB"), _SPLIT),
    "empty": (N_("tệp trống, không có dữ liệu"), N_("Chọn tệp có tiêu đề và các dòng số liệu.")),
    "format": (N_("tệp là {name}, không phải sổ tính .xlsx hay CSV"), _SAVE_AGAIN),
    "encrypted": (
        N_("tệp được bảo vệ bằng mật khẩu nên không đọc được"),
        N_("Mở tệp bằng Excel, gỡ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc), lưu lại rồi tải lên."),
    ),
    "damaged": (N_("tệp là {name} nhưng bị hỏng hoặc bị cắt nên không mở được"), _SAVE_AGAIN),
    "unreadable": (N_("tệp bị hỏng hoặc do phần mềm khác ghi sai cấu trúc nên không đọc được"), _SAVE_AGAIN),
    "strict": (
        N_("tệp là sổ tính Excel kiểu Strict Open XML, không đọc được"),
        N_("Trong Excel chọn Tệp, Lưu thành, kiểu Excel Workbook (.xlsx) thường, rồi tải lên tệp vừa lưu."),
    ),
    "parts": (N_("tệp .xlsx có {count} phần bên trong, vượt giới hạn {most}"), _SAVE_AGAIN),
    "parts_twice": (N_("tệp .xlsx có hai phần bên trong trùng tên nên không biết phần nào đúng"), _SAVE_AGAIN),
    "unpacked": (N_("tệp nén bung ra quá {most} MB, vượt giới hạn"), _SPLIT),
    "tags": (
        N_("tệp .xlsx có quá nhiều ô, kể cả ô trống còn định dạng hoặc đã gộp"),
        N_("Xóa hẳn các dòng, cột trống quanh bảng (chọn rồi Delete Rows, Delete Columns) hoặc chia thành nhiều tệp."),
    ),
    "entities": (N_("tệp .xlsx có khai báo kiểu tài liệu (DTD) mà Excel không bao giờ ghi"), _SAVE_AGAIN),
    "heavy": (_TOO_LARGE_OR_BROKEN, _SPLIT),
    "crash": (_TOO_LARGE_OR_BROKEN, _SPLIT),
    "too_much": (_TOO_LARGE_OR_BROKEN, _SPLIT),
    "time": (N_("đọc tệp quá {most} giây chưa xong: tệp quá lớn hoặc hỏng"), _SPLIT),
    "busy": (N_("máy chủ đang bận nên chưa mở được tệp"), N_("Đợi một phút rồi thử lại.")),
    "nul": (
        N_("có ký tự NUL (ký tự rỗng) không được phép trong tệp văn bản"),
        N_("Mở tệp gốc, gõ lại ô đó rồi lưu lại dạng CSV UTF-8."),
    ),
    "utf8_cut": (N_("tệp bị cắt giữa một ký tự (UTF-8) nên thiếu phần cuối"), _WHOLE_AGAIN),
    "utf16_cut": (N_("tệp bị cắt giữa một ký tự (UTF-16) nên thiếu phần cuối"), _WHOLE_AGAIN),
    "utf16_broken": (N_("tệp ở bảng mã UTF-16 nhưng có chỗ không đọc được"), _SAVE_AGAIN),
    "utf16_unsure": (N_("tệp có vẻ ở bảng mã UTF-16 nhưng không đọc chắc chắn được"), _SAVE_AGAIN),
    "utf32": (N_("tệp ở bảng mã UTF-32, không đọc được"), _SAVE_AGAIN),
    "not_utf8": (N_("tệp không ở bảng mã UTF-8 (Unicode): gặp byte không đọc được"), _SAVE_AGAIN),
    "encoding_unsure": (
        N_("không chắc tệp ở bảng mã nào (có thể là {names}), nên không đọc để khỏi sai chữ"),
        N_("Đổi chữ sang Unicode (ví dụ bằng Unikey, Ctrl+Shift+F6), lưu lại dạng .xlsx hoặc CSV UTF-8."),
    ),
    "read_twice": (
        N_("chữ bị lỗi bảng mã ('{name}'): UTF-8 đã bị đọc nhầm thành bảng mã Windows-1252 rồi lưu lại"),
        N_("Lấy lại tệp gốc; trong Excel nhập bằng Dữ liệu, Từ Văn bản/CSV và chọn 65001: Unicode (UTF-8)."),
    ),
    "rows": (N_("tệp có hơn {most} dòng, vượt giới hạn"), _SPLIT_ROWS),
    "spanned": (
        N_("các trang tính dài tổng cộng hơn {most} dòng, kể cả dòng trống phía trên các ô nằm lẻ"),
        N_("Xóa các ô nằm lẻ xa phía dưới bảng, bỏ các trang không cần hoặc chia thành nhiều tệp."),
    ),
    "columns": (
        N_("có {count} ô, vượt giới hạn {most} cột"),
        N_("Bỏ các cột không cần hoặc ô nằm xa bảng."),
    ),
    "long_cell": (N_("có ô dài quá {most} ký tự"), _SHORTEN),
    "long_cell_at": (N_("ô {cell} dài quá {most} ký tự"), N_("Rút ngắn nội dung ô đó.")),
    "long_line": (N_("dài quá {most} ký tự"), N_("Bỏ các cột không cần hoặc ô quá dài.")),
    "sep": (
        N_("dòng 'sep=' nêu dấu phân cách không dùng được"),
        N_("Dùng dấu phẩy, chấm phẩy, tab hoặc '|' làm dấu phân cách."),
    ),
    "quotes": (
        N_('dấu ngoặc kép (") mở mà không đóng đúng chỗ, nên không tách được các ô từ đây trở đi'),
        N_("Xóa dấu ngoặc kép thừa trong ô, hoặc lưu lại từ Excel dạng .xlsx hoặc CSV UTF-8."),
    ),
    "line_ends": (
        N_("xuống dòng bằng dấu CR lẻ trong khi các dòng khác bằng LF, nên không rõ đó là hết dòng hay ở trong ô"),
        N_("Xóa dấu xuống dòng trong ô ở dòng đó, hoặc mở bằng Excel rồi lưu lại dạng .xlsx."),
    ),
    "far_cell": (
        N_("ô {cell} có nội dung nhưng nằm ngoài giới hạn {columns} cột, {rows} dòng"),
        N_("Nếu ô đó gõ nhầm thì xóa đi (chọn ô, bấm Delete); nếu không, bỏ bớt cột hoặc chia thành nhiều tệp."),
    ),
    "formula": (
        N_("có {count} ô công thức chưa có kết quả: {cells}"),
        N_("Mở tệp bằng Excel, chờ tính xong, bấm Lưu rồi tải lên lại; hoặc dán số thay cho công thức."),
    ),
    "scaled": (
        N_("ô {cell} có định dạng ghi nghìn, triệu hoặc tỷ vào cách hiện số, nên số nhìn thấy khác số trong ô"),
        N_("Chọn cả cột, đặt định dạng Number (#,##0), xem lại đơn vị tính ở tiêu đề rồi lưu lại."),
    ),
}
