"""The content in Django's admin: curated by the same rules as the files, retired instead of deleted."""

from django.contrib import admin

from roadmaps.admin.imports.alarm import watch_imports
from roadmaps.admin.imports.runs import ImportRunAdmin
from roadmaps.admin.link import LinkAdmin
from roadmaps.admin.node import NodeAdmin
from roadmaps.admin.roadmap import ImportedDocumentAdmin, RoadmapAdmin
from roadmaps.admin.topic import TopicAdmin

admin.site.enable_nav_sidebar = False  # the lists need its room; the path above each page leads everywhere
watch_imports(admin.site)

__all__ = ["ImportRunAdmin", "ImportedDocumentAdmin", "LinkAdmin", "NodeAdmin", "RoadmapAdmin", "TopicAdmin"]
