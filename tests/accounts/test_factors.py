"""Second factors: what is on, what the database keeps of them, and signing in with one."""

from __future__ import annotations

import json
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.factors import Factors, has_factor, list_factors
from accounts.models import User
from accounts.sealing import UnsealError, unseal
from tests.accounts.codes import SECRET, fresh_client_of, give_app, list_recovery_codes, show_code
from tests.accounts.people import read_errors, read_links, sign_in
from tests.clients import client_of
from tests.factories import PASSWORD


def add_passkey(person: User) -> Authenticator:
    return Authenticator.objects.create(user=person, type="webauthn", data={"name": "My phone", "credential": {}})


def test_nothing_is_on_at_first(learner: User) -> None:
    assert list_factors(learner) == Factors(app=False, passkeys=0, codes_left=0, codes_total=10)
    assert (list_factors(learner).any, has_factor(learner)) == (False, False)


def test_what_is_on_is_counted_in_one_query(learner: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    give_app(learner)
    add_passkey(learner)
    codes = Authenticator.objects.get(user=learner, type="recovery_codes").wrap()
    assert codes.validate_code(list_recovery_codes(learner)[3])
    with django_assert_num_queries(1):  # the factors
        found = list_factors(learner)
    assert found == Factors(app=True, passkeys=1, codes_left=9, codes_total=10)
    assert (found.any, has_factor(learner)) == (True, True)


def test_the_database_keeps_no_secret(learner: User) -> None:
    give_app(learner)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator ORDER BY type")
        rows = [row[0] for row in cursor.fetchall()]
    found = [json.loads(row) if isinstance(row, str) else row for row in rows]
    assert [sorted(row) for row in found] == [["seed", "used_mask"], ["secret"]]
    assert SECRET not in str(rows)
    assert unseal(found[1]["secret"]) == SECRET
    assert len(unseal(found[0]["seed"])) == 80
    assert not any(code in str(rows) for code in list_recovery_codes(learner))


@pytest.mark.django_db(transaction=True)  # mail is sent once all is written
def test_setting_up_an_app(learner: User, settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    EmailAddress.objects.create(user=learner, email=learner.email, primary=True, verified=True)
    cache.clear()
    client = fresh_client_of(learner)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r'<code class="secret">([A-Z2-7]{32})</code>', page)
    assert found
    assert page.count('src="data:image/svg+xml;base64,') == 1
    refused = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert read_errors(refused.content) == ["This code is not right. A code is good for 30 seconds and works once."]
    done = client.post(reverse("mfa_activate_totp"), {"code": show_code(found[1])})
    assert (done.status_code, done["Location"]) == (302, reverse("mfa_view_recovery_codes"))
    assert list_factors(learner) == Factors(app=True, passkeys=0, codes_left=10, codes_total=10)
    codes = list_recovery_codes(learner)
    shown = client.get(done["Location"]).content.decode()
    assert re.findall(r"<li><code>(\d{8})</code></li>", shown) == codes
    file = client.get(reverse("mfa_download_recovery_codes"))
    assert (file.content.decode().split(), file["Content-Type"]) == (codes, "text/plain")
    assert file["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert [message.to for message in mail.outbox] == [[learner.email]]
    assert "Authenticator app activated." in str(mail.outbox[0].body)


def read_shown_secret(client: Client) -> str:
    """What the page that sets up an app says to type into it."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r'<code class="secret">([A-Z2-7]{32})</code>', page)
    assert found
    return found[1]


def test_the_session_keeps_no_secret_while_an_app_is_set_up(learner: User) -> None:
    client = fresh_client_of(learner)
    secret = read_shown_secret(client)
    assert secret not in str(dict(client.session.items()))
    client.post(reverse("mfa_activate_totp"), {"code": show_code(secret)})
    assert list_factors(learner).app
    assert not [name for name in client.session.keys() if "app" in name or "totp" in name]  # noqa: SIM118  # no dict


def test_the_code_that_set_up_an_app_signs_nobody_in(guest: Client, learner: User) -> None:
    client = fresh_client_of(learner)
    code = show_code(read_shown_secret(client))
    client.post(reverse("mfa_activate_totp"), {"code": code})
    sign_in(guest, learner)
    guest.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in guest.session


def test_an_app_begun_under_another_key_is_begun_anew(learner: User) -> None:
    client = fresh_client_of(learner)
    secret = read_shown_secret(client)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accounts.factor_forms.unseal", forget)
        answer = client.post(reverse("mfa_activate_totp"), {"code": show_code(secret)})
    assert read_errors(answer.content) == ["This code is not right. A code is good for 30 seconds and works once."]
    assert secret not in answer.content.decode()


def forget(_text: str) -> str:
    raise UnsealError


@pytest.mark.parametrize(
    "name",
    ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes", "mfa_view_recovery_codes",
     "mfa_download_recovery_codes"],
)  # fmt: skip
def test_every_change_asks_who_it_is(learner: User, name: str) -> None:
    if "recovery" in name:
        give_app(learner)
    response = client_of(learner).get(reverse(name))
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_reauthenticate')}?next={reverse(name).replace('/', '%2F')}"


def test_an_app_is_turned_off_and_its_codes_go_too(learner: User) -> None:
    give_app(learner)
    client = fresh_client_of(learner)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.count() == 0


def test_new_recovery_codes_end_the_old_ones(learner: User) -> None:
    give_app(learner)
    old = list_recovery_codes(learner)
    fresh_client_of(learner).post(reverse("mfa_generate_recovery_codes"))
    assert set(list_recovery_codes(learner)).isdisjoint(old)


def test_signing_in_takes_a_second_step(guest: Client, learner: User) -> None:
    give_app(learner)
    assert not sign_in(guest, learner)
    refused = guest.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert read_errors(refused.content) == ["This code is not right. A code is good for 30 seconds and works once."]
    guest.post(reverse("mfa_authenticate"), {"code": show_code()})
    assert guest.session["_auth_user_id"] == str(learner.pk)


def test_a_code_works_once(learner: User) -> None:
    app = give_app(learner).wrap()
    code = show_code()
    assert (app.validate_code(code), app.validate_code(code)) == (True, False)


def test_a_recovery_code_signs_in_once(guest: Client, learner: User) -> None:
    give_app(learner)
    code = list_recovery_codes(learner)[0]
    for browser, signed_in in ((guest, True), (Client(), False)):
        sign_in(browser, learner)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in browser.session) is signed_in


def test_wrong_codes_are_counted_for_the_person(learner: User) -> None:
    """As many as wrong passwords: a new browser, or a new sign-in, begins no new count."""
    give_app(learner)
    for _ in range(5):
        browser = Client()
        sign_in(browser, learner)
        browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    browser = Client()
    sign_in(browser, learner)
    refused = browser.post(reverse("mfa_authenticate"), {"code": show_code()})
    assert read_errors(refused.content) == ["Too many wrong tries. Wait five minutes, then try again."]


def test_a_secret_under_a_forgotten_key_is_refused_in_words(guest: Client, learner: User, settings: Settings) -> None:
    give_app(learner)
    settings.SECRET_KEY = "forgotten-" * 6
    sign_in(guest, learner)
    refused = guest.post(reverse("mfa_authenticate"), {"code": show_code()})
    assert read_errors(refused.content) == [
        "This site can no longer read your second factor. Ask whoever keeps it to remove it."
    ]


def test_one_that_is_refused_is_no_hindrance_to_one_that_is_read(
    guest: Client, learner: User, settings: Settings
) -> None:
    """Whoever came in by a passkey has made new codes, and still has the app that nobody can read."""
    give_app(learner)
    settings.SECRET_KEY = "forgotten-" * 6
    Authenticator.objects.filter(user=learner, type="recovery_codes").delete()
    RecoveryCodes.activate(learner)
    sign_in(guest, learner)
    guest.post(reverse("mfa_authenticate"), {"code": list_recovery_codes(learner)[0]})
    assert guest.session["_auth_user_id"] == str(learner.pk)
    assert list_factors(learner).codes_left == 9


@pytest.mark.parametrize("name", ["mfa_view_recovery_codes", "mfa_download_recovery_codes"])
def test_codes_under_a_forgotten_key_lead_to_new_ones(learner: User, name: str) -> None:
    give_app(learner)
    client = fresh_client_of(learner)
    lose_key_of(learner)
    page = client.get(reverse(name), follow=True)
    assert page.redirect_chain == [(reverse("mfa_generate_recovery_codes"), 302)]
    assert "This site can no longer read your recovery codes. Make new ones." in page.content.decode()
    shown = client.post(reverse("mfa_generate_recovery_codes"), follow=True).content.decode()
    assert re.findall(r"<li><code>(\d{8})</code></li>", shown) == list_recovery_codes(learner)


def lose_key_of(person: User) -> None:
    """As if what is sealed of this person had been sealed under a key that is gone; sessions hold on."""
    for row in Authenticator.objects.filter(user=person):
        row.data = {name: "gone" if name in ("secret", "seed") else value for name, value in row.data.items()}
        row.save()


def test_no_page_fails_under_a_forgotten_key(learner: User) -> None:
    give_app(learner)
    client = fresh_client_of(learner)
    lose_key_of(learner)
    names = ["settings", "settings_second_factor", "settings_data", "mfa_activate_totp", "mfa_deactivate_totp",
             "mfa_add_webauthn", "mfa_list_webauthn", "mfa_reauthenticate", "mfa_generate_recovery_codes"]  # fmt: skip
    assert {name: client.get(reverse(name)).status_code for name in names} == dict.fromkeys(names, 200) | {
        "mfa_activate_totp": 302
    }
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()


def test_a_rotated_key_still_signs_in(guest: Client, learner: User, settings: Settings) -> None:
    give_app(learner)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "rotated-" * 8
    sign_in(guest, learner)
    guest.post(reverse("mfa_authenticate"), {"code": show_code()})
    assert guest.session["_auth_user_id"] == str(learner.pk)


def test_settings_show_what_is_on(learner: User) -> None:
    page = client_of(learner).get(reverse("settings")).content
    assert [link for link in read_links(page) if "/2fa/" in link] == [
        reverse("mfa_activate_totp"), reverse("mfa_list_webauthn"),
    ]  # fmt: skip
    give_app(learner)
    add_passkey(learner)
    page = client_of(learner).get(reverse("settings")).content
    assert [link for link in read_links(page) if "/2fa/" in link] == [
        reverse("mfa_deactivate_totp"), reverse("mfa_list_webauthn"), reverse("mfa_view_recovery_codes"),
    ]  # fmt: skip
    assert "10 of 10 are left." in page.decode()


def test_a_passkey_is_renamed_and_removed_by_its_owner_alone(learner: User, other_learner: User) -> None:
    passkey = add_passkey(learner)
    edit, remove = (reverse(f"mfa_{verb}_webauthn", args=[passkey.pk]) for verb in ("edit", "remove"))
    stranger = fresh_client_of(other_learner)
    assert [stranger.post(address, {"name": "Mine"}).status_code for address in (edit, remove)] == [404, 404]
    owner = fresh_client_of(learner)
    owner.post(edit, {"name": "The key on my ring"})
    assert str(Authenticator.objects.get(pk=passkey.pk)) == "The key on my ring"
    owner.post(remove)
    assert not Authenticator.objects.exists()


def test_a_download_of_my_data_names_factors_and_tells_no_secret(learner: User) -> None:
    give_app(learner)
    client = client_of(learner)
    found = json.loads(client.get(reverse("settings_data")).content)["rows"]["mfa.authenticator"]
    assert sorted(row["type"] for row in found) == ["recovery_codes", "totp"]
    assert all("data" not in row for row in found)


def test_deleting_an_account_takes_its_factors(learner: User) -> None:
    give_app(learner)
    client_of(learner).post(reverse("settings_delete"), {"password": PASSWORD})
    assert not Authenticator.objects.exists()
