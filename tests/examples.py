"""How many examples a property is tried on: all of them in the long run, a share in the short one."""

import os

SHARE = 3
ALL = "ANSINH_ALL_EXAMPLES"
LEAST = 10


def examples(count: int) -> int:
    """`count` where the environment asks for all (`make test-long`), else a third of it, at least ten."""
    return count if os.environ.get(ALL) else max(min(count, LEAST), count // SHARE)
