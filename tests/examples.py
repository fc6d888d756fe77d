"""How many examples a property is tried on: all of them in the long run, a share in the short one."""

import os

SHARE = 3
ALL = "ANSINH_ALL_EXAMPLES"
LEAST = 10


def examples(count: int) -> int:
    """`count` where the environment asks for all (`make test-long`), else a third of it, at least ten."""
    return count if os.environ.get(ALL) else max(min(count, LEAST), count // SHARE)


def dear_examples(count: int) -> int:
    """As `examples`, where each example starts a process and no money hangs on it: a tenth."""
    return count if os.environ.get(ALL) else max(3, count // 10)
