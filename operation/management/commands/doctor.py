"""Look at everything the site stands on, and say what to do."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from operation.doctor import data, site
from operation.doctor.finding import FAIL, OK, WARN, Finding

LOOKS: tuple[Callable[[], Finding], ...] = (
    site.look_at_version, site.look_at_settings, data.look_at_database, data.look_at_migrations, data.look_at_cache,
    site.look_at_mail, data.look_at_clock, data.look_at_disk, site.look_at_files, data.look_at_backups,
    site.look_at_proxies,
)  # fmt: skip


class Command(BaseCommand):
    help = "Check settings, database, cache, mail, clock, disk, files and backups. Exit code 1 if one of them fails."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Print the findings as JSON, for a monitor.")

    def handle(self, *, json: bool, **options: Any) -> None:
        findings = list(look_at_all())
        if json:
            self.write_json(findings)
        else:
            self.write_lines(findings)
        if any(finding.level == FAIL for finding in findings):
            raise SystemExit(1)

    def write_json(self, findings: list[Finding]) -> None:
        self.stdout.write(json.dumps([asdict(finding) for finding in findings], indent=1))

    def write_lines(self, findings: list[Finding]) -> None:
        styles = {OK: self.style.SUCCESS, WARN: self.style.WARNING, FAIL: self.style.ERROR}
        for finding in findings:
            line = f"{styles[finding.level](f'{finding.level:<5}')}{finding.name}: {finding.said}"
            self.stdout.write(f"{line}. {finding.todo}".rstrip(". ") + ("." if finding.todo else ""))


def look_at_all() -> Iterator[Finding]:
    """Each finding in turn; a look that breaks is a failure, and the others go on."""
    for look in LOOKS:
        try:
            yield look()
        except Exception as error:
            name = look.__name__.removeprefix("look_at_")
            yield Finding(name, FAIL, f"cannot be looked at: {type(error).__name__}", "See that it runs and answers.")
