"""`python -m data.audit`: checking the audit chain, its head and a file of it, for operators and timers."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

from data.accounts.permission import operator_at_console
from data.audit import events, words
from data.audit.verify import verify
from data.backup import audit_heads
from data.chain import head, record
from data.clock import now, office_time
from data.engine import Database, open_database
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.settings import Settings, SettingsError, read_settings


def main(arguments: list[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    try:
        settings = read_settings()
        database = open_database(settings)
        try:
            return int(asked.do(database, settings, asked))
        finally:
            database.dispose()
    except (DatabaseUnavailableError, SettingsError) as error:
        print(_("KHÔNG LÀM ĐƯỢC: {reason}").format(reason=error), file=sys.stderr)
    except OSError as error:
        print(_("KHÔNG LÀM ĐƯỢC: {reason}").format(reason=error.strerror or error), file=sys.stderr)
    return 1


def _check(database: Database, settings: Settings, asked: argparse.Namespace) -> int:
    report = verify(database, audit_heads(settings), actor=operator_at_console())
    for finding in report.findings:
        print(_("SAI: {finding}").format(finding=finding.words), file=sys.stderr)
    for remark in report.remarks:
        print(_("Lưu ý: {remark}").format(remark=remark), file=sys.stderr)
    if not report.ok:
        return 1
    print(
        _("Nhật ký nguyên vẹn: {count} sự kiện, {anchors} mã chốt đều khớp.").format(
            count=report.checked, anchors=report.compared
        )
    )
    return 0


def _head(database: Database, settings: Settings, asked: argparse.Namespace) -> int:
    with database.reading() as connection:
        print(head(connection).printed())
    return 0


def _export(database: Database, settings: Settings, asked: argparse.Namespace) -> int:
    path: Path = asked.file or Path(_("nhat-ky-{moment}.csv").format(moment=_stamp(now())))
    lines = events.every(database, events.Wanted(), actor=operator_at_console())
    # A file that is there stays: "x" refuses it.
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        for part in words.parts(lines):
            file.write(part)
    database.transact(
        lambda connection: record(
            connection, operator_at_console().name, "export", filename=path.name, what=_("nhật ký")
        )
    )
    print(_("Đã ghi nhật ký ra {path}").format(path=path))
    return 0


def _stamp(moment: datetime) -> str:
    return office_time(moment).strftime("%Y-%m-%d-%H%M%S")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data.audit", description=_("Kiểm tra và in nhật ký."))
    commands = parser.add_subparsers(required=True, metavar=_("VIỆC"))
    checking = commands.add_parser(
        "kiem-tra", help=_("kiểm tra toàn bộ chuỗi nhật ký và các mã chốt trong bản sao lưu")
    )
    checking.set_defaults(do=_check)
    heading = commands.add_parser("dau", help=_("in mã chốt hiện tại"))
    heading.set_defaults(do=_head)
    writing = commands.add_parser("xuat", help=_("ghi toàn bộ nhật ký ra tệp CSV"))
    writing.add_argument("file", nargs="?", type=Path, metavar=_("TỆP"), help=_("mặc định: nhat-ky-<ngày giờ>.csv"))
    writing.set_defaults(do=_export)
    return parser


if __name__ == "__main__":
    sys.exit(main())
