# SPDX-License-Identifier: EUPL-1.2
"""Every page answers, in both languages, with the engine's own numbers, and hardly asks the database."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from overstap.engine.matching.index import Filters
from overstap.engine.region import Region
from overstap.engine.region.region import make_region
from overstap.engine.skills.language import build_language
from overstap.engine.skills.merge import merge
from overstap.engine.skills.taxonomy import Demand, Importance, Occupation, Skill, SkillKind, Taxonomy, Words
from overstap.web import asking, words
from overstap.web.paging import page_of
from overstap.web.planner.goals import set_goal
from overstap.web.planner.presenters.recognised import pieces, read_words
from overstap.web.planner.presenters.work_meant import occupations_meant
from overstap.web.planner.trip import Trip

Tell = Callable[..., Client]
TODAY = date(2026, 11, 23)

OPEN_PAGES = (
    "front",
    "openings",
    "occupations",
    "departures",
    "courses",
    "skills",
    "load",
    "wiped",
    "how",
    "sources",
    "privacy",
    "accessibility",
)


def text_of(answer: Any) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_open_pages_answer_in_both_languages(name: str, language: str, client: Client, db: None) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()


@pytest.mark.parametrize("table", ["opening", "occupation", "course"])
def test_rows_of_the_region_have_a_page(table: str, client: Client, db: None, haaglanden: Region) -> None:
    rows = getattr(haaglanden.records, f"{table}s")
    assert len(rows) > 100
    for id_, row in list(rows.items())[::6]:
        answer = client.get(reverse(table, args=[id_]))
        assert answer.status_code == 200
        title = row.label["nl"] if table == "occupation" else row.title["nl"]
        assert title in unescape(answer.content.decode())


def test_skills_have_a_page(client: Client, db: None, haaglanden: Region) -> None:
    for skill in haaglanden.taxonomy.skills[::6]:
        assert client.get(reverse("skill", args=[skill.id])).status_code == 200


@pytest.mark.parametrize("name", ["opening", "occupation", "course", "skill"])
def test_what_does_not_exist_is_404_in_the_house_style(name: str, client: Client, db: None) -> None:
    answer = client.get(reverse(name, args=["no-such-thing"]))
    assert answer.status_code == 404
    assert "Dit station bestaat niet" in answer.content.decode()


def test_steps_lead_to_the_front_page_while_nothing_was_told(client: Client, db: None) -> None:
    for address in (reverse("my-skills"), reverse("my-work"), reverse("my-group", args=["now"])):
        assert client.get(address)["Location"] == reverse("front")


def test_a_site_without_a_region_says_so(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Region:
        raise asking.NoRegionError

    monkeypatch.setattr(asking, "current_region", none)
    answer = client.get(reverse("front"))
    assert answer.status_code == 503
    assert "overstap pack import" in answer.content.decode()


def test_a_fault_of_ours_is_told_in_the_house_style(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Region:
        raise RuntimeError

    monkeypatch.setattr(asking, "current_region", broken)
    client.raise_request_exception = False
    answer = client.get(reverse("front"))
    assert answer.status_code == 500
    said = answer.content.decode()
    assert "Storing op de lijn" in said
    assert reverse("privacy") in said
    assert 'method="post"' not in said  # no form here could be sent: it has no token


def test_too_much_at_once_is_told_in_the_house_style(client: Client, db: None) -> None:
    answer = client.post(reverse("plan"), {"now": "x" * 1_100_000})
    assert answer.status_code == 400
    assert "Dit past niet in onze trein" in answer.content.decode()


def test_an_expired_form_is_told_in_the_house_style(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("plan"), {"now": "kapper"})
    assert answer.status_code == 403
    assert "Dit formulier is verlopen" in answer.content.decode()
    assert "Er is niets veranderd" in answer.content.decode()


@pytest.mark.parametrize("name", ["plan", "change-wishes"])
def test_a_refused_form_can_be_loaded_again(name: str, told: Tell) -> None:
    assert told().get(reverse(name)).status_code == 302


# --- the walk ----------------------------------------------------------------------------------------


def test_the_walk_shows_what_the_engine_says(told: Tell, haaglanden: Region) -> None:
    """The page, like the terminal, gives the engine's own answer."""
    client = told(place="delft", distance="15")
    client.post(reverse("my-skills"), {"occupation": "bank-counter-clerk"})
    client.post(reverse("my-skills"), {"take_usual": "all"})
    trip = Trip(**client.session["trip"])
    home = haaglanden.records.places["delft"].position
    found = haaglanden.match(
        trip.passport(),
        trip.wishes(home),
        today=TODAY,
        filters=Filters(position=home, distance=15.0, today=TODAY),
    )
    assert found.now
    assert found.one_away
    page = text_of(client.get(reverse("my-work")))
    best = found.now[0]
    assert haaglanden.records.openings[best.opening].title["nl"] in page
    assert haaglanden.explain(best, "nl") in page
    assert f"{round(best.coverage.claimed * 100)}% gedekt" in page
    for name, group in (
        ("Past nu", found.now),
        ("Eén stap verder", found.one_away),
        ("Verder weg", found.further),
    ):
        assert f"{name} ({len(group)})" in page
    open_now = haaglanden.match(trip.passport(), today=TODAY, filters=Filters(today=TODAY))
    assert f"{found.filtered_out - open_now.filtered_out} werkplekken voldoen niet" in page


def test_skills_read_in_the_text_are_marked_with_the_reason(told: Tell) -> None:
    page = told().get(reverse("my-skills")).content.decode()
    assert re.search(r"<mark[^>]*>Klachten behandelen</mark>", page)
    assert "staat er letterlijk" in page


def test_a_clear_job_title_needs_no_choosing(told: Tell) -> None:
    client = told("baliemedewerker bank")
    assert client.session["trip"]["occupation"] == "bank-counter-clerk"
    assert "Kun je dit ook?" in text_of(client.get(reverse("my-skills")))


def test_an_occupation_can_be_named_when_it_was_not_read(told: Tell) -> None:
    client = told("Ik deed van alles")
    client.post(reverse("my-skills"), {"title": "verzorgende ig"})
    assert client.session["trip"]["occupation"] == "individual-care-worker"
    answer = client.post(reverse("my-skills"), {"title": "xqzw"})
    assert "We kennen hier geen beroep “xqzw”" in text_of(answer)
    assert client.session["trip"]["occupation"] == "individual-care-worker"


def test_none_of_these_is_an_answer_that_stays(told: Tell) -> None:
    client = told("baliemedewerker bank")
    client.post(reverse("my-skills"), {"occupation": "none"})
    assert client.session["trip"]["occupation"] == ""
    assert "Kun je dit ook?" not in text_of(client.get(reverse("my-skills")))


def test_without_skills_the_results_say_what_to_do(told: Tell) -> None:
    page = told("qqqq wwww").get(reverse("my-work"))
    assert "Zonder vaardigheden valt er niets te vergelijken" in text_of(page)


def test_a_direction_limits_the_work_to_its_line(told: Tell, haaglanden: Region) -> None:
    client = told(to="Zorg en welzijn")
    client.post(reverse("my-skills"), {"take_usual": "all"})
    page = client.get(reverse("my-group", args=["further"])).content.decode()
    records = haaglanden.records
    shown = set(re.findall(r'href="/werk/([a-z0-9-]+)/"', page))
    assert shown
    assert {records.occupations[records.openings[one].occupation].sector for one in shown} == {"care"}


@pytest.mark.parametrize(
    ("goal", "sector", "occupation"),
    [
        ("Zorg en welzijn", "care", ""),
        ("iets in de zorg", "care", ""),
        ("techniek", "technology", ""),
        ("ICT", "ict", ""),
        ("verzorgende ig", "", "individual-care-worker"),
        ("beveiliger", "", "security-guard"),
        ("", "", ""),
    ],
)
def test_a_goal_is_an_occupation_or_a_line(goal: str, sector: str, occupation: str, haaglanden: Region) -> None:
    trip = Trip()
    set_goal(haaglanden, trip, goal)
    assert (trip.goal_sector, trip.goal_occupation) == (sector, occupation)


def test_an_unknown_goal_is_said_and_everything_is_shown(told: Tell) -> None:
    client = told(to="xqzw")
    assert "We kennen “xqzw” hier niet" in text_of(client.get(reverse("my-work")))


def test_wishes_can_be_changed_and_made_loose(told: Tell) -> None:
    client = told()
    client.post(reverse("change-wishes"), {"place": "delft", "distance": "5", "strict": "yes"})
    strict = text_of(client.get(reverse("my-work")))
    assert "voldoen niet aan je wensen" in strict
    client.post(reverse("change-wishes"), {"strict": "no"})
    assert "ook werk dat niet aan je wensen voldoet" in text_of(client.get(reverse("my-work")))


def test_wishes_that_cannot_be_read_change_nothing(told: Tell) -> None:
    client = told(place="delft")
    answer = client.post(reverse("change-wishes"), {"place": "delft", "wage": "veel"})
    assert answer.status_code == 422
    assert client.session["trip"]["wage"] is None


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("hours_low", "0,5", "Minstens 1 uur."),
        ("hours_high", "80", "Hoogstens 60 uur."),
        ("wage", "veel", ""),
        ("to", "x" * 201, "Dit is te lang voor een richting."),
        *((name, "onzin", "") for name in ("place", "distance", "pay_unit", "pay_hours", "kinds")),
    ],
)
@pytest.mark.parametrize("address", ["plan", "change-wishes"])
def test_a_refused_field_is_said_with_a_link(
    address: str, field: str, typed: str, sentence: str, told: Tell
) -> None:
    answer = told().post(reverse(address), {"now": "kapper", "place": "", field: typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r"<title>\s*Fout:", page)
    assert re.search(r'role="alert"\s+tabindex="-1"\s+autofocus', page)
    assert f'href="#{field}"' in page
    assert re.search(rf'id="{field}"', page)
    assert sentence in text_of(answer)
    error = answer.context["form"].errors[field][0]
    assert page.count(str(escape(error))) == 2  # in the alert, and at the field


@pytest.mark.parametrize("order", ["pay", "near", "wishes", "nonsense"])
def test_results_can_be_ordered(order: str, told: Tell) -> None:
    client = told(place="delft")
    assert client.get(reverse("my-work"), {"order": order}).status_code == 200


def test_highest_pay_first(told: Tell, haaglanden: Region) -> None:
    client = told()
    page = client.get(reverse("my-group", args=["further"]), {"order": "pay"}).content.decode()
    shown = list(dict.fromkeys(re.findall(r'href="/werk/([a-z0-9-]+)/"', page)))
    rows = [haaglanden.records.openings[one] for one in shown]
    pays = [row.wage_high or row.wage_low or 0.0 for row in rows]
    assert len(pays) > 5
    assert pays == sorted(pays, reverse=True)


def test_a_text_is_read_once(told: Tell, haaglanden: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long CV takes time to read; pressing a button on the page after it must not."""
    client = told()
    monkeypatch.setattr(Region, "recognise", lambda *_: pytest.fail("the text was read again"))
    assert client.get(reverse("my-skills")).status_code == 200
    assert client.post(reverse("my-skills"), {"drop": "handle-complaints"}).status_code == 302


def test_what_the_region_lost_meanwhile_breaks_no_page(told: Tell) -> None:
    client = told()
    session = client.session
    trip = session["trip"]
    trip.update(skills={"gone": "claimed", "help-customers": "claimed"}, occupation="gone", place="gone")
    session["trip"] = trip
    session["reading"] = {"marks": [["gone", 0, 2, {"nl": "x", "en": "x"}]], "occupations": ["gone"]}
    session.save()
    for name in ("front", "my-skills", "my-work"):
        assert client.get(reverse(name)).status_code == 200


def test_an_example_person_can_be_walked_along_with(client: Client, db: None, haaglanden: Region) -> None:
    for person in list(haaglanden.records.people.values())[::4]:
        assert client.post(reverse("example"), {"person": person.id})["Location"] == reverse("my-skills")
        assert person.name in text_of(client.get(reverse("my-skills")))
        assert client.get(reverse("my-work")).status_code == 200


def test_searching_skills_without_scripts_shows_them_on_the_page(told: Tell) -> None:
    client = told()
    page = client.post(reverse("my-skills"), {"find": "yes", "typed": "luister"})
    assert 'name="add"' in page.content.decode()
    fragment = client.post(reverse("suggest"), {"typed": "luister"}).content.decode()
    assert 'name="add"' in fragment
    assert "<html" not in fragment
    assert "Niets gevonden" in client.post(reverse("suggest"), {"typed": "qqqq"}).content.decode()


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("openings", {"q": "receptionist", "sector": "care", "kind": "vacancy"}),
        ("openings", {"q": "bestaatniet"}),
        ("openings", {"page": "99"}),
        ("occupations", {"q": "verpleegkundige ic"}),
        ("occupations", {"q": "qqq", "sector": "x"}),
        ("departures", {"q": "engels", "time": "evening"}),
        ("courses", {"q": "engels"}),
        ("skills", {"q": "luist"}),
        ("skills", {"q": "qqqq"}),
    ],
)
def test_lists_can_be_searched(address: str, query: dict[str, str], client: Client, db: None) -> None:
    assert client.get(reverse(address), query).status_code == 200


def test_a_search_finds_only_what_was_asked(client: Client, db: None) -> None:
    page = text_of(client.get(reverse("occupations"), {"q": "baliemedewerker bank"}))
    assert page.index("Baliemedewerker bank") < page.index("Receptionist")
    assert text_of(client.get(reverse("openings"), {"q": "qqqq"})).count("0 werkplekken") == 1


def test_what_has_the_word_in_its_title_comes_first(client: Client, db: None) -> None:
    page = client.get(reverse("openings"), {"q": "zorg"}).content.decode()
    titles = [unescape(title) for title in re.findall(r'href="/werk/[a-z0-9-]+/">([^<]+)</a>', page)]
    named = ["zorg" in title.casefold() for title in titles]
    assert any(named)
    assert named == sorted(named, reverse=True)


# --- what it costs -----------------------------------------------------------------------------------


def test_no_page_asks_the_database_per_row(told: Tell, django_assert_max_num_queries: Any) -> None:
    """One query for the session, one for the note of a ranking, three for who looks after an opening."""
    client = told()
    client.get(reverse("my-work"))  # notes the ranking
    with django_assert_max_num_queries(2):
        client.get(reverse("my-work"))
    for address in [reverse(name) for name in (*OPEN_PAGES, "my-skills")]:
        with django_assert_max_num_queries(1):
            client.get(address)
    with django_assert_max_num_queries(4):
        client.get(reverse("opening", args=["receptionist-meeuw-avond-a"]))


def test_the_region_is_asked_for_once_per_request(
    told: Tell, haaglanden: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = told()
    asked = []
    monkeypatch.setattr(asking, "current_region", lambda: asked.append(1) or haaglanden)
    for name in ("front", "my-skills", "my-work"):
        client.get(reverse(name))
    assert len(asked) == 3


# --- small pieces ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "today", "said", "direction"),
    [
        (20.0, 22.0, 18.5, "€\xa01,50 tot €\xa03,50 meer dan nu", "up"),
        (18.5, 20.0, 18.5, "als nu, tot €\xa01,50 meer", "up"),
        (18.5, 18.5, 18.5, "hetzelfde als nu", "around"),
        (17.0, 18.5, 18.5, "tot €\xa01,50 minder dan nu", "down"),
        (15.0, 16.0, 18.5, "€\xa02,50 tot €\xa03,50 minder dan nu", "down"),
        (17.5, None, 18.5, "€\xa01,00 minder dan nu", "down"),
        (17.0, 20.0, 18.5, "van €\xa01,50 minder tot €\xa01,50 meer dan nu", "around"),
        (None, None, 18.5, "", ""),
        (17.0, 20.0, None, "", ""),
    ],
)
def test_pay_against_today(
    low: float | None, high: float | None, today: float | None, said: str, direction: str
) -> None:
    assert words.pay_against_today(low, high, today) == (said, direction)


def test_numbers_are_written_in_the_language_of_the_page() -> None:
    assert words.number(1234567.5, 1) == "1.234.567,5"
    with translation.override("en"):
        assert words.number(1234567.5, 1) == "1,234,567.5"
        assert words.euros(1650.0) == "€1,650"


@pytest.mark.parametrize(
    ("ends", "said"),
    [(date(2027, 1, 1), "1 dag"), (date(2027, 1, 28), "4 weken"), (date(2027, 6, 30), "6 maanden")],
)
def test_how_long_something_lasts(ends: date, said: str) -> None:
    assert words.length(date(2027, 1, 1), ends) == said


def test_a_long_list_is_cut_into_pages() -> None:
    page = page_of(range(45), "2", 20)
    assert (list(page.items), page.pages, page.previous, page.next) == (list(range(20, 40)), 3, 1, 3)
    assert page_of([], None, 20).pages == 1


def test_a_cv_names_its_jobs_on_lines_of_their_own(haaglanden: Region) -> None:
    cv = (
        "Werkervaring\n2010-2022 Administratief medewerker, ABN AMRO\n- facturen verwerken\n2005-2010 Kapper\n"
        * 2
    )
    occupations, clear = occupations_meant(haaglanden, cv, "nl")
    assert {"administrative-clerk", "hairdresser"} <= set(occupations)
    assert clear == ""


def test_marks_never_overlap_and_lose_no_letter(haaglanden: Region) -> None:
    text = "Ik nam de telefoon op, deed de kas en kan klachten behandelen."
    marks = read_words(haaglanden, text, "nl").marks
    cut = pieces(text, marks, {mark.skill for mark in marks}, lambda skill: skill)
    assert "".join(piece.text for piece in cut) == text
    assert sum(bool(piece.skills) for piece in cut) >= 2


# --- the work someone did ---------------------------------------------------------------------------


def test_usual_skills_are_ticked_beforehand_once_and_go_along_to_the_results(told):
    client = told("baliemedewerker bank")
    page = client.get(reverse("my-skills"))
    ticked = [one["id"] for one in page.context["usual"] if one["ticked"]]
    assert len(ticked) >= 8
    assert page.context["counted"] == len(ticked)
    kept = ticked[:-1]
    assert client.post(reverse("my-skills"), {"usual": kept, "go": "yes"}).url == reverse("my-work")
    trip = client.session["trip"]
    assert set(trip["skills"]) == set(kept)
    assert set(trip["skills"].values()) == {"inferred"}
    again = client.get(reverse("my-skills")).context["usual"]
    assert ticked[-1] in [one["id"] for one in again]
    assert not any(one["ticked"] for one in again)


def test_a_text_is_read_in_the_language_it_is_written_in_whatever_the_page(told):
    client = told("I have worked at the front desk and did the till for years, and I handled complaints.")
    assert client.session["trip"]["language"] == "en"
    assert client.session["trip"]["skills"]


def test_what_someone_can_already_do_is_added_from_the_results(told):
    client = told("baliemedewerker bank")
    usual = client.get(reverse("my-skills")).context["usual"]
    client.post(reverse("my-skills"), {"usual": [one["id"] for one in usual], "go": "yes"})
    gain = client.get(reverse("my-work")).context["what_if"][0]
    before = len(client.session["trip"]["skills"])
    answer = client.post(reverse("my-skills"), {"add": gain["skill"], "go": "yes"})
    assert answer.url == reverse("my-work")
    assert len(client.session["trip"]["skills"]) == before + 1


def test_work_outside_the_region_counts_when_the_language_knows_it(told, haaglanden, monkeypatch):
    fly = Skill("esco:fly", SkillKind.SKILL, {"nl": Words("vliegtuigen besturen")}, uri="esco:fly")
    pilot = Occupation(
        "esco:pilot",
        {"nl": Words("verkeersvlieger", ("piloot",)), "en": Words("airline pilot")},
        "3153",
        (Demand("esco:fly", Importance.MUST),),
    )
    wider = merge(haaglanden.taxonomy, Taxonomy("esco", "1", ("nl", "en"), (fly,), occupations=(pilot,)))
    region = make_region(haaglanden.pack, build_language(wider))
    monkeypatch.setattr("overstap.web.asking.current_region", lambda: region)
    page = told("verkeersvlieger").get(reverse("my-skills"))
    assert page.context["mine"].occupation == "esco:pilot"
    assert [one["id"] for one in page.context["usual"]] == ["esco:fly"]
    assert "verkeersvlieger" in page.content.decode()


def test_ticks_of_other_work_than_the_chosen_are_not_taken_in(told, haaglanden):
    """Without scripts: another radio is pressed while the usual skills of the first stand on the page."""
    client = told("baliemedewerker bank")
    shown = [one["id"] for one in client.get(reverse("my-skills")).context["usual"]]
    answer = client.post(
        reverse("my-skills"),
        {"usual_of": "bank-counter-clerk", "occupation": "hairdresser", "usual": shown, "go": "yes"},
    )
    assert answer.status_code == 200
    assert client.session["trip"]["occupation"] == "hairdresser"
    assert client.session["trip"]["skills"] == {}
    asked = {demand.skill for demand in haaglanden.taxonomy.occupation("hairdresser").demands}
    offered = [one["id"] for one in answer.context["usual"]]
    assert set(offered) <= asked
    on = {"usual_of": "hairdresser", "occupation": "hairdresser", "usual": offered, "go": "yes"}
    assert client.post(reverse("my-skills"), on).url == reverse("my-work")
    assert set(client.session["trip"]["skills"]) == set(offered)


def test_an_empty_choice_of_work_says_what_to_do(told):
    client = told("baliemedewerker bank")
    answer = client.post(reverse("my-skills"), {"choose": "yes"})
    assert "Kies eerst je werk." in text_of(answer)


def test_which_work_is_meant_is_asked_before_going_on_with_nearly_nothing(told):
    client = told("iets met winkel en balie")
    assert client.get(reverse("my-skills")).context["occupations"]
    answer = client.post(reverse("my-skills"), {"usual_of": "", "go": "yes"})
    assert "Is een van deze je werk?" in text_of(answer)
    assert re.search(r'id="meant-title"\s+tabindex="-1" autofocus', answer.content.decode())
    none = {"usual_of": "", "occupation": "none", "go": "yes"}
    assert client.post(reverse("my-skills"), none).url == reverse("my-work")
    assert client.session["trip"]["occupation_settled"]


@pytest.mark.parametrize("name", ["my-skills", "suggest"])
def test_a_script_of_somebody_who_wiped_goes_to_the_front_page_as_a_whole(name, client, db):
    answer = client.post(reverse(name), {"typed": "luister"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, reverse("front"))


def test_after_a_choice_the_page_marks_where_to_go_on(told):
    client = told("baliemedewerker bank")
    script = {"HX-Request": "true"}
    for pressed, part in (
        ({"choose": "yes", "occupation": "hairdresser"}, "usual-title"),
        ({"take_usual": "all"}, "yours-title"),
        ({"title": "kapper"}, "meant-title"),
        ({"title": "xqzw"}, "title"),
    ):
        answer = client.post(reverse("my-skills"), pressed, headers=script)
        marked = re.findall(r"<[^>]*\sautofocus[^>]*>", answer.content.decode())
        assert [f'id="{part}"' in tag for tag in marked] == [True], pressed
        assert answer.context["said_back"]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("kassa, schoonmaken, klanten helpen", "nl"),
        ("till, cleaning, customers", "en"),
        ("lassen, metselen", "nl"),
        ("kapper", "nl"),
    ],
)
@pytest.mark.parametrize("page", ["nl", "en"])
def test_a_short_list_is_read_in_the_language_it_says_most_in(text, spoken, page, client, db):
    with translation.override(page):
        client.post(reverse("plan"), {"now": text})
    assert client.session["trip"]["language"] == spoken


def test_who_has_no_skills_yet_is_shown_where_to_begin(told):
    client = told("ik heb geen werkervaring")
    work = client.get(reverse("my-work"))
    assert "Begin met wat je kunt" in text_of(work)
    assert "Past nu" not in text_of(work)
    assert 'id="order"' not in work.content.decode()
    offered = [one for one, _label in client.get(reverse("my-skills")).context["begin_with"]]
    assert {"use-computer", "help-customers", "speak-dutch-work"} <= set(offered)
    client.post(reverse("my-skills"), {"begin": "yes", "begin_with": [*offered[:2], "no-such-skill"]})
    assert set(client.session["trip"]["skills"]) == set(offered[:2])
    assert "Past nu" in text_of(client.get(reverse("my-work")))


def test_adding_what_was_missed_stands_before_the_list_of_skills(told):
    page = told().get(reverse("my-skills")).content.decode()
    assert page.index('id="add-title"') < page.index('id="yours-title"')
    assert "“Ik kan dit aantonen”: je hebt er een diploma" in page
