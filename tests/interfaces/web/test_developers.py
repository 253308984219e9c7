# SPDX-License-Identifier: EUPL-1.2
"""The page for developers tells every question of the API, as it is described."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/ontwikkelaars/", "/en/developers/"])
def test_every_question_is_on_the_page_with_what_it_takes(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    page = answer.content.decode()
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for method, said in methods.items():
            assert f"<strong>{method.upper()}</strong> {path}</code>" in page, (method, path)
            assert f'id="{said["operationId"]}"' in page
    for field in ("only_wished", "Idempotency-Key", "income_floor", "passport:write", "openings:write"):
        assert f"<code>{field}</code>" in page, field
    assert "<script" not in page.split("<main", 1)[1].split("</main>")[0]
