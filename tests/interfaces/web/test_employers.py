# SPDX-License-Identifier: EUPL-1.2
"""The pages for employers: a pasted vacancy is read, corrected, published, filled; another's is not there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.contacts.finding import agree
from overstap.apps.openings import editing, lifecycle
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.organisations.members import remove_member
from overstap.apps.organisations.models import Mandate, Membership
from overstap.apps.passports.actions import Told, keep_passport
from overstap.apps.region.models import Place
from overstap.apps.taxonomy.models import Occupation, Skill, SkillGroup
from overstap.bridge.pack_rows import MODELS, Correspondence
from overstap.config import tasks
from overstap.engine.region import Region
from overstap.web import mails
from tests.apps.employing import a_draft, a_member, a_whole, an_organisation_of
from tests.interfaces.web.who import BY, came_in

pytestmark = pytest.mark.django_db

VACANCY = """Medewerker bediening

Wij zijn een jong team in Den Haag en zoeken twee nieuwe collega's voor 24 tot 32 uur per week.

Wij vragen:
- je kunt bestellingen opnemen en borden serveren
- Engels spreken is een pré

Wij bieden:
€ 14,50 tot € 16,20 per uur. Je werkt donderdag tot en met zondag.
Reageren kan tot 15 januari 2027.
"""


@pytest.fixture(autouse=True)
def _what_openings_refer_to(haaglanden: Region, db: None) -> None:
    """The rows of the shipped pack that an opening may refer to."""
    for table in ("sources", "sectors", "places", "certificates", "skill_groups", "skills", "occupations"):
        rows = Correspondence.of(table, haaglanden.pack.languages)
        columns = rows.to_database(haaglanden.pack.table(table))
        values = {name: column.cells(0, len(column)) for name, column in columns.items()}
        made = [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]
        MODELS[table].objects.bulk_create([MODELS[table](**one) for one in made], ignore_conflicts=True)
    assert Skill.objects.count() > 400
    assert SkillGroup.objects.count() > 30
    assert Occupation.objects.count() > 100
    assert Place.objects.count() > 10


@pytest.fixture
def bakery(_what_openings_refer_to: None) -> str:
    return an_organisation_of(OrganisationKind.EMPLOYER, "Bakkerij de Korst")


@pytest.fixture
def baker(bakery: str) -> Membership:
    return a_member(bakery, "baker", owner=True)


@pytest.fixture
def browser(baker: Membership) -> Client:
    return came_in(baker.account)


def pasted(browser: Client, bakery: str, source: str = VACANCY) -> Opening:
    answer = browser.post(reverse("opening-new", args=[bakery]), {"source": source, "do": "read"})
    assert answer.status_code == 302, answer.content.decode()
    return Opening.objects.get(pk=answer["Location"].rstrip("/").rsplit("/", 1)[-1])


def as_shown(browser: Client, row: Opening) -> dict[str, Any]:
    """What the form of an opening holds when it is opened, as a browser would send it."""
    page = browser.get(reverse("opening-edit", args=[row.pk]))
    form = page.context["form"]
    posted = {name: form[name].value() for name in form.fields}
    posted = {name: value for name, value in posted.items() if value not in (None, "", [])}
    asked = {f"importance:{one.skill}": one.importance for one in page.context["asked"]}
    return {**posted, **asked, "version": str(page.context["row"].version)}


def press(browser: Client, row: Opening, do: str, **changed: Any) -> Any:
    return browser.post(reverse("opening-edit", args=[row.pk]), {**as_shown(browser, row), "do": do, **changed})


def test_a_pasted_vacancy_is_a_draft_of_everything_that_was_read(browser: Client, bakery: str) -> None:
    row = pasted(browser, bakery)
    assert (row.status, row.title, row.occupation_id, row.place_id) == (
        "draft",
        {"nl": "Medewerker bediening"},
        "waiter",
        "den-haag",
    )
    assert (row.hours_low, row.hours_high, row.wage_low, row.wage_high, row.places) == (24, 32, 14.5, 16.2, 2)
    assert (row.days, row.closes_on.isoformat()) == (["th", "fr", "sa", "su"], "2027-01-15")
    asked = {one.skill_id: one.importance for one in row.demands.all()}
    assert asked["take-food-orders"] == "must"
    assert asked["speak-english-work"] == "nice"
    assert row.keeper.membership.account.email == "baker@example.org"
    page = browser.get(reverse("opening-edit", args=[row.pk])).content.decode()
    for shown in ("van de 149 beroepen", "Het staat onder “Wij vragen”", "jong team", "gelijke behandeling"):
        assert shown in page, shown


def test_people_who_may_be_found_are_counted_in_fives_and_never_fewer(browser: Client, bakery: str) -> None:
    row = pasted(browser, bakery)
    asked = list(browser.get(reverse("opening-edit", args=[row.pk])).context["asked"])
    everything = {one.skill: "claimed" for one in asked}

    def people(first: int, after: int, can: dict[str, str]) -> None:
        now = timezone.now()
        for number in range(first, after):
            account = create_account(email=f"p{number}@example.org", by=BY).pk
            mine = keep_passport(account=account, told=Told(language="nl", skills=can), now=now, by=BY)
            until = {"now": now, "until": now + timedelta(days=30)}
            agree(passport=mine.pk, parts=[], conditions=[], not_for=[], **until, by=BY)

    def told() -> dict[str, Any]:
        return dict(browser.get(reverse("opening-edit", args=[row.pk])).context["pool"])

    people(0, 4, everything)
    assert told()["invented"]  # four are told of by nobody
    people(4, 8, {"help-customers": "claimed"})
    assert (told()["people"], told()["all_people"]) == ("minder dan 5", "ongeveer 5")
    people(8, 11, everything)
    assert (told()["people"], told()["all_people"]) == ("ongeveer 5", "ongeveer 10")


def test_it_is_corrected_published_filled_and_taken_back(browser: Client, bakery: str) -> None:
    row = pasted(browser, bakery)
    press(
        browser,
        row,
        "save",
        title="Gastvrouw of gastheer",
        places="1",
        **{"importance:speak-english-work": "drop"},
    )
    row.refresh_from_db()
    assert (row.title["nl"], row.places) == ("Gastvrouw of gastheer", 1)
    assert not row.demands.filter(skill_id="speak-english-work").exists()
    press(browser, row, "publish")
    row.refresh_from_db()
    assert row.status == "draft", "the law has a say: that must be looked at first"
    press(browser, row, "publish", seen="yes")
    row.refresh_from_db()
    assert row.status == "published"
    press(browser, row, "places", taken="1")
    row.refresh_from_db()
    assert row.status == "filled"
    press(browser, row, "take-back")
    row.refresh_from_db()
    assert row.status == "draft"
    assert press(browser, row, "remove")["Location"] == reverse("desk", args=[bakery])
    assert not Opening.objects.filter(pk=row.pk).exists()


def test_skills_are_added_from_the_occupation_from_the_text_and_by_searching(
    browser: Client, bakery: str
) -> None:
    row = pasted(browser, bakery)
    before = row.demands.count()
    usual = browser.get(reverse("opening-edit", args=[row.pk])).context["usual"]
    press(browser, row, "usual", usual=[one.skill for one in usual[:2]])
    assert row.demands.count() == before + 2
    press(browser, row, "save", **{"importance:speak-english-work": "drop"})
    assert "speak-english-work" in {
        one.skill for one in browser.get(reverse("opening-edit", args=[row.pk])).context["left_out"]
    }
    press(browser, row, "add:speak-english-work")
    assert row.demands.filter(skill_id="speak-english-work").exists()
    found = press(browser, row, "find", typed="brood").context["found"]
    assert found
    press(browser, row, f"add:{found[0][0]}")
    assert row.demands.filter(skill_id=found[0][0]).exists()
    press(browser, row, "add:no-such-skill")
    assert row.demands.count() == before + 3


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("hours_low", "40", "hoger dan"),
        ("hours_high", "veel", "getal"),
        ("wage_low", "900", "bedrag"),
        ("wage_low", "19", "laagste loon"),
        ("places", "0", "1 tot 1000"),
        ("closes_on", "morgen", "geen dag"),
        ("occupation", "no-such", ""),
        ("title", "x" * 201, "te lang"),
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_saved(
    browser: Client, bakery: str, field: str, typed: str, said: str
) -> None:
    row = pasted(browser, bakery)
    answer = press(browser, row, "save", **{field: typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert typed in answer.content.decode() or field == "occupation"
    row.refresh_from_db()
    assert row.version == 1


def test_who_saves_over_another_is_told_and_keeps_what_they_typed(browser: Client, bakery: str) -> None:
    row = pasted(browser, bakery)
    mine = as_shown(browser, row)
    press(browser, row, "save", title="Van een ander")
    answer = browser.post(reverse("opening-edit", args=[row.pk]), {**mine, "title": "Van mij", "do": "save"})
    assert answer.status_code == 409
    assert "Van mij" in answer.content.decode()
    row.refresh_from_db()
    assert row.title["nl"] == "Van een ander"
    version = re.search(r'name="version" value="(\d+)"', answer.content.decode())
    assert version
    again = {**mine, "title": "Van mij", "do": "save", "version": version[1]}
    assert browser.post(reverse("opening-edit", args=[row.pk]), again).status_code == 302
    row.refresh_from_db()
    assert row.title["nl"] == "Van mij"


def test_a_page_and_json_of_a_vacancy_are_read_and_what_is_neither_is_refused(
    browser: Client, bakery: str
) -> None:
    posting = '{"@type": "JobPosting", "title": "Kok", "description": "Je kookt.", "identifier": "K-1"}'
    row = pasted(browser, bakery, f'<html><script type="application/ld+json">{posting}</script></html>')
    assert (row.title, row.reference) == ({"nl": "Kok"}, "K-1")
    assert pasted(browser, bakery, posting).reference == "", "the same number comes in once"
    answer = browser.post(
        reverse("opening-new", args=[bakery]), {"source": '{"@type": "Person"}', "do": "read"}
    )
    assert answer.status_code == 422
    assert "JobPosting" in answer.content.decode()
    empty = browser.post(reverse("opening-new", args=[bakery]), {"do": "empty"})
    assert empty.status_code == 302
    for hostile in ("<script>alert(1)</script>", "\x00", "<" * 5000):
        answer = browser.post(reverse("opening-new", args=[bakery]), {"source": hostile, "do": "read"})
        assert answer.status_code in (302, 422)
        if answer.status_code == 302:
            assert b"alert(1)" not in browser.get(answer["Location"]).content


def test_a_broker_does_what_the_firm_let_it_do_until_that_is_withdrawn(browser: Client, bakery: str) -> None:
    brokers = an_organisation_of(OrganisationKind.BROKER, "Bemiddelaars")
    broker = came_in(a_member(brokers, "broker", Role.BROKER).account)
    desk = reverse("desk", args=[bakery])
    assert broker.get(desk).status_code == 404
    browser.post(desk, {"do": "give", "broker": brokers})
    assert Mandate.objects.get().firm_id == bakery
    row = pasted(broker, bakery)
    press(broker, row, "publish", seen="yes")
    row.refresh_from_db()
    assert (row.status, row.organisation_id) == ("published", bakery)
    assert "Bakkerij de Korst" in broker.get(reverse("employers")).content.decode()
    assert broker.get(reverse("members", args=[bakery])).status_code == 404
    assert broker.post(desk, {"do": "give", "broker": brokers}).status_code == 403
    browser.post(desk, {"do": "withdraw", "mandate": str(Mandate.objects.get().pk)})
    assert broker.get(desk).status_code == 404
    assert broker.post(reverse("opening-edit", args=[row.pk]), {"do": "take-back"}).status_code == 404


def test_another_employer_cannot_see_or_change_it(browser: Client, bakery: str) -> None:
    row = pasted(browser, bakery)
    mill = an_organisation_of(OrganisationKind.EMPLOYER, "Molen")
    miller = came_in(a_member(mill, "miller", owner=True).account)
    for do in ("save", "publish", "remove", "take-back", "places"):
        answer = miller.post(reverse("opening-edit", args=[row.pk]), {**as_shown(browser, row), "do": do})
        assert answer.status_code == 404, do
    row.refresh_from_db()
    assert row.version == 1


def test_anybody_may_have_wording_looked_at_and_nothing_is_kept(client: Client) -> None:
    answer = client.post(reverse("employers"), {"source": "Wij zoeken een jonge collega met 5 jaar ervaring."})
    page = answer.content.decode()
    assert "<mark>jonge collega</mark>" in page
    assert "<mark>5 jaar ervaring</mark>" in page
    assert not Opening.objects.exists()
    assert not client.cookies.get("sessionid")
    assert client.post(reverse("employers"), {"source": ""}).status_code == 422


def test_the_pages_ask_few_questions_of_the_database(
    browser: Client, bakery: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    row = pasted(browser, bakery)
    for _ in range(12):
        editing.draft_opening(opening=a_draft(bakery), keeper=None, by=BY)
    with django_assert_max_num_queries(18):
        browser.get(reverse("desk", args=[bakery]))
    with django_assert_max_num_queries(18):
        browser.get(reverse("opening-edit", args=[row.pk]))


def bring(browser: Client, bakery: str, content: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("vacatures.csv", content)
    return browser.post(reverse("openings-import", args=[bakery]), {"file": file, **more})


def test_many_come_in_from_a_file_once_and_what_is_wrong_is_told_by_row(browser: Client, bakery: str) -> None:
    good = b"nummer;titel;plaats;uren\nA;Ober;Delft;24-32\nB;Kok;Den Haag;36\n"
    for _ in range(2):
        assert bring(browser, bakery, good)["Location"] == reverse("desk", args=[bakery])
    assert set(Opening.objects.values_list("reference", "occupation_id")) == {("A", "waiter"), ("B", "cook")}
    answer = bring(browser, bakery, good + b"C;Kok;Dleft;99\n")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "vacatures.csv, rij 4, kolom uren" in page
    assert "Bedoel je “delft”?" in page
    assert Opening.objects.count() == 2
    assert bring(browser, bakery, good, publish="yes").status_code == 422, "Ober asks nothing yet"
    assert browser.post(reverse("openings-import", args=[bakery]), {}).status_code == 422


# --- before it closes ---------------------------------------------------------------------------------


def closing_in(organisation: str, days: int, keeper: Membership | None) -> Opening:
    today = timezone.localdate()
    said = a_whole(
        organisation,
        occupation="waiter",
        place="den-haag",
        demands={"take-food-orders": "must"},
        closes_on=today + timedelta(days=days),
    )
    row = editing.draft_opening(opening=said, keeper=keeper.pk if keeper else None, by=BY)
    return lifecycle.publish_opening(opening=row.pk, version=1, today=today, by=BY)


def test_its_keeper_is_mailed_once_before_it_closes(bakery: str, baker: Membership, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["overstap.example.org"]
    row, _later = closing_in(bakery, 5, baker), closing_in(bakery, 30, baker)
    for _ in range(2):
        tasks.openings_that_close(timestamp=0)
    (sent,) = mail.outbox
    assert sent.to == ["baker@example.org"]
    assert "Leer zorgen" in sent.subject
    assert f"://overstap.example.org{reverse('opening-edit', args=[row.pk])}" in sent.body


def test_without_a_keeper_everybody_at_the_desk_is_mailed(bakery: str, baker: Membership) -> None:
    other = a_member(bakery, "other")
    closing_in(bakery, 5, other)
    remove_member(membership=other.pk, organisation=bakery, by=BY)
    tasks.openings_that_close(timestamp=0)
    assert [one.to for one in mail.outbox] == [["baker@example.org"]]


def test_a_mail_that_no_server_takes_is_tried_again(
    bakery: str, baker: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    closing_in(bakery, 5, baker)

    def away(*_args: object) -> None:
        raise SMTPException

    with monkeypatch.context() as patch:
        patch.setattr(mails, "send", away)
        tasks.openings_that_close(timestamp=0)
    assert mail.outbox == []
    tasks.openings_that_close(timestamp=0)
    assert len(mail.outbox) == 1


def test_what_has_closed_is_closed_by_the_hour(bakery: str, baker: Membership) -> None:
    row = closing_in(bakery, 0, baker)
    tasks.openings_that_close(timestamp=0)
    row.refresh_from_db()
    assert row.status == "published"
    Opening.objects.filter(pk=row.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    tasks.openings_that_close(timestamp=0)
    row.refresh_from_db()
    assert row.status == "expired"
