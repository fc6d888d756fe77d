"""The policy engine. `project` is the contract other programs rely on (design.md section 6)."""

from models.policy.projection import project

__all__ = ["project"]
