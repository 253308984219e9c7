# SPDX-License-Identifier: EUPL-1.2
"""The people for an opening, blind, for who may look for them in the name of its organisation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import MEMBER_ROLES, Act
from overstap.apps.accounts.permission import may
from overstap.apps.contacts import contact_queries, queries
from overstap.apps.contacts.enums import Side
from overstap.apps.openings import queries as openings
from overstap.apps.organisations import queries as organisations
from overstap.apps.passports import sharing
from overstap.apps.passports.enums import Part
from overstap.bridge.candidates import Found, find_people, see_person
from overstap.engine.matching.candidates import Order
from overstap.engine.matching.model import Reach
from overstap.web.asking import Visit, page
from overstap.web.contacts.presenters.contacts import contact_row
from overstap.web.contacts.views.people_contacts import AskForm, ask
from overstap.web.employers.presenters.candidates import candidate_card, found_passport
from overstap.web.planner.presenters.matches import opening_card
from overstap.web.trust.kept_rankings import note_candidates

LISTED_AT_MOST = 20
"""Of each of the three groups."""
TITLES = {
    Reach.NOW: gettext_lazy("Can begin now"),
    Reach.ONE_AWAY: gettext_lazy("One step away"),
    Reach.FURTHER: gettext_lazy("Further away"),
}
ORDERS = {
    Order.WORK: gettext_lazy("what they can do of this work"),
    Order.WISHES: gettext_lazy("what this work meets of their wishes"),
}


def looking_for(visit: Visit, opening: str) -> tuple[Any, Any]:
    """The opening as it takes people now, and its organisation, to who may find people for it.

    Raises `Http404` for anybody else, as for an opening that is not there or has closed.
    """
    row = visit.region.records.openings.get(opening)
    if row is None or (row.closes_on is not None and row.closes_on < visit.today):
        raise Http404
    organisation = organisations.organisation(row.organisation)
    if organisation is None or not may(
        visit.request.user, Act.FIND_PEOPLE, organisations.desk_of(organisation.pk)
    ):
        raise Http404
    return row, organisation


@require_safe
@never_cache
@login_required
@page
def desk(visit: Visit, id_: str) -> HttpResponse:
    """The openings of an organisation that take people now, each leading to its people."""
    organisation = organisations.organisation(id_)
    if organisation is None or not may(visit.request.user, Act.FIND_PEOPLE, organisations.desk_of(id_)):
        raise Http404
    rows = openings.open_on(visit.today, organisation=id_)
    records = visit.region.records.openings
    told = {
        "organisation": organisation,
        "cards": [opening_card(visit.region, records[row.pk]) for row in rows if row.pk in records],
        "contacts": [contact_row(one, Side.ORGANISATION) for one in contact_queries.contacts_at(id_)],
        "times": contact_queries.times_of(id_, timezone.now()),
    }
    return visit.render("web/employers/people_desk.html", told)


@require_safe
@never_cache
@login_required
@page
def candidates(visit: Visit, id_: str) -> HttpResponse:
    """Who may be found for an opening, in three groups, two scores beside each other."""
    row, organisation = looking_for(visit, id_)
    now, order = timezone.now(), _order(visit)
    found = find_people(visit.region, id_, now=now, today=visit.today, order=order, top=LISTED_AT_MOST)
    if found.parts:
        seen = {"passports": found.parts, "parts": [Part.SKILLS]}
        note_looks(visit, organisation, id_, now, **seen)
    told = {
        "ranking": note_candidates(visit.request, id_, order.value, found.candidates.groups)
        if found.candidates.listed
        else "",
        "card": opening_card(visit.region, row),
        "organisation": organisation,
        "groups": _groups(visit, found, contact_queries.newest_about(found.numbers.values())),
        "found": sum(found.candidates.counts.values()),
        "orders": [(one.value, said, one is order) for one, said in ORDERS.items()],
    }
    return visit.render("web/employers/candidates.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def candidate(visit: Visit, id_: str, number: UUID) -> HttpResponse:
    """One person for an opening: both scores, why, what they agreed to show; and asking them."""
    row, organisation = looking_for(visit, id_)
    now, posted = timezone.now(), visit.request.POST if visit.request.method == "POST" else None
    known = queries.candidate(number, id_)
    seen = see_person(visit.region, known, now=now, today=visit.today) if known else None
    if seen is None:
        raise Http404
    form = AskForm(posted)
    if posted is not None and form.is_valid() and (made := ask(visit, known, organisation, form)):
        messages.success(visit.request, _("They are asked, and answer within a week."))
        return redirect("people-contact", organisation.pk, made.pk)
    parts = frozenset(Part(one) for one in seen.findable.parts)
    note_looks(visit, organisation, id_, now, passports=[seen.findable.passport_id], parts=parts)
    told = {
        "card": opening_card(visit.region, row),
        "organisation": organisation,
        "one": candidate_card(visit.region, number, seen.match, seen.findable.parts),
        **found_passport(seen.passport, visit.region, visit.language, parts),
        "contact": contact_queries.newest_about([number]).get(number),
        "form": form,
    }
    return visit.render("web/employers/candidate.html", told, status=422 if form.errors else 200)


def note_looks(
    visit: Visit, organisation: Any, opening: str, now: datetime, *, passports: Any, parts: Any
) -> None:
    """Notes for these people that they were seen, once a day for each kind of look."""
    user = visit.request.user
    own = sorted(organisations.desk_of(organisation.pk).roles_of(user.pk) & set(MEMBER_ROLES))
    sharing.note_found(
        passports=passports,
        organisation=organisation.pk,
        opening=opening,
        role=own[0],
        parts=parts,
        now=now,
        since=timezone.make_aware(datetime.combine(visit.today, time.min)),
        by=actor(user),
    )


def _order(visit: Visit) -> Order:
    asked = visit.request.GET.get("order", "")
    return Order(asked) if asked in set(Order) else Order.WORK


def _groups(visit: Visit, found: Found, contacts: Mapping[UUID, Any]) -> list[dict[str, Any]]:
    groups = []
    for reach, people in found.candidates.groups.items():
        cards = []
        for one in people:
            passport = UUID(one.key)
            number = found.numbers[passport]
            shows = {"parts": found.parts[passport], "contact": contacts.get(number), "demands": False}
            cards.append(candidate_card(visit.region, number, one.match, **shows))
        count = found.candidates.counts[reach]
        groups.append(
            {
                "title": TITLES[reach],
                "count": count,
                "cards": cards,
                "more": count - len(cards),
                "id": reach.value,
            }
        )
    return groups
