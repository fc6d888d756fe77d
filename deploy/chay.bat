@echo off
rem Starts An sinh Ha Nam out of the unpacked bundle: no administrator, no internet. A new version is unpacked over the old one or
rem beside it; figures stay in the user's own folder. UTF-8; `make bundle` writes the line ends that Windows wants.
chcp 65001 >nul
setlocal
pushd "%~dp0"
set VERSION=3.11
set PYTHONUTF8=1
if not defined PORT set PORT=8501
if not defined ANSINH_DATA_DIR set "ANSINH_DATA_DIR=%LOCALAPPDATA%\AnSinhHaNam"

fc /b requirements.lock .venv\requirements.lock >nul 2>&1
if not errorlevel 1 goto start

py -%VERSION% -c "" >nul 2>&1
if errorlevel 1 goto nopython
echo Cài đặt lần đầu, không cần mạng, mất vài phút...
if exist .venv rmdir /s /q .venv
py -%VERSION% -m venv .venv
if errorlevel 1 goto novenv
.venv\Scripts\python.exe -m pip --isolated install --quiet --disable-pip-version-check --no-index --find-links wheels --no-deps --require-hashes -r requirements.lock
if errorlevel 1 goto nowheels
copy /y requirements.lock .venv\requirements.lock >nul

:start
echo Số liệu ở: %ANSINH_DATA_DIR%
echo Đang khởi động. Khi thấy dòng "sẵn sàng", mở http://localhost:%PORT%. Dừng: đóng cửa sổ này.
if "%ANSINH_OPEN_BROWSER%"=="0" goto serve
start "" /b cmd /c "curl --silent --noproxy * --output nul --retry 120 --retry-delay 1 --retry-connrefused http://127.0.0.1:%PORT%/ready && start http://localhost:%PORT%"
:serve
.venv\Scripts\python.exe -m streamlit run app.py --server.port %PORT%
goto end

:nopython
echo KHÔNG CHẠY ĐƯỢC: chưa có Python %VERSION%. Cài Python %VERSION% bản 64-bit cho riêng người dùng, không cần quyền quản trị, rồi chạy lại.
goto end
:novenv
echo KHÔNG CHẠY ĐƯỢC: không tạo được thư mục .venv. Giải nén gói vào thư mục được phép ghi, ví dụ Documents, rồi chạy lại.
goto end
:nowheels
echo KHÔNG CHẠY ĐƯỢC: thư viện kèm gói không khớp máy này hoặc tệp bị hỏng khi chép. Lấy đúng gói cho máy, xem tên tệp .zip, rồi giải nén lại.

:end
popd
pause
