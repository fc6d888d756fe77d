"""Copies of the database: making, listing, checking and putting back, on SQLite and PostgreSQL."""

from data.backup.checking import BackupReport, verify
from data.backup.creating import create
from data.backup.files import BackupError, BackupFile, Manifest, default_folder, listed
from data.backup.live import LiveReport, check_live
from data.backup.restoring import Restored, restore

__all__ = [
    "BackupError", "BackupFile", "BackupReport", "LiveReport", "Manifest", "Restored", "check_live", "create",
    "default_folder", "listed", "restore", "verify",
]  # fmt: skip
