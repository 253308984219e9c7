# SPDX-License-Identifier: EUPL-1.2
"""What people of a case themselves see of a plan, and what they say of it: by a code on their letter, or by the
account of the passport that they share.

A code follows from the person and the secret key of the site, so that a letter can be printed again; only its
hash is kept.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.mobility.enums import PlanState, Rule
from overstap.apps.mobility.models import Case, CasePerson, CasePlan, PersonRule, PlanLine
from overstap.apps.mobility.queries import still_shared
from overstap.apps.typed_codes import LETTERS, hash_of

CODE_LENGTH = 12


class RuledOut(Exception):
    """The adviser ruled this opening out for somebody: that is to be talked about first."""


@transaction.atomic
def show_plan(*, plan: UUID, case: UUID, now: datetime, by: str) -> bool:
    """Lets the people of a case see what a plan proposes to them, and gives each a code; false when there is no
    such plan. Again changes nothing but the codes of who came since."""
    Case.objects.select_for_update().get(pk=case)
    row = CasePlan.objects.filter(pk=plan, case=case, state=PlanState.MADE).first()
    if row is None:
        return False
    changed = []
    for person in CasePerson.objects.filter(case=case, passport=None):
        known = hash_of(code_of(person))
        if person.code_hash != known:
            person.code_hash = known
            changed.append(person)
    CasePerson.objects.bulk_update(changed, ["code_hash"], batch_size=500)
    if row.shown_at is None:
        row.shown_at = now
        row.save(update_fields=["shown_at"])
        audit.record(what=What.CASE_PLAN_SHOWN, subject=str(row.pk), by=by)
    return True


@transaction.atomic
def answer(*, person: UUID, opening: str, edition: str = "", rule: Rule | None, by: str) -> None:
    """Keeps what somebody says of an opening: no (`FORBIDDEN`, which every next plan keeps to, also when an
    adviser fixed them there), they would like it (`WISHED`), or (`None`) nothing any more.

    Raises `CasePerson.DoesNotExist`, and `RuledOut` for a wish of what the adviser ruled out.
    """
    row = CasePerson.objects.select_for_update().get(pk=person)
    there = row.rules.filter(opening=opening).first()
    if there is not None and not there.by_person and rule is not Rule.FORBIDDEN:
        if rule is Rule.WISHED and there.rule == Rule.FORBIDDEN:
            raise RuledOut
        return  # who is fixed there, or is kept out, was decided by the adviser
    if there is not None:
        there.delete()
    if rule is not None:
        kept = edition if rule is Rule.WISHED else ""
        row.rules.create(opening=opening, edition=kept, rule=str(rule), by_person=True)
    audit.record(what=What.CASE_PERSON_ANSWERED, subject=str(row.pk), by=by)


# --- reading ----------------------------------------------------------------------------------------


def code_of(person: CasePerson) -> str:
    """The code on somebody's letter."""
    digest = salted_hmac("overstap.case-person", str(person.pk), algorithm="sha256").digest()
    return "".join(LETTERS[one % len(LETTERS)] for one in digest[:CODE_LENGTH])


def person_by_code(code: str, now: datetime) -> CasePerson | None:
    """Whose code this is; one query."""
    if not code:
        return None
    return still_shared(now).select_related("case__centre").filter(code_hash=hash_of(code)).first()


def people_of_account(account: UUID, now: datetime) -> tuple[CasePerson, ...]:
    """Where this account is in a case, by a passport that it shares with the centre; one query."""
    found = still_shared(now).select_related("case__centre").filter(passport__account=account)
    return tuple(found.order_by("-since", "pk"))


def shown_line(person: CasePerson) -> PlanLine | None:
    """What the plan that was last shown says of somebody; one query."""
    shown = PlanLine.objects.filter(person=person, plan__shown_at__isnull=False).select_related("plan")
    return shown.order_by("-plan__shown_at", "-pk").first()


def rules_of(person: CasePerson) -> tuple[PersonRule, ...]:
    """What was decided about somebody, and what they said themselves; one query."""
    return tuple(person.rules.order_by("pk"))


def answers_in(case: Case) -> tuple[PersonRule, ...]:
    """What the people of a case said themselves, the newest first; one query."""
    said = PersonRule.objects.filter(person__case=case, by_person=True).select_related("person")
    return tuple(said.order_by("-pk"))
