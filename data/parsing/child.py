"""The process that opens a file: python -I -S child.py FILE PLACE..., headings as a JSON list on standard input."""

from __future__ import annotations

import json
import sys
import warnings

# openpyxl uses these where it finds them; NumPy alone may not load under the memory limit.
_UNWANTED = ("numpy", "pandas", "lxml", "defusedxml", "PIL")
_DENIED = ("socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "urllib.")


def limit(memory: int, seconds: int) -> None:
    """Bound this process where the system can (not on Windows): memory, processor time, no dump of what it read."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (("RLIMIT_AS", memory), ("RLIMIT_CPU", seconds), ("RLIMIT_CORE", 0)):
        try:
            resource.setrlimit(getattr(resource, kind), (most, most))
        except (OSError, ValueError):
            continue


def deny() -> None:
    """Let nothing in this process reach the network or start another process, whatever a file asks for."""

    def watch(event: str, _arguments: object) -> None:
        if event.startswith(_DENIED):
            raise PermissionError(event)

    sys.addaudithook(watch)


def main() -> None:
    path, *places = sys.argv[1:]
    sys.path.extend(places)
    sys.modules.update(dict.fromkeys(_UNWANTED))  # type: ignore[arg-type]
    warnings.simplefilter("ignore")
    deny()
    from data.parsing.handover import Handover
    from data.parsing.limits import MEMORY_BYTES, MOST_BYTES, SECONDS
    from data.parsing.opening import hand_over

    limit(MEMORY_BYTES, SECONDS)
    headings = frozenset(json.load(sys.stdin.buffer))
    out = Handover(sys.stdout.buffer)
    with out.refusals(), open(path, "rb") as file:
        hand_over(file.read(MOST_BYTES + 1), headings, out)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
