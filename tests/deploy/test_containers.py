"""Dockerfile and compose.yaml agree with the project and with each other, and hand out no rights."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from tests.config.test_settings import KNOWN

ROOT = Path(__file__).resolve().parents[2]
APPLICATION = ("app-1", "app-2", "migrate")


def read_dockerfile() -> list[list[list[str]]]:
    """Its stages, each a list of instructions, each a list of words."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [shlex.split(line) for line in text.splitlines() if line.strip() and not line.startswith("#")]
    stages: list[list[list[str]]] = []
    for words in lines:
        if words[0] == "FROM":
            stages.append([])
        stages[-1].append(words)
    return stages


def read_compose() -> dict[str, Any]:
    compose: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return compose


def list_copied() -> list[str]:
    """What comes from the project into the image."""
    return [
        words[1] for stage in read_dockerfile() for words in stage if words[0] == "COPY" and "--from" not in words[1]
    ]


class TestDockerfile:
    def test_what_is_copied_is_there(self) -> None:
        assert [path for path in list_copied() if not (ROOT / path).exists()] == []

    def test_all_that_runs_is_copied(self) -> None:
        ours = {name.split(".")[0] for name in settings.INSTALLED_APPS if (ROOT / name.split(".")[0]).is_dir()}
        folders = {Path(path).name for path in (*settings.STATICFILES_DIRS, *settings.LOCALE_PATHS)}
        needed = {"manage.py", "config", "templates", *ours, *folders}
        assert len(ours) >= 4
        assert needed - set(list_copied()) == set()

    def test_what_is_copied_is_let_in_and_nothing_else(self) -> None:
        lines = (ROOT / ".dockerignore").read_text().splitlines()
        assert {line[1:] for line in lines if line.startswith("!")} == set(list_copied())
        assert "*" in lines

    def test_it_runs_as_nobody_in_particular(self) -> None:
        *_, last = read_dockerfile()
        names = [words[0] for words in last]
        assert [words[1] for words in last if words[0] == "USER"] == ["10001"]
        assert names.index("USER") > names.index("RUN")  # nothing is installed as that user
        assert not any("pip" in word for words in last for word in words)

    def test_packages_are_the_locked_ones(self) -> None:
        build, _ = read_dockerfile()
        installs = [" ".join(words) for words in build if "install" in words]
        assert installs == ["RUN /venv/bin/pip install --quiet --require-hashes -r /build/base.lock"]

    def test_its_files_are_of_production(self) -> None:
        build, last = read_dockerfile()
        assert any("DEBUG=false" in words and "collectstatic" in words for words in build)
        assert any(words[0] == "ENV" and "DEBUG=false" in words for words in last)

    def test_it_serves_as_a_public_site_does(self) -> None:
        *_, last = read_dockerfile()
        (command,) = (" ".join(words[1:]) for words in last if words[0] == "CMD")
        served = (ROOT / "bin/serve").read_text().splitlines()[-1].removeprefix("exec .venv/bin/")
        assert re.findall(r"[\w./-]+", command) == served.split()
        assert any(words[0] == "ENV" and "BIND=0.0.0.0:8000" in words for words in last)


class TestCompose:
    @pytest.mark.parametrize("name", ["proxy", *APPLICATION, "postgres", "redis"])
    def test_no_service_may_more_than_it_needs(self, name: str) -> None:
        service = read_compose()["services"][name]
        assert (service["read_only"], service["cap_drop"], "privileged" in service) == (True, ["ALL"], False)
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "latest" not in service["image"]

    def test_only_the_proxy_is_open_to_the_outside(self) -> None:
        services = read_compose()["services"]
        assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
        assert [services[name]["networks"] for name in ("postgres", "redis")] == [["inside"], ["inside"]]
        assert read_compose()["networks"]["inside"] == {"internal": True}

    def test_every_setting_is_one_of_ours(self) -> None:
        services = read_compose()["services"]
        for name in APPLICATION:
            assert set(services[name]["environment"]) - set(KNOWN) == set()

    def test_services_wait_for_those_that_are_there(self) -> None:
        services = read_compose()["services"]
        waits = {name: service.get("depends_on", {}) for name, service in services.items()}
        assert [other for each in waits.values() for other in each if other not in services] == []
        assert waits["app-1"]["migrate"] == {"condition": "service_completed_successfully"}
        assert waits["migrate"] == {"postgres": {"condition": "service_healthy"}}
        assert services["migrate"]["restart"] == "no"

    def test_what_is_mounted_is_there(self) -> None:
        volumes = [volume for service in read_compose()["services"].values() for volume in service.get("volumes", [])]
        paths = [volume.split(":")[0] for volume in volumes if volume.startswith(".")]
        assert len(paths) == 4
        assert [path for path in paths if not (ROOT / path).exists()] == []
        assert all(volume.endswith(":ro") for volume in volumes if volume.startswith("."))

    def test_the_proxy_knows_both_processes(self) -> None:
        config = (ROOT / "deploy/nginx/compose.conf").read_text()
        assert re.findall(r"^ +server ([\w-]+):8000", config, re.MULTILINE) == ["app-1", "app-2"]
        assert re.search(r"include /etc/nginx/site\.conf;", config)
        assert (ROOT / "deploy/nginx/site.conf").read_text().count("proxy_pass http://waymark;") == 2
