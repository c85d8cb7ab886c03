"""Browsers without a screen."""

from django.test import Client

from accounts.models import User


def client_of(user: User) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(user)
    return client
