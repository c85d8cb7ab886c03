"""What stands beside a roadmap for one learner."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aside:
    """Whether they keep the roadmap at hand, and why they walk it."""

    is_kept: bool = False
    why: str = ""
    tried: str = ""
    """What they wrote instead, where it could not be kept."""
    problem: str = ""
    """Why it could not."""


NOTHING_SAID = Aside()
