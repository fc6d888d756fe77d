"""Faults and problems of a file: one sentence each, with its place and its remedy."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from data.locale import _
from models.wording.words import N_

Severity = Literal["error", "warning"]
VALUE_CHARACTERS = 100
LISTED_PROBLEMS = 50
LISTED_REPEATS = 10
UNIT_NOT_NAMED = "unit"
"""Code of errors that an answer "amount_unit" settles."""
CODE_WORDS = {
    "outside_history": N_("Chênh lệch trên 20% so với kỳ trước hoặc số đang có"),
    "above_households": N_("Hộ nghèo và hộ cận nghèo nhiều hơn tổng số hộ"),
    "province_differs": N_("Tổng các đơn vị cấp dưới khác số của cấp trên"),
    "norm": N_("Số tiền khác hệ số × mức chuẩn × số người"),
    "closing": N_("Số cuối kỳ khác số đầu kỳ trừ giảm cộng tăng"),
    "opening": N_("Số đầu kỳ khác số cuối kỳ trước"),
    "totals": N_("Dòng tổng khác tổng các dòng"),
    "plausible": N_("Mức bình quân ngoài khoảng thường gặp"),
    "cumulative": N_("Lũy kế nhỏ hơn tháng trước"),
    "over_estimate": N_("Lũy kế vượt dự toán"),
    "blank": N_("Dòng để trống số liệu, không được nạp"),
    "coverage": N_("Đơn vị thiếu hoặc khác cấp trong bảng"),
    "sheets": N_("Trang tính không được đọc"),
    "given": N_("Nội dung lấy từ tiêu đề, tên trang hoặc câu trả lời"),
    "spelling": N_("Tên đơn vị viết dấu khác danh mục"),
    "columns": N_("Cột không được nạp"),
    "encoding": N_("Bảng mã chữ được chuyển đổi"),
    "macro": N_("Tệp có macro"),
    "extension": N_("Đuôi tệp khác nội dung"),
    "border_area": N_("Diện tích đo được khác diện tích công bố"),
    "border_gap": N_("Có khoảng trống giữa các đơn vị"),
    "border_extra": N_("Đối tượng trong tệp không được nạp"),
    "border_kind": N_("Loại đơn vị hoặc dấu trong tên khác danh mục"),
    "other": N_("Điều cần xem lại khác"),
}
"""Title of a group of warnings by its code."""
CONFIRMED = frozenset(
    {
        "outside_history", "above_households", "province_differs", "norm", "closing", "opening", "totals", "plausible",
        "cumulative", "over_estimate", "blank", "sheets", "given", "spelling",
    }
)  # fmt: skip
"""Codes of warnings that may mean wrong data: a user confirms each group before the file is applied, and the
confirmation is kept with the user's name."""
_SAVE_AGAIN = N_("Mở tệp bằng Excel, lưu lại dạng .xlsx (hoặc CSV UTF-8) rồi tải lên tệp vừa lưu.")
_SPLIT = N_("Chia thành nhiều tệp nhỏ hơn, bỏ các trang tính, cột và hình không cần.")
_SPLIT_ROWS = N_("Chia thành nhiều tệp, ví dụ mỗi năm hoặc mỗi huyện một tệp; xóa các dòng trống.")
_TOO_LARGE_OR_BROKEN = N_("tệp quá lớn hoặc hỏng nên không đọc được")
_SHORTEN = N_("Rút ngắn ô đó, hoặc sửa dấu ngoặc kép làm nhiều dòng dính vào một ô.")
_WHOLE_AGAIN = N_("Xuất hoặc tải lại tệp đầy đủ rồi thử lại.")
_VALUES_ALONE = N_("Chép riêng bảng số liệu (dán giá trị) sang một sổ tính mới, lưu dạng .xlsx rồi tải lên.")
FORMAT_REMEDIES = {
    **dict.fromkeys(
        ("zip", "gzip", "bzip2", "xz", "zstd", "7z", "rar"),
        N_("Giải nén tệp này rồi tải lên từng tệp .xlsx hoặc .csv ở bên trong."),
    ),
    **dict.fromkeys(
        ("docx", "doc", "rtf"),
        N_("Mở tệp bằng Word, chép bảng sang Excel, lưu dạng .xlsx rồi tải lên; đổi đuôi tệp không đổi được nội dung."),
    ),
    **dict.fromkeys(
        ("png", "jpeg", "gif", "tiff", "pdf"),
        N_("Xin nơi gửi tệp Excel gốc, hoặc gõ lại bảng vào biểu mẫu tải từ trang này; ảnh và PDF không đọc được số."),
    ),
    **dict.fromkeys(("ppt", "pptx"), N_("Chép bảng trong tệp trình chiếu sang Excel, lưu dạng .xlsx rồi tải lên.")),
}
"""What to do with a file of another format than a workbook or a text, by its code; others can be opened with Excel."""
REFUSAL_WORDS: dict[str, tuple[str, str]] = {
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
    "styles": (N_("tệp .xlsx có {count} kiểu định dạng ô, vượt giới hạn {most}"), _VALUES_ALONE),
    "sheets": (
        N_("tệp .xlsx có {count} trang tính, vượt giới hạn {most}"),
        N_("Giữ lại các trang có số liệu, xóa các trang khác, hoặc chia thành nhiều tệp."),
    ),
    "dde": (N_("tệp có liên kết DDE gọi chương trình khác, không được mở vì lý do an toàn"), _VALUES_ALONE),
    "long_tag": (N_("tệp .xlsx nén một đoạn dài bất thường không có ô nào (như tệp nén độc hại)"), _VALUES_ALONE),
    "entities": (
        N_("tệp .xlsx có khai báo kiểu tài liệu, thực thể XML (DTD, ENTITY) mà Excel không bao giờ ghi"),
        _VALUES_ALONE,
    ),
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
    "columns": (N_("có {count} ô, vượt giới hạn {most} cột"), N_("Bỏ các cột không cần hoặc ô nằm xa bảng.")),
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


@dataclass(frozen=True)
class Fault:
    """Why a value cannot be taken and what to do, before its place in the file is known."""

    reason: str
    remedy: str


@dataclass(frozen=True)
class Problem:
    """One error or warning. `line` is the line of the text file (the first is 1), `row` the row Excel shows it in: they
    differ after a line break inside quotes or a `sep=` line. Both None: the problem is about the whole file.

    `column` is Excel's letter, `column_name` the column's Vietnamese name, `value` the offending text made safe to
    show, `repeats` further (line, value) pairs with the same cause. `code` is the group of causes: warnings are
    confirmed by group. `sheet` is the sheet of a workbook with more than one that was read. `stands_for`: the number of
    problems of its code that are not listed and that this one counts.
    """

    severity: Severity
    reason: str
    remedy: str
    line: int | None = None
    row: int | None = None
    column: str | None = None
    column_name: str | None = None
    value: str | None = None
    repeats: tuple[tuple[int, str | None], ...] = ()
    code: str = "other"
    sheet: str = ""
    stands_for: int = 0

    @property
    def count(self) -> int:
        """The number of findings it reports."""
        return self.stands_for or 1 + len(self.repeats)

    @property
    def message(self) -> str:
        sentence = (
            self.reason if self.value is None else _("'{value}' {reason}").format(value=self.value, reason=self.reason)
        )
        stop = "" if sentence.endswith("?") else "."
        return f"{self._before()}{sentence}{stop} {self.remedy}".strip() + self._repeated()

    @property
    def place(self) -> str:
        """The place alone, for a table: "Ô E12 (dòng 12), Số đối tượng (beneficiaries)"; "" for the whole file."""
        place = self._in_sheet()
        if not self.sheet:
            return place
        sheet = _("Trang '{sheet}'").format(sheet=self.sheet)
        return f"{sheet}, {place[0].lower()}{place[1:]}" if place else sheet

    def _before(self) -> str:
        if not self.place:
            return ""
        return f"{self.place} " if self.line is None and self.column is not None else f"{self.place}: "

    def _in_sheet(self) -> str:
        row = self.line if self.row is None else self.row
        if self.line is None:
            return "" if self.column is None else _("Cột {column}").format(column=self.column)
        if self.column is not None:
            return _("Ô {column}{row} (dòng {line}), {name}").format(
                column=self.column, row=row, line=self.line, name=self.column_name
            )
        if row != self.line:
            return _("Dòng {line} (hàng {row} trong Excel)").format(line=self.line, row=row)
        return _("Dòng {line}").format(line=self.line)

    def _repeated(self) -> str:
        if not self.repeats:
            return ""
        places = [
            _("dòng {line}").format(line=line)
            if value in (None, self.value)
            else _("dòng {line} ('{value}')").format(line=line, value=value)
            for line, value in self.repeats[:LISTED_REPEATS]
        ]
        listed = ", ".join(places) + (", …" if len(self.repeats) > LISTED_REPEATS else "")
        return " " + _("Cũng gặp ở {places} (thêm {count} dòng).").format(places=listed, count=len(self.repeats))


def error(fault: Fault, code: str = "other") -> Problem:
    """An error about the whole file."""
    return Problem("error", fault.reason, fault.remedy, code=code)


def warning(fault: Fault, code: str = "other") -> Problem:
    """A warning about the whole file."""
    return Problem("warning", fault.reason, fault.remedy, code=code)


def shown(text: str) -> str:
    """The text as it may stand in a message: NFC, invisible and control characters written as \\uXXXX, 100
    characters."""
    safe = "".join(
        character if character.isprintable() else f"\\u{ord(character):04x}"
        for character in unicodedata.normalize("NFC", text[: 4 * VALUE_CHARACTERS])
    )
    return safe if len(safe) <= VALUE_CHARACTERS else safe[: VALUE_CHARACTERS - 1] + "…"


def unlisted(severity: Severity, code: str, count: int) -> Problem:
    """The problem that counts `count` further ones of a code which are not listed."""
    number = f"{count:,}".replace(",", ".")
    if severity == "error":
        reason, remedy = _("Còn {count} lỗi khác chưa liệt kê"), _("Sửa các lỗi trên rồi kiểm tra lại.")
    else:
        reason = _("Còn {count} điều khác chưa liệt kê trong nhóm “{group}”")
        remedy = _("Xem kỹ cả nhóm này trong tệp.")
    sentence = reason.format(count=number, group=words_of(code))
    return Problem(severity, sentence, remedy, code=code, stands_for=count)


def words_of(code: str) -> str:
    """The title of a group of warnings; that of "other" for a code without one."""
    return _(CODE_WORDS.get(code, CODE_WORDS["other"]))


def confirm_groups(problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    """The warnings to be confirmed, by code, in the order in which the codes appear."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity == "warning" and problem.code in CONFIRMED:
            groups.setdefault(problem.code, []).append(problem)
    return {code: tuple(group) for code, group in groups.items()}


def arranged(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors first, then warnings, each in the order of the file; problems with one cause merged, the further lines as
    repeats; at most LISTED_PROBLEMS, with some of every code and a count by code of those not listed."""
    given = list(problems)
    sheets: dict[str, int] = {}
    for problem in given:
        sheets.setdefault(problem.sheet, len(sheets))
    folded: dict[tuple[object, ...], Problem] = {}
    repeats: dict[tuple[object, ...], list[tuple[int, str | None]]] = {}
    left: Counter[tuple[Severity, str]] = Counter()
    for problem in sorted(given, key=lambda item: (item.severity != "error", sheets[item.sheet], item.line or 0)):
        if problem.stands_for:
            left[problem.severity, problem.code] += problem.stands_for
            continue
        cause = (
            problem.severity,
            problem.code,
            problem.sheet,
            problem.reason,
            problem.remedy,
            problem.column,
            problem.line is None,
        )
        if cause not in folded:
            folded[cause] = problem
            repeats[cause] = list(problem.repeats)
        elif problem.line is not None:
            repeats[cause] += [(problem.line, problem.value), *problem.repeats]
    return _capped([replace(problem, repeats=tuple(repeats[cause])) for cause, problem in folded.items()], left)


def _capped(problems: list[Problem], left: Counter[tuple[Severity, str]]) -> tuple[Problem, ...]:
    groups = {(problem.severity, problem.code) for problem in problems} | left.keys()
    if len(problems) + len(left) <= LISTED_PROBLEMS:
        kept = problems
    else:
        seen: Counter[tuple[Severity, str]] = Counter()
        ranks = []
        for index, problem in enumerate(problems):
            ranks.append((problem.severity != "error", seen[problem.severity, problem.code], index))
            seen[problem.severity, problem.code] += 1
        chosen = {index for *_rank, index in sorted(ranks)[: LISTED_PROBLEMS - len(groups)]}
        kept = [problem for index, problem in enumerate(problems) if index in chosen]
        for index, problem in enumerate(problems):
            if index not in chosen:
                left[problem.severity, problem.code] += problem.count
    tails = [unlisted(severity, code, count) for (severity, code), count in left.items()]
    return tuple(sorted([*kept, *tails], key=lambda problem: problem.severity != "error"))
