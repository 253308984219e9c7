# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the planner and the catalogue."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.planner.views import catalogue, courses, front, mine, orient, skills, work

urlpatterns = [
    path("", front.front, name="front"),
    path(pgettext_lazy("address", "plan/"), front.plan, name="plan"),
    path(pgettext_lazy("address", "example/"), front.example, name="example"),
    path(pgettext_lazy("address", "my-skills/"), skills.my_skills, name="my-skills"),
    path(pgettext_lazy("address", "my-skills/find/"), skills.suggest, name="suggest"),
    path(pgettext_lazy("address", "my-work/"), work.my_work, name="my-work"),
    path(pgettext_lazy("address", "my-work/wishes/"), work.change_wishes, name="change-wishes"),
    path(pgettext_lazy("address", "my-work/<str:reach>/"), work.my_group, name="my-group"),
    path(pgettext_lazy("address", "work/"), catalogue.openings, name="openings"),
    path(pgettext_lazy("address", "work/<slug:id_>/"), work.opening, name="opening"),
    path(pgettext_lazy("address", "occupations/"), catalogue.occupations, name="occupations"),
    path(pgettext_lazy("address", "occupations/<slug:id_>/"), catalogue.occupation, name="occupation"),
    path(pgettext_lazy("address", "courses/"), courses.departures, name="departures"),
    path(pgettext_lazy("address", "courses/all/"), courses.courses, name="courses"),
    path(pgettext_lazy("address", "courses/<slug:id_>/"), courses.course, name="course"),
    path(pgettext_lazy("address", "skills/"), catalogue.skills, name="skills"),
    path(pgettext_lazy("address", "skills/<slug:id_>/"), catalogue.skill, name="skill"),
    path(pgettext_lazy("address", "take-along/"), mine.take_along, name="take-along"),
    path(pgettext_lazy("address", "wipe/"), mine.wipe, name="wipe"),
    path(pgettext_lazy("address", "wiped/"), mine.wiped, name="wiped"),
    path(pgettext_lazy("address", "find-out/"), orient.orient, name="orient"),
    path(pgettext_lazy("address", "find-out/questions/<int:part>/"), orient.questions, name="orient-questions"),
    path(pgettext_lazy("address", "find-out/cards/"), orient.cards, name="orient-cards"),
    path(pgettext_lazy("address", "find-out/wishes/"), orient.wishes, name="orient-wishes"),
    path(pgettext_lazy("address", "find-out/go/"), orient.go, name="orient-go"),
    path(pgettext_lazy("address", "find-out/forget/"), orient.forget, name="orient-forget"),
]
