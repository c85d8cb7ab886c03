"""What imports leave behind: what the files last said, the keys that things once had, and a record of every run."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roadmaps.documents.document import MAX_KEY
from roadmaps.models.content import Node, Roadmap, Topic

MAX_PATH = 1_000


class ImportedDocument(models.Model):
    """What the last applied import said: the base of the three-way plan. Saving in the admin never moves it.

    gone: what files said last of nodes and topics that they no longer name, by key (`sync/past.py`); digest: of the
    file, kept only when planning it again at `revision` would have nothing to say, else empty; former_status: of a
    roadmap that was archived because its file went away, empty for any other.
    """

    roadmap = models.OneToOneField(Roadmap, models.CASCADE, related_name="imported", verbose_name=_("roadmap"))
    document = models.JSONField(_("document"))
    gone = models.JSONField(_("what it no longer names"), default=dict, blank=True)
    path = models.CharField(_("file"), max_length=MAX_PATH)
    imported_at = models.DateTimeField(_("imported"))
    digest = models.CharField(_("digest"), max_length=64, blank=True, db_index=True)
    revision = models.PositiveIntegerField(_("revision after it"), default=0)
    former_status = models.CharField(_("status before its file went away"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("imported document")
        verbose_name_plural = _("imported documents")

    def __str__(self) -> str:
        return self.path


class FormerKey(models.Model):
    """A key that a thing once had. It is remembered for ever: addresses move on, and no other thing may take it.

    Of a topic or a node when that is set, and then unique in its roadmap; else of the roadmap itself.
    """

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="former_keys", verbose_name=_("roadmap"))
    node = models.ForeignKey(
        Node, models.CASCADE, null=True, blank=True, related_name="former_keys", verbose_name=_("node")
    )
    topic = models.ForeignKey(
        Topic, models.CASCADE, null=True, blank=True, related_name="former_keys", verbose_name=_("topic")
    )
    key = models.CharField(_("former key"), max_length=MAX_KEY)

    class Meta:
        verbose_name = _("former key")
        verbose_name_plural = _("former keys")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(node=None) | Q(topic=None), name="former_key_is_of_one_thing"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(node=None, topic=None), name="former_roadmap_key_unique"
            ),
            models.UniqueConstraint(
                fields=["roadmap", "key"], condition=Q(node__isnull=False), name="former_node_key_unique_in_roadmap"
            ),
            models.UniqueConstraint(
                fields=["roadmap", "key"], condition=Q(topic__isnull=False), name="former_topic_key_unique_in_roadmap"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class ImportRun(models.Model):
    """One run of an import, a failed one too: who, when, from what, and what came of it.

    problems, lines: what was said, line by line; changes: the plans as data (`sync/report.py`); counts: act -> number;
    options: as given; undone: the run that this one took back.
    """

    class Origin(models.TextChoices):
        COMMAND = "command", _("command line")
        ADMIN = "admin", _("admin")
        UNDO = "undo", _("undo")

    class Outcome(models.TextChoices):
        DONE = "done", _("done")
        UNCHANGED = "unchanged", _("nothing to do")
        REFUSED = "refused", _("stopped: the files have errors")
        CONFLICT = "conflict", _("stopped: conflicts")
        GUARDED = "guarded", _("stopped: it would retire too much")
        BUSY = "busy", _("stopped: another import was running")
        STALE = "stale", _("stopped: the site changed meanwhile")
        FAILED = "failed", _("failed")

    STOPPED: ClassVar[frozenset[str]] = frozenset(Outcome.values) - {Outcome.DONE, Outcome.UNCHANGED}

    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="import_runs",
        verbose_name=_("editor"),
    )
    origin = models.CharField(_("from"), max_length=10, choices=Origin)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    message = models.TextField(_("message"), blank=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    files = models.JSONField(_("files"), default=list, blank=True)
    problems = models.JSONField(_("problems"), default=list, blank=True)
    lines = models.JSONField(_("plan"), default=list, blank=True)
    changes = models.JSONField(_("plan as data"), default=list, blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    undone = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="undos", verbose_name=_("takes back")
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} {self.get_outcome_display()}"

    @property
    def was_stopped(self) -> bool:
        return self.outcome in self.STOPPED


class RunDocument(models.Model):
    """One roadmap that a run wrote: what the site said before and after, and the base before. Undo plans from these.

    before and after hold what is retired too (`sync/records.py`). `None` where there was none: before, of a roadmap
    that the run made; old_base, where nothing was imported yet.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="documents", verbose_name=_("import"))
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="run_documents", verbose_name=_("roadmap"))
    path = models.CharField(_("file"), max_length=MAX_PATH)
    before = models.JSONField(_("document before"), null=True)
    after = models.JSONField(_("document after"))
    old_base = models.JSONField(_("imported document before"), null=True)

    class Meta:
        verbose_name = _("document of an import")
        verbose_name_plural = _("documents of imports")
        constraints = [models.UniqueConstraint(fields=["run", "roadmap"], name="run_document_unique_in_run")]

    def __str__(self) -> str:
        return self.path
