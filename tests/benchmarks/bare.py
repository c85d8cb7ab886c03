"""Views that do nothing but what cannot be left out: what pages are measured against. Only benchmarks serve them."""

from __future__ import annotations

import uuid

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils import timezone

UPSERT = """
INSERT INTO progress_mark (user_id, topic_id, status, reason, evidence, revise, updated_at)
VALUES (%s, %s, %s, '', '', %s, %s)
ON CONFLICT (user_id, topic_id) DO UPDATE SET status = excluded.status, updated_at = excluded.updated_at
"""
INSERT = """
INSERT INTO progress_change (user_id, topic_id, before, before_reason, after, after_reason, cause, batch, at)
VALUES (%s, %s, 'todo', '', %s, '', 'mark', %s, %s)
"""


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("constant")


def signed_in(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"constant for {request.user.is_authenticated}")


def one_query(request: HttpRequest, key: str) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT revision FROM roadmaps_roadmap WHERE key = %s", [key])
        return HttpResponse(str(cursor.fetchone()[0]))


def write(request: HttpRequest, topic: int) -> HttpResponse:
    """One upsert, one insert and a commit."""
    now, status, batch = timezone.now(), request.POST["status"], uuid.uuid4().hex
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(UPSERT, [request.user.pk, topic, status, False, now])
        cursor.execute(INSERT, [request.user.pk, topic, status, batch, now])
    return HttpResponse("constant")


urlpatterns = [
    path("bare/constant/", constant),
    path("bare/signed-in/", signed_in),
    path("bare/one-query/<str:key>/", one_query),
    path("bare/write/<int:topic>/", write),
    path("", include("config.urls")),
]
