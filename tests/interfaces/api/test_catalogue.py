# SPDX-License-Identifier: EUPL-1.2
"""What stands in the region, by API: all of it, in parts, and known again when nothing has changed."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from overstap.engine.region import Region
from tests.interfaces.api.conftest import NOON

LISTS = {
    "skills": "skills",
    "occupations": "occupations",
    "organisations": "organisations",
    "places": "places",
    "sectors": "sectors",
    "certificates": "certificates",
    "courses": "courses",
}


def pages(client: Client, address: str) -> list[dict]:
    """Every item of a list, by following the links."""
    items, following = [], address
    while following:
        answer = client.get(following)
        assert answer.status_code == 200, answer.content
        items += answer.json()["items"]
        found = re.search(r'<([^>]+)>; rel="next"', answer["Link"])
        following = found.group(1) if found else ""
    return items


@pytest.mark.parametrize("name", LISTS)
def test_the_links_lead_to_everything_once(client: Client, region: Region, name: str) -> None:
    there = region.taxonomy.skills if name == "skills" else getattr(region.records, name).values()
    told = pages(client, f"/v1/{name}?size=7")
    assert sorted(one["id"] for one in told) == sorted(one.id for one in there)
    assert client.get(f"/v1/{name}").json()["total"] == len(told)


def test_what_is_searched_for_stays_in_the_links(client: Client) -> None:
    answer = client.get("/v1/openings?q=zorg&size=2&language=en")
    links = dict(re.findall(r'<([^>]+)>; rel="(\w+)"', answer["Link"]))
    assert set(links.values()) == {"first", "next", "last"}
    assert all("q=zorg" in link and "size=2" in link and "language=en" in link for link in links)


def test_openings_are_those_that_still_take_people_and_each_tells_all(client: Client, region: Region) -> None:
    told = pages(client, "/v1/openings?size=100")
    still = [
        row for row in region.records.openings.values() if not row.closes_on or row.closes_on >= NOON.date()
    ]
    assert sorted(one["id"] for one in told) == sorted(row.id for row in still)
    row = still[0]
    one = client.get(f"/v1/openings/{row.id}").json()
    assert one["text"] == row.text
    assert [demand["skill"] for demand in one["demands"]] == [demand.skill for demand in row.demands]
    kind = pages(client, f"/v1/openings?kind=apprenticeship&occupation={row.occupation}")
    assert all(one["kind"] == "apprenticeship" and one["occupation"] == row.occupation for one in kind)


def test_an_occupation_tells_what_it_asks_and_where_it_leads(client: Client, region: Region) -> None:
    occupation = next(iter(region.records.occupations))
    told = client.get(f"/v1/occupations/{occupation}?language=en").json()
    assert [one["occupation"] for one in told["goes_to"]] == [
        step.occupation for step in region.goes_to(occupation, 8)
    ]
    assert told["label"] == region.occupation_label(occupation, "en")
    assert told["wage_source"]["title"]


def test_a_skill_is_found_by_its_uri_as_well(client: Client, region: Region) -> None:
    skill = next(one for one in region.taxonomy.skills if one.uri)
    told = client.get("/v1/skills/" + skill.uri.replace("/", "%2F").replace(":", "%3A"))
    assert told.json()["id"] == skill.id


def test_words_find_skills_as_on_the_page(client: Client, region: Region) -> None:
    told = client.get("/v1/skills?q=klacht").json()["items"]
    assert [one["id"] for one in told] == [one.skill for one in region.find_skills("klacht", "nl", 200)]
    assert told


def test_departures_are_those_of_the_board(client: Client, region: Region) -> None:
    told = pages(client, "/v1/departures?size=100")
    assert [one["id"] for one in told] == [one.id for one in region.departures(NOON.date())]
    evening = pages(client, "/v1/departures?time=evening&size=100")
    assert evening == [one for one in told if one["time"] == "evening"] != []


def test_recognition_is_that_of_the_engine(client: Client, region: Region) -> None:
    text = "Ik stond achter de kas en behandelde klachten."
    answer = client.post("/v1/recognitions", {"text": text}, content_type="application/json")
    found = region.recognise(text, "nl")
    assert [(one["skill"], one["start"], one["end"], one["confidence"]) for one in answer.json()["skills"]] == [
        (one.skill, one.start, one.end, one.confidence) for one in found
    ]
    assert found


def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    first = client.get("/v1/occupations")
    again = client.get("/v1/occupations", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/v1/occupations?language=en", headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/v1/skills?page=0",
        "/v1/skills?size=101",
        "/v1/skills?page=x",
        "/v1/openings?kind=job",
        "/v1/skills?language=de",
    ],
)
def test_what_is_no_part_of_a_list_is_refused(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["in"].startswith("query/")


def test_a_page_after_the_last_is_empty_and_leads_back(client: Client) -> None:
    answer = client.get("/v1/places?page=99&size=100")
    assert answer.json()["items"] == []
    assert 'page=1&size=100>; rel="prev"' in answer["Link"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/v1/nowhere", 404),
        ("/v1/skills/", 404),
        ("/v1/skills/no-such-skill", 404),
        ("/v1/openings/no-such", 404),
        ("/v1/matches/", 404),
    ],
)
def test_every_answer_names_the_version_and_every_fault_is_a_problem(
    client: Client, address: str, status: int
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["API-Version"].count(".") == 2
    assert answer.json()["status"] == status


def test_a_question_that_is_no_json_or_too_long_is_refused(client: Client) -> None:
    form = client.post("/v1/recognitions", {"text": "x"})
    assert form.status_code == 415
    long = client.post("/v1/recognitions", {"text": "x" * 1_100_000}, content_type="application/json")
    assert long.status_code == 413
    for body in (
        '{"text": "a\\u0000b"}',
        '{"text": "\\ud800"}',
        '{"text": NaN}',
        b'{"text": "\xff"}',
        "[" * 5000,
    ):
        answer = client.post("/v1/recognitions", body, content_type="application/json")
        assert answer.status_code == 400, body


def test_no_other_site_may_read_answers_in_a_browser(client: Client) -> None:
    answer = client.get("/v1/places", headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_description_keeps_to_the_design_rules(client: Client) -> None:
    """Dutch API Design Rules: small words with hyphens, no slash at the end, nouns in the plural for lists."""
    described = client.get("/v1/openapi.json").json()
    assert described == client.get("/openapi.json").json()
    assert described["openapi"].startswith("3.")
    ids = set()
    for path, methods in described["paths"].items():
        assert re.fullmatch(r"/v1(/([a-z]+(-[a-z]+)*|\{[a-z_]+\}))+", path), path
        for method, said in methods.items():
            assert method in ("get", "post", "put", "patch", "delete")
            assert said["summary"]
            assert said["description"]
            ids.add(said["operationId"])
            for one in said["parameters"]:
                if one["in"] == "query":
                    assert re.fullmatch(r"[a-z]+([A-Z][a-z]*)*", one["name"]), one
            for status, response in said["responses"].items():
                assert response["description"]
                if int(status) >= 400:
                    assert list(response["content"]) == ["application/problem+json"]
                if status != "304":
                    assert "API-Version" in response["headers"]
    assert len(ids) == sum(len(methods) for methods in described["paths"].values())
