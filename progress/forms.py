"""Forms of a topic's sheet: addresses that a learner gives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roadmaps.documents.document import MAX_LINE
from roadmaps.documents.links import LinkError, clean_link


class AddressField(forms.CharField):
    """An address that leads somewhere from any page, in its stored form; what is wrong with it is told in words."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        url = str(super().clean(value))
        if not url:
            return url
        try:
            clean = clean_link(url)
            if not clean.href:
                raise LinkError("a link starts with https://, http:// or mailto:")
        except LinkError as error:
            raise ValidationError(say_link_error(error)) from error
        return clean.url


def say_link_error(error: LinkError) -> str:
    """What is wrong with an address, as a sentence, with what to do about it."""
    said = error.message[:1].upper() + error.message[1:]
    if not error.hint:
        return f"{said}."
    told = _("%(said)s. Hint: %(hint)s.") % {"said": said, "hint": error.hint}
    return told.removesuffix(".") if error.hint.endswith("?") else told


class OwnLinkForm(forms.Form):
    """An address to keep on a topic. Without a title its host is one."""

    url = AddressField(label=gettext_lazy("Address"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=MAX_LINE, required=False)

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


class EvidenceForm(forms.Form):
    """The address of what shows that a topic was learnt; an empty one clears it."""

    url = AddressField(required=False)
