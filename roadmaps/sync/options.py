"""What a person asks of an import beside the files. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from roadmaps.sync.merge import OnConflict


@dataclass(frozen=True, slots=True)
class Options:
    """choices: conflicts settled one by one, by `name_spot(plan.key, operation.spot)`, KEEP or TAKE; all others go by
    on_conflict; as_new: keys, or `roadmap/key`, of added things that nothing on the site is; allow_retire: the number
    of topics the run may retire, exactly; prune: folders whose missing files archive their roadmaps.
    """

    on_conflict: OnConflict = OnConflict.STOP
    choices: Mapping[str, OnConflict] = field(default_factory=dict)
    as_new: frozenset[str] = frozenset()
    allow_retire: int | None = None
    prune: tuple[str, ...] = ()

    def choose(self, roadmap: str, spot: str) -> OnConflict:
        """Who wins a conflict at this spot of this roadmap."""
        return self.choices.get(name_spot(roadmap, spot), self.on_conflict)

    def is_new(self, roadmap: str, key: str) -> bool:
        """Whether a person said that this added thing is nothing that the site has."""
        return key in self.as_new or f"{roadmap}/{key}" in self.as_new


def name_spot(roadmap: str, spot: str) -> str:
    """A spot among those of all roadmaps of a run."""
    return f"{roadmap}:{spot}"
