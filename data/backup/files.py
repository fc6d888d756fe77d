"""A backup on disk: its name, its manifest beside it (`<name>.json`), and the list of a folder."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from data.clock import office_time
from data.locale import _
from data.settings import Settings

SUFFIXES = {"sqlite": ".sqlite3", "postgresql": ".dump"}
MANIFEST = ".json"
CHUNK = 1 << 20
MODE = 0o600


class BackupError(RuntimeError):
    """A backup that cannot be made, read or put back; the message says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `restored` is the batch of the last restore in it (store/version.generation), `seals` are
    hashes of what each batch wrote (seals.py)."""

    database: str
    revision: str
    data_version: int
    restored: int
    data_hash: str
    sha256: str
    size: int
    moment: datetime
    actor: str
    seals: dict[str, str]

    def text(self) -> str:
        return json.dumps(asdict(self) | {"moment": self.moment.isoformat()}, ensure_ascii=False, indent=1)

    @staticmethod
    def of(text: str) -> Manifest:
        """ValueError for what no backup has written."""
        try:
            found: dict[str, Any] = json.loads(text)
            return Manifest(**found | {"moment": datetime.fromisoformat(found["moment"])})
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(str(error)) from error


@dataclass(frozen=True)
class BackupFile:
    """One backup; without a manifest when its `.json` was lost."""

    path: Path
    manifest: Manifest | None

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    def content(self) -> bytes:
        return self.path.read_bytes()

    def chunks(self) -> Iterator[bytes]:
        """The content piece by piece, for a download that need not be in memory whole."""
        with self.path.open("rb") as handle:
            while piece := handle.read(CHUNK):
                yield piece


def default_folder(settings: Settings) -> Path:
    return settings.data_dir / "sao-luu"


def listed(settings: Settings, folder: Path | None = None) -> list[BackupFile]:
    """The backups of a folder (default: the office's), newest first."""
    place = folder or default_folder(settings)
    if not place.is_dir():
        return []
    found = [backup_at(path) for path in place.iterdir() if path.suffix in SUFFIXES.values() and path.name[0] != "."]
    return sorted(found, key=lambda backup: (_moment(backup), backup.path.name), reverse=True)


def backup_at(path: Path) -> BackupFile:
    """BackupError when the file is not there."""
    if not path.is_file():
        raise BackupError(_("Không có tệp {path}. Kiểm tra lại tên tệp.").format(path=path))
    try:
        return BackupFile(path, Manifest.of(manifest_path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return BackupFile(path, None)


def manifest_path(path: Path) -> Path:
    return path.with_name(path.name + MANIFEST)


@contextmanager
def unfinished(folder: Path, suffix: str) -> Iterator[Path]:
    """A file in the folder under a name nobody lists, only its owner's; gone afterwards unless it was given its own
    name."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / f".dang-ghi-{secrets.token_hex(6)}{suffix}"
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE))
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        yield path
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        for left in (path, path.with_name(path.name + "-journal")):
            left.unlink(missing_ok=True)


def unwritable(folder: Path, error: OSError) -> BackupError:
    return BackupError(
        _("Không ghi được bản sao lưu vào {folder}: {reason}. Kiểm tra chỗ trống và quyền ghi rồi làm lại.").format(
            folder=folder, reason=error.strerror or error
        )
    )


def publish(path: Path, folder: Path, manifest: Manifest) -> BackupFile:
    """Give a whole copy its name beside its manifest. The manifest is made first and exclusively: it reserves the
    name."""
    manifest = replace(manifest, sha256=sha256_of(path), size=path.stat().st_size)
    _to_disk(path)
    moment = office_time(manifest.moment).strftime("%Y-%m-%d-%H%M")
    stem, suffix = f"ansinh-{moment}-ban-{manifest.data_version}", SUFFIXES[manifest.database]
    for again in range(1, 1000):
        final = folder / f"{stem}{f'-{again}' if again > 1 else ''}{suffix}"
        if final.exists():
            continue
        try:
            handle = os.open(manifest_path(final), os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE)
        except FileExistsError:
            continue
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(manifest.text())
            file.flush()
            os.fsync(file.fileno())
        path.replace(final)
        return BackupFile(final, manifest)
    raise BackupError(_("Thư mục {folder} có quá nhiều bản sao lưu trong cùng một phút.").format(folder=folder))


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while piece := handle.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _to_disk(path: Path) -> None:
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def _moment(backup: BackupFile) -> float:
    return backup.manifest.moment.timestamp() if backup.manifest else backup.path.stat().st_mtime
