"""The "Editors" group: who may curate content and nothing else."""

from __future__ import annotations

from typing import Any, Protocol

EDITORS = "Editors"
CURATED = {
    ("roadmaps", "roadmap"): ("view", "add", "change"),
    ("roadmaps", "node"): ("view", "add", "change"),
    ("roadmaps", "topic"): ("view", "add", "change"),
    ("roadmaps", "link"): ("view", "add", "change", "delete"),
    ("progress", "report"): ("view", "change"),
}


class Registry(Protocol):
    """The live app registry, or that of a migration."""

    def get_model(self, app_label: str, model_name: str) -> Any: ...


def make_editors_group(apps: Registry, *, using: str = "default") -> None:
    """Makes the group, or sets an old one right: exactly the permissions of CURATED.

    Permissions and content types are made here as well, under the names that Django gives them: on a fresh database
    this runs in a migration, before `post_migrate` makes them.
    """
    group, _ = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=EDITORS)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    kinds = apps.get_model("contenttypes", "ContentType").objects.using(using)
    allowed = []
    for (app, model), actions in CURATED.items():
        kind, _ = kinds.get_or_create(app_label=app, model=model)
        for action in actions:
            permission, _ = permissions.get_or_create(
                content_type=kind, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
            )
            allowed.append(permission)
    group.permissions.set(allowed)


def remove_editors_group(apps: Registry, *, using: str = "default") -> None:
    """Takes the group away; its people stay, without what it let them do."""
    apps.get_model("auth", "Group").objects.using(using).filter(name=EDITORS).delete()
