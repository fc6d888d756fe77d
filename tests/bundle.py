"""`make bundle`: one file for an office without internet, with the app, the wheels of one platform and a start script.

The wheels are those of requirements.lock, fetched for the platform that is named, whatever this machine is, and checked
by their hashes here and once more where they are installed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
NOT_SHIPPED = ("tests/", ".ci/", ".gitignore", "Makefile", "pyproject.toml", "CONTRIBUTING.md", "deploy/chay.")
START_SCRIPTS = ("chay.sh", "chay.bat")
WRITTEN_FOR = "3.11"
MARKERS = {
    "win_amd64": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    "linux_x86_64": {
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "platform_machine": "x86_64",
    },
    "macosx_arm64": {
        "sys_platform": "darwin",
        "platform_system": "Darwin",
        "os_name": "posix",
        "platform_machine": "arm64",
    },
}
TAGS = {
    "win_amd64": ["win_amd64"],
    "linux_x86_64": [*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)), "manylinux2014_x86_64"],
    "macosx_arm64": ["macosx_14_0_arm64"],
}

Fetch = Callable[[str, str, Path], None]


def git(*command: str) -> str:
    return subprocess.run(["git", *command], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def version() -> str:
    """Of the commit; `-sua` where the tree holds something else."""
    return git("describe", "--tags", "--always") + ("-sua" if git("status", "--porcelain") else "")


def shipped() -> list[str]:
    """The app's files in the working tree, without what git ignores."""
    names = git("-c", "core.quotePath=false", "ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    return sorted({name for name in names if not name.startswith(NOT_SHIPPED) and (ROOT / name).is_file()})


def lock_for(platform: str, python: str) -> str:
    """requirements.lock without what other platforms need: pip reads the markers as if for the machine it runs on."""
    environment = {
        **MARKERS[platform],
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }
    kept, keep = [], True
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if line[:1].isalnum():
            requirement = Requirement(line.removesuffix("\\").strip())
            keep = requirement.marker is None or requirement.marker.evaluate(environment)
            line = f"{requirement.name}{requirement.specifier} \\"
        if keep or line.startswith("-"):
            kept.append(line)
    return "\n".join(kept) + "\n"


def fetch(platform: str, python: str, folder: Path) -> None:
    """The wheels into `folder`; needs an index of packages. CalledProcessError when one is not to be had or not the
    locked one."""
    with tempfile.TemporaryDirectory(prefix="ansinh-lock-") as home:
        lock = Path(home) / "requirements.lock"
        lock.write_text(lock_for(platform, python), encoding="utf-8")
        tags = [word for tag in TAGS[platform] for word in ("--platform", tag)]
        subprocess.run(
            [
                sys.executable,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
                "--only-binary=:all:",
                "--require-hashes",
                "--implementation",
                "cp",
                "--python-version",
                python,
                *tags,
                "--dest",
                str(folder),
                "-r",
                str(lock),
            ],
            check=True,
        )


def bundle(platform: str, python: str, target: Path, fetched: Fetch = fetch) -> Path:
    """Write the file into `target` and return where it is."""
    made_at = time.gmtime(int(git("log", "-1", "--format=%ct")))[:6]
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"ansinh-{version()}-{platform}.zip"
    with tempfile.TemporaryDirectory(prefix="ansinh-wheels-") as home:
        wheels = Path(home)
        fetched(platform, python, wheels)
        with zipfile.ZipFile(path, "w") as out:
            for name in shipped():
                _add(out, name, (ROOT / name).read_bytes(), made_at)
            for name in START_SCRIPTS:
                _add(out, name, _start_script(name, python), made_at)
            for wheel in sorted(wheels.glob("*.whl")):
                _add(out, f"wheels/{wheel.name}", wheel.read_bytes(), made_at)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".zip.sha256").write_text(f"{digest}  {path.name}\n", encoding="ascii")
    return path


def _start_script(name: str, python: str) -> bytes:
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    text = text.replace(f"VERSION={WRITTEN_FOR}\n", f"VERSION={python}\n")
    return text.replace("\n", "\r\n" if name.endswith(".bat") else "\n").encode()


def _add(out: zipfile.ZipFile, name: str, content: bytes, made_at: tuple[int, ...]) -> None:
    """All in one folder, so that unpacking never spills; a fixed time and mode, so that the bytes depend on the tree
    alone."""
    year, month, day, hour, minute, second = made_at
    entry = zipfile.ZipInfo(f"ansinh/{name}", (year, month, day, hour, minute, second))
    entry.create_system = 3
    entry.external_attr = (0o100755 if name.endswith(".sh") else 0o100644) << 16
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
    out.writestr(entry, content)


def main(arguments: list[str]) -> int:
    if len(arguments) != 2 or arguments[0] not in TAGS:
        print(f"BUNDLE_PLATFORM: {', '.join(TAGS)}; BUNDLE_PYTHON: 3.11, 3.12, 3.13", file=sys.stderr)
        return 2
    path = bundle(arguments[0], arguments[1], ROOT / "dist")
    print(
        f"{path} ({path.stat().st_size / 1e6:.0f} MB)\nsha256 {path.with_suffix('.zip.sha256').read_text().split()[0]}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
