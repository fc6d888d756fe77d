"""The policy engine: law, levers, areas, engine, answers, saved scenarios. Other programs call `project`."""

from models.policy.engine.projection import project

__all__ = ["project"]
