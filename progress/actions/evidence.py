"""What shows that a topic was learnt."""

from __future__ import annotations

from accounts.models import User
from progress.models import Mark, Status
from progress.plain import AnyMark


class NotDoneError(ValueError):
    """Only a done topic takes evidence."""


def keep_evidence(*, user: User, mark: AnyMark | None, url: str) -> None:
    """Keep one cleaned address with the mark that stands for a topic; "" clears it. Moves neither status nor dates.

    Raises NotDoneError.
    """
    if mark is None or not Mark.objects.of(user).filter(pk=mark.pk, status=Status.DONE).update(evidence=url):
        raise NotDoneError
    mark.evidence = url
