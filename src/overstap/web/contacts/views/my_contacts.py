# SPDX-License-Identifier: EUPL-1.2
"""A person's side: questions from employers, and what one reacted to."""

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
from django.views.decorators.http import require_http_methods, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.contacts import asking, contact_queries, finding, queries
from overstap.apps.contacts.enums import (
    MESSAGE_AT_MOST,
    NAME_AT_MOST,
    REACH_AT_MOST,
    PersonReason,
    Side,
    State,
)
from overstap.apps.organisations import queries as organisations
from overstap.apps.passports import queries as passports
from overstap.apps.passports.enums import Part
from overstap.bridge.candidates import both_scores
from overstap.engine.masking import mask_citizen_numbers
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.contacts.presenters.contacts import contact_row, scores_for_person
from overstap.web.contacts.views.being_found import USUAL_PARTS
from overstap.web.contacts.views.outcomes import DEEDS, do_outcome, outcome_form, outcome_page
from overstap.web.contacts.words import PERSON_REASONS
from overstap.web.employers.presenters.candidates import found_passport
from overstap.web.passports.views.passport import TOO_LONG, mine_or_404
from overstap.web.planner.presenters.matches import opening_card
from overstap.web.told_text import ToldText


class GivenForm(forms.Form):
    """What to call somebody, and how to reach them."""

    name = ToldText(
        label=gettext_lazy("What they may call you"),
        max_length=NAME_AT_MOST,
        error_messages={"required": gettext_lazy("Fill in a name."), "max_length": TOO_LONG},
    )
    reach = ToldText(
        label=gettext_lazy("How they reach you"),
        max_length=REACH_AT_MOST,
        error_messages={
            "required": gettext_lazy("Fill in a telephone number or e-mail address."),
            "max_length": TOO_LONG,
        },
    )

    def given(self) -> asking.Given:
        """As the actions want it, without a citizen service number."""
        read = self.cleaned_data
        return asking.Given(*(mask_citizen_numbers(read[name])[0] for name in ("name", "reach")))


class ReactForm(GivenForm):
    """Reacting to an opening: also what is shown, and a few words."""

    parts = forms.MultipleChoiceField(label=gettext_lazy("What they see of you"), required=False)
    message = ToldText(
        label=gettext_lazy("In a few words"),
        max_length=MESSAGE_AT_MOST,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parts"].choices = [
            (part.value, words.PARTS[part]) for part in Part if part is not Part.SKILLS
        ]


@require_safe
@never_cache
@login_required
@page
def my_contacts(visit: Visit) -> HttpResponse:
    """All of them, what is open first."""
    rows = [contact_row(one, Side.PERSON) for one in contact_queries.contacts_of(visit.request.user.pk)]
    return visit.render("web/contacts/my_contacts.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def my_contact(visit: Visit, id_: UUID) -> HttpResponse:
    """One of them: who asks, for which work, both scores; and what one can do about it."""
    user = visit.request.user
    contact = contact_queries.contact_of(user.pk, id_)
    if contact is None:
        raise Http404
    posted = visit.request.POST if visit.request.method == "POST" else None
    form = GivenForm(posted if posted and posted.get("do") == "yes" else None, initial={"reach": user.email})
    came = outcome_form(visit, Side.PERSON)
    if posted is not None and not (form.errors or came.errors):
        try:
            if posted.get("do") in DEEDS:
                do_outcome(visit, contact, Side.PERSON, came)
            else:
                _do(visit, contact, form)
        except asking.NotNow:
            messages.error(visit.request, _("This was answered or ended meanwhile. Here is how it stands now."))
        return redirect("my-contact", id_)
    opening = visit.region.records.openings.get(contact.candidate.opening_id)
    told = {
        "contact": contact,
        **contact_row(contact, Side.PERSON),
        "card": opening_card(visit.region, opening) if opening else None,
        "scores": scores_for_person(visit, contact) if opening else None,
        "times": contact_queries.times_of(contact.organisation_id, timezone.now()),
        "reasons": PERSON_REASONS.items(),
        "brokers": _brokers(contact.organisation_id),
        **outcome_page(contact, Side.PERSON, came),
        "given": form,
        "form": came if came.errors else form,
    }
    return visit.render("web/contacts/my_contact.html", told, status=422 if form.errors or came.errors else 200)


def _do(visit: Visit, contact: Any, form: GivenForm) -> None:
    """What the person chose. Raises `asking.NotNow`, and `PermissionDenied` for what nobody can choose."""
    posted = visit.request.POST
    what, given = posted.get("do"), posted.get("reason", "")
    reason = PersonReason(given) if given in set(PersonReason) else None
    at = {"contact": contact.pk, "now": timezone.now(), "by": actor(visit.request.user)}
    if what == "yes":
        asking.say_yes(given=form.given(), **at)
        messages.success(visit.request, _("They see now who you are, and get in touch."))
    elif what == "no":
        asking.refuse(reason=reason, **at)
        messages.success(visit.request, _("You said no. They are told; who you are, they do not know."))
    elif what == "touch":
        asking.note_touch(**at)
    elif what == "end":
        asking.end(side=Side.PERSON, reason=reason, **at)
        messages.success(visit.request, _("It has ended. They see nothing of you any more."))
    else:
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def react(visit: Visit, id_: str) -> HttpResponse:
    """Reacting to an opening, blind: only a yes of the organisation opens the name."""
    opening = visit.region.records.openings.get(id_)
    if opening is None or (opening.closes_on is not None and opening.closes_on < visit.today):
        raise Http404
    user = visit.request.user
    if passports.passport_of(user.pk) is None:
        messages.error(visit.request, _("You react with your passport. Make one first."))
        return redirect("passport")
    mine = mine_or_404(visit)
    before = contact_queries.mine_about(user.pk, id_)
    if any(one.state != State.CLOSED or one.begun_by == Side.PERSON for one in before):
        return redirect("my-contact", before[0].pk)
    posted = visit.request.POST if visit.request.method == "POST" else None
    findable = queries.findable_of(mine.pk, timezone.now())
    parts = findable.parts if findable else [part.value for part in USUAL_PARTS]
    form = ReactForm(posted, initial={"reach": user.email, "parts": parts})
    answers = bool(organisations.accounts_at_desk(opening.organisation, Act.FIND_PEOPLE))
    if posted is not None and answers and form.is_valid():
        made = _react(visit, mine, opening, form)
        if made is not None:
            return redirect("my-contact", made.pk)
    told = {
        "card": opening_card(visit.region, opening),
        "answers": answers,
        "brokers": _brokers(opening.organisation),
        "form": form,
        "scores": scores_of(visit, id_, mine, parts),
        "blind": found_passport(mine, visit.region, visit.language, frozenset(Part)),
    }
    return visit.render("web/contacts/react.html", told, status=422 if form.errors else 200)


def _brokers(organisation: str) -> list[str]:
    """Who else stands at the desk of an organisation."""
    return [str(one.broker) for one in organisations.mandates_of(organisation)]


def scores_of(visit: Visit, opening: str, passport: Any, parts: list[str]) -> dict[str, Any]:
    """Both scores as the person reads them."""
    return scores_for_person(
        visit, match=both_scores(visit.region, opening, passport, parts, today=visit.today)
    )


def _react(visit: Visit, mine: Any, opening: Any, form: ReactForm) -> Any:
    """The contact; none, with the reason in the form, when there can be none now."""
    read = form.cleaned_data
    number = finding.numbers_for(opening=opening.id, passports=[mine.pk])[mine.pk]
    candidate = queries.candidate(number, opening.id)
    try:
        return asking.apply(
            candidate=candidate,
            organisation=opening.organisation,
            parts=[Part(one) for one in read["parts"]],
            message=read["message"],
            given=form.given(),
            now=timezone.now(),
            by=actor(visit.request.user),
        )
    except asking.TooManyToday:
        form.add_error("message", _("You reacted to much work today. Go on tomorrow."))
    except asking.AlreadyBegun:
        form.add_error("message", _("There is a contact about this work already."))
    return None
