#!/bin/sh
# Starts An sinh Hà Nam out of the unpacked bundle: no administrator, no internet. A new version is unpacked over the old one or
# beside it; figures stay in the user's own folder.
set -eu
cd "$(dirname "$0")"
VERSION=3.11
PORT="${PORT:-8501}"
PYTHON="${PYTHON:-python$VERSION}"
ANSINH_DATA_DIR="${ANSINH_DATA_DIR:-${XDG_DATA_HOME:-$HOME/.local/share}/ansinh}"
export ANSINH_DATA_DIR PYTHONUTF8=1

stop() {
    echo "KHÔNG CHẠY ĐƯỢC: $1" >&2
    exit 1
}

if ! cmp -s requirements.lock .venv/requirements.lock; then
    command -v "$PYTHON" >/dev/null || stop "chưa có Python $VERSION. Cài Python $VERSION, hoặc chạy: PYTHON=/đường/dẫn/python ./chay.sh"
    "$PYTHON" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$VERSION')" || stop "gói này dành cho Python $VERSION, còn $PYTHON là phiên bản khác."
    echo "Cài đặt lần đầu, không cần mạng, mất vài phút..."
    rm -rf .venv
    "$PYTHON" -m venv .venv || stop "không tạo được thư mục .venv. Giải nén gói vào thư mục được phép ghi (Debian, Ubuntu: cần gói python$VERSION-venv)."
    .venv/bin/python -m pip --isolated install --quiet --disable-pip-version-check --no-index --find-links wheels --no-deps --require-hashes -r requirements.lock \
        || stop "thư viện kèm gói không khớp máy này hoặc tệp bị hỏng khi chép. Tải đúng gói cho máy (xem tên tệp .zip) rồi giải nén lại."
    cp requirements.lock .venv/requirements.lock
fi

if [ "${ANSINH_OPEN_BROWSER:-1}" = 1 ]; then
    (
        while kill -0 $$; do
            if .venv/bin/python -c "import urllib.request as u; u.build_opener(u.ProxyHandler({})).open('http://127.0.0.1:$PORT/ready', timeout=2)"; then
                exec .venv/bin/python -m webbrowser "http://localhost:$PORT"
            fi
            sleep 1
        done
    ) >/dev/null 2>&1 &
fi

echo "Số liệu ở: $ANSINH_DATA_DIR"
echo "Đang khởi động. Khi thấy dòng \"sẵn sàng\", mở http://localhost:$PORT. Dừng: Ctrl+C."
exec .venv/bin/python -m streamlit run app.py --server.port "$PORT"
