"""Prints a one-time link at which a person sets a new password."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.passwords import make_password_link
from accounts.sites import guess_site_address


class Command(BaseCommand):
    help = "Print a one-time link at which the person with EMAIL sets a new password. Give it to nobody else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--site", help="Address of this site, for example https://learn.example.org")

    def handle(self, *args: Any, email: str, site: str | None, **options: Any) -> None:
        address = site or guess_site_address()
        if not address.startswith(("http://", "https://")):
            raise CommandError(f"--site must begin with http:// or https://, not {address!r}.")
        try:
            person = User.objects.get(email__iexact=email)
        except User.DoesNotExist as error:
            raise CommandError(f"Nobody signs in with {email}.") from error
        if not person.is_active:
            raise CommandError(f"The account of {email} is switched off. Switch it on in the admin first.")
        self.stdout.write(make_password_link(person=person, actor=None, site=address))
