# SPDX-License-Identifier: EUPL-1.2
"""Internships in words: where one stands, what it needs, what can be answered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from overstap.apps.internships.enums import (
    Again,
    EndReason,
    Guided,
    InternshipState,
    Moment,
    Now,
    Party,
    Track,
    VisitOutcome,
    Where,
    With,
)

TRACKS = {
    Track.BOL: gettext_lazy("BOL: mostly at school, with an internship"),
    Track.BBL: gettext_lazy("BBL: mostly at work, with a learning job"),
}
STATES = {
    InternshipState.PROPOSED: gettext_lazy("proposed"),
    InternshipState.AGREED: gettext_lazy("agreed"),
    InternshipState.RUNNING: gettext_lazy("under way"),
    InternshipState.ENDED: gettext_lazy("ended early"),
    InternshipState.COMPLETED: gettext_lazy("completed"),
}
NEEDS = {
    "late-visit": gettext_lazy("a talk is late"),
    "unsigned": gettext_lazy("not signed by all"),
    "to-begin": gettext_lazy("should have begun"),
    "ending": gettext_lazy("ends soon"),
    "follow-up": gettext_lazy("ask where they are now"),
    "no-visit": gettext_lazy("no talk planned"),
}
"""What an internship may need today, the most pressing first."""
REASONS = {
    EndReason.STUDENT_STOPS: gettext_lazy("the student stops with the programme"),
    EndReason.OTHER_PLACE: gettext_lazy("the student goes on at another place"),
    EndReason.HOST_STOPS: gettext_lazy("the host cannot go on with it"),
    EndReason.NOT_AS_AGREED: gettext_lazy("guidance or work was not as agreed"),
    EndReason.NO_MATCH: gettext_lazy("it did not work out between them"),
    EndReason.STUDY_CHANGED: gettext_lazy("the student changes programme"),
    EndReason.OTHER: gettext_lazy("something else"),
}
PARTIES = {
    Party.STUDENT: gettext_lazy("student"),
    Party.HOST: gettext_lazy("host company"),
    Party.SCHOOL: gettext_lazy("school"),
}
WHERES = {
    Where.AT_HOST: gettext_lazy("at the host company"),
    Where.ONLINE: gettext_lazy("online"),
    Where.AT_SCHOOL: gettext_lazy("at school"),
}
WITHS = {
    With.BOTH: gettext_lazy("with student and host company"),
    With.STUDENT: gettext_lazy("with the student"),
    With.HOST: gettext_lazy("with the host company"),
}
VISIT_OUTCOMES = {
    VisitOutcome.GOES_WELL: gettext_lazy("goes well"),
    VisitOutcome.AGREED_ON: gettext_lazy("goes on, with agreements made"),
    VisitOutcome.NEEDS_CARE: gettext_lazy("needs attention"),
    VisitOutcome.NOT_HELD: gettext_lazy("was not held"),
}
GUIDED = {
    Guided.YES: gettext_lazy("yes, as agreed"),
    Guided.PARTLY: gettext_lazy("partly"),
    Guided.NO: gettext_lazy("no"),
}
AGAIN = {
    Again.YES: gettext_lazy("yes"),
    Again.PERHAPS: gettext_lazy("perhaps"),
    Again.NO: gettext_lazy("no"),
}
AGAIN_ASKED = {
    Party.STUDENT: gettext_lazy("Would you do your internship here again?"),
    Party.HOST: gettext_lazy("Would you offer this place again?"),
    Party.SCHOOL: gettext_lazy("Would you place a student here again?"),
}
MOMENTS = {
    Moment.AT_END: gettext_lazy("When the internship was over"),
    Moment.LATER: gettext_lazy("Half a year later"),
}
NOWS = {
    Now.JOB_HERE: gettext_lazy("works at the host company"),
    Now.JOB_ELSEWHERE: gettext_lazy("works somewhere else"),
    Now.STUDY: gettext_lazy("goes on studying"),
    Now.LOOKING: gettext_lazy("looks for work"),
    Now.OTHER: gettext_lazy("does something else"),
}
