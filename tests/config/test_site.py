"""Whose site it is: the settings that say so, and what pages and mails make of them."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.clients import client_of
from tests.config.test_settings import Load, load
from tests.factories import PASSWORD, TopicFactory

__all__ = ["load"]

SIGN_UP = "/accounts/signup/"
CLOSED = "This site takes no new accounts now. Its roadmaps are open to read, and this browser keeps what you mark."


class TestSettings:
    def test_a_site_is_open_and_ours_unless_told(self, load: Load) -> None:
        found = load()
        names = ("SITE_NAME", "SIGN_UP_OPEN", "SIGN_UP_DOMAINS", "MEMBERS_ONLY", "NOINDEX", "IMPRINT_URL")
        assert [found[name] for name in names] == ["Waymark", True, [], False, False, ""]

    @pytest.mark.parametrize(
        ("text", "is_open", "domains"),
        [
            ("open", True, []),
            ("closed", False, []),
            ("Example.org, @b.example.com", True, ["example.org", "b.example.com"]),
        ],
    )
    def test_sign_up_is_open_closed_or_for_some(self, load: Load, text: str, is_open: bool, domains: list[str]) -> None:
        found = load(SIGN_UP=text)
        assert (found["SIGN_UP_OPEN"], found["SIGN_UP_DOMAINS"]) == (is_open, domains)

    def test_members_alone_means_no_search_engine_unless_told(self, load: Load) -> None:
        assert load(MEMBERS_ONLY="true")["NOINDEX"] is True
        assert load(MEMBERS_ONLY="true", NOINDEX="false")["NOINDEX"] is False

    @pytest.mark.parametrize(
        ("variables", "message"),
        [
            ({"SIGN_UP": "shut"}, "SIGN_UP cannot be read: 'shut' is no domain. Use open, closed, or domains"),
            ({"SIGN_UP": "open,closed"}, "'open' is no domain"),
            ({"SITE_NAME": "x" * 61}, "SITE_NAME must be one line of at most 60 characters"),
            ({"IMPRINT_URL": "javascript:alert(1)"}, "IMPRINT_URL must be an address, https://... or /path"),
            ({"PRIVACY_URL": "//evil.example/x"}, "PRIVACY_URL must be an address"),
            ({"PRIVACY_URL": "example.org/privacy"}, "PRIVACY_URL must be an address"),
        ],
    )
    def test_what_cannot_be_read_is_refused(self, load: Load, variables: dict[str, str], message: str) -> None:
        with pytest.raises(ImproperlyConfigured, match=re.escape(message)):
            load(**variables)


@pytest.mark.django_db
class TestPages:
    def test_the_name_stands_in_title_bar_and_admin(self, settings: Settings, client: Client, editor: User) -> None:
        settings.SITE_NAME = "Bee <school>"
        page, front = client.get("/keys/").content.decode(), client.get("/").content.decode()
        assert "<title>Keyboard shortcuts · Bee &lt;school&gt;</title>" in page
        assert '<span class="brand-name">Bee &lt;school&gt;</span>' in page
        assert "<title>Bee &lt;school&gt;</title>" in front
        admin = client_of(editor).get("/admin/").content.decode()
        assert "<title>Site administration · Bee &lt;school&gt;</title>" in admin
        assert re.findall(r'id="site-name">.+?</svg>\s*(.+?)</a>', admin, re.DOTALL) == ["Bee &lt;school&gt;"]

    def test_the_foot_leads_to_imprint_and_privacy_where_there_are_some(
        self, settings: Settings, client: Client
    ) -> None:
        def read_foot() -> list[str]:
            (foot,) = re.findall(r'class="foot-links">(.*)', client.get("/keys/").content.decode())
            return str(foot).split("<a ")[2:]

        assert read_foot() == []
        settings.IMPRINT_URL, settings.PRIVACY_URL = "https://example.org/imprint", "/privacy"
        found = [link.partition("</a>")[0] for link in read_foot()]
        assert found == ['href="https://example.org/imprint">Imprint', 'href="/privacy">Privacy']

    def test_search_engines_are_asked_to_stay_away_in_three_ways(self, settings: Settings, client: Client) -> None:
        settings.NOINDEX = True
        page, robots = client.get("/keys/"), client.get("/robots.txt")
        assert page["X-Robots-Tag"] == robots["X-Robots-Tag"] == "noindex, nofollow"
        assert page.content.decode().count('<meta name="robots" content="noindex, nofollow">') == 1
        assert robots.content.decode() == "User-agent: *\nDisallow: /\n"

    def test_and_are_welcome_else(self, client: Client) -> None:
        page = client.get("/keys/")
        assert ("X-Robots-Tag" in page, "noindex" in page.content.decode()) == (False, False)


@pytest.mark.django_db
class TestSignUp:
    def test_a_closed_site_says_so_and_makes_nobody(self, settings: Settings, client: Client) -> None:
        settings.SIGN_UP_OPEN = False
        for answer in (client.get(SIGN_UP), client.post(SIGN_UP, {"email": "a@example.org", "password1": PASSWORD})):
            assert answer.status_code == 200
            assert CLOSED in answer.content.decode()
        assert User.objects.count() == 0

    @pytest.mark.parametrize("is_open", [True, False])
    def test_no_page_of_a_closed_site_invites(self, settings: Settings, client: Client, is_open: bool) -> None:
        settings.SIGN_UP_OPEN = is_open
        topic = TopicFactory.create()
        roadmap = topic.roadmap.get_absolute_url()
        client.post(f"{topic.get_absolute_url()}mark/", {"status": "done"})
        pages = (
            "/",
            "/accounts/login/",
            "/keys/",
            "/roadmaps/",
            roadmap,
            f"{roadmap}-/notes/",
            topic.get_absolute_url(),
        )
        inviting = [address for address in pages if SIGN_UP in client.get(address).content.decode()]
        assert inviting == (list(pages) if is_open else [])
        asked = client.post(f"{roadmap}-/bookmark/", {"on": "1"})
        assert asked["Location"].startswith(f"{SIGN_UP if is_open else '/accounts/login/'}?next=")

    def test_a_site_for_some_names_their_domains_on_its_front_page(self, settings: Settings, client: Client) -> None:
        settings.SIGN_UP_DOMAINS = ["example.org", "b.example.com"]
        page = client.get("/").content.decode()
        assert "with an e-mail address at: example.org, b.example.com." in page

    def test_a_closed_site_says_whom_to_ask(self, settings: Settings, client: Client) -> None:
        settings.SIGN_UP_OPEN, settings.IMPRINT_URL = False, "/imprint"
        page = client.get(SIGN_UP).content.decode()
        assert "Whoever runs it can make an account for you: ask them." in page
        assert 'The <a href="/imprint">imprint</a> says how to reach them.' in page

    def test_a_closed_site_for_members_promises_no_reading(self, settings: Settings, client: Client) -> None:
        settings.SIGN_UP_OPEN, settings.MEMBERS_ONLY = False, True
        page = client.get(SIGN_UP).content.decode()
        assert '<p class="lede">This site takes no new accounts now.</p>' in page
        assert "See all roadmaps" not in page

    @pytest.mark.parametrize("email", ["ada@example.org", "Ada@EXAMPLE.ORG"])
    def test_an_address_at_a_welcome_domain_signs_up(self, settings: Settings, client: Client, email: str) -> None:
        settings.SIGN_UP_DOMAINS = ["example.org", "b.example.com"]
        client.post(SIGN_UP, {"email": email, "password1": PASSWORD})
        assert [person.email for person in User.objects.all()] == ["ada@example.org"]

    @pytest.mark.parametrize(
        "email", ["a@evil.example", "a@sub.example.org", "a@example.org.evil.example", "a@notexample.org"]
    )
    def test_any_other_hears_which_are(self, settings: Settings, client: Client, email: str) -> None:
        settings.SIGN_UP_DOMAINS = ["example.org", "b.example.com"]
        page = client.post(SIGN_UP, {"email": email, "password1": PASSWORD}).content.decode()
        assert "Accounts here have an address at: example.org, b.example.com." in page
        assert "Your address must be one at: example.org, b.example.com." in page
        assert User.objects.count() == 0

    def test_nobody_moves_to_another_domain_later(self, settings: Settings, learner: User) -> None:
        settings.SIGN_UP_DOMAINS = ["example.org"]
        page = client_of(learner).post("/accounts/email/", {"email": "ada@evil.example", "action_add": ""})
        assert "Accounts here have an address at: example.org." in page.content.decode()
        learner.refresh_from_db()
        assert learner.email == "ada@example.org"

    def test_mails_name_the_site(self, settings: Settings, client: Client, learner: User) -> None:
        settings.SITE_NAME, settings.ACCOUNT_EMAIL_SUBJECT_PREFIX = "Bee school", "[Bee school] "
        settings.MAIL_IS_CONFIGURED = True
        client.post("/accounts/password/reset/", {"email": learner.email})
        (letter,) = mail.outbox
        assert letter.subject.startswith("[Bee school] ")
        assert letter.body.startswith("Hello from Bee school!")
