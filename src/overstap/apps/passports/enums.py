# SPDX-License-Identifier: EUPL-1.2
"""The values of a passport's fields, and how long things of it are kept."""

from datetime import timedelta
from enum import StrEnum

SHARED_AT_MOST = timedelta(days=366)
"""Nothing is shared for longer than this without being asked again."""
LOOKS_KEPT = timedelta(days=2 * 366)
"""How long somebody can see who looked."""
TEXT_AT_MOST = 20_000
NOTE_AT_MOST = 2_000
TITLE_AT_MOST = 200
ISSUER_AT_MOST = 500
PROOFS_AT_MOST = 200
"""Of one passport."""


class Evidence(StrEnum):
    """What stands behind a skill, from weak to strong."""

    CLAIMED = "claimed"
    INFERRED = "inferred"
    ENDORSED = "endorsed"
    ASSESSED = "assessed"
    CERTIFIED = "certified"


class ProofKind(StrEnum):
    """What somebody did, or what another said of it."""

    WORK = "work"
    STUDY = "study"
    VOLUNTEER = "volunteer"
    CERTIFICATE = "certificate"
    ASSESSMENT = "assessment"
    ENDORSEMENT = "endorsement"


OWN_KINDS = (ProofKind.WORK, ProofKind.STUDY, ProofKind.VOLUNTEER, ProofKind.CERTIFICATE)
"""What somebody writes in their own passport; the rest another gives."""
GIVEN_KINDS = (ProofKind.ASSESSMENT, ProofKind.ENDORSEMENT)

SHOWS = {
    ProofKind.WORK: Evidence.INFERRED,
    ProofKind.STUDY: Evidence.INFERRED,
    ProofKind.VOLUNTEER: Evidence.INFERRED,
    ProofKind.CERTIFICATE: Evidence.CERTIFIED,
    ProofKind.ASSESSMENT: Evidence.ASSESSED,
    ProofKind.ENDORSEMENT: Evidence.ENDORSED,
}
"""How strongly each kind of proof shows a skill; a certificate is one that somebody says they can show."""


class Level(StrEnum):
    """How well somebody knows a language: the Common European Framework of Reference (CEFR)."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"


class Circumstance(StrEnum):
    """Something one wishes about how work goes. Never why: no word about health, family or belief."""

    GUIDANCE = "guidance"
    QUIET = "quiet"
    FIXED_HOURS = "fixed-hours"
    NO_NIGHTS = "no-nights"
    SCHOOL_HOURS = "school-hours"
    SEATED = "seated"
    STEP_FREE = "step-free"
    FROM_HOME = "from-home"


class Part(StrEnum):
    """A part of a passport that is shared or not."""

    SKILLS = "skills"
    PROOFS = "proofs"
    LANGUAGES = "languages"
    LICENCES = "licences"
    WISHES = "wishes"
    STORY = "story"


class OpeningKind(StrEnum):
    """The kinds of opening somebody can wish for."""

    VACANCY = "vacancy"
    INTERNSHIP = "internship"
    APPRENTICESHIP = "apprenticeship"
    LEARN_WORK = "learn-work"
    TRIAL = "trial"
