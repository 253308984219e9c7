# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the desk for mass redundancy. None of them names anybody: numbers of chance alone."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.mobility.views import cases, letters, own, people, plans

urlpatterns = [
    path(pgettext_lazy("address", "my-proposal/"), own.my_proposal, name="my-proposal"),
    path(pgettext_lazy("address", "my-proposal/code/"), own.proposal_code, name="proposal-code"),
    path(pgettext_lazy("address", "cases/"), cases.cases, name="cases"),
    path(pgettext_lazy("address", "cases/new/"), cases.case_new, name="case-new"),
    path(pgettext_lazy("address", "cases/<uuid:id_>/"), cases.case, name="case"),
    path(pgettext_lazy("address", "cases/<uuid:id_>/change/"), cases.case_change, name="case-change"),
    path(pgettext_lazy("address", "cases/<uuid:id_>/remove/"), cases.case_remove, name="case-remove"),
    path(pgettext_lazy("address", "cases/<uuid:id_>/calendar/"), cases.calendar, name="case-calendar"),
    path(pgettext_lazy("address", "cases/<uuid:id_>/people/"), people.board, name="case-people"),
    path(
        pgettext_lazy("address", "cases/<uuid:id_>/people/bring-in/"),
        people.bring_in,
        name="case-bring-in",
    ),
    path(
        pgettext_lazy("address", "cases/<uuid:id_>/people/bring-in/shared/"),
        people.bring_in_shared,
        name="case-bring-in-shared",
    ),
    path(pgettext_lazy("address", "cases/<uuid:id_>/people/example/"), people.example, name="case-example"),
    path(
        pgettext_lazy("address", "cases/<uuid:id_>/people/<uuid:person_id>/"),
        people.person,
        name="case-person",
    ),
    path(
        pgettext_lazy("address", "cases/<uuid:id_>/people/<uuid:person_id>/remove/"),
        people.remove,
        name="case-person-remove",
    ),
    path(
        pgettext_lazy("address", "cases/<uuid:id_>/people/<uuid:person_id>/decide/"),
        plans.decide,
        name="case-person-decide",
    ),
    path(pgettext_lazy("address", "cases/<uuid:id_>/plans/"), plans.case_plans, name="case-plans"),
    path(pgettext_lazy("address", "cases/<uuid:id_>/plans/<uuid:plan_id>/"), plans.plan, name="case-plan"),
    path(
        pgettext_lazy("address", "cases/<uuid:id_>/people/<uuid:person_id>/letter.pdf"),
        letters.letter,
        name="case-letter",
    ),
    path(
        pgettext_lazy("address", "cases/<uuid:id_>/plans/<uuid:plan_id>/letters.zip"),
        letters.letters,
        name="case-letters",
    ),
    path(
        pgettext_lazy("address", "cases/<uuid:id_>/plans/<uuid:plan_id>/letters.pdf"),
        letters.letters_print,
        name="case-letters-print",
    ),
    path(
        pgettext_lazy("address", "cases/<uuid:id_>/people/board.xlsx"),
        people.board_export,
        name="case-board-export",
    ),
    path(
        pgettext_lazy("address", "cases/<uuid:id_>/plans/<uuid:plan_id>/change/"),
        plans.change_plan,
        name="case-plan-change",
    ),
    path(
        pgettext_lazy("address", "cases/<uuid:id_>/plans/<uuid:plan_id>/plan.<slug:kind>"),
        plans.export,
        name="case-plan-export",
    ),
]
