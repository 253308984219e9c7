# SPDX-License-Identifier: EUPL-1.2
"""What a coach may see, and how long and how much is kept of guidance."""

from datetime import timedelta
from enum import StrEnum

from overstap.apps.accounts.enums import Role

INVITED_FOR = timedelta(days=14)
"""An invitation that nobody answered is gone after this; so is a request that no coach answered."""
GUIDED_AT_MOST = timedelta(days=366)
"""Nobody is guided for longer than this without agreeing again."""
NOTES_KEPT = timedelta(days=366)
"""How long the person can read the notes after the guidance ended; then they go."""
ENDS_SOON = timedelta(days=14)
"""So long before its end a coach is told that sharing ends."""
CASELOAD_AT_MOST = 250
"""People that one coach guides at a time."""
INVITED_AT_MOST = 50
"""Invitations of one coach that stand at a time."""
NOTES_AT_MOST = 1_000
"""Notes of one guidance; steps likewise."""
NOTE_AT_MOST = 4_000
STEP_AT_MOST = 200
NAME_AT_MOST = 80

COACH_ROLES = (Role.COACH, Role.ADVISER)
"""The members of an organisation who can guide people."""


class Part(StrEnum):
    """What a coach may see: the parts of a passport, by the same names, kept journeys and contacts."""

    SKILLS = "skills"
    PROOFS = "proofs"
    LANGUAGES = "languages"
    LICENCES = "licences"
    WISHES = "wishes"
    STORY = "story"
    JOURNEYS = "journeys"
    CONTACTS = "contacts"
