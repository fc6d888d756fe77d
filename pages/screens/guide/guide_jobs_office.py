"""The jobs of the office, each in five steps: files, approval, taking back, law, borders, accounts, backups, the copy to practise on.

Belongs here: their words; a name in “quotes” is what stands on the screen. Does not: drawing (guide_steps.py).
"""

from __future__ import annotations

from models.access.roles import Action
from models.wording.words import N_
from pages.screens.guide.guide_jobs import PLANNING, Job

OFFICE = (
    Job(
        "nap-tep", N_("Nạp tệp (người nạp)"), ("upload.py",), (Action.UPLOAD,),
        N_("Trang Cập nhật số liệu, bước Kiểm tra: ba ô sai được chỉ ra kèm cách sửa"),
        (
            N_("Mở trang “Cập nhật số liệu”, chọn ở “Tệp có số liệu gì?”. Chưa có tệp thì tải “Biểu mẫu Excel”, điền số rồi nạp."),
            N_("Bấm “Chọn tệp” hoặc kéo tệp của xã, huyện thả vào khung, để nguyên như nhận được. Tệp có họ tên hoặc số định danh bị từ chối và không được giữ."),
            N_("Đọc phần mềm đã hiểu tệp thế nào; trả lời câu hỏi rồi bấm “Trả lời và kiểm tra tiếp”; cột bị hiểu sai thì mở “Khớp cột của tệp với mẫu”."),
            N_("Ô sai: ghi “Giá trị sửa” rồi bấm “Dùng các giá trị sửa và kiểm tra lại”; hoặc “Tải tệp đã đánh dấu lỗi”, sửa trong Excel và nạp lại."),
            N_("Bấm “Xem thay đổi”, “Tiếp tục: xác nhận”, đánh dấu từng nhóm cần xác nhận rồi bấm “Gửi duyệt”. Chưa xong thì tệp nằm ở danh sách bản nháp: “Mở tiếp”."),
        ),
    ),
    Job(
        "duyet-ghi", N_("Duyệt và ghi (người duyệt)"), ("upload.py", "history.py"), (Action.APPLY,),
        N_("Bước Xem thay đổi: số dòng mới, dòng thay và bảng từng dòng trước và sau"),
        (
            N_("Mở trang “Cập nhật số liệu”; ở danh sách “Chờ duyệt (1)” bấm “Mở xem”."),
            N_("Bấm “Xem thay đổi”: thẻ “Từng dòng thay đổi” cho số trước và sau, thẻ “Tác động” cho kinh phí thay đổi ra sao."),
            N_("Bấm “Tiếp tục: xác nhận”; đọc rồi đánh dấu từng nhóm cảnh báo. Tên người xác nhận được lưu cùng lần cập nhật."),
            N_("Bấm nút ghi, ví dụ “Ghi 36 dòng của tháng 12/2023”. Có người vừa ghi trước thì bấm “Xem thay đổi với số mới” và xem lại."),
            N_("Mở trang “Lịch sử cập nhật”, thẻ “Các lần cập nhật”, để thấy bản vừa ghi; các trang khác dùng số mới ngay."),
        ),
    ),
    Job(
        "thu-hoi", N_("Thu hồi"), ("history.py",), (Action.UNDO,),
        N_("Trang Lịch sử cập nhật: một bản đang mở với các dòng sẽ trở về số trước đó"),
        (
            N_("Mở trang “Lịch sử cập nhật”, thẻ “Các lần cập nhật”; lọc theo “Bộ dữ liệu”, “Người ghi” nếu danh sách dài."),
            N_("Chọn bản ở “Xem một bản: đã ghi gì, số liệu lúc đó, thu hồi”."),
            N_("Đọc các dòng sẽ đổi: số đang có, số sau khi thu hồi, và dòng giữ nguyên vì đã được ghi lại sau bản này."),
            N_("Đánh dấu “Tôi đã xem các dòng trên và đồng ý thu hồi bản 2”, bấm nút thu hồi, ví dụ “Thu hồi bản 2: bỏ 6 dòng”."),
            N_("Lấy lại số vừa thu hồi: mở bản mới nhất và thu hồi chính bản đó. Không xóa gì; tệp và lịch sử vẫn còn."),
        ),
    ),
    Job(
        "van-ban", N_("Nhập và đối chiếu văn bản"), ("law.py",), (Action.WRITE_LAW, Action.VERIFY_LAW),
        N_("Trang Mức chuẩn và văn bản: phần đối chiếu và biểu nhập một mức mới với bốn ngày"),
        (
            N_("Mở trang “Mức chuẩn và văn bản”, chọn “Mức”; ở “Văn bản mới” mở thẻ “Thêm một mức”, hoặc “Nạp tệp nhiều mức” cho cả bảng."),
            N_("Ghi “Mức (đồng)”, “Văn bản (số, ký hiệu, điều)” và chọn “Nguồn thông tin”."),
            N_("Ghi bốn ngày: “Ngày ban hành”, “Áp dụng từ ngày” (tiền tính từ đây), “Có hiệu lực từ ngày”, “Chi trả từ tháng” (để trống: tự tính)."),
            N_("Đọc dòng xem trước (truy lĩnh mấy tháng, thay mức nào) rồi bấm nút ghi, ví dụ “Ghi Mức chuẩn trợ giúp xã hội 600.000 đồng/tháng từ 01/7/2027”."),
            N_("Mở bản gốc, so từng số và ngày; chọn ở “Mức đã đối chiếu”, đánh dấu “Tôi đã đọc văn bản gốc và thấy đúng như trên”, bấm “Đã đối chiếu văn bản”."),
        ),
    ),
    Job(
        "dia-gioi", N_("Chuyển địa giới, tỷ lệ chia"), ("district_map.py", "admin.py"), (Action.ENTER_SHARES, Action.IMPORT_BOUNDARIES),
        N_("Trang Quản trị, thẻ Ranh giới: tỷ lệ quy đổi của một đơn vị bị chia"),
        (
            N_("Trên trang “Bản đồ theo huyện”, chọn địa giới mới ở “Địa giới”: số cũ được chuyển, có dấu “(quy đổi)”; đơn vị bị chia cho một khoảng từ … đến …"),
            N_("Mở trang “Quản trị”, thẻ “Ranh giới”; ở “Ranh giới và quy đổi” chọn “Tỷ lệ quy đổi của đơn vị bị chia”."),
            N_("Chọn “Đơn vị bị chia hoặc chưa rõ nơi nhập”, rồi các đơn vị mới ở “Nhập vào đơn vị”."),
            N_("Ghi tỷ lệ về từng đơn vị và “Nguồn của tỷ lệ” (biểu dân số theo thôn, nghị quyết); xem bảng “Đang ghi”, “Sẽ ghi”."),
            N_("Bấm nút “Ghi tỷ lệ của …”; khoảng trên bản đồ thành một số. Ranh giới đo đạc (GeoJSON, WGS 84) nạp ở “Nạp ranh giới chính xác”."),
        ),
    ),
    Job(
        "nguoi-dung", N_("Quản trị: người dùng"), ("admin.py",), (Action.MANAGE_USERS,),
        N_("Trang Quản trị, thẻ Người dùng: danh sách tài khoản và phần mời người dùng mới"),
        (
            N_("Mở trang “Quản trị”, thẻ “Người dùng”; ở “Mời người dùng mới” ghi “Tên đăng nhập” và “Họ tên hoặc chức danh”."),
            N_("Chọn “Vai trò”; người chỉ phụ trách một phần thì chọn thêm “Lĩnh vực”, “Địa bàn”. “Thêm một vai trò” khi kiêm nhiều việc."),
            N_("Bấm “Tạo tài khoản và liên kết”; chuyển liên kết tận tay (dùng một lần), rồi bấm “Đã chuyển, ẩn liên kết”."),
            N_("Đổi việc: chọn ở “Tài khoản”, sửa vai trò, bấm “Lưu vai trò”; có hiệu lực ngay ở lần bấm tiếp theo của người đó."),
            N_("Nghỉ việc: “Khóa tài khoản …”. Quên mật khẩu: “Tạo liên kết đặt mật khẩu”. Nghi lộ mật khẩu: “Kết thúc mọi phiên”."),
        ),
    ),
    Job(
        "sao-luu", N_("Quản trị: sao lưu, khôi phục"), ("admin.py",), (Action.BACK_UP, Action.RESTORE),
        N_("Trang Quản trị, thẻ Sao lưu: nút sao lưu và danh sách các bản sao lưu"),
        (
            N_("Mở trang “Quản trị”, thẻ “Sao lưu”, bấm “Sao lưu ngay”: bản sao được đọc lại và kiểm tra trước khi báo xong."),
            N_("Chọn ở “Bản sao lưu”, bấm “Kiểm tra bản này”, rồi nút “Tải về (12 MB)” và chép sang máy hoặc ổ khác."),
            N_("Khôi phục: chọn bản, đọc những lần cập nhật sẽ mất ở “Khôi phục về bản sao lưu này”."),
            N_("Gõ “KHÔI PHỤC” để xác nhận, bấm “Thay toàn bộ số liệu bằng bản này”. Hiện trạng được sao lưu trước, nên còn đường quay lại."),
            N_("Mọi người đăng nhập lại. Chỉ muốn bỏ mọi số đã nạp mà giữ lịch sử: thẻ “Số liệu gốc”, gõ “SỐ LIỆU GỐC”."),
        ),
    ),
    Job(
        "thu-nghiem", N_("Quản trị: bản Thử nghiệm để tập"), ("admin.py",), (Action.BACK_UP,),
        N_("Trang Quản trị, thẻ Thử nghiệm: nút tạo bản Thử nghiệm và lệnh mở bản đó"),
        (
            N_("Mở trang “Quản trị”, thẻ “Thử nghiệm”; đã có bản cũ thì đánh dấu “Thay bản Thử nghiệm đang có; những gì đã tập trong đó sẽ mất”."),
            N_("Bấm “Tạo bản Thử nghiệm”: số liệu, phương án, tài khoản của lúc này được chép sang một cơ sở dữ liệu riêng."),
            N_("Ở máy chủ, chạy lệnh hiện trên màn hình để mở bản Thử nghiệm ở cổng 8502."),
            N_("Vào bằng trình duyệt khác hoặc cửa sổ ẩn danh; tập nạp tệp, thu hồi, thử phương án. Mọi trang và mọi tệp của bản đó đều ghi rõ là thử nghiệm."),
            N_("Tập xong thì tắt lệnh đó. Số liệu thật không đổi; bản Thử nghiệm không bao giờ khôi phục được đè lên số liệu thật."),
        ),
    ),
)  # fmt: skip
JOBS = (*PLANNING, *OFFICE)
"""All jobs, in the order of the guide."""
