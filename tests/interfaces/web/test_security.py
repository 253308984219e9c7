# SPDX-License-Identifier: EUPL-1.2
"""What keeps others out: headers on every kind of answer, limits on guessing, nothing that tells who is here,
no way to another site, and nothing of another's by naming its id."""

from __future__ import annotations

import re
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from psycopg.sql import SQL, Identifier

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import MEMBER_ROLES, Role
from overstap.apps.journeys.actions import share_journey
from overstap.apps.organisations.members import add_member
from overstap.engine.region import Region
from tests.interfaces.web.access_table import TABLE
from tests.interfaces.web.test_access import Place, outcome
from tests.interfaces.web.who import BY, account_of, came_in

pytestmark = pytest.mark.django_db

WANTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def anything() -> dict[str, Any]:
    """One answer of every kind there is."""
    client, strict = Client(raise_request_exception=False), Client(enforce_csrf_checks=True)
    operator = came_in(account_of(Role.OPERATOR, ""))
    return {
        "page": client.get("/"),
        "redirect": client.get(reverse("my-work")),
        "login first": client.get(reverse("account")),
        "not there": client.get("/no/such/page/"),
        "not allowed": client.get(reverse("find-ranking")),
        "refused": came_in(account_of(Role.COACH, _organisation())).get(reverse("trail")),
        "forged": strict.post(reverse("plan"), {"now": "x"}),
        "wrong host": client.get("/", headers={"host": "evil.example"}),
        "unprocessable": client.post(reverse("plan"), {"now": ""}),
        "table": operator.get(reverse("fairness-csv")),
        "drawing": client.get(reverse("map-file")),
        "machine": client.get("/healthz"),
        "robots": client.get("/robots.txt"),
        "security": client.get("/.well-known/security.txt"),
        "described": client.get("/openapi.json"),
        "api": client.post("/v1/matches", "{}", content_type="application/json"),
        "api, wrong": client.post("/v1/matches", "{", content_type="application/json"),
        "api, not there": client.get("/v1/no-such"),
        "too often": _too_often(),
    }


def _organisation() -> str:
    from tests.interfaces.web.who import an_organisation

    return an_organisation("De Zon")


def _too_often() -> Any:
    for _ in range(11):
        answer = Client().post(reverse("account_signup"), {"email": "x@example.org"}, REMOTE_ADDR="10.9.8.7")
    assert answer.status_code == 429
    return answer


def is_well_kept(answer: Any) -> list[str]:
    """The headers that an answer lacks or has otherwise."""
    wrong = [name for name, value in WANTED.items() if answer.headers.get(name) != value]
    policy = answer.headers.get("Content-Security-Policy", "")
    parts = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}
    if parts.get("default-src") != ["'none'"] or parts.get("base-uri") != ["'none'"] or "unsafe" in policy:
        wrong.append(f"Content-Security-Policy: {policy}")
    if parts.get("frame-ancestors") != ["'none'"] or parts.get("script-src") != ["'self'"]:
        wrong.append(f"Content-Security-Policy: {policy}")
    if "geolocation=()" not in answer.headers.get("Permissions-Policy", ""):
        wrong.append("Permissions-Policy")
    if any(name in answer.headers for name in ("Server", "X-Powered-By")):
        wrong.append("tells what it runs on")
    return wrong


def test_every_kind_of_answer_has_the_headers() -> None:
    found = {kind: is_well_kept(answer) for kind, answer in anything().items()}
    assert {kind: wrong for kind, wrong in found.items() if wrong} == {}


def test_an_error_has_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise RuntimeError("a secret of the machine room")

    monkeypatch.setattr("overstap.web.asking.current_region", broken)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert is_well_kept(answer) == []
    assert b"machine room" not in answer.content
    assert b"Traceback" not in answer.content


def test_files_have_them_too(tmp_path: Any) -> None:
    """A drawing that is opened by itself may run nothing either."""
    (tmp_path / "mark.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    with override_settings(STATIC_ROOT=tmp_path, WHITENOISE_AUTOREFRESH=True, WHITENOISE_USE_FINDERS=False):
        answer = Client().get("/static/mark.svg")
    assert answer.status_code == 200
    assert is_well_kept(answer) == []
    answer.close()


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31536000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True)
def test_over_https_browsers_are_told_to_stay_there() -> None:
    for address in ("/", "/no/such/page/", "/v1/no-such", "/robots.txt", reverse("account")):
        answer = Client().get(address, secure=True)
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", address
        plain = Client().get(address)
        assert plain.status_code == 301
        assert plain["Location"] == f"https://testserver{address}"
        assert is_well_kept(plain) == []


@override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True)
def test_cookies_are_for_this_site_and_no_script() -> None:
    client = Client()
    client.post(reverse("plan"), {"now": "Ik kan goed klachten behandelen."})
    client.get("/")
    assert set(client.cookies) == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    for cookie in client.cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]
        assert not cookie["max-age"], "it goes when the browser closes"


# --- hosts and other sites ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "testserver@evil.example", "a b", ""]
)
def test_another_host_is_refused_and_not_repeated(host: str) -> None:
    answer = Client(raise_request_exception=False).get("/", headers={"host": host or "."})
    assert answer.status_code == 400
    assert b"evil" not in answer.content


def test_a_header_cannot_say_what_our_address_is() -> None:
    answer = Client().get(
        reverse("account"), headers={"x-forwarded-host": "evil.example", "forwarded": "host=evil"}
    )
    assert "evil" not in answer["Location"]
    assert b"evil" not in Client().get("/", headers={"x-forwarded-host": "evil.example"}).content


ELSEWHERE = (
    "https://evil.example/",
    "//evil.example",
    r"\\evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
)


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_address_leads_to_another_site(elsewhere: str, haaglanden: Region) -> None:
    place = Place(haaglanden)
    for client in (place.clients["visitor"], place.clients["person"], place.clients["owner"]):
        for name in TABLE:
            address = reverse(name, args=place.arguments(name))
            answer = client.get(address, {"next": elsewhere, "return": elsewhere, "url": elsewhere})
            where = answer.headers.get("Location", "")
            assert not where or re.match(r"/(?![/\\])", where), (name, where)
            links = re.findall(r'(?:href|action)="([^"]*evil[^"]*)"', answer.content.decode(errors="replace"))
            assert all(re.match(r"/(?![/\\])|\?", link) for link in links), (name, links)


def test_coming_in_does_not_lead_to_another_site() -> None:
    from tests.interfaces.web.who import code_in_mail

    for at, elsewhere in enumerate(ELSEWHERE):
        address = f"b{at}@example.org"
        create_account(email=address, by=BY)
        client = Client(REMOTE_ADDR=f"10.0.0.{at}")
        client.post(reverse("account_login"), {"login": address, "next": elsewhere})
        told = {"code": code_in_mail(), "next": elsewhere}
        answer = client.post(reverse("account_confirm_login_code"), told)
        assert answer.status_code == 302
        assert re.match(r"/(?![/\\])", answer["Location"]), answer["Location"]


# --- guessing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["shared", "ranking"])
def test_who_guesses_at_links_is_stopped_and_others_are_not(name: str) -> None:
    link = share_journey(content={}, with_pay=False, now=timezone.now(), by="visitor")
    guesser, other = Client(REMOTE_ADDR="10.0.0.1"), Client(REMOTE_ADDR="10.0.0.2")
    for at in range(30):
        assert guesser.get(reverse(name, args=[f"guess{at}"])).status_code == 404
    assert guesser.get(reverse(name, args=["guess"])).status_code == 429
    assert guesser.get(reverse(name, args=[link.token])).status_code == 429
    assert other.get(reverse(name, args=["guess"])).status_code == 404


def test_invitations_cannot_be_guessed_at() -> None:
    client = came_in(create_account(email="anna@example.org", by=BY))
    answers = [client.get(reverse("invitation", args=[f"guess{at}"])).status_code for at in range(31)]
    assert answers == [404] * 30 + [429]


def test_reading_words_and_files_is_not_for_floods() -> None:
    recognise = settings.ACCOUNT_RATE_LIMITS["recognise"]
    with override_settings(
        ACCOUNT_RATE_LIMITS={**settings.ACCOUNT_RATE_LIMITS, "recognise": "2/m/ip", "upload": "2/m/ip"}
    ):
        for name, sent in (
            ("plan", lambda: {"now": "Ik kan klachten behandelen."}),
            ("load", lambda: {"file": SimpleUploadedFile("x.json", b"{}")}),
        ):
            answers = [Client().post(reverse(name), sent()).status_code for _ in range(3)]
            assert answers[2] == 429, name
            assert 429 not in answers[:2], name
            assert Client().get(reverse(name)).status_code != 429  # looking is free
    assert recognise == "120/m/ip"


def test_it_takes_as_long_for_an_address_that_is_known() -> None:
    """To the ear of somebody who measures: the middle of many tries differs less than the tries themselves."""
    known = [create_account(email=f"known{at}@example.org", by=BY).email for at in range(9)]
    unknown = [f"unknown{at}@example.org" for at in range(9)]

    def took(address: str, at: int) -> float:
        client = Client(REMOTE_ADDR=f"10.1.{at}.{len(address)}")
        began = perf_counter()
        answer = client.post(reverse("account_login"), {"login": address})
        assert answer.status_code == 302
        return perf_counter() - began

    took("warm@example.org", 99)
    tries = [(took(a, at), took(b, at)) for at, (a, b) in enumerate(zip(known, unknown, strict=True))]
    first, second = median(one for one, _ in tries), median(other for _, other in tries)
    assert 0.4 < first / second < 2.5, (first, second)


# --- what is another's ----------------------------------------------------------------------------


OWN_LISTS = {"internships-export"}
"""What is asked there is a kind of file: everybody gets their own list in it."""


def theirs(place: Place) -> list[str]:
    """Addresses about one thing that is somebody's: those with an id that the table hides from a stranger."""
    hidden = [
        name
        for name, row in TABLE.items()
        if row["stranger"] in ("hidden", "refused") and name not in OWN_LISTS
    ]
    return [name for name in hidden if TABLE[name]["visitor"] == "login" and place.arguments(name)]


def rows(
    *, but: frozenset[str] = frozenset({"django_session", "overstap_cache", "rankings_ranking"})
) -> dict[str, str]:
    """Every table as text, but for what every visit writes."""
    said = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in but:
                query = SQL("SELECT coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '') FROM {} t")
                cursor.execute(query.format(Identifier(table)))
                said[table] = cursor.fetchone()[0]
    return said


DEEDS = (
    {"do": "remove"},
    {"do": "invite", "email": "evil@example.org", "role": "employer"},
    {"do": "withdraw"},
    {"do": "end"},
    {"do": "yes", "yes": "yes", "no": "no", "accept": "yes"},
    {"kind": "endorsement", "title": "x", "skills": "help-customers"},
    {"kind": "assessment", "title": "x", "skills": "help-customers", "note": "x", "text": "x"},
    {"title": "Taken over", "kind": "work"},
    {},
)


@pytest.mark.parametrize("role", [*MEMBER_ROLES, Role.OWNER, Role.PERSON])
def test_a_namesake_elsewhere_gets_at_nothing_here(role: Role, haaglanden: Region) -> None:
    """Somebody with the same role at another organisation, who knows every id, sees and changes nothing."""
    place = Place(haaglanden)
    other = create_account(email="namesake@example.org", by=BY)
    if role is not Role.PERSON:
        plays = Role.EMPLOYER if role is Role.OWNER else role
        add_member(organisation=place.other, account=other.pk, role=plays, owner=role is Role.OWNER, by=BY)
    client = came_in(other)
    before = rows()
    assert len(theirs(place)) >= 10
    for name in theirs(place):
        address = reverse(name, args=place.arguments(name))
        answers = [client.get(address), *(client.post(address, deed) for deed in DEEDS)]
        # 405: not a page, or nothing to do there, whoever asks.
        assert {outcome(one) for one in answers if one.status_code != 405} <= {"hidden", "refused"}, name
    assert rows() == before
