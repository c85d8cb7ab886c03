"""A logo of the operator's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from config.logo import MOST_BYTES, Logo
from tests.config.test_settings import Load, load

__all__ = ["load"]

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><path d="M0 0h80v20H0z"/></svg>'
LIGHT, DARK = Logo(SVG, "image/svg+xml", "abc123"), Logo(SVG, "image/svg+xml", "def456")
IMAGE = re.compile(r"<img [^>]*>")


class TestSettings:
    def test_there_is_none_unless_named(self, load: Load) -> None:
        assert load()["SITE_LOGOS"] == {}

    def test_files_are_read_at_start(self, load: Load, tmp_path: Path) -> None:
        light, dark = tmp_path / "logo.svg", tmp_path / "logo.PNG"
        light.write_bytes(SVG)
        dark.write_bytes(b"\x89PNG")
        found = load(SITE_LOGO=str(light), SITE_LOGO_DARK=str(dark))["SITE_LOGOS"]
        assert [(shade, logo.content, logo.kind, len(logo.digest)) for shade, logo in found.items()] == [
            ("light", SVG, "image/svg+xml", 12),
            ("dark", b"\x89PNG", "image/png", 12),
        ]

    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("logo.gif", b"GIF", "SITE_LOGO must be a file that ends in .svg, .png, .webp, not "),
            ("away.svg", None, "SITE_LOGO cannot be read: No such file or directory: "),
            ("logo.svg", b"", "SITE_LOGO must have 1 to 100,000 bytes, not 0"),
            ("logo.svg", b"x" * (MOST_BYTES + 1), "SITE_LOGO must have 1 to 100,000 bytes, not 100,001"),
        ],
    )
    def test_what_is_no_picture_is_refused(
        self, load: Load, tmp_path: Path, name: str, content: bytes | None, message: str
    ) -> None:
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(ImproperlyConfigured, match=re.escape(message)):
            load(SITE_LOGO=str(tmp_path / name))

    def test_one_for_dark_pages_alone_is_refused(self, load: Load, tmp_path: Path) -> None:
        (tmp_path / "logo.svg").write_bytes(SVG)
        with pytest.raises(ImproperlyConfigured, match="SITE_LOGO_DARK needs SITE_LOGO beside it"):
            load(SITE_LOGO_DARK=str(tmp_path / "logo.svg"))


@pytest.mark.django_db
class TestPages:
    def read_brand(self, client: Client) -> str:
        return client.get("/keys/").content.decode().partition('class="brand"')[2].partition("</a>")[0]

    def test_mark_and_name_stand_where_there_is_none(self, client: Client) -> None:
        brand = self.read_brand(client)
        assert ('<span class="brand-name">Waymark</span>' in brand, "<img" in brand) == (True, False)
        assert client.get("/logo/light/").status_code == 404

    def test_one_serves_both_themes(self, settings: Settings, client: Client) -> None:
        settings.SITE_NAME, settings.SITE_LOGOS = "Bee <school>", {"light": LIGHT}
        brand = self.read_brand(client)
        assert IMAGE.findall(brand) == ['<img class="logo" src="/logo/light/?abc123" alt="Bee &lt;school&gt;">']
        assert "brand-name" not in brand

    def test_two_serve_one_each(self, settings: Settings, client: Client) -> None:
        settings.SITE_LOGOS = {"light": LIGHT, "dark": DARK}
        assert IMAGE.findall(self.read_brand(client)) == [
            '<img class="logo light" src="/logo/light/?abc123" alt="Waymark">',
            '<img class="logo dark" src="/logo/dark/?def456" alt="Waymark">',
        ]

    def test_the_site_gives_it_out_for_ever_and_to_guests(self, settings: Settings, client: Client) -> None:
        settings.SITE_LOGOS, settings.MEMBERS_ONLY = {"light": LIGHT}, True
        answer = client.get("/logo/light/")
        assert (answer.content, answer["Content-Type"]) == (SVG, "image/svg+xml")
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "default-src 'none'" in answer["Content-Security-Policy"]  # a script in it never runs
        assert client.get("/logo/dark/").status_code == 404
