# SPDX-License-Identifier: EUPL-1.2
"""One opening at the desk of its employer: pasted, read, corrected, published, filled and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.openings import editing, lifecycle, queries
from overstap.apps.openings.actions import NewOpening
from overstap.apps.openings.enums import OPEN_USUALLY, OpeningKind, OpeningStatus
from overstap.apps.organisations import queries as organisations
from overstap.bridge.candidates import to_be_counted
from overstap.engine.region.vacancy import Proposal, occupations_for, propose, usual_demands
from overstap.engine.vacancies.asked import read_asked
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.employers.forms import OpeningForm, PasteForm, demands_posted, told_opening
from overstap.web.employers.presenters import employers as shown
from overstap.web.employers.vacancy_source import posting_in

FOUND_AT_MOST = 8


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def opening_new(visit: Visit, id_: str) -> HttpResponse:
    """Reads a vacancy that is pasted, and keeps it as a draft with everything that was read."""
    organisation = organisations.organisation(id_)
    if organisation is None or not may(visit.request.user, Act.MANAGE_OPENINGS, organisations.desk_of(id_)):
        raise Http404
    posted = visit.request.POST if visit.request.method == "POST" else None
    if posted is not None and posted.get("do") == "empty":
        return _drafted(visit, _empty(visit, id_))
    form = PasteForm(posted)
    if posted is not None and form.is_valid():
        posting = posting_in(form, visit.language)
        if posting is not None:
            read = propose(visit.region, posting, today=visit.today, otherwise=visit.language)
            return _drafted(visit, _said(visit, id_, read))
    context = {"section": "employers", "organisation": organisation, "form": form}
    return visit.render("web/employers/opening_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def opening_edit(visit: Visit, id_: str) -> HttpResponse:
    """What an opening says, what it asks, its wording, and who fits; saved and published from here."""
    row = queries.opening_of(id_)
    if row is None or row.origin or not may(visit.request.user, Act.MANAGE_OPENINGS, row):
        raise Http404
    if visit.request.method == "POST":
        return _Editing(visit, row).answer()
    said = editing.as_said(row)
    return _shown(visit, row, said, _form(visit, said))


class _Editing:
    """One press of a button under the opening."""

    def __init__(self, visit: Visit, row: Any) -> None:
        self.visit, self.row, self.by = visit, row, actor(visit.request.user)
        self.posted = visit.request.POST
        self.do = self.posted.get("do", "save")

    def answer(self) -> HttpResponse:
        """Does what was pressed. What cannot be done is said, with what was typed still there."""
        version = self._version()
        if self.do in ("take-back", "places", "remove"):
            return self._without_form(version)
        now = editing.as_said(self.row)
        form = _form(self.visit, now, self.posted)
        demands = demands_posted(self.posted, self.visit.region)
        if not form.is_valid():
            return _shown(self.visit, self.row, replace(now, demands=demands), form, status=422)
        said = self._with_more(form.said(self.row.organisation_id, demands, now.title))
        said = replace(said, course=now.course, invented=now.invented)
        try:
            row = editing.change_opening(
                opening=self.row.pk, version=version, said=said, today=self.visit.today, by=self.by
            )
        except editing.ChangedMeanwhile:
            return self._meanwhile(said, form)
        except editing.NotWhole as lacking:
            form.add_error(None, _lacks(lacking.lacks))
            return _shown(self.visit, self.row, said, form, status=422)
        except editing.TooManyTaken:
            form.add_error("places", _("More people have started already."))
            return _shown(self.visit, self.row, said, form, status=422)
        except IntegrityError as refused:
            if "opening_reference_is_single" not in str(refused):
                raise
            form.add_error("reference", _("Another of your openings has this number."))
            return _shown(self.visit, self.row, said, form, status=422)
        return self._saved(row, said)

    def _saved(self, row: Any, said: NewOpening) -> HttpResponse:
        if self.do == "find":
            row, form = queries.opening_of(row.pk), _form(self.visit, said)
            return _shown(self.visit, row, said, form, self._found())
        if self.do != "publish":
            messages.success(self.visit.request, _("Saved."))
            return _back(row, "asked" if self.do in ("add", "usual") or self.do.startswith("add:") else "")
        law = any(one["law"] for one in shown.wording_rows(said.text, said.language, self.visit.language))
        if law and self.posted.get("seen") != "yes":
            messages.error(
                self.visit.request,
                _("Saved, not yet published: tick that you looked at the wording that the law forbids."),
            )
            return _back(row, "wording")
        try:
            lifecycle.publish_opening(opening=row.pk, version=row.version, today=self.visit.today, by=self.by)
        except editing.NotWhole as lacking:
            messages.error(self.visit.request, _lacks(lacking.lacks))
        except (editing.ChangedMeanwhile, editing.TooManyTaken, lifecycle.NoSuchMove):
            messages.error(self.visit.request, _("It could not be published. Look at it again."))
        else:
            messages.success(self.visit.request, _("Published. People see it within a moment."))
        return _back(row, "")

    def _without_form(self, version: int) -> HttpResponse:
        told = {"opening": self.row.pk, "version": version, "by": self.by}
        try:
            if self.do == "remove":
                editing.remove_draft(**told)
                messages.success(self.visit.request, _("The draft is gone."))
                return redirect("desk", self.row.organisation_id)
            if self.do == "take-back":
                lifecycle.take_back(**told)
                messages.success(self.visit.request, _("It is a draft again. Nobody else sees it."))
            else:
                lifecycle.take_places(taken=_whole(self.posted.get("taken")), **told)
                messages.success(self.visit.request, _("Saved."))
        except editing.ChangedMeanwhile:
            messages.error(
                self.visit.request, _("Somebody else changed this meanwhile. This is how it stands now.")
            )
        except (editing.TooManyTaken, lifecycle.NoSuchMove, ValueError):
            messages.error(self.visit.request, _("That does not go with how it stands now."))
        except type(self.row).DoesNotExist:
            raise Http404 from None
        return _back(self.row, "")

    def _meanwhile(self, said: NewOpening, form: OpeningForm) -> HttpResponse:
        row = queries.opening_of(self.row.pk)
        if row is None:
            raise Http404
        form.add_error(
            None,
            _(
                "Somebody else changed this meanwhile. Yours stands below and is not saved yet. Save again, "
                "and it replaces theirs; or open this page anew to see theirs."
            ),
        )
        return _shown(self.visit, row, said, form, status=409)

    def _with_more(self, said: NewOpening) -> NewOpening:
        region = self.visit.region
        if self.do.startswith("add:"):
            skill = self.do.removeprefix("add:")
            usual = usual_demands(region, said.occupation or "").get(skill, "should")
            added = {skill: str(usual)} if skill in region.taxonomy.skill_index else {}
            return shown.with_demands(said, added)
        if self.do == "usual":
            usual_here = usual_demands(region, said.occupation or "")
            ticked = [one for one in self.posted.getlist("usual") if one in usual_here]
            return shown.with_demands(said, {one: str(usual_here[one]) for one in ticked})
        return said

    def _found(self) -> dict[str, Any]:
        typed = self.posted.get("typed", "")[:80]
        found = self.visit.region.find_skills(typed, self.visit.language, FOUND_AT_MOST) if typed else ()
        rows = [(one.skill, self.visit.label(one.skill)) for one in found]
        return {"typed": typed, "found": rows, "searched": bool(typed)}

    def _version(self) -> int:
        try:
            return _whole(self.posted.get("version"))
        except ValueError:
            raise PermissionDenied from None


def _whole(typed: str | None) -> int:
    number = int(typed or "")
    if not 0 <= number < 10_000_000:
        raise ValueError(typed)
    return number


def _back(row: Any, anchor: str) -> HttpResponse:
    answer = redirect("opening-edit", row.pk)
    if anchor:
        answer["Location"] += f"#{anchor}"
    return answer


def _lacks(fields: tuple[str, ...]) -> str:
    listed = ", ".join(str(words.LACKING[name]) for name in fields)
    return _("To publish it, this is still missing: %(fields)s.") % {"fields": listed}


def _drafted(visit: Visit, said: NewOpening) -> HttpResponse:
    user = visit.request.user
    keeper = organisations.membership_at_desk(user.pk, said.organisation)
    told = {"keeper": keeper.pk if keeper else None, "by": actor(user)}
    try:
        row = editing.draft_opening(opening=said, **told)
    except IntegrityError as refused:
        if "opening_reference_is_single" not in str(refused):
            raise
        row = editing.draft_opening(opening=replace(said, reference=""), **told)
    messages.success(
        visit.request,
        _("This is what we read. Nobody sees it until you publish it. Correct what is not right."),
    )
    return redirect("opening-edit", row.pk)


def _empty(visit: Visit, organisation: str) -> NewOpening:
    return NewOpening(
        kind=OpeningKind.VACANCY,
        organisation=organisation,
        occupation=None,
        place=_home(visit, organisation),
        title={},
        text="",
        language=visit.language,
        hours_low=None,
        hours_high=None,
        demands={},
        closes_on=visit.today + OPEN_USUALLY,
    )


def _said(visit: Visit, organisation: str, read: Proposal) -> NewOpening:
    """The draft of what was read. Bounds of the form hold here too: what lies outside is left empty."""
    hours, wage = read.hours, read.wage
    return NewOpening(
        kind=OpeningKind(read.kind),
        organisation=organisation,
        occupation=read.occupation or None,
        place=read.place or _home(visit, organisation),
        title={read.language: read.title} if read.title else {},
        text=read.text[:60_000],
        language=read.language,
        hours_low=hours.low if hours else None,
        hours_high=hours.high if hours else None,
        demands={one.skill: str(one.importance) for one in read.asked},
        wage_low=wage.low if wage and wage.high <= 500 else None,
        wage_high=wage.high if wage and wage.high <= 500 else None,
        starts_on=read.starts_on,
        closes_on=read.closes_on or visit.today + OPEN_USUALLY,
        places=read.places,
        certificates=read.certificates,
        days=read.days,
        reference=read.reference,
    )


def _home(visit: Visit, organisation: str) -> str | None:
    row = visit.region.records.organisations.get(organisation)
    return row.place if row and row.place in visit.region.records.places else None


def _form(visit: Visit, said: NewOpening, posted: Any = None) -> OpeningForm:
    title = said.title.get(said.language) or next(iter(said.title.values()), "")
    likely = occupations_for(visit.region, title, said.language)
    return OpeningForm(
        posted, initial=told_opening(said), region=visit.region, page=visit.language, likely=likely
    )


def _pool(visit: Visit, said: NewOpening) -> dict[str, Any] | None:
    """Who fits; nothing as long as it is not said where it is and what it asks."""
    row = shown.row_of(said, visit.region)
    if row is None:
        return None
    found = to_be_counted(visit.region, row, now=timezone.now(), today=visit.today)
    return shown.pool_shown(visit.region, row, found, visit.language, visit.today)


def _shown(
    visit: Visit,
    row: Any,
    said: NewOpening,
    form: OpeningForm,
    found: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    region, page_language = visit.region, visit.language
    title = said.title.get(said.language, "")
    known = {skill: how for skill, how in said.demands.items() if skill in region.taxonomy.skill_index}
    usual = usual_demands(region, said.occupation or "")
    read = read_asked(said.text, title, said.language, region.recognise, usual)
    context = {
        "section": "employers",
        "row": row,
        "organisation": row.organisation,
        "status": OpeningStatus(row.status).value,
        "status_said": words.STATUSES[OpeningStatus(row.status)],
        "form": form,
        "title": title or _("An opening without a title yet"),
        "asked": shown.asked_rows(region, page_language, known, read, said.text),
        "left_out": shown.not_asked(region, page_language, known, read),
        "usual": shown.usual_rows(region, page_language, said.occupation or "", known),
        "importances": [(one.value, label) for one, label in words.IMPORTANCES.items()],
        "warnings": shown.wording_rows(said.text, said.language, page_language),
        "pool": _pool(visit, replace(said, demands=known)),
        "lacks": [words.LACKING[name] for name in editing.lacking(said, visit.today)],
        "free": row.places - row.taken,
        **(found or {"typed": "", "found": [], "searched": False}),
    }
    return visit.render("web/employers/opening_edit.html", context, status=status)
