"""Hướng dẫn sử dụng: what the app does, how to read its marks, and every lever, from the levers' own declarations."""

import streamlit as st

from data.locale import _
from pages._registry import PAGES, page
from pages.components import loaders, page_frame
from pages.components.tables import table

page_frame.top(page("guide.py"), loaders.data())
st.subheader(_("Năm việc chính"), anchor=False)
st.markdown(
    _(
        "1. **Thử phương án** (trang Bảo trợ xã hội, Người có công): kéo thanh mức chuẩn hoặc chọn mức theo văn bản, chọn tháng áp dụng và "
        "tháng chi trả đầu tiên. Các nút “Ai thuộc diện”, “Khoản đi kèm”, “Nguồn, dự toán”, “Giả định nâng cao” có các thông số còn lại. Câu trả "
        "lời đứng trước, rồi đến số, biểu đồ, bảng và cách tính. “Lùi lại” (Ctrl+Z) và “Làm lại” (Ctrl+Y) đi từng thao tác; “Sao chép liên "
        "kết” cho địa chỉ mở lại đúng phương án. Thẻ “Tính ngược từ kinh phí” cho mức cao nhất mà một khoản tiền đủ chi.\n"
        "Bảy lĩnh vực còn lại cùng cách dùng: nhập số hiện nay và số phương án cạnh nhau (giả định, trừ khi theo quy định); khoản thiếu số thì "
        "không tính và nói rõ thiếu gì, ai giữ; số nạp bằng tệp Chỉ tiêu báo cáo hiện thành nút bấm cạnh ô; tiền ngoài ngân sách nhà nước (Quỹ BHTN, vốn vay quay vòng) đứng riêng.\n"
        "2. **Lưu và so sánh phương án** (nút “Lưu phương án”, trang Phương án): phương án giữ mọi thông số, kết quả và bản số liệu đã dùng. Mở "
        "lại sau khi số liệu hoặc văn bản đổi, trang cho thấy số cũ, số mới và nguyên nhân; “Tính lại theo số liệu mới” là lựa chọn của bạn.\n"
        "3. **So sánh trên bản đồ** (trang Bản đồ theo huyện): chọn chỉ tiêu, mẫu số, kỳ; bấm hoặc gõ tên để chọn tối đa 6 đơn vị, mỗi đơn vị giữ "
        "một màu và một chữ cái ở bản đồ, thứ hạng, diễn biến, bảng. Tỷ lệ tô nền, số tuyệt đối vẽ hình tròn; ô gạch chéo là chưa có số liệu, số "
        "dưới 5 người không hiển thị. “Giữ nguyên thang màu” để so các kỳ. “Địa giới” chuyển số cũ sang đơn vị mới, có dấu “quy đổi”; đơn vị bị "
        "chia cho khoảng từ … đến … cho đến khi có tỷ lệ kèm nguồn. “Tải bản đồ về” cho PNG, SVG, PDF khổ A4, CSV, Excel. Ô “Quản trị ranh giới” ở "
        "cuối trang nạp ranh giới chính xác (GeoJSON, WGS 84) và tỷ lệ chia.\n"
        "4. **Cập nhật số liệu**: chọn loại số liệu, tải biểu mẫu hoặc thả tệp của xã, huyện như nó vốn có (Excel, CSV). Trang cho biết đã "
        "hiểu tệp thế nào, hỏi điều chưa rõ, chỉ chỗ sai theo dòng và cột của Excel kèm cách sửa; sửa ngay trên trang, hoặc tải tệp có cột “Lỗi” "
        "về sửa rồi nạp lại. Xem từng ô thay đổi và tác động, xác nhận cảnh báo, rồi ghi. Tệp đang làm được giữ dưới dạng bản nháp; tệp có họ tên "
        "hoặc số định danh bị từ chối và không được giữ. Trang Lịch sử cập nhật thu hồi được mọi lần ghi, và cho xem lại bản số liệu cũ.\n"
        "5. **Văn bản mới** (trang Mức chuẩn và văn bản): nhập mức, bốn ngày và căn cứ; đánh dấu “Đã đối chiếu văn bản” khi đã đọc bản gốc."
    )
)
st.subheader(_("Ý nghĩa của các dấu hiệu"), anchor=False)
marks = [
    [_("Số báo cáo"), _("Lấy nguyên văn từ báo cáo năm 2023; “trên”, “gần”, “khoảng” được giữ.")],
    [_("Đơn vị cập nhật"), _("Từ tệp của huyện, xã đã ghi vào phần mềm.")],
    [_("Tính toán từ số báo cáo"), _("Suy ra bằng công thức ghi kèm.")],
    [_("Giả định"), _("Người dùng đặt; không phải số liệu.")],
    [_("Minh họa"), _("Phần mềm chia theo dân số để xem thử; không dùng để so sánh, phân bổ.")],
    [_("Chưa có số liệu"), _("Không ai đã báo cáo; phần mềm không thay bằng 0.")],
    [_("Chưa kiểm chứng"), _("Mức lấy từ báo chí hoặc ghi theo trí nhớ; cần đối chiếu văn bản gốc trước khi trình.")],
]
st.markdown(table([_("Dấu hiệu"), _("Nghĩa")], marks, numbers_from=9))
st.subheader(_("Các thông số của phương án"), anchor=False)
for spec in PAGES:
    if spec.levers:
        with st.expander(_("{page}: {count} thông số").format(page=_(spec.title), count=len(spec.levers))):
            rows = [[_(lever.label), lever.parameter, _(lever.help), _(lever.legal_source)] for lever in spec.levers]
            headers = [_("Thông số"), _("Tên trong liên kết"), _("Giải thích"), _("Căn cứ")]
            st.markdown(table(headers, rows, numbers_from=9))
st.subheader(_("Chưa có trong bản này"), anchor=False)
st.markdown(
    _(
        "Tài khoản người dùng (tên người ghi do người dùng tự khai). "
        "Phần mềm chỉ mở trên máy cài đặt cho đến khi có tài khoản."
    )
)
