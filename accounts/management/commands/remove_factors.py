"""Lets somebody in again who lost their second factor, or whose SECRET_KEY the site lost."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.factors import remove_factors
from accounts.models import User


class Command(BaseCommand):
    help = (
        "Remove the second factors and recovery codes of the person with EMAIL, who then signs in with the password "
        "alone. Find out first who asks."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        try:
            person = User.objects.get(email__iexact=email)
        except User.DoesNotExist as error:
            raise CommandError(f"Nobody signs in with {email}.") from error
        removed = remove_factors(person=person)
        self.stdout.write(f"{person.email} has no second factor any more ({removed} removed).")
        if person.is_staff:
            self.stdout.write("The admin will ask for a new one at the next sign-in.")
