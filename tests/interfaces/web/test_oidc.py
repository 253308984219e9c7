# SPDX-License-Identifier: EUPL-1.2
"""Coming in by an OpenID Connect provider: a real one, small, on this machine. Off until somebody names one."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.core import mail
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.models import Account
from overstap.config.urls import urlpatterns as ours
from overstap.web.accounts.coming_in_urls import BY_A_PROVIDER
from tests.interfaces.web.who import BY, came_in, code_in_mail

pytestmark = pytest.mark.django_db

urlpatterns = [*ours, *i18n_patterns(*BY_A_PROVIDER, prefix_default_language=False)]
CODE = "a-code-from-the-provider"


class Provider(ThreadingHTTPServer):
    """Answers what allauth asks a provider; `person` is who logged in there."""

    person: dict[str, Any]
    asked: list[dict[str, list[str]]]


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *_said: object) -> None:
        """Says nothing."""

    def _say(self, told: Any) -> None:
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        base = f"http://127.0.0.1:{self.server.server_port}"
        if self.path == "/.well-known/openid-configuration":
            names = ("authorization", "token", "userinfo")
            self._say(
                {"issuer": base, "jwks_uri": f"{base}/keys"} | {f"{n}_endpoint": f"{base}/{n}" for n in names}
            )
        else:
            self._say(self.server.person)

    def do_POST(self) -> None:
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.asked.append(asked)
        base = f"http://127.0.0.1:{self.server.server_port}"
        told = {"iss": base, "aud": "overstap", "exp": time.time() + 60, "iat": time.time()}
        id_token = jwt.encode(told | self.server.person, "x" * 32, algorithm="HS256")
        self._say({"access_token": "x", "token_type": "bearer", "id_token": id_token})


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider(("127.0.0.1", 0), Answers) as server:
        server.person, server.asked = (
            {"sub": "pseudonym-1", "email": "anna@example.org", "name": "Anna Jansen"},
            [],
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        app = {"provider_id": "oidc", "name": "Broker", "client_id": "overstap", "secret": "s"}
        app["settings"] = {"server_url": f"http://127.0.0.1:{server.server_port}"}
        providers = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        with override_settings(ROOT_URLCONF=__name__, SOCIALACCOUNT_PROVIDERS=providers):
            yield server
        server.shutdown()


def by_provider(client: Client, *, process: str = "") -> Any:
    """Goes to the provider and comes back from it."""
    address = reverse("openid_connect_login", args=["oidc"]) + (f"?process={process}" if process else "")
    going = client.post(address)
    sent = parse_qs(urlsplit(going["Location"]).query)
    assert sent["code_challenge_method"] == ["S256"]
    back = {"code": CODE, "state": sent["state"][0]}
    return client.get(reverse("openid_connect_callback", args=["oidc"]), back)


def test_it_is_off_until_somebody_names_a_provider(client: Client) -> None:
    assert not settings.OIDC_SERVER
    with pytest.raises(NoReverseMatch):
        reverse("openid_connect_login", args=["oidc"])
    assert "oidc" not in client.get(reverse("account_login")).content.decode()


def test_somebody_new_gets_an_account_after_confirming_the_address(client: Client, provider: Provider) -> None:
    assert "Naar Broker" in client.get(reverse("account_login")).content.decode()
    answer = by_provider(client)
    assert answer["Location"] == reverse("account_email_verification_sent")
    client.post(answer["Location"], {"code": code_in_mail()})
    account = Account.objects.get()
    assert account.email == "anna@example.org"
    elsewhere = SocialAccount.objects.get()
    assert (elsewhere.user, elsewhere.uid, elsewhere.extra_data) == (account, "pseudonym-1", {})
    assert provider.asked[0]["code_verifier"]


def test_the_same_address_elsewhere_does_not_open_an_account_here(client: Client, provider: Provider) -> None:
    """Whoever runs the provider cannot come in as somebody else."""
    create_account(email="anna@example.org", by=BY)
    by_provider(client)
    assert not SocialAccount.objects.exists()
    assert client.get(reverse("account")).status_code == 302


def test_who_is_logged_in_connects_the_provider_and_comes_in_by_it_later(provider: Provider) -> None:
    account = create_account(email="anna@example.org", by=BY)
    client = came_in(account)
    assert by_provider(client, process="connect")["Location"] == reverse("mfa_index")
    assert SocialAccount.objects.get().user == account
    other = Client()
    assert by_provider(other)["Location"] == reverse("account")
    assert other.session["_auth_user_id"] == str(account.pk)


@pytest.mark.parametrize("number", ["111222333", "S00000000:111222333"])
def test_a_citizen_service_number_is_refused_and_kept_nowhere(
    number: str, client: Client, provider: Provider
) -> None:
    provider.person = {"sub": number, "email": "anna@example.org"}
    answer = by_provider(client)
    assert answer.status_code == 403
    assert "burgerservicenummer" in answer.content.decode()
    assert not Account.objects.exists()
    assert "111222333" not in json.dumps(dict(client.session))
    assert mail.outbox == []


def test_without_an_address_one_is_asked_for(client: Client, provider: Provider) -> None:
    provider.person = {"sub": "pseudonym-2"}
    answer = by_provider(client)
    assert answer["Location"] == reverse("socialaccount_signup")
    assert "Nog één ding" in client.get(answer["Location"]).content.decode()
    client.post(answer["Location"], {"email": "bob@example.org"})
    client.post(reverse("account_email_verification_sent"), {"code": code_in_mail()})
    assert client.get(reverse("account")).status_code == 200


def test_an_answer_that_was_not_asked_for_lets_nobody_in(client: Client, provider: Provider) -> None:
    answer = client.get(reverse("openid_connect_callback", args=["oidc"]), {"code": CODE, "state": "made-up"})
    assert "Je bent niet ingelogd" in answer.content.decode()
    assert not Account.objects.exists()
