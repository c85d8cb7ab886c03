"""Figures for Prometheus, for whoever has the token."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from operation.figures import count_request, write_figures

TOKEN = "t" * 40
ROOT = Path(__file__).resolve().parents[2]


def read_figure(text: str, name: str) -> float:
    """The value of one line, 0 where there is none."""
    return next((float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(name + " ")), 0.0)


def test_counts_each_request_by_route_method_and_status(settings: Settings, db: None) -> None:
    settings.METRICS_TOKEN = TOKEN
    client = Client()
    wanted = 'waymark_requests_total{method="GET",route="catalogue",status="200"}'
    clock = 'waymark_request_seconds_count{route="catalogue"}'
    before = write_figures().decode()
    client.get("/roadmaps/")
    client.get("/roadmaps/?q=ada")
    response = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    after = response.content.decode()
    assert read_figure(after, wanted) - read_figure(before, wanted) == 2
    assert read_figure(after, clock) - read_figure(before, clock) == 2


def test_a_method_nobody_knows_makes_no_figure_of_its_own() -> None:
    count_request(route="a", method="BREW", status=405, seconds=0.1)
    assert 'waymark_requests_total{method="other",route="a",status="405"} 1.0' in write_figures().decode()


@pytest.mark.parametrize("shown", ["", "Bearer ", f"Bearer {TOKEN[1:]}", TOKEN, f"Basic {TOKEN}", "Bearer ü"])
def test_is_shown_to_nobody_else(settings: Settings, guest: Client, shown: str) -> None:
    settings.METRICS_TOKEN = TOKEN
    response = guest.get("/metrics", headers={"authorization": shown})
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert b"waymark_" not in response.content


def test_without_a_token_there_is_no_such_page(guest: Client, db: None) -> None:
    assert guest.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


def test_figures_of_several_processes_meet(tmp_path: Path) -> None:
    env = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    count = "from operation.figures import *; count_request(route='a', method='GET', status=200, seconds=0.1)"
    for _ in range(2):
        subprocess.run([sys.executable, "-c", count], env=env, cwd=ROOT, check=True)
    tell = f"{count}; print(write_figures().decode())"
    said = subprocess.run([sys.executable, "-c", tell], env=env, cwd=ROOT, check=True, capture_output=True, text=True)
    assert read_figure(said.stdout, 'waymark_requests_total{method="GET",route="a",status="200"}') == 3
