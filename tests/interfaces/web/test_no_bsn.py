# SPDX-License-Identifier: EUPL-1.2
"""No citizen service number (BSN) gets in by any field of any form: walked, and looked for everywhere."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

import overstap.web
from overstap.apps.accounts.enums import Role
from overstap.apps.passports.actions import ProofTold, Told, add_proof, keep_passport
from overstap.apps.passports.enums import Part, ProofKind
from overstap.apps.passports.models import Passport
from overstap.apps.passports.sharing import share
from overstap.engine.masking import is_citizen_number
from overstap.engine.region.region import Region
from overstap.web.told_text import ToldAddress, ToldText
from tests.interfaces.web.access_table import TABLE
from tests.interfaces.web.conftest import NOON
from tests.interfaces.web.test_access import Place
from tests.interfaces.web.typed_everywhere import type_on
from tests.interfaces.web.who import BY, account_of, came_in

pytestmark = pytest.mark.django_db

BSN = "111222333"
WRITTEN = (BSN, "111.222.333", "1112 22 333", "111-222-333")
TEXT = "; ".join(f"nr {one}" for one in WRITTEN)

ELSEWHERE = {
    ("PlanForm", "now"): "the view masks it and tells so on the next page",
    ("CodeForm", "code"): "compared with what was given out, and not kept",
    ("PlaceForm", "opening"): "the id of an opening, out of a list",
    ("PartnerForm", "organisation"): "the name of an organisation that is here; any other is refused",
    ("PasskeyForm", "credential"): "what a device signed: no words, and any change would break it",
}
"""Fields that another place masks."""


def form_classes() -> Iterator[type[forms.Form]]:
    for module in pkgutil.walk_packages(overstap.web.__path__, "overstap.web."):
        for value in vars(import_module(module.name)).values():
            own = isinstance(value, type) and issubclass(value, forms.BaseForm)
            if own and value.__module__.startswith("overstap.web"):
                yield value


def test_every_text_field_of_every_form_masks() -> None:
    open_fields = set()
    for form in form_classes():
        for name, field in form.base_fields.items():
            if isinstance(field, forms.CharField) and not isinstance(field, ToldText | ToldAddress):
                open_fields.add((form.__name__, name))
    assert open_fields == set(ELSEWHERE)


def everything_kept() -> dict[str, str]:
    """All that the database holds, sessions read: each table as one text."""
    kept: dict[str, Any] = {}
    for model in apps.get_models():
        rows = model._default_manager.all()
        kept[model._meta.label] = (
            [SessionStore().decode(row.session_data) for row in rows]
            if model is Session
            else list(rows.values())
        )
    return {label: json.dumps(rows, default=str, ensure_ascii=False) for label, rows in kept.items()}


def _decoded(row: Session) -> Any:
    return SessionStore().decode(row.session_data)


def where(words: tuple[str, ...]) -> set[str]:
    """The tables that hold one of these."""
    return {label for label, text in everything_kept().items() if any(one in text for one in words)}


def walk(client: Client, organisation: str, passport: Passport, shared: Any, boss: Client) -> None:
    """Everything somebody can type, with a BSN in it."""

    def post(name: str, /, *args: Any, by: Client = client, **told: Any) -> None:
        assert by.post(reverse(name, args=args), told).status_code < 500, name

    post("plan", now=f"Ik deed de kas. {TEXT}", to=TEXT)
    post("my-skills", title=TEXT)
    post("my-skills", find="yes", typed=TEXT)
    post("suggest", typed=TEXT)
    post("change-wishes", to=TEXT, place=TEXT)
    post("change-question", to=TEXT)
    post("replan", to=TEXT, goal=TEXT)
    post("how-far-group", work=TEXT, occupation=TEXT, name=TEXT, title=TEXT)
    post("passport-keep")
    told = {"title": TEXT, "whose": TEXT, "note": TEXT, "kind": "work"}
    post("proof-new", **told)
    post("proof", passport.proofs.all()[0].pk, **told)
    post("passport-languages", language=BSN, level="A1")
    given = {"kind": "endorsement", "title": TEXT, "note": TEXT, "skills": "help-customers"}
    post("shared-passport", shared.pk, by=boss, **given)
    post("members", organisation, by=boss, do="invite", email=f"{BSN}@example.org", role="host")
    post("account_signup", by=Client(), email=f"jan.{BSN}@example.org")
    post("account_email", email=f"{BSN}@example.org", action_add="yes")


def test_none_of_it_is_kept_in_any_table_or_session(client: Client, a_bakery: str) -> None:
    assert is_citizen_number(BSN)
    anna = account_of(Role.PERSON, a_bakery)
    boss = came_in(account_of(Role.OWNER, a_bakery))
    told = Told(language="nl", story=TEXT, skills={"help-customers": "claimed"})
    passport = keep_passport(account=anna.pk, told=told, now=NOON, by=BY)
    add_proof(passport=passport, told=ProofTold(ProofKind.WORK, TEXT, TEXT, note=TEXT), by=BY)
    shared = share(
        passport=passport,
        organisation=a_bakery,
        parts=[Part.SKILLS],
        blind=False,
        now=NOON,
        until=NOON.replace(year=2027),
        by=BY,
    )
    walk(came_in(anna), a_bakery, passport, shared, boss)
    assert "sessions.Session" in where(("Ik deed de kas",))  # what else was typed came in
    assert {"sessions.Session", "passports.Proof"} <= where(("•••",))
    assert where(WRITTEN) == set()


def test_it_is_told_on_the_next_page(a_bakery: str) -> None:
    anna = account_of(Role.PERSON, a_bakery)
    keep_passport(account=anna.pk, told=Told(language="nl"), now=NOON, by=BY)
    client = came_in(anna)
    client.post(reverse("proof-new"), {"kind": "work", "title": f"Balie {BSN}"})
    assert "onleesbaar gemaakt" in client.get(reverse("passport")).content.decode()
    assert "onleesbaar gemaakt" not in client.get(reverse("passport")).content.decode()


def test_it_is_told_at_once_on_a_page_that_comes_back(a_bakery: str) -> None:
    anna = account_of(Role.PERSON, a_bakery)
    keep_passport(account=anna.pk, told=Told(language="nl"), now=NOON, by=BY)
    client = came_in(anna)
    wrong = {"kind": "work", "title": f"Balie {BSN}", "from_on": "2020-01-01", "until_on": "2019-01-01"}
    answer = client.post(reverse("proof-new"), wrong)
    assert answer.status_code == 422
    assert "onleesbaar gemaakt" in answer.content.decode()
    assert "onleesbaar gemaakt" not in client.get(reverse("passport")).content.decode()


def test_an_address_with_one_is_refused(client: Client) -> None:
    answer = client.post(reverse("account_signup"), {"email": f"{BSN}@example.org"})
    assert answer.status_code in (200, 422)
    assert "burgerservicenummer" in answer.content.decode()


def test_whatever_is_typed_on_any_page_by_anybody(haaglanden: Region) -> None:
    """Every form of every page, of today and of tomorrow: a page that is added is walked too."""
    place, seen, sent = Place(haaglanden), set[tuple[str, ...]](), list[str]()
    for role in ("visitor", Role.PERSON, Role.OWNER, Role.COACH, Role.SCHOOL, Role.OPERATOR):
        client = place.clients[role]
        client.post(reverse("plan"), {"now": "Ik deed de kas."})
        for name in TABLE:
            sent += type_on(client, reverse(name, args=place.arguments(name)), TEXT, BSN, seen)
    assert len(sent) > 15, sent
    assert {"passports.Proof"} <= where(("•••",))
    assert where(WRITTEN) == set()
