"""`python -m data.backup`: backups from the command line, for operators and timers."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from data.backup import BackupError, BackupFile, check_live, create, listed, restore, verify
from data.clock import office_time
from data.engine import open_database
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.settings import Settings, SettingsError, read_settings


def main(arguments: list[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    try:
        return int(asked.do(read_settings(), asked))
    except (BackupError, DatabaseUnavailableError, SettingsError) as error:
        print(_("KHÔNG LÀM ĐƯỢC: {reason}").format(reason=error), file=sys.stderr)
        return 1


def _back_up(settings: Settings, asked: argparse.Namespace) -> int:
    database = open_database(settings)
    try:
        made = create(database, settings, asked.folder, actor=_actor())
    finally:
        database.dispose()
    print(_("Đã sao lưu và kiểm tra: {file}").format(file=_line(made)))
    return 0


def _restore(settings: Settings, asked: argparse.Namespace) -> int:
    done = restore(settings, asked.file, actor=_actor())
    print(
        _("Đã khôi phục trong {seconds} giây; số liệu mang số bản {version}.").format(
            seconds=f"{done.seconds:.1f}".replace(".", ","), version=done.version
        )
    )
    if done.before is not None:
        print(_("Số liệu trước khi khôi phục được giữ ở {file}").format(file=done.before.path))
    return 0


def _check(settings: Settings, asked: argparse.Namespace) -> int:
    if asked.file is None:
        database = open_database(settings)
        try:
            live = check_live(database, settings, actor=_actor())
        finally:
            database.dispose()
        if live.ok and live.compared is not None:
            print(
                _("Cơ sở dữ liệu tốt (bản {version}); số liệu đúng như trong {name}.").format(
                    version=live.data_version, name=live.compared.path.name
                )
            )
        elif live.ok:
            print(
                _("Cơ sở dữ liệu tốt (bản {version}); chưa có bản sao lưu để so số liệu.").format(
                    version=live.data_version
                )
            )
        return _problems(live.problems)
    report = verify(asked.file, settings)
    if report.ok:
        print(_("Bản sao lưu tốt: {file}").format(file=_line(report.backup)))
        if report.manifest is None:
            print(_("Thiếu tệp .json đi kèm nên không so được với lúc sao lưu."))
    return _problems(report.problems)


def _list(settings: Settings, asked: argparse.Namespace) -> int:
    found = listed(settings, asked.folder)
    for backup in found:
        print(_line(backup))
    if not found:
        print(_("Chưa có bản sao lưu nào."))
    return 0


def _problems(problems: tuple[str, ...]) -> int:
    for problem in problems:
        print(_("HỎNG: {problem}").format(problem=problem), file=sys.stderr)
    return 1 if problems else 0


def _line(backup: BackupFile) -> str:
    size = f"{backup.size / 1_000_000:.1f}".replace(".", ",")
    known = backup.manifest
    if known is None:
        return _("{path} ({size} MB, thiếu tệp .json)").format(path=backup.path, size=size)
    return _("{path} (bản {version}, {time}, {size} MB)").format(
        path=backup.path,
        version=known.data_version,
        size=size,
        time=office_time(known.moment).strftime("%H:%M %d/%m/%Y"),
    )


def _actor() -> str:
    """Who is at the console, as the history shows it."""
    try:
        return _("Dòng lệnh ({user})").format(user=getpass.getuser())
    except (OSError, KeyError, ImportError):
        return _("Dòng lệnh")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data.backup", description=_("Sao lưu và khôi phục số liệu."))
    commands = parser.add_subparsers(required=True, metavar=_("VIỆC"))
    making = commands.add_parser("sao-luu", help=_("ghi một bản sao lưu (ứng dụng vẫn chạy)"))
    making.add_argument(
        "folder", nargs="?", type=Path, metavar=_("ĐÍCH"), help=_("thư mục; mặc định là sao-luu trong ANSINH_DATA_DIR")
    )
    making.set_defaults(do=_back_up)
    putting = commands.add_parser(
        "khoi-phuc", help=_("thay số liệu hiện có bằng một bản sao lưu; số liệu hiện có được sao lưu trước")
    )
    putting.add_argument("file", type=Path, metavar=_("TỆP"), help=_("tệp .sqlite3 hoặc .dump"))
    putting.set_defaults(do=_restore)
    checking = commands.add_parser("kiem-tra", help=_("kiểm tra một bản sao lưu, hoặc cơ sở dữ liệu đang dùng"))
    checking.add_argument(
        "file", nargs="?", type=Path, metavar=_("TỆP"), help=_("bỏ trống: kiểm tra cơ sở dữ liệu đang dùng")
    )
    checking.set_defaults(do=_check)
    showing = commands.add_parser("liet-ke", help=_("liệt kê các bản sao lưu, mới nhất trước"))
    showing.add_argument("folder", nargs="?", type=Path, metavar=_("THƯ MỤC"))
    showing.set_defaults(do=_list)
    return parser


if __name__ == "__main__":
    sys.exit(main())
