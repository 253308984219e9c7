# SPDX-License-Identifier: EUPL-1.2
"""Types something in every text field of every form on a page, as a person would, and sends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.test import Client

TYPED_IN = {"text", "search", "", "url", "tel"}


@dataclass
class Form:
    """A form with what a browser would send, and which of that somebody types."""

    action: str
    method: str
    sent: dict[str, list[str]] = field(default_factory=dict)
    typed: dict[str, int] = field(default_factory=dict)
    """Name -> how much fits in it."""
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def shape(self) -> tuple[str, ...]:
        """What makes it another form than one seen before, whatever it is about."""
        return (*sorted(self.typed), *sorted(self.sent))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.select = ""
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = True
            self.forms.append(Form(told.get("action", ""), told.get("method", "get").lower()))
        if not self.open or not self.forms:
            return
        form, name = self.forms[-1], told.get("name", "")
        if tag == "textarea" and name:
            form.typed[name] = int(told.get("maxlength") or 2000)
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and (self.select not in form.sent or "selected" in told):
            form.sent[self.select] = [told.get("value", "")]
        elif tag == "button" and name:
            form.buttons.append((name, told.get("value", "")))
        elif tag == "input" and name:
            self._input(form, name, told)

    def _input(self, form: Form, name: str, told: dict[str, str]) -> None:
        kind = told.get("type", "").lower()
        if kind in TYPED_IN:
            form.typed[name] = int(told.get("maxlength") or 2000)
        elif kind == "email":
            form.typed[name] = -1
        elif kind in ("checkbox", "radio"):
            if "checked" in told or (kind == "checkbox" and name not in form.sent):
                form.sent.setdefault(name, []).append(told.get("value", "on"))
        elif kind not in ("file", "submit"):
            form.sent[name] = [told.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        self.open = self.open and tag != "form"
        self.select = "" if tag == "select" else self.select


def forms_on(page: str) -> list[Form]:
    """The forms in which something is typed."""
    reader = _Reader()
    reader.feed(page)
    return [form for form in reader.forms if form.typed and form.method == "post"]


def type_on(client: Client, address: str, text: str, number: str, seen: set[tuple[str, ...]]) -> Iterator[str]:
    """Fills in `text` (or `number`, where little fits) in every form not seen before at an address; sends it.

    Gives the address of each form that was sent. Raises `AssertionError` for one that breaks.
    """
    answer = client.get(address)
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        return
    for form in forms_on(answer.content.decode()):
        if form.shape in seen:
            continue
        seen.add(form.shape)
        for button in form.buttons or [("", "")]:
            sent = {**form.sent, **({button[0]: [button[1]]} if button[0] else {})}
            for name, fits in form.typed.items():
                told = f"{number}@example.org" if fits == -1 else text if fits >= len(text) else number
                sent[name] = [told]
            to = urljoin(address, form.action) if form.action else address
            assert client.post(to, sent).status_code < 500, to
            yield to
