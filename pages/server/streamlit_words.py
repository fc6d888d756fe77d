"""Streamlit's own words in Vietnamese: its scripts carry them in English and no option translates them.

`WORDS` is the one table: by script (its name before the hash), the piece of the script as it stands and what stands
there instead. A piece without a backtick is the whole of a text between backticks; one with backticks is taken as it
is, with as much around it as tells it from others of the same word. Pieces occur once unless a number says otherwise;
tests/server/test_streamlit_words.py holds the table against the installed scripts, so that an upgrade that rewords one
is noticed. What is not found is left as it is: the page then shows English, and works.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.server.compression import Answer, whole

_SCRIPT = re.compile(r"/static/js/(?P<name>[\w-]+(?:\.[\w-]+)*?)\.[\w-]{8}\.js")
KEPT = "public, max-age=86400"
"""A day, not Streamlit's year: our words may change while the script keeps its name."""
_NOT_ASKED = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range"})

FIRST = "rolldown-runtime"
"""The script that all others import before anything else: what stands at its top has run before they do."""
_LANGUAGE = """\
for(let[k,v]of[["language","vi-VN"],["languages",["vi-VN","vi"]]])
Object.defineProperty(Navigator.prototype,k,{configurable:true,get:()=>v});
for(let p of[Number.prototype,Date.prototype])
for(let k of Object.getOwnPropertyNames(p).filter(k=>k.startsWith("toLocale"))){
let f=p[k];p[k]=function(l="vi-VN",o){return f.call(this,l,o)}}
globalThis.readNumber=(typed,most)=>{
const found=/^([+-]?)(\\d{1,3}(?:[. ]\\d{3})+|\\d+)(?:,(\\d+))? ?(?:(nghìn|ngàn|n|k)|(triệu|tr)|(tỷ|tỉ))? ?(%|đồng|đ)?$/
.exec(String(typed).normalize("NFC").trim().toLowerCase().replace(/\\s+/g," ").replace("−","-"));
if(!found||found[7]==="%"&&most>1000)return NaN;
const[,sign,whole,part="",thousand,million,billion]=found,zeros=thousand?3:million?6:billion?9:0;
const value=Number(`${sign}${whole.replace(/[. ]/g,"")}.${part}e${zeros}`);
return Number.isInteger(value)?value:NaN};
"""
"""Numbers and dates as Vietnam writes them, whatever the browser's language; a whole number typed so, NaN where it
cannot be one: "2.260.500", "540 nghìn", "1,2 tỷ", and "10%" where the box goes no further than per mille."""

Piece = str | tuple[str, int]
WORDS: Mapping[str, Mapping[str, Piece]] = {
    "index": {
        # navigation, the ⋮ menu and what it opens
        "View less": "Thu gọn",
        "View ${x-m} more": "Xem thêm ${x-m} trang",
        "App pages": ("Các trang", 2),
        '"aria-label":`Sidebar`': '"aria-label":`Thanh bên`',
        "Expand sidebar": "Mở thanh bên",
        "Collapse sidebar": "Thu thanh bên",
        "alt:`Logo`": "alt:`An sinh Hà Nam`",
        "App Logo": ("Biểu tượng của phần mềm", 2),
        "Navigate to home page": "Về trang đầu",
        "(opens in new tab)": "(mở ở thẻ mới)",
        "Skip to main content": "Đến nội dung chính",
        "Scroll tabs left": "Cuộn các thẻ sang trái",
        "Scroll tabs right": "Cuộn các thẻ sang phải",
        "Main menu": ("Trình đơn", 2),
        '"aria-label":`Theme`': '"aria-label":`Nền sáng hoặc tối`',
        "label:`System`": "label:`Theo máy`",
        "case`System`": "case`Theo máy`",
        "label:`Light`": "label:`Sáng`",
        "case`Light`": "case`Sáng`",
        "label:`Dark`": "label:`Tối`",
        "case`Dark`": "case`Tối`",
        "label:`Rerun`": "label:`Chạy lại`",
        "children:`Rerun`": "children:`Chạy lại`",
        "label:`Print`": "label:`In`",
        # No recording: the permissions policy closes the screen to it.
        "if(OT.isSupportedBrowser()){let t=eE[e]||`Record screen`": "if(!1){let t=eE[e]||``",
        # What the server writes into the address is no step of its own, and nothing is written over the address of a
        # page that is being left: back leads to the page before as it was left, with its levers.
        "t!==ut(document.location.search)&&(this.historyNavigationEpoch===null?window.history.pushState({},``,n)"
        ":window.history.replaceState({},``,n)),this.setState({queryParams:t}),": (
            "this.setState({queryParams:t},()=>{this.leaving||t!==ut(document.location.search)"
            "&&window.history.replaceState({},``,document.location.pathname+(t?`?${t}`:``))}),"
        ),
        "this.getQueryString(),u=``,d={": "this.getQueryString(),u=(this.leaving=!!n&&n!==c,``),d={",
        "if((a===``?e:a)!==t){": "if(this.leaving=!1,(a===``?e:a)!==t){",
        "label:`About`": "label:`Giới thiệu`",
        "children:`About`": "children:`Giới thiệu`",
        "label:`Get help`": "label:`Trợ giúp`",
        "label:`Report a bug`": "label:`Báo lỗi`",
        "Made with Streamlit v": "Dựng bằng Streamlit ",
        "Copy version to clipboard": "Chép số phiên bản",
        "Copied": "Đã chép",
        "Shortcut ${l}": "Phím tắt ${l}",
        # a run, a lost connection, an error
        "Running...": "Đang tính…",
        "`Stopping...`:`Stop`": "`Đang dừng…`:`Dừng`",
        "_O=`Connecting`": "_O=`Đang nối`",
        "Connecting to Streamlit server": "Đang nối lại với máy chủ",
        "bO=`Error`": "bO=`Lỗi`",
        "Unable to connect to Streamlit server": "Không nối được với máy chủ",
        "Please wait...": "Xin chờ…",
        "Connection error": "Mất kết nối",
        "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": (
            "Máy chủ không trả lời. Xin chờ, hoặc báo quản trị hệ thống."
        ),
        ",codeBlock:`streamlit run yourscript.py`": "",
        "Streamlit server is not responding. Are you connected to the internet?": (
            "Máy chủ không trả lời. Xin kiểm tra mạng nội bộ, hoặc báo quản trị hệ thống."
        ),
        "message:`Connection timed out.`": "message:`Máy chủ trả lời quá lâu.`",
        "message:`Connection failed with status ${r}": "message:`Không nối được, mã ${r}",
        "Cannot connect to Streamlit (HTTP status: 403).\n\nIf you are trying to access a Streamlit app running on "
        "another server, this could be due to the app's [CORS](${rD}) settings.": "Máy chủ từ chối kết nối (mã 403).",
        "Connection lost. Please wait for the app to reconnect, then try again.": (
            "Mất kết nối. Xin chờ nối lại rồi thử lần nữa."
        ),
        "`Page not found`": "`Không có trang này`",
        "You have requested page /${e}, but no corresponding file was found in the app's pages/ directory": (
            "Không có trang /${e}"
        ),
        "The page that you have requested does not seem to exist": "Không có trang đã hỏi",
        "${t}. Running the app's main page.": "${t}. Đã mở trang đầu.",
        "Bad message format": "Tin nhận được bị hỏng",
        "Script execution error": "Lỗi khi tính",
        "children:`Try again`": "children:`Thử lại`",
        "`Continue anyway`:`Close`": "`Vẫn tiếp tục`:`Đóng`",
        "onClick:e.onClose,children:`Close`": "onClick:e.onClose,children:`Đóng`",
        '"aria-label":`Close`': ('"aria-label":`Đóng`', 3),
        "{close:`Close`,notifications:(e,t)=>`${t.plural(e.count,{one:()=>`${t.number(e.count)} notification`,"
        "other:()=>`${t.number(e.count)} notifications`})}.`}": (
            "{close:`Đóng`,notifications:(e,t)=>`${t.number(e.count)} thông báo.`}"
        ),
        "Notifications": "Thông báo",
        "{dismiss:`Dismiss`}": "{dismiss:`Đóng`}",
    },
    "useCopyToClipboard": {"Copied": "Đã chép", "Copy to clipboard": "Chép"},
    "StreamlitMarkdown": {
        "Link to heading": "Liên kết đến mục này",
        "c=`Help`": "c=`Giải thích`",
        "`Help`:`Help for ${": "`Giải thích`:`Giải thích: ${",
        "name:`Network issue`": "name:`Lỗi mạng`",
        "`Cannot load Streamlit frontend code. This can happen when you update Streamlit while a Streamlit app is "
        "running.`": "`Không tải được một phần của trang; có thể phần mềm vừa được nâng cấp.`",
        "`To fix this, simply reload this app by pressing`": "`Xin tải lại trang bằng phím`",
        "`, or`": "` hoặc`",
        "`If the error persists, try force-clearing your browser's cache as described`": (
            "`Nếu vẫn lỗi, xin xoá bộ nhớ đệm của trình duyệt như hướng dẫn`"
        ),
        "children:`here`": "children:`ở đây`",
    },
    "Toolbar": {"label:`Fullscreen`": "label:`Toàn màn hình`", "Close fullscreen": "Thu nhỏ lại"},
    "ArrowVegaLiteChart": {
        "Show chart": "Xem biểu đồ",
        "Show data": "Xem số liệu",
        "Download as PNG": "Tải ảnh PNG",
        "`Copied!`:`Copy Vega-Lite spec`": "`Đã chép`:`Chép mã biểu đồ`",
    },
    # What a screen reader is told of a chart.
    "embed": {
        "description:`Vega visualization`": "description:`Biểu đồ`",
        "`aria-roleDescription`,`visualization`": "`aria-roleDescription`,`biểu đồ`",
        "t.ariaRoleDescription||`${n} mark`": "t.ariaRoleDescription===`bar`?`cột`:`hình`",
        "`${t} mark container`": "`nhóm hình`",
        "{axis:{desc:`axis`": "{axis:{desc:`trục`",
        "legend:{desc:`legend`": "legend:{desc:`chú giải`",
        "{desc:`title`,caption:e=>`Title text '${ky(e)}'`}": "{desc:`tên biểu đồ`,caption:e=>`${ky(e)}`}",
        "{desc:`subtitle`,caption:e=>`Subtitle text '${ky(e)}'`}": "{desc:`dòng dưới tên`,caption:e=>`${ky(e)}`}",
        "`${n===`left`||n===`right`?`Y`:`X`}-axis`+(r?` titled '${r}'`:``)+` for a ${pp(s)?`discrete`:s} scale with "
        "${tm(o,a,e)}`": "`Trục ${n===`left`||n===`right`?`đứng`:`ngang`}${r?` “${r}”`:``}: ${tm(o,a,e)}`",
        "Py(r)+(n?` titled '${n}'`:``)+` for ${Ny(a)} with ${tm(c,s,e)}`": ("`Chú giải${n?` “${n}”`:``}`"),
        "`${n} boundar${n===1?`y`:`ies`}: ${e.join(`, `)}`": "`${n} mốc: ${e.join(`, `)}`",
        "`, ending with `": "`, … `",
        "`${n} value${n===1?``:`s`}: ${a}`": "`${n} giá trị: ${a}`",
        "`values from ${i(e[0])} to ${i(j(e))}`": "`từ ${i(e[0])} đến ${i(j(e))}`",
    },
    "DeckGlJsonChart": {"label:`Clear selection`": "label:`Bỏ chọn`"},
    "DataFrame": {
        # the toolbar
        "Clear selection": "Bỏ chọn",
        "Delete row(s)": "Xoá dòng",
        "Add row": "Thêm dòng",
        "Show/hide columns": "Hiện hoặc ẩn cột",
        "Download as CSV": "Tải CSV",
        "label:`Search`": "label:`Tìm`",
        # the search box
        "Type to search": "Gõ để tìm",
        "`over 1000`:`${v.results} result${v.results===1?``:`s`}`": "`trên 1.000 kết quả`:`${v.results} kết quả`",
        "`${v.selectedIndex+1} of ${e}`": "`${v.selectedIndex+1} trong ${e}`",
        "Previous Result": "Kết quả trước",
        "Next Result": "Kết quả sau",
        "Close Search": "Đóng ô tìm",
        # the menus of a column
        "Dataframe column menu": "Trình đơn của cột",
        "Copy column name": ("Chép tên cột", 2),
        "Sort ascending": "Sắp từ nhỏ đến lớn",
        "Sort descending": "Sắp từ lớn đến nhỏ",
        "`Format`": "`Cách viết số`",
        "Autosize": "Vừa với nội dung",
        "Pin column": "Giữ cột ở mép trái",
        "Unpin column": "Thôi giữ cột",
        "Hide column": "Ẩn cột",
        "Select all": "Chọn tất cả",
        "label:`Automatic`": ("label:`Tự động`", 4),
        "label:`Localized`": ("label:`Kiểu Việt Nam`", 4),
        "label:`Plain`": "label:`Không tách hàng nghìn`",
        "label:`Compact`": "label:`Gọn`",
        "label:`Dollar`": "label:`Đô la`",
        "label:`Euro`": "label:`Ơ rô`",
        "label:`Yen`": "label:`Yên`",
        "label:`Percent`": "label:`Phần trăm`",
        "label:`Scientific`": "label:`Luỹ thừa của 10`",
        "label:`Accounting`": "label:`Kế toán`",
        "label:`Duration`": "label:`Khoảng thời gian`",
        "label:`Distance`": ("label:`Cách hôm nay`", 2),
        "label:`Calendar`": "label:`Theo lịch`",
        # what a column's menu says of its values
        "label:`Values`": ("label:`Số ô có giá trị`", 5),
        "label:`Empty`": ("label:`Ô trống`", 5),
        "label:`Distinct`": ("label:`Giá trị khác nhau`", 2),
        "label:`Average`": ("label:`Trung bình`", 2),
        "label:`Standard deviation`": "label:`Độ lệch chuẩn`",
        "label:`Minimum`": ("label:`Nhỏ nhất`", 2),
        "label:`25th percentile`": ("label:`Một phần tư`", 2),
        "label:`Median`": ("label:`Trung vị`", 2),
        "label:`75th percentile`": ("label:`Ba phần tư`", 2),
        "label:`Maximum`": ("label:`Lớn nhất`", 2),
        "label:`Sum`": "label:`Tổng`",
        "label:`Range`": "label:`Khoảng`",
        "label:`Minimum length`": "label:`Ngắn nhất`",
        "label:`Maximum length`": "label:`Dài nhất`",
        "label:`Average length`": "label:`Dài trung bình`",
        "title:`Range`": "title:`Khoảng`",
        "title:`Count`": "title:`Số ô`",
        "No data": ("Chưa có số", 2),
        "Based on sample": ("Tính trên mẫu", 2),
        "Distribution histogram": ("Biểu đồ phân bố", 2),
        "Top values frequency chart": "Biểu đồ các giá trị hay gặp",
        "True/false distribution chart": "Biểu đồ đúng và sai",
        # a cell that is typed into
        "⚠️ Please fill out this cell.": "Ô này phải điền.",
        "The value cannot be interpreted as a number.": ("Không đọc được thành số.", 2),
        "The value cannot be interpreted as boolean.": "Chỉ nhận đúng hoặc sai.",
        "The value is not part of the allowed options.": "Không có trong các mục cho chọn.",
        "Failed to load data": "Chưa tải được số liệu",
        "No options": ("Không có mục nào", 2),
        "Select...": "Chọn…",
    },
    "moment": {
        "{future:`in %s`,past:`%s ago`,s:`a few seconds`,ss:`%d seconds`,m:`a minute`,mm:`%d minutes`,h:`an hour`,"
        "hh:`%d hours`,d:`a day`,dd:`%d days`,w:`a week`,ww:`%d weeks`,M:`a month`,MM:`%d months`,y:`a year`,"
        "yy:`%d years`}": (
            "{future:`sau %s`,past:`%s trước`,s:`vài giây`,ss:`%d giây`,m:`1 phút`,mm:`%d phút`,h:`1 giờ`,"
            "hh:`%d giờ`,d:`1 ngày`,dd:`%d ngày`,w:`1 tuần`,ww:`%d tuần`,M:`1 tháng`,MM:`%d tháng`,y:`1 năm`,"
            "yy:`%d năm`}"
        ),
        "{sameDay:`[Today at] LT`,nextDay:`[Tomorrow at] LT`,nextWeek:`dddd [at] LT`,lastDay:`[Yesterday at] LT`,"
        "lastWeek:`[Last] dddd [at] LT`,sameElse:`L`}": (
            "{sameDay:`[Hôm nay] LT`,nextDay:`[Ngày mai] LT`,nextWeek:`L LT`,lastDay:`[Hôm qua] LT`,"
            "lastWeek:`L LT`,sameElse:`L`}"
        ),
        "{LTS:`h:mm:ss A`,LT:`h:mm A`,L:`MM/DD/YYYY`,LL:`MMMM D, YYYY`,": (
            "{LTS:`HH:mm:ss`,LT:`HH:mm`,L:`DD/MM/YYYY`,LL:`DD/MM/YYYY`,"
        ),
        "Invalid date": "không phải ngày",
    },
    "number-overlay-editor": {
        "Intl.NumberFormat()?.formatToParts(1.1)?.find(e=>e.type===`decimal`": (
            "Intl.NumberFormat(`vi-VN`)?.formatToParts(1.1)?.find(e=>e.type===`decimal`"
        )
    },
    "Table": {"Scrollable table": "Bảng cuộn được", "children:`empty`": "children:`chưa có dòng nào`"},
    "FileUploader": {
        "`Drag and drop files here`": "`Thả các tệp vào đây`",
        "`Drag and drop a file here`": "`Thả tệp vào đây`",
        "`Drag and drop directories here`": "`Thả thư mục vào đây`",
        "`Upload directories`:`Upload`": "`Chọn thư mục`:`Chọn tệp`",
        "${T(t,D.Byte,0)} per file": "Mỗi tệp đến ${T(t,D.Byte,0)}",
        "${e.type} files are not allowed.": "Không nhận tệp loại ${e.type}.",
        "Add files": "Thêm tệp",
    },
    # The name of a picture beside words says nothing more.
    "DynamicIcon": {"`${n} icon`": "``"},
    "utils": {
        "children:[`Error: `,": "children:[`Lỗi: `,",
        "Choose an option": "Chọn một mục",
        "Choose options": "Chọn các mục",
        "Choose or add an option": "Chọn hoặc thêm một mục",
        "Choose or add options": "Chọn hoặc thêm các mục",
        "Add an option": "Thêm một mục",
        "Add options": "Thêm các mục",
        "No options to select": "Không có mục nào",
        "file upload": "chọn tệp",
        "File must be ${$(n,`b`)} or smaller.": "Tệp không được quá ${$(n,`b`)}.",
        "${t.type} files are not allowed.": "Không nhận tệp loại ${t.type}.",
        "File size is too small.": "Tệp quá nhỏ.",
        "Only one file is allowed.": "Chỉ nhận một tệp.",
        "Unexpected error. Please try again.": "Có lỗi. Xin thử lại.",
        "Upload failed": "Chưa tải lên được",
        "`Cancel upload of ${e.name}`:`Remove ${e.name}`": "`Dừng tải ${e.name}`:`Bỏ ${e.name}`",
        "Click to retry upload": "Bấm để tải lại",
    },
    "InputInstructions": {
        "`submit form`:`apply`": "`gửi`:`nhận`",
        "}+Enter to ${e}": "}+Enter để ${e}",
        "`Press ${r()": "`Bấm ${r()",
        "Press Enter to ${e}": "Bấm Enter để ${e}",
    },
    "TextInput": {"Clear entry": "Xoá chữ đã gõ", "Hide password": "Ẩn mật khẩu", "Show password": "Hiện mật khẩu"},
    "NumberInput": {
        # Whole numbers are written and read as Vietnam writes them; what cannot be read is said, and changes nothing.
        "type:`number`": "type:`text`",
        "try{return ge(i,e)}catch(t){return _.warn(`Error": (
            "try{return i===`%d`?e.toLocaleString():ge(i,e)}catch(t){return _.warn(`Error"
        ),
        "A===``)return null;if(t.dataType===l.DataType.INT){let e=Number.parseInt(A,10);"
        "return Number.isNaN(e)?null:e}": ("A===``)return null;if(t.dataType===l.DataType.INT)return readNumber(A,v);"),
        "if(!t&&!(e>v))return null;let n=D(_)??String(_),r=D(v)??String(v);"
        "return y&&w?`Number is outside the allowed range. Please enter a value between ${n} and ${r}.`": (
            "if(e!==e)return`Không đọc được số này. Ví dụ: 2.260.500; 540 nghìn; 1,2 tỷ.`;"
            "if(!t&&!(e>v))return null;let n=D(_)??String(_),r=D(v)??String(v);"
            "return y&&w?`Xin nhập số từ ${n} đến ${r}.`"
        ),
        "Number is below the allowed range. Please enter a value greater than or equal to ${n}.": (
            "Xin nhập số từ ${n} trở lên."
        ),
        "Number is below the allowed range.": "Số nhỏ hơn mức cho phép.",
        "Number is above the allowed range. Please enter a value less than or equal to ${r}.": (
            "Xin nhập số đến ${r}."
        ),
        "Number is above the allowed range.": "Số lớn hơn mức cho phép.",
        "Clear value": "Xoá số đã nhập",
        "Decrement": "Giảm",
        "Increment": "Tăng",
    },
    "requiredField": {"This field is required.": "Cần điền ô này."},
    "useFormValidation": {"Invalid value.": "Giá trị chưa đúng."},
    "Selectbox": {
        "No results": "Không có mục nào khớp",
        '"aria-label":`Open`': '"aria-label":`Mở danh sách`',
        "Clear value": "Bỏ chọn",
        "Add: ${M}": "Thêm: ${M}",
        "Selectbox options": "Các mục",
        "`Selectbox`": "`Danh sách chọn`",
    },
    "Multiselect": {
        "No results": ("Không có mục nào khớp", 2),
        "Select all": "Chọn tất cả",
        "Select ${p.length} matches": "Chọn ${p.length} mục khớp",
        "Add: ${n}": "Thêm: ${n}",
        "`option`:`options`": "`mục`:`mục`",
        "You can only select up to ${t.maxSelections} ${e}. Remove an option first.": (
            "Chỉ chọn được ${t.maxSelections} ${e}. Xin bỏ bớt trước."
        ),
        "Selected values": "Các mục đã chọn",
        "Remove ${e}": "Bỏ ${e}",
        "Clear all": "Bỏ hết",
        '"aria-label":`Open`': '"aria-label":`Mở danh sách`',
        "`Multiselect`": "`Danh sách chọn nhiều mục`",
        "Multiselect options": "Các mục",
    },
    "useSyncComboBoxEnterTargetFocus": {
        "buttonLabel:`Show suggestions`,listboxLabel:`Suggestions`": (
            "buttonLabel:`Mở danh sách`,listboxLabel:`Các mục`"
        ),
        "`Entered group ${e.groupTitle}, with ${t.plural(e.groupCount,{one:()=>`${t.number(e.groupCount)} option`,"
        "other:()=>`${t.number(e.groupCount)} options`})}. `": (
            "`Nhóm ${e.groupTitle}, có ${t.number(e.groupCount)} mục. `"
        ),
        "`${t.plural(e.optionCount,{one:()=>`${t.number(e.optionCount)} option`,other:()=>"
        "`${t.number(e.optionCount)} options`})} available.`": "`Có ${t.number(e.optionCount)} mục.`",
        "{true:`, selected`": "{true:`, đã chọn`",
        "${e.optionText}, selected": "${e.optionText}, đã chọn",
    },
    "useMenuTrigger": {
        "Long press or press Alt + ArrowDown to open menu": "Giữ lâu hoặc bấm Alt + mũi tên xuống để mở"
    },
    "Radio": {"No options to select.": "Không có mục nào."},
    "Pagination": {
        '"aria-label":`Pagination`': '"aria-label":`Các trang của danh sách`',
        "Previous page": "Trang trước",
        "Next page": "Trang sau",
        "Page ${e.page}": "Trang ${e.page}",
    },
    "MenuButton": {"`Menu`": "`Trình đơn`"},
    "DownloadButton": {"Download failed": "Chưa tải được"},
    "DateInput": {
        "${ce} start date": "${ce}: ngày đầu",
        "${ce} end date": "${ce}: ngày cuối",
        "Clear dates": "Xoá các ngày",
        "`Clear date`": "`Xoá ngày`",
        "Choose date range": ("Chọn khoảng ngày", 3),
        "`Choose date`": ("`Chọn ngày`", 3),
        "Use arrow keys to navigate dates. Enter to select. Escape to close.": (
            "Phím mũi tên đổi ngày, Enter chọn, Esc đóng.",
            2,
        ),
        "Date range": "Khoảng ngày",
        "Quick select a date range": ("Chọn nhanh khoảng ngày", 2),
    },
    "DateField": {
        "{era:`era`,year:`year`,month:`month`,day:`day`,hour:`hour`,minute:`minute`,second:`second`,"
        "dayPeriod:`AM/PM`,calendar:`Calendar`,startDate:`Start Date`,endDate:`End Date`,weekday:`day of the week`,"
        "timeZoneName:`time zone`,": (
            "{era:`kỷ nguyên`,year:`năm`,month:`tháng`,day:`ngày`,hour:`giờ`,minute:`phút`,second:`giây`,"
            "dayPeriod:`sáng/chiều`,calendar:`Lịch`,startDate:`Ngày đầu`,endDate:`Ngày cuối`,weekday:`thứ`,"
            "timeZoneName:`múi giờ`,"
        ),
        "new Intl.DisplayNames(e,{type:`dateTimeField`})": "new Intl.DisplayNames(`vi-VN`,{type:`dateTimeField`})",
        "{Empty:`Empty`}": "{Empty:`chưa có`}",
        "Selected Date: ${e.date}": "Đã chọn ngày ${e.date}",
        "Selected Range: ${e.startDate} to ${e.endDate}": "Đã chọn từ ${e.startDate} đến ${e.endDate}",
        "Selected Time: ${e.time}": "Đã chọn ${e.time}",
        "Value must be ${e.minValue} or later.": "Xin chọn từ ${e.minValue} trở đi.",
        "Value must be ${e.maxValue} or earlier.": "Xin chọn đến ${e.maxValue}.",
        "Start date must be before end date.": "Ngày đầu phải trước ngày cuối.",
        "Selected date unavailable.": "Không chọn được ngày này.",
    },
    "ReorderedSegments": {
        "{previous:`Previous`,next:`Next`,": "{previous:`Trước`,next:`Sau`,",
        "Selected Date: ${e.date}": "Đã chọn ngày ${e.date}",
        "Selected Range: ${e.dateRange}": "Đã chọn ${e.dateRange}",
        "`Today, ${e.date}`": "`Hôm nay, ${e.date}`",
        "`Today, ${e.date} selected`": "`Hôm nay, ${e.date}, đã chọn`",
        "`${e.date} selected`": "`${e.date}, đã chọn`",
        "Click to start selecting date range": "Bấm để chọn ngày đầu",
        "Click to finish selecting date range": "Bấm để chọn ngày cuối",
        "First available date": "Ngày sớm nhất chọn được",
        "Last available date": "Ngày muộn nhất chọn được",
        "`${e.startDate} to ${e.endDate}`": "`${e.startDate} đến ${e.endDate}`",
        "Past Week": "Tuần qua",
        "Past Month": "Tháng qua",
        "Past 3 Months": "3 tháng qua",
        "Past 6 Months": "6 tháng qua",
        "Past Year": "Năm qua",
        "Past 2 Years": "2 năm qua",
        "Previous month": "Tháng trước",
        "Next month": "Tháng sau",
    },
}


def pieces(name: str) -> list[tuple[str, str, int]]:
    """What is replaced in the scripts of one name: the piece, what stands there instead, how often it occurs."""
    found = []
    for english, told in WORDS.get(name, {}).items():
        vietnamese, times = (told, 1) if isinstance(told, str) else told
        whole = "`" if "`" not in english else ""
        found.append((f"{whole}{english}{whole}", f"{whole}{vietnamese}{whole}", times))
    return found


def name_of(path: str) -> str:
    """The name of a script of Streamlit's that is changed here, by its path; empty for any other path."""
    match = _SCRIPT.fullmatch(path)
    name = match["name"] if match else ""
    return name if name in WORDS or name == FIRST else ""


def in_vietnamese(name: str, script: str) -> str:
    """A script with our words. One pass, longest first: what has been put in is not searched again."""
    by_piece = {english: vietnamese for english, vietnamese, _times in pieces(name)}
    if by_piece:
        any_piece = re.compile("|".join(re.escape(one) for one in sorted(by_piece, key=len, reverse=True)))
        script = any_piece.sub(lambda found: by_piece[found[0]], script)
    return _LANGUAGE + script if name == FIRST else script


@dataclass(frozen=True)
class Script(Answer):
    tag: str


class VietnameseScripts:
    """Pure ASGI, inside what packs. A script is changed when it is first asked for and kept for good: there are as
    many as the table names. A path that is no file is answered with the document, which passes unchanged."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, Script] = {}
        self._changing = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = name_of(scope["path"]) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else ""
        if not name:
            await self.app(scope, receive, send)
            return
        async with self._changing:
            script = self._kept.get(scope["path"]) or await self._changed(name, scope, receive)
        known = {tag.strip().removeprefix("W/") for tag in Headers(scope=scope).get("if-none-match", "").split(",")}
        headers = MutableHeaders(raw=list(script.start["headers"]))
        status, body = script.start["status"], script.body if scope["method"] == "GET" else b""
        if script.tag and script.tag in known:
            status, body = 304, b""
            del headers["content-length"]
        await send({"type": "http.response.start", "status": status, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})

    async def _changed(self, name: str, scope: Scope, receive: Receive) -> Script:
        headers = [(key, value) for key, value in scope["headers"] if key not in _NOT_ASKED]
        plain = await whole(self.app, {**scope, "method": "GET", "headers": headers}, receive)
        own = MutableHeaders(raw=list(plain.start["headers"]))
        if plain.start["status"] != 200 or "immutable" not in own.get("cache-control", ""):
            return Script(plain.start, plain.body, "")
        text = (await run_in_threadpool(in_vietnamese, name, plain.body.decode())).encode()
        tag = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
        own["etag"], own["content-length"], own["cache-control"] = tag, str(len(text)), KEPT
        del own["last-modified"]
        del own["accept-ranges"]
        self._kept[scope["path"]] = Script({**plain.start, "headers": own.raw}, text, tag)
        return self._kept[scope["path"]]
