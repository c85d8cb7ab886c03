"""The catalogues of translations: whole, true to the texts they translate, and compiled as they stand."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.languages.po import Message, read_po, write_mo

LOCALES = Path(settings.BASE_DIR) / "locale"
CATALOGUES = {path.parent.parent.name: read_po(path) for path in sorted(LOCALES.glob("*/LC_MESSAGES/django.po"))}
MESSAGES = [(language, message) for language, messages in CATALOGUES.items() for message in messages[1:]]

PLACEHOLDERS = re.compile(r"%\(\w+\)[a-z]|%%|%[sd]|\{\w*\}")
TAGS = re.compile(r"</?[a-z][^>]*>")
SPACE = re.compile(r"^\s*|\s*$")


def list_faults(message: Message) -> list[str]:
    """What is wrong with the translations of one message."""
    originals = [message.text] if message.plural is None else [message.text, message.plural]
    faults = ["guessed"] if "fuzzy" in message.flags else []
    if sorted(message.translations) != list(range(len(originals))):
        faults.append("a plural form is missing, or there is one too many")
    for number, text in message.translations.items():
        original = originals[min(number, len(originals) - 1)]
        faults += _compare(original, text) if text.strip() else ["no translation"]
    return faults


def _compare(original: str, text: str) -> list[str]:
    rules = {"placeholders": PLACEHOLDERS, "markup": TAGS, "space at an end": SPACE}
    return [what for what, rule in rules.items() if sorted(rule.findall(original)) != sorted(rule.findall(text))]


def test_there_is_one_for_each_language_but_that_of_the_code() -> None:
    assert [*CATALOGUES] == sorted(code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE)


def test_each_is_whole_and_true() -> None:
    faults = [
        f"{language}: {message.text!r}: {', '.join(found)}"
        for language, message in MESSAGES
        if (found := list_faults(message))
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", CATALOGUES)
def test_its_header_says_what_it_is_and_nothing_that_changes_by_itself(language: str) -> None:
    header = CATALOGUES[language][0].translations[0]
    assert f"Language: {language}\n" in header
    assert "charset=UTF-8" in header
    assert not re.search(r"\d{4}-\d\d|@|FULL NAME", header)


@pytest.mark.parametrize("language", CATALOGUES)
def test_it_names_no_place_in_the_code(language: str) -> None:
    text = (LOCALES / language / "LC_MESSAGES/django.po").read_text(encoding="utf-8")
    assert not re.search(r"^#[:~]", text, re.MULTILINE)


@pytest.mark.parametrize("language", CATALOGUES)
def test_the_compiled_one_says_the_same(language: str, tmp_path: Path) -> None:
    write_mo(CATALOGUES[language], tmp_path / "django.mo")
    assert read_mo(LOCALES / language / "LC_MESSAGES/django.mo") == read_mo(tmp_path / "django.mo")


def read_mo(path: Path) -> dict[object, str]:
    """Every text with its translation, as gettext of the standard library reads them."""
    with path.open("rb") as file:
        catalogue: dict[object, str] = vars(gettext.GNUTranslations(file))["_catalog"]
    return catalogue


def make_message(text: str, *translations: str, plural: str | None = None, fuzzy: bool = False) -> Message:
    texts = {"msgid": text} | ({"msgid_plural": plural} if plural else {})
    return Message(texts, dict(enumerate(translations)), {"fuzzy"} if fuzzy else set())


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (make_message("Save", ""), "no translation"),
        (make_message("Save", " "), "no translation"),
        (make_message("Save", "Sichern", fuzzy=True), "guessed"),
        (make_message("%(count)d of %(all)d", "%(count)d von allen"), "placeholders"),
        (make_message("<b>%(count)d</b> left", "%(count)d offen"), "markup"),
        (make_message("next: ", "weiter:"), "space at an end"),
        (
            make_message("%(n)d topic", "%(n)d Thema", plural="%(n)d topics"),
            "a plural form is missing, or there is one too many",
        ),
    ],
)
def test_a_fault_is_found(message: Message, fault: str) -> None:
    assert fault in list_faults(message)


def test_a_good_one_passes() -> None:
    message = make_message(
        "%(n)d <b>topic</b>", "%(n)d <b>Thema</b>", "%(n)d <b>Themen</b>", plural="%(n)d <b>topics</b>"
    )
    assert list_faults(message) == []
