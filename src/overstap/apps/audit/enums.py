# SPDX-License-Identifier: EUPL-1.2
"""What can have been done."""

from enum import StrEnum


class What(StrEnum):
    """The deeds the trail knows: thing and past participle."""

    PACK_IMPORTED = "pack.imported"
    PACK_EXPORTED = "pack.exported"
    TAXONOMY_IMPORTED = "taxonomy.imported"
    SKILL_ADDED = "skill.added"
    OCCUPATION_ADDED = "occupation.added"
    ORGANISATION_ADDED = "organisation.added"
    OPENING_ADDED = "opening.added"
    OPENING_CLOSED = "opening.closed"
    COURSE_ADDED = "course.added"
    EDITION_ADDED = "edition.added"
    JOURNEY_SHARED = "journey.shared"
    JOURNEY_WITHDRAWN = "journey.withdrawn"
    JOURNEYS_EXPIRED = "journeys.expired"
    ACCOUNT_CREATED = "account.created"
    ACCOUNT_TAKEN_ALONG = "account.taken-along"
    ACCOUNT_ERASED = "account.erased"
    ACCOUNTS_UNCONFIRMED = "accounts.unconfirmed"
    OPERATOR_NAMED = "operator.named"
    OPERATOR_DISMISSED = "operator.dismissed"
    SECOND_FACTOR_ADDED = "second-factor.added"
    SECOND_FACTOR_REMOVED = "second-factor.removed"
    LOGIN_LINK_MADE = "login-link.made"
    MEMBER_INVITED = "member.invited"
    INVITATION_WITHDRAWN = "invitation.withdrawn"
    INVITATIONS_EXPIRED = "invitations.expired"
    MEMBER_ADDED = "member.added"
    MEMBER_CHANGED = "member.changed"
    MEMBER_REMOVED = "member.removed"
