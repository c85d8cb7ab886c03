"""People in the admin, and the way into it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.codes import give_app
from tests.accounts.people import NEW_PASSWORD, sign_in
from tests.clients import client_of
from tests.factories import MarkFactory, UserFactory

NEW = {"usable_password": "true", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
LIST, ADD = "/admin/accounts/user/", "/admin/accounts/user/add/"


@pytest.fixture
def keeper(db: None) -> User:
    return UserFactory.create(email="keeper@example.org", is_staff=True, is_superuser=True)


@pytest.fixture
def clerk(db: None) -> User:
    """May look at, change and delete people, and is no superuser."""
    person = UserFactory.create(email="clerk@example.org", is_staff=True)
    names = ["view_user", "change_user", "delete_user"]
    person.user_permissions.set(Permission.objects.filter(codename__in=names))
    return person


def page_of(person: User, what: str = "change") -> str:
    return reverse(f"admin:accounts_user_{what}", args=[person.pk])


def fields_of(person: User, **changed: Any) -> dict[str, Any]:
    fields = {"email": person.email, "time_zone": "UTC", "theme": "system", "is_active": "on"}
    return fields | changed


class TestTheWayIn:
    def test_an_editor_gets_in_through_our_sign_in(self, guest: Client, editor: User) -> None:
        response = guest.get("/admin/", follow=True)
        assert response.redirect_chain[-1][0] == f"{reverse('account_login')}?next=%2Fadmin%2F"
        assert sign_in(guest, editor)
        assert guest.get("/admin/").status_code == 200

    @pytest.mark.parametrize("page", ["/admin/login/", "/admin/login/?next=/admin/"])
    def test_a_learner_gets_a_clear_no(self, learner: User, page: str) -> None:
        response = client_of(learner).get(page)
        assert response.status_code == 403
        assert b'class="bar"' in response.content

    def test_a_learner_runs_in_no_circle(self, learner: User) -> None:
        response = client_of(learner).get("/admin/", follow=True)
        assert (response.status_code, len(response.redirect_chain)) == (403, 1)

    def test_the_admins_own_form_lets_nobody_in(self, guest: Client, editor: User) -> None:
        guest.post("/admin/login/", {"username": editor.email, "password": "a-long-walk-uphill"})
        assert "_auth_user_id" not in guest.session

    def test_an_editor_sees_no_people(self, editor: User) -> None:
        assert client_of(editor).get(LIST).status_code == 403


class TestPeople:
    def test_are_listed_and_found(self, keeper: User, learner: User, other_learner: User) -> None:
        page = client_of(keeper).get(LIST, {"q": "Grace"}).content.decode()
        assert re.findall(r"[\w.]+@example\.org", page.partition('id="result_list"')[2]) == ["grace@example.org"]

    def test_are_added_by_address(self, keeper: User) -> None:
        client_of(keeper).post(ADD, NEW | {"email": "New@Example.org"})
        person = User.objects.get(email="new@example.org")
        assert EmailAddress.objects.values_list("email", "primary", "verified").get(user=person) == (
            "new@example.org", True, False,
        )  # fmt: skip
        assert sign_in(Client(), person, NEW_PASSWORD)

    def test_are_not_added_twice(self, keeper: User, learner: User) -> None:
        response = client_of(keeper).post(ADD, NEW | {"email": "ADA@example.org"})
        assert b"Someone has this address already." in response.content
        assert User.objects.filter(email__iexact="ada@example.org").count() == 1

    def test_change_their_address_in_both_places(self, keeper: User, learner: User) -> None:
        EmailAddress.objects.create(user=learner, email=learner.email, primary=True, verified=True)
        response = client_of(keeper).post(page_of(learner), fields_of(learner, email="Lovelace@example.org"))
        assert response.status_code == 302
        assert EmailAddress.objects.values_list("email", "primary", "verified").get(user=learner) == (
            "lovelace@example.org", True, False,
        )  # fmt: skip

    def test_keep_their_address_when_it_did_not_change(self, keeper: User, learner: User) -> None:
        EmailAddress.objects.create(user=learner, email=learner.email, primary=True, verified=True)
        client_of(keeper).post(page_of(learner), fields_of(learner, display_name="Countess"))
        learner.refresh_from_db()
        assert learner.display_name == "Countess"
        assert EmailAddress.objects.get(user=learner).verified


class TestRights:
    def test_are_not_given_by_who_is_no_superuser(self, clerk: User, learner: User) -> None:
        client = client_of(clerk)
        client.post(page_of(learner), fields_of(learner, is_staff="on", is_superuser="on", display_name="Countess"))
        learner.refresh_from_db()
        assert (learner.display_name, learner.is_staff, learner.is_superuser) == ("Countess", False, False)

    def test_keep_superusers_from_others(self, clerk: User, keeper: User) -> None:
        UserFactory.create(is_superuser=True)
        client = client_of(clerk)
        client.post(page_of(keeper), fields_of(keeper, display_name="Mine"))
        client.post(page_of(keeper, "delete"), {"post": "yes"})
        keeper.refresh_from_db()
        assert keeper.display_name == ""

    def test_are_given_by_a_superuser(self, keeper: User, learner: User) -> None:
        client_of(keeper).post(page_of(learner), fields_of(learner, is_staff="on"))
        learner.refresh_from_db()
        assert learner.is_staff


class TestPasswordLinks:
    def ask(self, client: Client, *people: User) -> str:
        keys = [str(person.pk) for person in people]
        sent = {"action": "show_password_links", "_selected_action": keys}
        return client.post(LIST, sent, follow=True).content.decode()

    def test_are_shown_once(self, keeper: User, learner: User) -> None:
        client = client_of(keeper)
        page = self.ask(client, learner)
        (link,) = re.findall(r"http://testserver(/accounts/password/reset/key/\S+)", page)
        assert b"<h1>New password</h1>" in Client().get(link, follow=True).content
        assert link not in client.get(LIST).content.decode()
        entry = LogEntry.objects.get()
        assert (entry.user, entry.object_id) == (keeper, str(learner.pk))

    def test_are_not_made_for_a_switched_off_account(self, keeper: User) -> None:
        person = UserFactory.create(is_active=False)
        page = self.ask(client_of(keeper), person)
        assert f"The account of {person.email} is switched off." in page
        assert not LogEntry.objects.exists()

    def test_are_for_superusers(self, clerk: User, learner: User) -> None:
        page = self.ask(client_of(clerk), learner)
        assert "/password/reset/key/" not in page
        assert not LogEntry.objects.exists()


class TestDeletion:
    def test_takes_all_and_leaves_no_name(self, keeper: User, learner: User) -> None:
        MarkFactory.create(user=learner)
        key = learner.pk
        client = client_of(keeper)
        assert b"Are you sure" in client.get(page_of(learner, "delete")).content
        client.post(page_of(learner, "delete"), {"post": "yes"})
        assert list(User.objects.all()) == [keeper]
        entry = LogEntry.objects.get()
        assert (entry.user, entry.object_id, entry.object_repr) == (keeper, str(key), "a deleted account")

    def test_refuses_the_last_superuser(self, keeper: User) -> None:
        response = client_of(keeper).post(page_of(keeper, "delete"), {"post": "yes"})
        assert response.status_code == 403
        assert list(User.objects.all()) == [keeper]

    def test_is_not_done_by_the_dozen(self, keeper: User, learner: User) -> None:
        sent = {"action": "delete_selected", "_selected_action": [str(learner.pk)], "post": "yes"}
        client_of(keeper).post(LIST, sent)
        assert User.objects.filter(pk=learner.pk).exists()


class TestFactors:
    """A superuser takes them away to help somebody in, and can neither read nor make one."""

    def test_are_shown_without_what_they_keep(self, keeper: User, learner: User) -> None:
        app = give_app(learner)
        client = client_of(keeper)
        for address in ("/admin/mfa/authenticator/", f"/admin/mfa/authenticator/{app.pk}/change/"):
            page = client.get(address).content.decode()
            assert str(learner) in page
            assert app.data["secret"] not in page
            assert 'name="data"' not in page

    @pytest.mark.parametrize("what", ["add/", "{}/change/"])
    def test_are_not_made_or_changed(self, keeper: User, learner: User, what: str) -> None:
        app = give_app(learner)
        fields = {"user": keeper.pk, "type": "totp", "data": "{}"}
        answer = client_of(keeper).post(f"/admin/mfa/authenticator/{what.format(app.pk)}", fields)
        assert answer.status_code == 403
        assert Authenticator.objects.get(type="totp").data == app.data

    def test_the_last_one_takes_the_codes_along(self, keeper: User, guest: Client, learner: User) -> None:
        app = give_app(learner)
        client_of(keeper).post(f"/admin/mfa/authenticator/{app.pk}/delete/", {"post": "yes"})
        assert not Authenticator.objects.exists()
        assert sign_in(guest, learner)

    def test_several_go_at_once(self, keeper: User, learner: User) -> None:
        app = give_app(learner)
        fields = {"action": "delete_selected", "_selected_action": [app.pk], "post": "yes"}
        client_of(keeper).post("/admin/mfa/authenticator/", fields)
        assert not Authenticator.objects.exists()

    def test_a_session_that_is_deleted_is_signed_out(self, keeper: User, guest: Client, learner: User) -> None:
        sign_in(guest, learner)
        row = UserSession.objects.get(user=learner)
        client = client_of(keeper)
        assert row.session_key not in client.get(f"/admin/usersessions/usersession/{row.pk}/change/").content.decode()
        client.post(f"/admin/usersessions/usersession/{row.pk}/delete/", {"post": "yes"})
        assert "_auth_user_id" not in guest.session
