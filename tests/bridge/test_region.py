# SPDX-License-Identifier: EUPL-1.2
"""The region in memory follows the database."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from overstap.bridge import region as bridge
from overstap.bridge.region import (
    NoRegionError,
    current_region,
    forget_region,
    open_for_visitors,
    reload_region,
)
from overstap.bridge.region_import import import_pack
from overstap.bridge.taxonomy_rows import import_taxonomy
from overstap.engine import HeldSkill, Passport
from overstap.engine.pack.language import pack_taxonomy
from overstap.engine.region.region import make_region
from overstap.engine.skills.language import build_language
from overstap.engine.skills.taxonomy import Skill, SkillKind, Taxonomy, Words
from tests.made_pack import made_pack, with_change

TODAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    forget_region()
    yield
    forget_region()
    for thread in threading.enumerate():
        if thread.name == "region":
            thread.join()  # its connection must be gone before the database is dropped


@pytest.mark.django_db
def test_without_a_region_it_says_so():
    with pytest.raises(NoRegionError):
        current_region()


@pytest.mark.django_db
def test_from_the_database_it_answers_as_from_the_pack_to_the_last_digit():
    pack = made_pack()
    import_pack(pack, by="terminal")
    from_pack = make_region(pack, build_language(pack_taxonomy(pack)))
    from_database = reload_region()
    held = Passport(tuple(HeldSkill(skill.id) for skill in from_pack.taxonomy.skills[:2]))
    assert from_database.match(held, today=TODAY) == from_pack.match(held, today=TODAY)
    assert from_database.records == from_pack.records


@pytest.mark.django_db
def test_once_loaded_a_question_costs_one_query():
    import_pack(made_pack(), by="terminal")
    reload_region()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        current_region()
    assert len(queries) == 1


@pytest.mark.django_db
def test_the_garbage_collector_passes_over_the_region_that_visitors_ask():
    import_pack(made_pack(), by="terminal")
    before = gc.get_freeze_count()
    try:
        open_for_visitors()
        region = current_region()
        assert gc.get_freeze_count() > before
        assert not any(one is region.records.openings for one in gc.get_objects())
    finally:
        gc.unfreeze()


@pytest.mark.django_db(transaction=True)
def test_after_a_change_the_old_region_answers_until_the_new_one_is_ready():
    import_pack(made_pack(), by="terminal")
    before = reload_region()
    opening = next(iter(before.records.openings))
    import_pack(with_change(made_pack(), "openings", opening, places=7), by="terminal")
    assert current_region() is before
    deadline = time.monotonic() + 30
    while current_region() is before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert current_region().records.openings[opening].places == 7


@pytest.mark.django_db
def test_the_compiled_language_is_made_once_and_again_when_words_change(monkeypatch):
    made: list[str] = []

    def counted(taxonomy):
        made.append(taxonomy.name)
        return build_language(taxonomy)

    monkeypatch.setattr(bridge, "build_language", counted)
    pack = made_pack("compiled")
    import_pack(pack, by="terminal")
    reload_region()
    forget_region()
    reload_region()
    assert made == ["compiled"]
    skill = str(pack.table("skills")[0]["id"])
    import_pack(with_change(pack, "skills", skill, label_nl="Heel anders"), by="terminal")
    assert reload_region().skill_label(skill, "nl") == "Heel anders"
    assert made == ["compiled", "compiled"]


@pytest.mark.django_db
def test_a_wider_language_that_is_imported_is_understood_too():
    import_pack(made_pack(), by="terminal")
    own = len(reload_region().taxonomy.skills)
    wider = Skill("esco:1", SkillKind.SKILL, {"nl": Words("orgel spelen")}, uri="esco:1")
    import_taxonomy(Taxonomy("esco", "1.2", ("nl",), (wider,)), by="terminal")
    region = reload_region()
    assert len(region.taxonomy.skills) == own + 1
    assert [found.skill for found in region.find_skills("orgel", "nl")] == ["esco:1"]
