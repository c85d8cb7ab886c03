"""The revision of a roadmap: every transaction that writes its content raises it once, through this one place."""

from django.db import transaction

from roadmaps.models import Roadmap


def raise_revision(roadmap_id: int) -> int:
    """Raise the revision by one under a row lock; returns the new one.

    Call it inside the transaction that writes the content, before the writes: the lock makes writers queue.
    Raises `Roadmap.DoesNotExist`, and `TransactionManagementError` outside a transaction.
    """
    revision = lock_revision(roadmap_id) + 1
    Roadmap.objects.filter(pk=roadmap_id).update(revision=revision)
    return revision


def lock_revision(roadmap_id: int) -> int:
    """The revision as it stands, its row locked until the transaction ends. Raises as `raise_revision` does."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("The revision is locked inside a transaction only.")
    return Roadmap.objects.select_for_update().values_list("revision", flat=True).get(pk=roadmap_id)
