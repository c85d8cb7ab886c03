from __future__ import annotations

import pytest
from django.db import transaction

from roadmaps.models import Roadmap
from roadmaps.revisions import lock_revision, raise_revision
from tests.factories import RoadmapFactory


@pytest.mark.django_db
def test_the_revision_rises_by_one() -> None:
    trail, other = RoadmapFactory.create(revision=4), RoadmapFactory.create()
    assert lock_revision(trail.pk) == 4
    assert raise_revision(trail.pk) == 5
    assert raise_revision(trail.pk) == 6
    assert dict(Roadmap.objects.values_list("pk", "revision")) == {trail.pk: 6, other.pk: 0}


@pytest.mark.django_db
def test_an_unknown_roadmap_has_no_revision() -> None:
    with pytest.raises(Roadmap.DoesNotExist):
        raise_revision(0)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_raised() -> None:
    trail = RoadmapFactory.create()
    with pytest.raises(transaction.TransactionManagementError, match="inside a transaction"):
        raise_revision(trail.pk)
    assert Roadmap.objects.get().revision == 0
