# SPDX-License-Identifier: EUPL-1.2
"""People that an organisation will need, before there is an opening: told, changed, ended, turned into one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.openings import needs as actions
from overstap.apps.openings import queries
from overstap.apps.openings.editing import ChangedMeanwhile
from overstap.apps.openings.enums import NeedStatus
from overstap.apps.organisations import queries as organisations
from overstap.engine.region.vacancy import occupations_for
from overstap.web.asking import Visit, page
from overstap.web.told_text import ToldText

WORDS_AT_MOST = 200
SKILLS_AT_MOST = 10


class NeedForm(forms.Form):
    """Who will be needed, how many, from when, where."""

    who = ToldText(
        label=gettext_lazy("Who: an occupation, or what they must be able to do"),
        max_length=WORDS_AT_MOST,
        error_messages={"required": gettext_lazy("Say who you will need.")},
    )
    number = forms.IntegerField(
        label=gettext_lazy("How many people"),
        min_value=1,
        max_value=10_000,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("A number from 1 to 10,000.")
        ),
    )
    from_on = forms.DateField(
        label=gettext_lazy("From which day"),
        error_messages=dict.fromkeys(("required", "invalid"), gettext_lazy("Choose a day.")),
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Where"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose a place.")),
    )

    def __init__(self, *args: Any, visit: Visit, **options: Any) -> None:
        super().__init__(*args, **options)
        self._visit = visit
        rows = sorted(visit.region.records.places.values(), key=lambda row: row.label)
        self.fields["place"].choices = [("", ""), *((row.id, row.label) for row in rows)]

    def clean(self) -> dict[str, Any]:
        """What the words name: an occupation of the region, or the skills in them."""
        read = super().clean() or self.cleaned_data
        if who := read.get("who"):
            region, language = self._visit.region, self._visit.language
            read["occupation"] = next(iter(occupations_for(region, who, language)), None)
            found = region.recognise(who, language)[:SKILLS_AT_MOST]
            read["skills"] = () if read["occupation"] else tuple(one.skill for one in found)
            if not read["occupation"] and not read["skills"]:
                self.add_error("who", _("We know no occupation and no skill by these words. Try other ones."))
        return read

    def told(self, organisation: str) -> actions.ToldNeed:
        """As the actions take it."""
        read = self.cleaned_data
        names = ("occupation", "skills", "place", "number", "from_on")
        return actions.ToldNeed(organisation=organisation, **{name: read[name] for name in names})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def needs(visit: Visit, id_: str) -> HttpResponse:
    """What an organisation will need; to a stranger it is not there."""
    organisation = organisations.organisation(id_)
    if organisation is None or not may(visit.request.user, Act.MANAGE_OPENINGS, organisations.desk_of(id_)):
        raise Http404
    posted = visit.request.POST if visit.request.method == "POST" else None
    form = NeedForm(posted, visit=visit, initial={"place": organisation.place_id, "number": 1})
    if posted is not None and form.is_valid():
        row = actions.tell_need(told=form.told(id_), by=actor(visit.request.user))
        messages.success(visit.request, _("Noted: %(who)s.") % {"who": _who(visit, row)})
        return redirect("needs", id_)
    context = {
        "section": "employers",
        "organisation": organisation,
        "form": form,
        "rows": [_shown(visit, row) for row in queries.needs_at(id_)],
    }
    return visit.render("web/employers/needs.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def need(visit: Visit, id_: UUID) -> HttpResponse:
    """One need: changed, ended, or turned into an opening."""
    row = queries.need_of(id_)
    if row is None or not may(visit.request.user, Act.MANAGE_OPENINGS, row):
        raise Http404
    posted = visit.request.POST if visit.request.method == "POST" else None
    do = posted.get("do", "") if posted is not None else ""
    initial = {name: getattr(row, name) for name in ("number", "from_on")}
    initial |= {"who": _who(visit, row), "place": row.place_id}
    form = NeedForm(posted if do == "save" else None, visit=visit, initial=initial)
    if posted is not None and (do != "save" or form.is_valid()):
        return _done(visit, row, do, form)
    context = {"section": "employers", "row": row, "one": _shown(visit, row), "form": form}
    return visit.render("web/employers/need.html", context, status=422 if form.errors else 200)


def _done(visit: Visit, row: Any, do: str, form: NeedForm) -> HttpResponse:
    """Does what was pressed; what somebody else did first is said."""
    user, version = visit.request.user, visit.request.POST.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 9):
        raise Http404
    told = {"need": row.pk, "version": int(version), "by": actor(user)}
    try:
        if do == "save":
            actions.change_need(told=form.told(row.organisation_id), **told)
            messages.success(visit.request, _("Saved."))
        elif do == "end":
            actions.end_need(**told)
            messages.success(visit.request, _("Noted: nobody is needed for this any more."))
        elif do == "open":
            keeper = organisations.membership_at_desk(user.pk, row.organisation_id)
            opening = actions.open_need(
                title=_who(visit, row) if row.occupation_id else "",
                language=visit.language,
                today=visit.today,
                keeper=keeper.pk if keeper else None,
                **told,
            )
            messages.success(visit.request, _("A draft was made. Nobody sees it until you publish it."))
            return redirect("opening-edit", opening.pk)
    except (ChangedMeanwhile, type(row).DoesNotExist):
        messages.error(visit.request, _("Somebody else changed this meanwhile. This is how it stands now."))
    return redirect("needs", row.organisation_id)


def _shown(visit: Visit, row: Any) -> dict[str, Any]:
    place = visit.region.records.places.get(row.place_id)
    return {
        "row": row,
        "who": _who(visit, row),
        "place": place.label if place else row.place_id,
        "standing": row.status == NeedStatus.STANDING,
        "opened": row.status == NeedStatus.OPENED,
        "late": row.from_on < visit.today,
    }


def _who(visit: Visit, row: Any) -> str:
    """Whom a need names, in the language of the page."""
    region = visit.region
    if row.occupation_id in region.taxonomy.occupation_index:
        return region.occupation_label(row.occupation_id, visit.language)
    known = [one.skill_id for one in row.skills.all() if one.skill_id in region.taxonomy.skill_index]
    return ", ".join(visit.label(skill) for skill in known) or _("work this region no longer knows")
