# SPDX-License-Identifier: EUPL-1.2
"""The roles people play, and the acts that are asked permission for."""

from enum import StrEnum


class Role(StrEnum):
    """A role somebody plays; towards one thing (this organisation, this passport) or anywhere."""

    VISITOR = "visitor"
    PERSON = "person"
    COACH = "coach"
    ADVISER = "adviser"
    EMPLOYER = "employer"
    OWNER = "owner"
    BROKER = "broker"
    SCHOOL = "school"
    PROVIDER = "provider"
    FUND = "fund"
    MUNICIPALITY = "municipality"
    HOST = "host"
    OPERATOR = "operator"


MEMBER_ROLES = (
    Role.COACH,
    Role.ADVISER,
    Role.EMPLOYER,
    Role.BROKER,
    Role.SCHOOL,
    Role.PROVIDER,
    Role.FUND,
    Role.MUNICIPALITY,
    Role.HOST,
)
"""Roles that somebody plays as a member of an organisation. `OWNER` comes on top of one of these."""


class Act(StrEnum):
    """Something that is only done with permission; what each role may do stands in `roles`."""

    KEEP_ACCOUNT = "keep an account"
    OWN_PASSPORT = "keep a passport"
    CHOOSE_COACH = "choose a coach"
    GUIDE = "guide somebody who chose so"
    SEE_SHARED = "see a passport that was shared"
    ENDORSE = "endorse skills"
    ASSESS = "assess skills"
    FIND_PEOPLE = "find people for an opening, and ask them"
    SEE_ORGANISATION = "see an organisation's members"
    MANAGE_MEMBERS = "invite and remove an organisation's members"
    GIVE_MANDATE = "let a broker do an organisation's openings"
    MANAGE_OPENINGS = "write and publish an organisation's openings"
    KEEP_CASES = "keep the cases of a mobility centre"
    HOLD_ROUNDS = "hold a round of internships"
    HOLD_TRAINS = "hold trains"
    TAKE_PART = "take part in a train"
    KEEP_INTERNSHIPS = "keep the internships of a school's students"
    GUIDE_INTERNS = "sign for internships at an organisation, and say how they were"
    HOLD_EVENTS = "hold an event where people and employers meet"
    JOIN_EVENTS = "take part in an event in an organisation's name"
    SEE_TRAIL = "see the trail of what was done"
    SEE_WATCH = "see how matching is watched over"
