# SPDX-License-Identifier: EUPL-1.2
"""An organisation's side: whom it asked, who reacted, and its answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.contacts import asking, contact_queries
from overstap.apps.contacts.enums import MESSAGE_AT_MOST, OrganisationReason, Side, State
from overstap.apps.organisations import queries as organisations
from overstap.apps.passports.enums import Part
from overstap.bridge.candidates import see_contact
from overstap.web.asking import Visit, page
from overstap.web.contacts.presenters.contacts import contact_row
from overstap.web.contacts.views.outcomes import DEEDS, do_outcome, outcome_form, outcome_page
from overstap.web.contacts.words import ORGANISATION_REASONS
from overstap.web.employers.presenters.candidates import candidate_card, found_passport
from overstap.web.passports.views.passport import TOO_LONG
from overstap.web.told_text import ToldText


class AskForm(forms.Form):
    """A few words with a question."""

    message = ToldText(
        label=gettext_lazy("What you want to say"),
        max_length=MESSAGE_AT_MOST,
        error_messages={"required": gettext_lazy("Say in a few words why you ask."), "max_length": TOO_LONG},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def people_contact(visit: Visit, id_: str, contact_id: UUID) -> HttpResponse:
    """One contact of an organisation; to anybody else it is not there."""
    if not may(visit.request.user, Act.FIND_PEOPLE, organisations.desk_of(id_)):
        raise Http404
    contact = contact_queries.contact_at(id_, contact_id)
    if contact is None:
        raise Http404
    came = outcome_form(visit, Side.ORGANISATION)
    if visit.request.method == "POST" and not came.errors:
        try:
            if visit.request.POST.get("do") in DEEDS:
                do_outcome(visit, contact, Side.ORGANISATION, came)
            else:
                _do(visit, contact)
        except asking.NotNow:
            messages.error(visit.request, _("This was answered or ended meanwhile. Here is how it stands now."))
        return redirect("people-contact", id_, contact_id)
    told = {
        "contact": contact,
        **contact_row(contact, Side.ORGANISATION),
        **_seen(visit, contact),
        "reasons": ORGANISATION_REASONS.items(),
        **outcome_page(contact, Side.ORGANISATION, came),
        "form": came,
    }
    return visit.render("web/contacts/people_contact.html", told, status=422 if came.errors else 200)


def _seen(visit: Visit, contact: Any) -> dict[str, Any]:
    """What of the person is seen, as long as the contact is open and the region has the opening."""
    if contact.state == State.CLOSED or contact.candidate.opening_id not in visit.region.records.openings:
        return {}
    seen = see_contact(visit.region, contact, today=visit.today)
    parts = frozenset(Part(one) for one in contact.parts)
    return {
        "one": candidate_card(visit.region, contact.candidate_id, seen.match, contact.parts),
        **found_passport(seen.passport, visit.region, visit.language, parts),
    }


def _do(visit: Visit, contact: Any) -> None:
    """What the organisation chose. Raises `asking.NotNow`, and `PermissionDenied` for what is no choice."""
    posted, user = visit.request.POST, visit.request.user
    what, given = posted.get("do"), posted.get("reason", "")
    reason = OrganisationReason(given) if given in set(OrganisationReason) else None
    at = {"contact": contact.pk, "now": timezone.now(), "by": actor(user)}
    if what == "yes":
        asking.welcome(handler=user.pk, **at)
        messages.success(visit.request, _("You see now who it is. Get in touch."))
    elif what == "no":
        if reason is None:
            messages.error(visit.request, _("Choose why, so that they learn it too."))
            return
        asking.decline(reason=reason, **at)
        messages.success(visit.request, _("They are told, with the reason."))
    elif what == "touch":
        asking.note_touch(**at)
    elif what == "end":
        asking.end(side=Side.ORGANISATION, reason=reason, **at)
        messages.success(visit.request, _("It has ended. They are told."))
    else:
        raise PermissionDenied


def ask(visit: Visit, candidate: Any, organisation: Any, form: AskForm) -> Any:
    """Asks somebody; none, with the reason in the form, when it cannot be now."""
    user = visit.request.user
    try:
        return asking.ask(
            candidate=candidate,
            organisation=organisation.pk,
            message=form.cleaned_data["message"],
            handler=user.pk,
            now=timezone.now(),
            by=actor(user),
        )
    except asking.NotFindable:
        form.add_error("message", _("This person does not want to be found any more."))
    except asking.AlreadyBegun:
        form.add_error("message", _("There is or was a contact with this person about this opening."))
    except asking.TooManyToday:
        form.add_error("message", _("Ten people were asked for this opening today. Go on tomorrow."))
    return None
