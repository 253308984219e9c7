# SPDX-License-Identifier: EUPL-1.2
"""An opening of the shipped region in the database, without the rest of the pack."""

from __future__ import annotations

from overstap.apps.openings.models import Opening
from overstap.apps.organisations.models import Organisation
from overstap.apps.region.models import Place
from overstap.apps.taxonomy.models import Occupation
from overstap.engine.region import Region

TILL = "kassa-krokus-a"
"""Work at a till: it asks to handle cash and to help customers, 8 to 16 hours a week, in Pijnacker."""


def store_opening(region: Region, opening: str) -> Opening:
    """The opening of this id, with the organisation, place and occupation that it needs."""
    row = region.records.openings[opening]
    organisation = region.records.organisations[row.organisation]
    for place in {row.place, organisation.place}:
        known = region.records.places[place]
        Place.objects.get_or_create(
            id=place,
            defaults={
                "label": known.label,
                "latitude": known.position.latitude,
                "longitude": known.position.longitude,
            },
        )
    Occupation.objects.get_or_create(id=row.occupation, defaults={"words": {}, "isco": "5230"})
    values = {"name": organisation.name, "kind": "employer", "place_id": organisation.place}
    Organisation.objects.get_or_create(id=row.organisation, defaults=values)
    return Opening.objects.get_or_create(
        id=opening,
        defaults={
            "kind": str(row.kind),
            "organisation_id": row.organisation,
            "occupation_id": row.occupation,
            "title": dict(row.title),
            "text": row.text,
            "language": row.language,
            "place_id": row.place,
            "hours_low": row.hours_low,
            "hours_high": row.hours_high,
            "closes_on": row.closes_on,
        },
    )[0]
