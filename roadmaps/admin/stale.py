"""A stale form, shown again: on the site as it is now, with what its editor wrote, and both values where they differ.

What the editor left alone takes the site's value, so that saving again undoes nobody's change unawares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from roadmaps.admin.seen import digest, list_inputs, put_sent, read_sent, read_site, read_stamp, show_value

SHORT = 120
"""Characters of a value that stands whole at its input; a longer one unfolds."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An input that its editor wants otherwise than it is. label: with its row; theirs: someone else changed it too."""

    name: str
    label: str
    site: str
    theirs: bool


def settle_stale(form: Any, row: Any, inlines: Iterable[Any], stamp: str) -> None:
    """Puts a refused form and its rows on the site as it is, and says what differs.

    row: what the form is about, as it is now; inlines: the admin's wrapped formsets, each of which gets another one;
    stamp: of the page that the form was on.
    """
    fresh = type(form)(instance=row)
    rebase = _Rebase(row, read_stamp(stamp), form.data.copy())
    rebase.data[form.add_prefix("seen_revision")] = str(fresh["seen_revision"].value())
    told = [(form, each) for each in rebase.merge(form, fresh)]
    form.data, form.initial = rebase.data, fresh.initial
    for inline in inlines:
        inline.formset, differing = rebase.renew(inline.formset)
        told += differing
    for shown, each in told:
        shown.add_error(each.name, _show_site(show_value(shown, each.name, each.site), theirs=each.theirs))
    for text in _sum_up([each.label for _form, each in told], rebase):
        form.add_error(None, text)


@dataclass(slots=True)
class _Rebase:
    """row: of the form; seen: stamps by input; data: what was sent, being made over; taken: what others changed and
    the editor did not; gone: rows that are no longer here, with what was written there."""

    row: Any
    seen: Mapping[str, str]
    data: Any
    taken: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def merge(self, sent: Any, site: Any, title: str = "") -> Iterator[Difference]:
        """Each input of one form gets the editor's value where that was touched, else the site's."""
        for name in list_inputs(site):
            yours, theirs = read_sent(sent, name), read_site(site, name)
            was, label = self.seen.get(sent.add_prefix(name)), _name_input(site, name, title)
            if yours != theirs and was == digest(yours):
                self.taken.append(label)
                yours = theirs
            put_sent(self.data, site.fields[name], site.add_prefix(name), yours)
            if yours != theirs:
                yield Difference(name, label, theirs, theirs=was not in (None, digest(theirs)))

    def renew(self, old: Any) -> tuple[Any, list[tuple[Any, Difference]]]:
        """The rows as they are now, each with what was sent for it, then the new ones; and where they differ."""
        site = type(old)(instance=self.row, prefix=old.prefix, queryset=old.queryset.all())
        identity = site.model._meta.pk.name
        sent = {form.data.get(form.add_prefix(identity)): form for form in old.initial_forms}
        for name in [name for name in self.data if name.startswith(f"{old.prefix}-")]:
            del self.data[name]
        differing = []
        for place, form in enumerate(site.initial_forms):
            for name in (identity, site.fk.name):
                self.data[form.add_prefix(name)] = str(
                    getattr(form.instance, form.instance._meta.get_field(name).attname)
                )
            differing += [(place, each) for each in self._merge_row(sent.pop(str(form.instance.pk), None), form)]
        self.gone += [self._describe_gone(form) for form in sent.values()]
        self._put_new(old, first=len(site.initial_forms))
        new = type(old)(self.data, instance=self.row, prefix=old.prefix, queryset=old.queryset.all())
        new.is_valid()
        return new, [(new.forms[place], each) for place, each in differing]

    def _merge_row(self, sent: Any, site: Any) -> Iterator[Difference]:
        if sent is not None:
            yield from self.merge(sent, site, str(site.instance))
            return
        self.taken.append(_("“%(row)s”, which is new") % {"row": site.instance})
        for name in list_inputs(site):
            put_sent(self.data, site.fields[name], site.add_prefix(name), read_site(site, name))

    def _put_new(self, old: Any, *, first: int) -> None:
        for place, form in enumerate(old.extra_forms, start=first):
            for name in form.fields:
                put_sent(self.data, form.fields[name], f"{old.prefix}-{place}-{name}", read_sent(form, name))
        counts = {"TOTAL": first + len(old.extra_forms), "INITIAL": first, "MIN_NUM": 0, "MAX_NUM": old.max_num}
        self.data.update({f"{old.prefix}-{name}_FORMS": str(count) for name, count in counts.items()})

    def _describe_gone(self, form: Any) -> str:
        texts = {name: read_sent(form, name) for name in list_inputs(form)}
        touched = [name for name, text in texts.items() if self.seen.get(form.add_prefix(name)) != digest(text)]
        written = [f"{_name_input(form, name)} “{show_value(form, name, texts[name])}”" for name in touched]
        row = _("“%(row)s” is no longer here: it was moved or deleted.") % {"row": texts.get("name") or texts["title"]}
        return " ".join([row, _("You had written: %(texts)s.") % {"texts": "; ".join(written)}]) if written else row


def _name_input(form: Any, name: str, row: str = "") -> str:
    label = capfirst(str(form[name].label))
    return f"“{row}”: {label}" if row else label


def _show_site(value: str, *, theirs: bool) -> SafeString:
    """What the site says, beside an input in which the editor's own value stands."""
    who = _("Changed by someone else, too.") + " " if theirs else ""
    if not value:
        return format_html("{}{}", who, _("On the site now: empty."))
    text = _("On the site now: “%(value)s”")
    if len(value) <= SHORT and "\n" not in value:
        return format_html("{}{}", who, text % {"value": value})
    start = Truncator(" ".join(value.split())).chars(SHORT)
    unfolding = '{}<details class="site-value"><summary>{}</summary><div>{}</div></details>'
    return format_html(unfolding, who, text % {"value": start}, value)


def _sum_up(differing: list[str], rebase: _Rebase) -> Iterator[str]:
    if differing:
        text = _("Different from the site now: %(fields)s. Saving again writes what stands here.")
        yield text % {"fields": ", ".join(differing)}
    if rebase.taken:
        text = _("Changed by someone else, left alone by you, and now in this form as they are: %(fields)s.")
        yield text % {"fields": ", ".join(rebase.taken)}
    yield from rebase.gone
