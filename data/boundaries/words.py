"""Why a file of borders was not read, in words: one sentence and one remedy for each code of the process that opens
it."""

from __future__ import annotations

from data.boundaries.problems import Problem, error
from data.locale import _
from data.parsing.limits import Refusal
from data.vocabulary.problems import REFUSAL_WORDS as FILE_WORDS
from data.vocabulary.problems import Fault, shown
from models.wording.words import N_

EXPORT = N_(
    "Trong QGIS: bấm chuột phải vào lớp, chọn Xuất, Lưu đối tượng thành…, định dạng GeoJSON, hệ tọa độ EPSG:4326 - "
    "WGS 84, "
    "bảng mã UTF-8, rồi nạp tệp vừa lưu."
)
_AGAIN = N_("Xuất lại lớp từ phần mềm bản đồ hoặc tải lại tệp đầy đủ rồi thử lại.")
_LESS = N_(
    "Chỉ giữ các đơn vị của tỉnh trong lớp, hoặc đơn giản hóa nét vẽ (QGIS: Vector, Công cụ hình học, Đơn giản hóa)."
)

_WORDS: dict[str, tuple[str, str]] = {
    "bytes": (N_("tệp lớn hơn giới hạn {most} MB"), _LESS),
    "empty": (N_("tệp trống"), _AGAIN),
    "zip": (N_("tệp là tệp nén (có thể là shapefile .zip, KMZ hoặc .xlsx), không phải GeoJSON"), EXPORT),
    "xml": (N_("tệp là XML (có thể là KML hoặc GML), không phải GeoJSON"), EXPORT),
    "utf8": (N_("tệp không ở bảng mã UTF-8: byte thứ {place} không đọc được"), EXPORT),
    "lines": (
        N_("tệp ghi mỗi dòng một đối tượng (GeoJSON theo dòng), không phải một FeatureCollection"),
        N_("Xuất lại với định dạng GeoJSON, không chọn “GeoJSON - Newline Delimited”."),
    ),
    "json": (N_("tệp không phải JSON đúng cú pháp: hỏng ở dòng {line}, cột {column}"), _AGAIN),
    "deep": (N_("tệp lồng quá nhiều cấp nên không phải bản đồ"), _AGAIN),
    "nan": (
        N_("có giá trị {name}, không phải số"),
        N_("Xóa đối tượng có tọa độ hỏng trong phần mềm bản đồ rồi xuất lại."),
    ),
    "twice": (
        N_("một đối tượng ghi hai lần cùng một khóa “{name}”, không rõ lấy giá trị nào"),
        N_("Đổi tên một trong hai trường trùng nhau rồi xuất lại."),
    ),
    "topology": (N_("tệp là TopoJSON, không phải GeoJSON"), EXPORT),
    "shape": (N_("tệp là JSON nhưng không phải FeatureCollection của GeoJSON"), EXPORT),
    "no_features": (N_("tệp không có đối tượng nào"), _AGAIN),
    "features": (N_("tệp có {count} đối tượng, vượt giới hạn {most}"), _LESS),
    "vertices": (N_("nét vẽ có hơn {most} điểm, vượt giới hạn"), _LESS),
    "heavy": (N_("tệp quá lớn hoặc quá phức tạp nên không xử lý được"), _LESS),
    "crash": (N_("tệp quá lớn hoặc hỏng nên không xử lý được"), _LESS),
    "too_much": (N_("tệp quá lớn hoặc quá phức tạp nên không xử lý được"), _LESS),
    "time": (N_("xử lý quá {most} giây chưa xong: nét vẽ quá phức tạp hoặc hỏng"), _LESS),
    "unreadable": (N_("tệp có nét vẽ hỏng mà phần mềm không sửa được"), _AGAIN),
}


def refused(refusal: Refusal) -> Problem:
    """The refusal as a problem of the whole file."""
    reason, remedy = _WORDS.get(refusal.code) or FILE_WORDS.get(refusal.code) or _WORDS["crash"]
    details = {key: shown(value) if isinstance(value, str) else value for key, value in refusal.details.items()}
    return error(refusal.code, Fault(_(reason).format(**details), _(remedy)))
