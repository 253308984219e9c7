# SPDX-License-Identifier: EUPL-1.2
"""My passport: keeping what was told, what shows it, languages, circumstances, and back into the planner."""

from __future__ import annotations

from datetime import date
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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.contacts import queries as contacts
from overstap.apps.passports import actions, queries
from overstap.apps.passports.enums import (
    NOTE_AT_MOST,
    OWN_KINDS,
    TITLE_AT_MOST,
    Circumstance,
    Level,
    ProofKind,
)
from overstap.apps.upkeep.queries import refused_by
from overstap.bridge.personal_data import remove_passport
from overstap.bridge.upkeep import proposals
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.coaching.guiding import READING_KEY, lent_by, stop
from overstap.web.passports.presenters.passports import passport_shown
from overstap.web.passports.trip import told_in, trip_out_of
from overstap.web.templatetags.overstap import said
from overstap.web.told_text import ToldText

TOO_LONG = gettext_lazy("This is too long. Make it shorter.")


class ProofForm(forms.Form):
    """Something somebody did, that shows what they can."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"))
    title = ToldText(
        label=gettext_lazy("What you did or got"),
        max_length=TITLE_AT_MOST,
        error_messages={"required": gettext_lazy("Say in a few words what it is."), "max_length": TOO_LONG},
    )
    whose = ToldText(
        label=gettext_lazy("Where, or from whom"),
        max_length=TITLE_AT_MOST,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    from_on = forms.DateField(label=gettext_lazy("From"), required=False)
    until_on = forms.DateField(label=gettext_lazy("Until"), required=False)
    note = ToldText(
        label=gettext_lazy("What you did there"),
        max_length=NOTE_AT_MOST,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(kind.value, words.PROOFS[kind]) for kind in OWN_KINDS]

    def clean(self) -> dict[str, Any]:
        """It ends after it begins, and did not begin in the future."""
        read = super().clean() or self.cleaned_data
        begin, end = read.get("from_on"), read.get("until_on")
        if begin and end and begin > end:
            self.add_error("until_on", _("This ends before it begins."))
        if begin and begin > timezone.localdate():
            self.add_error("from_on", _("This day is yet to come."))
        return read


@require_safe
@never_cache
@login_required
@page
def passport(visit: Visit) -> HttpResponse:
    """All of it, or how to begin one."""
    found = queries.passport_of(visit.request.user.pk)
    if found is None:
        return visit.render("web/passports/none.html")
    return visit.render("web/passports/passport.html", _page(visit, found))


def _page(visit: Visit, found: Any) -> dict[str, Any]:
    now = timezone.now()
    return {
        "passport": found,
        "proposed": len(proposals(found, visit.region, refused_by(found.pk))),
        **passport_shown(found, visit.region, visit.language),
        "circumstance_choices": [
            (one.value, words.CIRCUMSTANCES[one], one.value in found.circumstances) for one in Circumstance
        ],
        "language_choices": sorted(
            ((code, str(name)) for code, name in words.LANGUAGE_NAMES.items()), key=_by_name
        ),
        "levels": list(Level),
        "shares": [
            {"row": one, "parts": [words.PARTS[part] for part in one.parts]}
            for one in queries.shares_of(found, now)
        ],
        "looks": [
            {
                "row": one,
                "parts": [words.PARTS[part] for part in one.parts],
                "work": _work_of(visit, one.opening),
            }
            for one in queries.looks_at(found)
        ],
        "findable": contacts.findable_of(found.pk, now),
    }


def _work_of(visit: Visit, opening: str) -> str:
    row = visit.region.records.openings.get(opening) if opening else None
    return said(row.title) if row else ""


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1]


def mine_or_404(visit: Visit) -> Any:
    """One's own passport. Raises `Http404` when there is none."""
    found = queries.passport_of(visit.request.user.pk)
    if found is None:
        raise Http404
    if not may(visit.request.user, Act.OWN_PASSPORT, found):
        raise PermissionDenied
    return found


@login_required
@require_POST
@page
def keep(visit: Visit) -> HttpResponse:
    """Keeps what was told in this session in the passport."""
    if visit.trip is None:
        return redirect("passport")
    user = visit.request.user
    if visit.trip.example or lent_by(visit.request):
        messages.error(visit.request, _("This is the story of somebody else. Tell your own first."))
        return redirect("passport")
    try:
        actions.keep_passport(account=user.pk, told=told_in(visit.trip), now=timezone.now(), by=actor(user))
    except actions.TooMany:
        messages.error(visit.request, _("Your passport is full. Remove something first."))
        return redirect("passport")
    visit.trip.proofs = []  # in the passport now; what is removed there does not come back
    visit.keep(visit.trip)
    messages.success(visit.request, _("It is kept in your passport."))
    return redirect("passport")


@login_required
@require_POST
@page
def use(visit: Visit) -> HttpResponse:
    """Goes on planning with what stands in the passport; it replaces what this session has."""
    found = mine_or_404(visit)
    stop(visit.request)
    visit.request.session.pop(READING_KEY, None)
    visit.keep(trip_out_of(found))
    return redirect("my-journeys" if visit.request.POST.get("go") == "journeys" else "my-skills")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def remove(visit: Visit) -> HttpResponse:
    """Asks once more, then removes the passport; the account stays."""
    found = mine_or_404(visit)
    if visit.request.method != "POST":
        return visit.render("web/passports/remove.html")
    remove_passport(passport=found, by=actor(visit.request.user))
    messages.success(visit.request, _("Your passport is removed, and everything in it."))
    return redirect("account")


@login_required
@require_POST
@page
def languages(visit: Visit) -> HttpResponse:
    """Adds a language, changes its level, or takes it away."""
    found, posted = mine_or_404(visit), visit.request.POST
    levels = {one.language: Level(one.level) for one in found.languages.all()}
    levels.pop(posted.get("drop", ""), None)
    code, level = posted.get("language", ""), posted.get("level", "")
    if code in words.LANGUAGE_NAMES and level in set(Level):
        levels[code] = Level(level)
    actions.set_languages(passport=found, levels=levels, by=actor(visit.request.user))
    return redirect("passport")


@login_required
@require_POST
@page
def circumstances(visit: Visit) -> HttpResponse:
    """Keeps what somebody wishes about how work goes."""
    found = mine_or_404(visit)
    known = {one.value for one in Circumstance}
    chosen = [Circumstance(one) for one in visit.request.POST.getlist("circumstance") if one in known]
    actions.set_circumstances(passport=found, circumstances=chosen, by=actor(visit.request.user))
    return redirect("passport")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def proof_new(visit: Visit) -> HttpResponse:
    """Something more that somebody did."""
    return _proof(visit, mine_or_404(visit), None)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def proof(visit: Visit, id_: UUID) -> HttpResponse:
    """One thing that somebody did: changing or removing it. What another gave can only be removed."""
    found = mine_or_404(visit)
    row = queries.proof_of(found, id_)
    if row is None:
        raise Http404
    if visit.request.POST.get("do") == "remove":
        actions.remove_proof(passport=found, proof=id_, by=actor(visit.request.user))
        return redirect("passport")
    return _proof(visit, found, row)


def _proof(visit: Visit, found: Any, row: Any) -> HttpResponse:
    posted = visit.request.POST if visit.request.method == "POST" else None
    initial = None if row is None else {name: getattr(row, name) for name in ProofForm.base_fields}
    form = ProofForm(posted, initial=initial)
    if posted is None or not form.is_valid() or (row is not None and (row.organisation_id or row.checked)):
        status = 422 if posted is not None else 200
        return visit.render("web/passports/proof.html", _proof_page(visit, found, row, form), status=status)
    read, by = form.cleaned_data, actor(visit.request.user)
    known = visit.region.taxonomy.skill_index
    ticked = [skill for skill in posted.getlist("skill") if skill in known]
    skills = tuple(dict.fromkeys([*ticked, *(_read(visit, read) if row is None else ())]))
    told = actions.ProofTold(kind=ProofKind(read.pop("kind")), skills=skills, **read)
    if row is not None:
        actions.change_proof(passport=found, proof=row.pk, told=told, by=by)
        return redirect("passport")
    try:
        made = actions.add_proof(passport=found, told=told, by=by)
    except actions.TooMany:
        form.add_error("title", _("Your passport is full. Remove something first."))
        return visit.render("web/passports/proof.html", _proof_page(visit, found, row, form), status=422)
    # What was read in it is shown there, to untick.
    return redirect("proof", made.pk) if made.skills else redirect("passport")


def _read(visit: Visit, read: dict[str, str | date]) -> list[str]:
    """The skills that are read in the words."""
    text = f"{read['title']}. {read['note']}"
    return list(dict.fromkeys(one.skill for one in visit.region.recognise(text, visit.language)))


def _proof_page(visit: Visit, found: Any, row: Any, form: ProofForm) -> dict[str, Any]:
    ticked = set(visit.request.POST.getlist("skill")) if form.is_bound else set(row.skills if row else ())
    held = [one for one in queries.held_skills(found) if one in visit.region.taxonomy.skill_index]
    skills = sorted(((one, visit.label(one), one in ticked) for one in held), key=lambda one: one[1].lower())
    return {
        "form": form,
        "row": row,
        "skills": skills,
        "given": bool(row and (row.organisation_id or row.checked)),
    }
