# SPDX-License-Identifier: EUPL-1.2
"""A file of an employer's openings comes in whole or not at all, and the same one again changes nothing."""

from __future__ import annotations

from datetime import date

import pytest

from overstap.apps.audit.queries import latest
from overstap.apps.openings import editing, lifecycle
from overstap.apps.openings.importing import Imported
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.region.queries import revision
from overstap.bridge.opening_import import import_file
from overstap.bridge.region import forget_region, reload_region
from overstap.bridge.region_import import import_pack
from overstap.engine.problems import InputRefused
from overstap.engine.region import Region
from tests.apps.employing import BY, TODAY, an_organisation_of
from tests.apps.test_employers_openings import both_at_once
from tests.made_pack import made_pack

pytestmark = pytest.mark.django_db

HEAD = "nummer;titel;beroep;plaats;uren;vaardigheden;aantal;sluit\n"
FILE = HEAD + "A;Zorgen;aide;leiden;16-24;wash: must;2;2026-12-31\nB;Helpen;aide;delft;32;wash;1;2026-12-31\n"


@pytest.fixture
def region() -> Region:
    import_pack(made_pack(), by=BY)
    forget_region()
    return reload_region()


@pytest.fixture
def bakery(region: Region) -> str:
    return an_organisation_of(OrganisationKind.EMPLOYER, "Bakery")


def brought(
    region: Region, bakery: str, file: str = FILE, *, publish: bool = False, today: date = TODAY
) -> Imported:
    told = {"organisation": bakery, "publish": publish, "today": today, "keeper": None, "by": BY}
    return import_file(region, file.encode(), "x.csv", **told)


def test_the_same_file_again_changes_nothing(region: Region, bakery: str) -> None:
    assert brought(region, bakery) == Imported(added=2)
    before = revision()
    assert brought(region, bakery) == Imported(unchanged=2)
    assert revision() == before
    assert brought(region, bakery, publish=True) == Imported(unchanged=2, published=2)
    assert brought(region, bakery, publish=True) == Imported(unchanged=2)
    assert Opening.objects.filter(organisation=bakery).count() == 2
    assert len(latest(what="openings.imported", subject=bakery)) == 4


def test_what_the_file_says_otherwise_is_changed_and_the_rest_left_alone(region: Region, bakery: str) -> None:
    brought(region, bakery, publish=True)
    other = HEAD + "A;Zorgen in de wijk;aide;leiden;16-24;wash: must;3;2026-12-31\n"
    assert brought(region, bakery, other) == Imported(changed=1)
    row = Opening.objects.get(reference="A")
    assert (row.title, row.places, row.status) == ({"nl": "Zorgen in de wijk"}, 3, "published")
    assert Opening.objects.get(reference="B").status == "published"


def test_what_the_employer_corrected_and_the_file_does_not_say_stays(region: Region, bakery: str) -> None:
    brought(region, bakery, "nummer;titel;beroep;plaats\nA;Zorgen;aide;leiden\n")
    row = Opening.objects.get(reference="A")
    said = editing.as_said(row)
    corrected = editing.change_opening(
        opening=row.pk,
        version=1,
        said=type(said)(**{**vars_of(said), "demands": {"dutch": "must"}, "hours_low": 8, "hours_high": 16}),
        today=TODAY,
        by=BY,
    )
    again = brought(
        region, bakery, "nummer;titel;beroep;plaats\nA;Zorgen;aide;leiden\n", today=date(2026, 12, 9)
    )
    assert again == Imported(unchanged=1)
    assert editing.as_said(Opening.objects.get(reference="A")) == editing.as_said(corrected)


def vars_of(said: object) -> dict[str, object]:
    return {name: getattr(said, name) for name in said.__dataclass_fields__}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "wrong",
    [
        FILE + "C;Koken;aide;nowhere;24;;1;\n",
        FILE + "A;Nog eens;aide;leiden;24;wash;1;2026-12-31\n",
        FILE + "C;;aide;leiden;24;wash;1;2026-12-31\n",
    ],
)
def test_one_wrong_row_and_nothing_comes_in(region: Region, bakery: str, wrong: str) -> None:
    with pytest.raises(InputRefused) as refused:
        brought(region, bakery, wrong)
    assert refused.value.problems[0].row == 4
    assert not Opening.objects.filter(organisation=bakery).exists()


def test_what_cannot_be_published_is_told_by_row_and_nothing_comes_in(region: Region, bakery: str) -> None:
    with pytest.raises(InputRefused) as refused:
        brought(region, bakery, FILE + "C;Koken;aide;leiden;;wash;1;2027-12-31\n", publish=True)
    assert [one.row for one in refused.value.problems] == [4]
    assert "de uren, een sluitdag" in refused.value.text("nl")
    assert not Opening.objects.filter(organisation=bakery).exists()


def test_fewer_places_than_are_taken_is_refused(region: Region, bakery: str) -> None:
    brought(region, bakery, publish=True)
    row = Opening.objects.get(reference="A")
    lifecycle.take_places(opening=row.pk, taken=2, version=None, by=BY)
    with pytest.raises(InputRefused):
        brought(region, bakery, FILE.replace("wash: must;2", "wash: must;1"))
    assert brought(region, bakery, FILE.replace("wash: must;2", "wash: must;5")).changed == 1
    assert Opening.objects.get(reference="A").status == "published"


def test_another_employer_with_the_same_numbers_has_its_own(region: Region, bakery: str) -> None:
    mill = an_organisation_of(OrganisationKind.EMPLOYER, "Mill")
    brought(region, bakery)
    assert brought(region, mill) == Imported(added=2)


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_at_once_each_number_comes_in_once(region: Region, bakery: str) -> None:
    outcomes = both_at_once(lambda: brought(region, bakery), lambda: brought(region, bakery))
    assert "done" in outcomes
    assert Opening.objects.filter(organisation=bakery).count() == 2
