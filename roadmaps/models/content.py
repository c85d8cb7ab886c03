"""What there is to learn: roadmaps, their nodes, topics and links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models, router, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from roadmaps.documents.document import MAX_KEY, MAX_LINE, MAX_URL
from roadmaps.documents.links import say_place
from roadmaps.models.editions import make_edition
from roadmaps.models.searchable import Searchable, SearchableQuerySet


class RoadmapQuerySet(SearchableQuerySet["Roadmap"]):
    """Whatever writes a roadmap through it makes an edition in the same transaction: one statement more."""

    def bulk_create(self, objs: Iterable[Roadmap], *args: Any, **kwargs: Any) -> list[Roadmap]:
        self._for_write = True  # `db` is where it is written
        with transaction.atomic(using=self.db):
            rows = super().bulk_create(objs, *args, **kwargs)
            make_edition(self.db)
        return rows

    def update(self, **values: Any) -> int:
        self._for_write = True
        with transaction.atomic(using=self.db):
            changed = super().update(**values)
            make_edition(self.db)
        return changed

    def delete(self) -> tuple[int, dict[str, int]]:
        self._for_write = True
        with transaction.atomic(using=self.db):
            deleted = super().delete()
            make_edition(self.db)
        return deleted

    def published(self) -> RoadmapQuerySet:
        return self.filter(status=Roadmap.Status.PUBLISHED)

    def featured(self) -> RoadmapQuerySet:
        return self.filter(featured=True)

    def by_title(self) -> RoadmapQuerySet:
        return self.order_by("title", "id")


class Roadmap(Searchable):
    """One document on the site. `revision` rises once with every transaction that writes its content."""

    SEARCHED = ("title", "description", "tags")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        ARCHIVED = "archived", _("archived")

    key = models.CharField(
        _("key"), max_length=MAX_KEY, unique=True, help_text=_("Identity and address of the roadmap.")
    )
    title = models.CharField(_("title"), max_length=MAX_LINE)
    description = models.TextField(_("description"))
    featured = models.BooleanField(_("featured"), default=False)
    image = models.CharField(_("image"), max_length=MAX_URL, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PUBLISHED)
    discuss = models.CharField(_("discussion"), max_length=MAX_URL, blank=True)
    body = models.TextField(_("body"), blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        verbose_name = _("roadmap")
        verbose_name_plural = _("roadmaps")
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "archived"]), name="roadmap_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, using: str | None = None, **kwargs: Any) -> None:
        """As a write through the QuerySet does, it makes an edition."""
        using = using or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using):
            super().save(*args, using=using, **kwargs)
            make_edition(using)

    def delete(self, using: str | None = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        using = using or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using):
            deleted = super().delete(using=using, keep_parents=keep_parents)
            make_edition(using)
        return deleted

    def get_absolute_url(self) -> str:
        return reverse("roadmap", args=[self.key])


class NodeQuerySet(SearchableQuerySet["Node"]):
    def active(self) -> NodeQuerySet:
        return self.filter(retired=False)

    def in_order(self) -> NodeQuerySet:
        return self.order_by("position", "id")


class Node(Searchable):
    """A stage of a roadmap."""

    SEARCHED = ("title", "description")

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="nodes", verbose_name=_("roadmap"))
    key = models.CharField(_("key"), max_length=MAX_KEY, help_text=_("Identity of the node in its roadmap."))
    title = models.CharField(_("title"), max_length=MAX_LINE)
    description = models.TextField(_("description"), blank=True)
    url = models.CharField(_("address"), max_length=MAX_URL, blank=True)
    depends_on = models.JSONField(_("depends on"), default=list, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    retired = models.BooleanField(_("retired"), default=False)

    objects = NodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("node")
        verbose_name_plural = _("nodes")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["roadmap", "key"], name="node_key_unique_in_roadmap")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("node", args=[self.roadmap.key, self.key])


class TopicQuerySet(SearchableQuerySet["Topic"]):
    def active(self) -> TopicQuerySet:
        """On the trail: neither the topic nor its node is retired."""
        return self.filter(retired=False, node__retired=False)

    def in_order(self) -> TopicQuerySet:
        return self.order_by("node__position", "node_id", "position", "id")


class Topic(Searchable):
    """The thing one learns and marks. Its key is unique in its roadmap, whatever node it stands in."""

    SEARCHED = ("name", "description", "takeaways")
    # What one learns: `changed_at` moves when one of these changes, or the set of links; nothing else moves it.
    STUDIED: ClassVar[frozenset[str]] = frozenset({"takeaways", "questions", "code_snippet"})

    class Difficulty(models.TextChoices):
        BEGINNER = "beginner", _("Beginner")
        INTERMEDIATE = "intermediate", _("Intermediate")
        ADVANCED = "advanced", _("Advanced")

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="topics", verbose_name=_("roadmap"))
    node = models.ForeignKey(Node, models.CASCADE, related_name="topics", verbose_name=_("node"))
    key = models.CharField(_("key"), max_length=MAX_KEY, help_text=_("Identity of the topic in its roadmap."))
    name = models.CharField(_("name"), max_length=MAX_LINE)
    description = models.TextField(_("description"), blank=True)
    difficulty = models.CharField(_("difficulty"), max_length=12, choices=Difficulty, default=Difficulty.BEGINNER)
    optional = models.BooleanField(_("optional"), default=False)
    duration = models.CharField(_("duration"), max_length=MAX_LINE, blank=True)
    prerequisites = models.JSONField(_("prerequisites"), default=list, blank=True)
    takeaways = models.JSONField(_("takeaways"), default=list, blank=True)
    code_snippet = models.TextField(_("code"), blank=True)
    code_language = models.CharField(_("code language"), max_length=40, blank=True)
    video_url = models.CharField(_("video"), max_length=MAX_URL, blank=True)
    reviewed = models.DateField(_("reviewed"), null=True, blank=True)
    questions = models.JSONField(_("questions"), default=list, blank=True)
    same_as = models.CharField(_("same as"), max_length=2 * MAX_KEY + 1, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    retired = models.BooleanField(_("retired"), default=False)
    changed_at = models.DateTimeField(_("content changed"), db_default=Now())

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "key"], name="topic_key_unique_in_roadmap"),
            models.CheckConstraint(
                condition=Q(difficulty__in=["beginner", "intermediate", "advanced"]), name="topic_difficulty_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["same_as"], name="topic_by_same_as"),
            models.Index(  # finds what begins with the key of a roadmap; few topics have one
                fields=["same_as"],
                name="topic_by_start_of_same_as",
                opclasses=["varchar_pattern_ops"],
                condition=~Q(same_as=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.roadmap.key, self.node.key, self.key])


class LinkQuerySet(SearchableQuerySet["Link"]):
    pass


class Link(Searchable):
    """A resource of a topic. Its identity in the topic is (kind, url)."""

    SEARCHED = ("title", "url")

    class Kind(models.TextChoices):
        LINK = "link", _("link")
        REFERENCE = "reference", _("reference")

    class Medium(models.TextChoices):
        VIDEO = "video", _("video")
        ARTICLE = "article", _("article")
        DOCS = "docs", _("docs")
        BOOK = "book", _("book")
        COURSE = "course", _("course")
        REPOSITORY = "repository", _("repository")
        OTHER = "other", _("other")

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="links", verbose_name=_("topic"))
    kind = models.CharField(_("kind"), max_length=9, choices=Kind, default=Kind.LINK)
    title = models.CharField(_("title"), max_length=MAX_LINE)
    url = models.CharField(_("address"), max_length=MAX_URL)
    medium = models.CharField(
        _("medium"), max_length=10, choices=Medium, blank=True, help_text=_("Guessed by host when empty.")
    )
    paid = models.BooleanField(_("paid"), default=False)
    position = models.PositiveIntegerField(_("position"), default=0)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "kind", "url"], name="link_url_unique_in_list"),
            models.CheckConstraint(condition=Q(kind__in=["link", "reference"]), name="link_kind_is_known"),
            models.CheckConstraint(
                condition=Q(medium__in=["", "video", "article", "docs", "book", "course", "repository", "other"]),
                name="link_medium_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def list_texts(self, name: str) -> list[str]:
        """Of an address, only host and path: all begin alike, and a query string is no text."""
        return [say_place(self.url)] if name == "url" else super().list_texts(name)
