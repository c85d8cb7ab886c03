"""How far a status is along the way, where two of them meet: of guest and account, or of twin topics."""

RANKS = {
    ("todo", ""): 0,
    ("skipped", ""): 1,
    ("skipped", "later"): 1,
    ("learning", ""): 2,
    ("done", "known"): 3,
    ("done", ""): 4,
}


def rank(status: str, reason: str) -> int:
    """0 for to do, then skipped, learning, known before, done."""
    return RANKS[(status, reason)]
