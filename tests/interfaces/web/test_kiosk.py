# SPDX-License-Identifier: EUPL-1.2
"""A public computer: no account, nothing kept, nothing for the next visitor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.web.accounts.kiosk_browser import OPEN
from tests.interfaces.web.access_table import PUBLIC_PAGES, TABLE
from tests.interfaces.web.test_access import named
from tests.interfaces.web.travellers import CLERK
from tests.interfaces.web.who import BY, came_in

pytestmark = pytest.mark.django_db
Tell = Callable[..., Client]
CODE = "boek-en-plank"


@pytest.fixture
def kiosk(settings: object) -> None:
    """The whole site is one."""
    settings.KIOSK = True  # type: ignore[attr-defined]


def test_only_pages_without_an_account_are_open() -> None:
    assert set(PUBLIC_PAGES) | {"kiosk"} >= OPEN
    assert not OPEN & {"share", "withdraw", "ranking"}
    assert set(named(get_resolver().url_patterns)) >= OPEN


def test_every_other_address_is_shut(kiosk: None, client: Client) -> None:
    shut = [name for name in TABLE if name not in OPEN and ":" not in name]
    assert len(shut) > 50
    resolver = get_resolver()
    for name in shut:
        possibilities, pattern, _defaults, converters = resolver.reverse_dict.getlist(name)[0]
        made = {one: _value(converters.get(one)) for one in possibilities[0][1]}
        answer = client.get(reverse(name, kwargs=made))
        assert answer.status_code == 403, (name, pattern)
        assert (
            not answer["Content-Type"].startswith("text/html") or "openbare computer" in answer.content.decode()
        )


def _value(converter: object) -> object:
    """Something that an address takes at this place."""
    if isinstance(converter, UUIDConverter):
        return UUID(int=0)
    return 1 if isinstance(converter, IntConverter) else "x"


def test_nobody_comes_in_and_who_was_in_sees_nothing_of_it(kiosk: None) -> None:
    client = came_in(create_account(email="anna@example.org", by=BY))
    for name in ("account", "passport", "account_login", "account_signup"):
        assert client.get(reverse(name)).status_code == 403, name
    page = client.get(reverse("front")).content.decode()
    assert reverse("account_login") not in page
    assert reverse("account") not in page
    assert "Stoppen en alles wissen" in page


def test_no_page_is_kept_by_a_browser_or_a_cache(kiosk: None, told: Tell) -> None:
    client = told(**CLERK)
    for name in ("front", "my-skills", "my-work", "my-journeys", "openings", "how"):
        assert client.get(reverse(name))["Cache-Control"] == "no-store", name


def test_nothing_is_offered_that_stays_behind(kiosk: None, told: Tell) -> None:
    client = told(**CLERK)
    page = client.get(reverse("my-journeys"))
    journey = page.context["cards"][0].id
    said = client.get(reverse("journey", args=[journey])).content.decode()
    assert 'id="share"' not in said
    assert reverse("journey-pdf", args=[journey]) in said
    assert client.post(reverse("share", args=[journey])).status_code == 403
    assert "mailto:" not in said


def test_the_session_ends_minutes_after_the_last_page(kiosk: None, told: Tell, settings: object) -> None:
    settings.KIOSK_MINUTES = 3  # type: ignore[attr-defined]
    client = told(**CLERK)
    now = timezone.now()
    client.get(reverse("my-skills"))
    assert Session.objects.get().expire_date == now + timedelta(minutes=3)
    Session.objects.update(expire_date=now - timedelta(seconds=1))
    assert client.get(reverse("my-skills"))["Location"] == reverse("front")


def test_who_told_nothing_has_no_session(kiosk: None, client: Client) -> None:
    client.get(reverse("front"))
    assert not Session.objects.exists()


def test_after_minutes_of_nothing_all_is_wiped_and_back_shows_nothing(kiosk: None, told: Tell) -> None:
    client = told(**CLERK)
    page = client.get(reverse("my-skills")).content.decode()
    assert f'<noscript><meta http-equiv="refresh" content="300;url={reverse("kiosk-over")}"></noscript>' in page
    over = client.get(reverse("kiosk-over"))
    assert over["Location"] == reverse("front")
    assert over["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.exists()
    assert client.get(reverse("my-skills"))["Location"] == reverse("front")


def test_the_button_wipes_at_once(kiosk: None, told: Tell) -> None:
    client = told(**CLERK)
    client.post(reverse("wipe"))
    assert not Session.objects.exists()


def test_elsewhere_nothing_changes(told: Tell) -> None:
    client = told(**CLERK)
    client.get(reverse("kiosk-over"))
    assert client.session["trip"]
    page = client.get(reverse("front"))
    assert page["Cache-Control"] != "no-store"
    assert "openbare computer" not in page.content.decode()
    assert client.get(reverse("kiosk")).status_code == 404


def test_the_code_makes_one_browser_a_public_one_and_ordinary_again(told: Tell, settings: object) -> None:
    settings.KIOSK_CODE = CODE  # type: ignore[attr-defined]
    client = told(**CLERK)
    wrong = client.post(reverse("kiosk"), {"code": "boek"})
    assert wrong.status_code == 422
    assert "Dit is niet de code." in wrong.content.decode()
    assert client.get(reverse("account_login")).status_code == 200
    assert client.post(reverse("kiosk"), {"code": CODE, "do": "on"}).status_code == 302
    assert "trip" not in client.session
    assert CODE not in str(client.cookies)
    assert client.get(reverse("account_login")).status_code == 403
    assert Client().get(reverse("account_login")).status_code == 200
    client.post(reverse("kiosk"), {"code": CODE, "do": "off"})
    assert client.get(reverse("account_login")).status_code == 200


def test_another_code_ends_it_and_a_made_up_cookie_is_none(settings: object) -> None:
    settings.KIOSK_CODE = CODE  # type: ignore[attr-defined]
    client = Client()
    client.post(reverse("kiosk"), {"code": CODE, "do": "on"})
    settings.KIOSK_CODE = "another"  # type: ignore[attr-defined]
    assert client.get(reverse("account_login")).status_code == 200
    client.cookies["kiosk"] = "yes"
    assert client.get(reverse("account_login")).status_code == 200


def test_nobody_guesses_the_code(settings: object) -> None:
    settings.KIOSK_CODE = CODE  # type: ignore[attr-defined]
    cache.clear()
    client = Client()
    answers = [client.post(reverse("kiosk"), {"code": f"guess-{n}"}).status_code for n in range(12)]
    assert answers[:10] == [422] * 10
    assert answers[-1] == 429
