"""The policy engine. `project` is the contract other programs rely on (design.md section 6)."""

from models.policy.engine.projection import project

__all__ = ["project"]
