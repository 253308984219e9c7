# SPDX-License-Identifier: EUPL-1.2
"""Every constraint by name, with changes to a right row that it refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import models
from django.db.models import F

from overstap.apps.accounts.models import Account
from overstap.apps.contacts.models import Candidate, Contact, Findable, Notice, Outcome, StillAtWork
from overstap.apps.funds.models import Instrument
from overstap.apps.groups.models import Answer, Tally
from overstap.apps.guidance.models import Coach, Guidance, Note, Step
from overstap.apps.guidance.models import Invitation as Guide
from overstap.apps.journeys.models import KeptJourney, SharedJourney
from overstap.apps.keeping.models import Sweep
from overstap.apps.openings.models import Need, Opening, OpeningSkill
from overstap.apps.organisations.models import Invitation, Mandate, Membership, Organisation
from overstap.apps.passports.models import (
    IssuedBadge,
    Licence,
    Look,
    Passport,
    PassportLanguage,
    PassportSkill,
    Proof,
    Share,
    TrustedIssuer,
)
from overstap.apps.people.models import ExamplePerson, ExamplePersonSkill
from overstap.apps.rankings.models import Ranking
from overstap.apps.region.models import Certificate, PackImport, Place, Revision, Sector, Source
from overstap.apps.taxonomy.models import (
    Language,
    Occupation,
    OccupationSkill,
    Skill,
    SkillGroup,
    SkillRelation,
)
from overstap.apps.tokens.models import Repeated, Token
from overstap.apps.training.models import Course, CourseEdition, CourseSkill
from overstap.apps.upkeep.models import Refused, Reminder
from tests.apps.biting_many import MANY

pytestmark = pytest.mark.django_db

NAN = float("nan")
NOWHERE = UUID("00000000-0000-0000-0000-000000000000")
FIRST, SECOND = UUID(int=1), UUID(int=2)


# Constraint -> the model, and values that it must refuse in a row that is right.
BITES: dict[str, tuple[type[models.Model], list[dict[str, object]]]] = {
    "source_kind_is_known": (Source, [{"kind": "gossip"}, {"kind": ""}]),
    "source_year_is_possible": (Source, [{"year": 1899}, {"year": 2101}]),
    "sector_letter_is_a_capital": (Sector, [{"letter": "z"}, {"letter": "ZO"}, {"letter": ""}]),
    "sector_hue_is_known": (Sector, [{"hue": 0}, {"hue": 11}]),
    "place_code_is_of_cbs": (Place, [{"code": "0503"}, {"code": "GM05031"}]),
    "place_latitude_is_on_earth": (Place, [{"latitude": 90.1}, {"latitude": -91}, {"latitude": NAN}]),
    "place_longitude_is_on_earth": (Place, [{"longitude": 181}, {"longitude": float("-inf")}]),
    "packimport_name_is_one_word": (PackImport, [{"name": "two words"}, {"name": ""}]),
    "packimport_by_is_no_name": (PackImport, [{"imported_by": "Jan"}, {"imported_by": "a@b.nl"}]),
    "revision_is_a_single_row": (Revision, [{"id": 2}]),
    "revision_number_counts_up": (Revision, [{"number": -1}]),
    "revision_structure_is_no_later": (Revision, [{"number": 3, "structure": 4}]),
    "language_origin_is_one_word": (Language, [{"origin": ""}, {"origin": "two words"}]),
    "language_by_is_no_name": (Language, [{"imported_by": "Jan Jansen"}]),
    "skill_kind_is_known": (Skill, [{"kind": "trick"}]),
    "skillrelation_is_known": (SkillRelation, [{"relation": "narrower"}]),
    "skillrelation_broader_is_another": (SkillRelation, [{"other_id": "wash"}]),
    "occupation_isco_is_a_unit_group": (Occupation, [{"isco": "222"}, {"isco": "22210"}, {"isco": "C222"}]),
    "occupation_outlook_is_known": (Occupation, [{"outlook": "rosy"}]),
    "occupation_level_is_known": (Occupation, [{"level": 0}, {"level": 9}]),
    "occupation_wage_low_is_possible": (Occupation, [{"wage_low": 4.99}, {"wage_low": -1}]),
    "occupation_wage_middle_is_possible": (
        Occupation,
        [{"wage_middle": 4, "wage_low": None}, {"wage_middle": 501, "wage_high": None}],
    ),
    "occupation_wage_high_is_possible": (Occupation, [{"wage_high": 501}, {"wage_high": NAN}]),
    "occupation_wage_low_is_lowest": (Occupation, [{"wage_low": 21, "wage_middle": 20}]),
    "occupation_wage_high_is_highest": (Occupation, [{"wage_middle": 21, "wage_high": 20}]),
    "occupationskill_importance_is_known": (OccupationSkill, [{"importance": "vital"}]),
    "organisation_has_a_name": (Organisation, [{"name": ""}, {"name": "  "}]),
    "organisation_kind_is_known": (Organisation, [{"kind": "club"}]),
    "organisation_staff_is_possible": (Organisation, [{"staff": -1}, {"staff": 1_000_001}]),
    "opening_kind_is_known": (Opening, [{"kind": "job"}]),
    "opening_language_is_a_code": (Opening, [{"language": "Dutch"}, {"language": "NL"}]),
    "opening_hours_low_is_possible": (Opening, [{"hours_low": 0}, {"hours_low": -8}]),
    "opening_hours_high_is_possible": (Opening, [{"hours_high": 61}, {"hours_high": NAN}]),
    "opening_hours_in_order": (Opening, [{"hours_low": 33, "hours_high": 32}]),
    "opening_wage_low_is_possible": (Opening, [{"wage_low": -0.01}]),
    "opening_wage_high_is_possible": (Opening, [{"wage_high": 500.5}]),
    "opening_wages_in_order": (Opening, [{"wage_low": 20, "wage_high": 19}]),
    "opening_places_is_possible": (Opening, [{"places": 0}, {"places": 1001}]),
    "opening_taken_is_possible": (Opening, [{"taken": -1}]),
    "opening_taken_of_its_places": (Opening, [{"origin": "", "status": "draft", "taken": 3, "places": 2}]),
    "opening_status_is_known": (Opening, [{"origin": "", "status": "gone"}]),
    "opening_is_whole_unless_draft": (
        Opening,
        [{"occupation": None}, {"place": None}, {"hours_low": None}, {"hours_high": None}],
    ),
    "opening_filled_when_all_are_taken": (Opening, [{"origin": "", "status": "filled", "taken": 0}]),
    "opening_published_while_places_are_left": (Opening, [{"taken": 1, "places": 1}]),
    "opening_of_a_source_is_published": (Opening, [{"status": "draft"}, {"status": "expired"}]),
    "opening_days_are_days": (Opening, [{"days": ["mo", "monday"]}, {"days": [""]}]),
    "opening_reference_is_tidy": (Opening, [{"reference": " x"}, {"reference": " "}, {"reference": "x" * 101}]),
    "opening_reference_is_single": (
        Opening,
        [{"organisation_id": "bakery", "reference": "B-1"}],
    ),
    "need_status_is_known": (Need, [{"status": "gone"}]),
    "need_number_is_possible": (Need, [{"number": 0}, {"number": 10_001}]),
    "need_with_an_opening_is_opened": (Need, [{"opening_id": "draft-1", "status": "ended"}]),
    "mandate_is_single": (Mandate, [{"broker_id": "mill"}]),
    "mandate_is_for_another": (Mandate, [{"broker_id": "bakery"}]),
    "openingskill_importance_is_known": (OpeningSkill, [{"importance": ""}]),
    "course_level_is_known": (Course, [{"level": 0}, {"level": 9}]),
    "course_entry_level_is_known": (Course, [{"entry_level": 0}, {"entry_level": 9}]),
    "course_language_is_a_code": (Course, [{"language": ""}]),
    "courseskill_role_is_known": (CourseSkill, [{"role": "hints"}]),
    "edition_ends_after_it_starts": (
        CourseEdition,
        [{"starts_on": date(2027, 3, 2), "ends_on": date(2027, 3, 1)}],
    ),
    "edition_hours_is_possible": (CourseEdition, [{"hours": 0.4}, {"hours": 61}]),
    "edition_time_is_known": (CourseEdition, [{"time": "midnight"}]),
    "edition_cost_is_possible": (CourseEdition, [{"cost": -1}, {"cost": 100_001}]),
    "edition_seats_is_possible": (CourseEdition, [{"seats": 0}, {"seats": 1001}]),
    "edition_weeks_is_possible": (CourseEdition, [{"weeks": 0.1}, {"weeks": 521}]),
    "instrument_payer_has_a_name": (Instrument, [{"payer": ""}, {"payer": " "}]),
    "instrument_beneficiary_is_known": (Instrument, [{"beneficiary": "friend"}]),
    "instrument_per_is_known": (Instrument, [{"per": "year"}]),
    "instrument_share_is_possible": (Instrument, [{"share": -0.1}, {"share": 1.1}, {"share": NAN}]),
    "instrument_amount_is_possible": (Instrument, [{"amount_at_most": -1}, {"amount_at_most": 1_000_001}]),
    "instrument_outlooks_are_known": (Instrument, [{"outlooks": ["shortage", "rosy"]}]),
    "instrument_situations_are_known": (Instrument, [{"situations": ["notice", "retired"]}]),
    "instrument_level_low_is_known": (Instrument, [{"level_low": 0}]),
    "instrument_level_high_is_known": (Instrument, [{"level_high": 9}]),
    "instrument_levels_in_order": (Instrument, [{"level_low": 5, "level_high": 4}]),
    "instrument_age_low_is_possible": (Instrument, [{"age_low": -1}]),
    "instrument_age_high_is_possible": (Instrument, [{"age_high": 121}]),
    "instrument_ages_in_order": (Instrument, [{"age_low": 28, "age_high": 27}]),
    "instrument_ends_after_it_starts": (
        Instrument,
        [{"starts_on": date(2027, 3, 2), "ends_on": date(2027, 3, 1)}],
    ),
    "exampleperson_is_invented": (ExamplePerson, [{"invented": False}]),
    "exampleperson_wage_is_possible": (ExamplePerson, [{"wage": 4}, {"wage": 501}]),
    "exampleperson_wage_floor_is_possible": (ExamplePerson, [{"wage_floor": 4}, {"wage_floor": 501}]),
    "exampleperson_hours_low_is_possible": (ExamplePerson, [{"hours_low": 0.5}]),
    "exampleperson_hours_high_is_possible": (ExamplePerson, [{"hours_high": 61}]),
    "exampleperson_hours_in_order": (ExamplePerson, [{"hours_low": 30, "hours_high": 20}]),
    "exampleperson_distance_is_possible": (ExamplePerson, [{"distance": -1}, {"distance": 501}]),
    "exampleperson_kinds_are_known": (ExamplePerson, [{"kinds": ["vacancy", "gig"]}]),
    "examplepersonskill_evidence_is_known": (ExamplePersonSkill, [{"evidence": "hoped"}]),
}
NAMED = (Source, Sector, Place, Certificate, SkillGroup, Skill, Occupation)
NAMED += (Organisation, Opening, Course, CourseEdition, Instrument, ExamplePerson)
BITES |= {
    f"{'edition' if model is CourseEdition else model._meta.model_name}_id_is_one_word": (
        model,
        [{"id": ""}, {"id": "two words"}, {"id": "a\nb"}],
    )
    for model in NAMED
}
OBJECTS = {
    Sector: ("label",),
    PackImport: ("title", "description"),
    Organisation: ("description",),
    Opening: ("title",),
    Course: ("title", "description", "entry", "award"),
    Instrument: ("label", "description", "to_check"),
    ExamplePerson: ("story",),
} | dict.fromkeys((Certificate, SkillGroup, Skill, Occupation), ("words",))
BITES |= {
    f"{model._meta.model_name}_{field}_per_language": (model, [{field: ["a"]}, {field: "a"}])
    for model, fields in OBJECTS.items()
    for field in fields
}
DIGEST = "0" * 64
SHARED_AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
BITES |= {
    "answer_key_is_unreadable": (Answer, [{"key": "anna@example.org"}, {"key": ""}]),
    "answer_choice_goes_with_the_question": (Answer, [{"choice": "woman"}, {"question": "belief"}]),
    "tally_key_is_unreadable": (Tally, [{"key": "account"}]),
    "tally_step_is_known": (Tally, [{"step": "liked"}]),
    "tally_counts": (Tally, [{"count": 0}, {"count": -1}]),
    "sweep_rule_is_one_word": (Sweep, [{"rule": "two words"}, {"rule": ""}]),
    "sweep_removed_counts": (Sweep, [{"removed": -1}]),
    "sweep_removed_ever_counts": (Sweep, [{"removed_ever": -1}]),
    "ranking_code_is_a_hash": (Ranking, [{"code_hash": "A1"}, {"code_hash": "Z" * 64}]),
    "ranking_inputs_are_a_hash": (Ranking, [{"inputs_hash": ""}, {"inputs_hash": "bakes bread"}]),
    "ranking_result_has_a_hash": (Ranking, [{"result_hash": ""}]),
    "ranking_engine_is_a_version": (Ranking, [{"engine": "the newest"}]),
    "ranking_kind_is_known": (Ranking, [{"kind": "beauty"}]),
    "ranking_channel_is_known": (Ranking, [{"channel": "gossip"}]),
    "ranking_parameters_are_an_object": (Ranking, [{"parameters": ["a"]}]),
    "ranking_result_is_a_list": (Ranking, [{"result": {"a": 1}}]),
    "ranking_result_is_short": (Ranking, [{"result": [["a", [1.0], ""]] * 61}]),
    "ranking_found_counts": (Ranking, [{"found": -1}]),
    "sharedjourney_token_is_a_hash": (
        SharedJourney,
        [{"token_hash": ""}, {"token_hash": "A" * 64}, {"token_hash": "0" * 63}],
    ),
    "sharedjourney_content_is_an_object": (SharedJourney, [{"content": ["a"]}, {"content": "a"}]),
    "sharedjourney_content_is_no_dump": (SharedJourney, [{"content": {"x": "y" * 70_000}}]),
    "sharedjourney_expires_in_time": (
        SharedJourney,
        [{"expires_at": SHARED_AT}, {"expires_at": SHARED_AT + timedelta(days=30, seconds=1)}],
    ),
}
BITES |= {
    "account_email_is_in_small_letters": (Account, [{"email": "Anna@example.org"}]),
    "account_email_is_an_address": (Account, [{"email": "anna"}, {"email": ""}, {"email": "a b@example.org"}]),
    "account_has_no_password": (Account, [{"password": "pbkdf2_sha256$1$x$y"}, {"password": ""}]),
    "account_language_is_known": (Account, [{"language": "de"}, {"language": ""}]),
    "membership_role_is_known": (Membership, [{"role": "operator"}, {"role": "person"}, {"role": ""}]),
    "membership_of_a_role_is_single": (Membership, [{"role": "adviser"}]),
    "invitation_role_is_known": (Invitation, [{"role": "operator"}]),
    "invitation_email_is_in_small_letters": (Invitation, [{"email": "Bob@example.org"}]),
    "invitation_email_is_an_address": (Invitation, [{"email": "bob"}]),
    "invitation_token_is_a_hash": (Invitation, [{"token_hash": ""}, {"token_hash": "A" * 64}]),
    "invitation_to_a_role_is_single": (Invitation, [{"role": "host"}]),
    "invitation_expires_in_time": (
        Invitation,
        [{"expires_at": SHARED_AT}, {"expires_at": SHARED_AT + timedelta(days=14, seconds=1)}],
    ),
}
CERTIFIED = {"kind": "certificate", "organisation": None}
BITES |= {
    "passport_language_is_a_code": (Passport, [{"language": "Dutch"}]),
    "passport_story_is_no_book": (Passport, [{"story": "x" * 20_001}]),
    "passport_hours_low_is_possible": (Passport, [{"hours_low": 0.5}]),
    "passport_hours_high_is_possible": (Passport, [{"hours_high": 61}]),
    "passport_hours_in_order": (Passport, [{"hours_low": 30, "hours_high": 20}]),
    "passport_wage_is_possible": (Passport, [{"wage": 2}, {"wage": 501}, {"wage": NAN}]),
    "passport_wage_floor_is_possible": (Passport, [{"wage_floor": 2}]),
    "passport_distance_is_possible": (Passport, [{"distance": -1}, {"distance": 501}]),
    "passport_kinds_are_known": (Passport, [{"kinds": ["gig"]}]),
    "passport_circumstances_are_known": (Passport, [{"circumstances": ["illness"]}]),
    "passport_plan_is_an_object": (Passport, [{"plan": ["a"]}]),
    "passportskill_skill_is_one_word": (PassportSkill, [{"skill": "two words"}, {"skill": ""}]),
    "passportskill_evidence_is_known": (PassportSkill, [{"evidence": "hoped"}]),
    "proof_kind_is_known": (Proof, [{"kind": "rumour", "organisation": None}]),
    "proof_is_given_by_an_organisation_or_none": (Proof, [{"kind": "work"}]),
    "proof_by_another_names_them": (Proof, [{"organisation": None}]),
    "proof_has_a_title": (Proof, [{"title": " "}]),
    "proof_title_is_short": (Proof, [{"title": "x" * 201}]),
    "proof_whose_is_short": (Proof, [{"whose": "x" * 201}]),
    "proof_note_is_short": (Proof, [{"note": "x" * 2001}]),
    "proof_dates_in_order": (Proof, [{"from_on": date(2020, 1, 2), "until_on": date(2020, 1, 1)}]),
    "proof_checked_is_known": (Proof, [CERTIFIED | {"checked": "sure", "issuer": "did:web:a"}]),
    "proof_checked_is_of_a_certificate": (
        Proof,
        [{"kind": "work", "organisation": None, "checked": "signed", "issuer": "did:web:a"}],
    ),
    "proof_checked_names_its_issuer": (
        Proof,
        [CERTIFIED | {"checked": "signed"}, CERTIFIED | {"issuer": "did:web:a"}],
    ),
    "proof_issuer_is_short": (Proof, [CERTIFIED | {"checked": "signed", "issuer": "x" * 501}]),
    "issuedbadge_is_revoked_after_it_was_issued": (
        IssuedBadge,
        [{"revoked_at": SHARED_AT - timedelta(seconds=1)}],
    ),
    "trustedissuer_id_is_one_word": (TrustedIssuer, [{"id": "two words"}]),
    "trustedissuer_has_a_name": (TrustedIssuer, [{"name": " "}]),
    "trustedissuer_keys_is_an_object": (TrustedIssuer, [{"keys": []}]),
    "passportlanguage_language_is_a_code": (PassportLanguage, [{"language": "Dutch"}]),
    "passportlanguage_level_is_of_cefr": (PassportLanguage, [{"level": "native"}]),
    "licence_certificate_is_one_word": (Licence, [{"certificate": "two words"}]),
    "share_with_an_organisation_is_single": (Share, [{"organisation": "bakery"}]),
    "share_parts_are_known": (Share, [{"parts": ["photo"]}]),
    "share_is_of_something": (Share, [{"parts": []}]),
    "share_ends_in_time": (
        Share,
        [{"until": SHARED_AT}, {"until": SHARED_AT + timedelta(days=366, seconds=1)}],
    ),
    "findable_parts_are_known": (Findable, [{"parts": ["skills", "photo"]}]),
    "findable_by_skills": (Findable, [{"parts": ["wishes"]}, {"parts": []}]),
    "findable_conditions_are_known": (Findable, [{"conditions": ["age"]}]),
    "findable_hides_from_few": (Findable, [{"not_for": [str(n) for n in range(51)]}]),
    "candidate_of_an_opening_is_single": (Candidate, [{"opening": "nurse-1"}]),
    "contact_begun_by_is_known": (Contact, [{"begun_by": "robot"}]),
    "contact_state_is_known": (Contact, [{"state": "limbo"}]),
    "contact_ending_is_known": (
        Contact,
        [{"ending": "silence", "state": "closed", "closed_at": SHARED_AT, "due_at": None}],
    ),
    "contact_reason_is_known": (Contact, [{"reason": "ill"}]),
    "contact_closed_has_an_ending": (
        Contact,
        [{"closed_at": SHARED_AT}, {"state": "closed", "due_at": None}, {"ending": "outcome"}],
    ),
    "contact_open_has_a_last_day": (
        Contact,
        [{"due_at": None}, {"state": "closed", "ending": "outcome", "closed_at": SHARED_AT}],
    ),
    "contact_waits_for_one_side": (
        Contact,
        [{"state": "asked"}, {"state": "applied"}, {"organisation_yes_at": None}],
    ),
    "contact_name_only_with_a_yes": (
        Contact,
        [{"state": "asked", "person_yes_at": None}],
    ),
    "contact_refusal_says_why": (
        Contact,
        [
            {"state": "closed", "due_at": None, "closed_at": SHARED_AT, "ending": "refused-by-organisation"},
        ],
    ),
    "contact_parts_are_known": (Contact, [{"parts": ["photo"]}]),
    "contact_message_is_short": (Contact, [{"message": "x" * 601}]),
    "contact_name_is_short": (Contact, [{"name": "x" * 81}]),
    "contact_reach_is_short": (Contact, [{"reach": "x" * 201}]),
    "notice_kind_is_known": (Notice, [{"kind": "gossip"}]),
    "notice_side_is_known": (Notice, [{"side": "both"}]),
    "contact_open_is_single": (Contact, [{"candidate": FIRST, "begun_by": "person"}]),
    "contact_is_begun_once_by_a_side": (
        Contact,
        [{"candidate": FIRST, "state": "closed", "ending": "no-word", "closed_at": SHARED_AT, "due_at": None}],
    ),
    "outcome_kind_is_known": (Outcome, [{"kind": "fame"}]),
    "outcome_side_is_known": (Outcome, [{"side": "press"}]),
    "outcome_stopped_by_is_known": (Outcome, [{"kind": "stopped", "stopped_by": "x", "reason": "pay"}]),
    "outcome_reason_is_known": (Outcome, [{"kind": "stopped", "stopped_by": "both", "reason": "ill"}]),
    "outcome_stop_says_by_whom_and_why": (
        Outcome,
        [{"kind": "stopped"}, {"kind": "stopped", "reason": "pay"}, {"kind": "trial", "reason": "pay"}],
    ),
    "outcome_of_a_kind_is_single": (Outcome, [{"kind": "trial"}]),
    "stillatwork_months_are_known": (StillAtWork, [{"months": 3}]),
    "stillatwork_answer_is_known": (
        StillAtWork,
        [{"answer": "x", "answered_at": SHARED_AT, "asked_at": SHARED_AT}],
    ),
    "stillatwork_answer_was_asked": (
        StillAtWork,
        [{"answer": "here"}, {"answered_at": SHARED_AT}, {"answer": "here", "answered_at": SHARED_AT}],
    ),
    "stillatwork_is_asked_once": (StillAtWork, [{"months": 12}]),
    "findable_ends_in_time": (
        Findable,
        [
            {"until": datetime(2026, 11, 26, 12, tzinfo=UTC)},
            {"until": datetime(2027, 11, 28, 12, tzinfo=UTC)},
        ],
    ),
    "look_role_is_known": (Look, [{"role": "spy"}]),
    "look_parts_are_known": (Look, [{"parts": ["photo"]}]),
}
BITES |= {
    "token_has_a_name": (Token, [{"name": ""}, {"name": " "}]),
    "token_name_is_short": (Token, [{"name": "x" * 101}]),
    "token_is_a_hash": (Token, [{"token_hash": ""}, {"token_hash": "A" * 64}]),
    "token_is_for_something": (Token, [{"scopes": []}]),
    "token_scopes_suit_whom_it_is_for": (
        Token,
        [{"scopes": ["passport:read"]}, {"scopes": ["everything"]}, {"organisation": None}],
    ),
    "token_ends_in_time": (
        Token,
        [{"ends_at": SHARED_AT}, {"ends_at": SHARED_AT + timedelta(days=366, seconds=1)}],
    ),
    "token_asked_is_counted": (Token, [{"asked": -1}]),
    "repeated_key_is_single": (Repeated, [{"key_hash": "0" * 64}]),
    "repeated_key_is_a_hash": (Repeated, [{"key_hash": "key"}]),
    "repeated_made_is_an_id": (Repeated, [{"made": ""}]),
    "repeated_asked_is_a_hash": (Repeated, [{"asked_hash": "x"}]),
}
BITES["language_isco_is_an_object"] = (Language, [{"isco": []}])

BITES |= {
    "keptjourney_content_is_an_object": (KeptJourney, [{"content": ["a"]}]),
    "keptjourney_content_is_no_dump": (KeptJourney, [{"content": {"x": "y" * 70_000}}]),
    "keptjourney_digest_is_a_hash": (KeptJourney, [{"digest": "A" * 64}]),
    "keptjourney_is_proposed_by_an_organisation": (KeptJourney, [{"offered_by": None}]),
    "keptjourney_is_there_once": (KeptJourney, [{"digest": DIGEST}]),
    "coach_has_a_name": (Coach, [{"name": " "}]),
    "coach_name_is_short": (Coach, [{"name": "x" * 81}]),
    "guidance_invitation_email_is_in_small_letters": (Guide, [{"email": "Bob@example.org"}]),
    "guidance_invitation_email_is_an_address": (Guide, [{"email": "bob"}]),
    "guidance_invitation_token_is_a_hash": (Guide, [{"token_hash": "A" * 64}]),
    "guidance_invitation_is_single": (Guide, [{"email": "carl@example.org"}]),
    "guidance_invitation_expires_in_time": (
        Guide,
        [{"expires_at": SHARED_AT}, {"expires_at": SHARED_AT + timedelta(days=14, seconds=1)}],
    ),
    "guidance_parts_are_known": (Guidance, [{"parts": ["photo"]}]),
    "guidance_is_of_something": (Guidance, [{"parts": []}]),
    "guidance_ends_in_time": (
        Guidance,
        [{"until": SHARED_AT}, {"until": SHARED_AT + timedelta(days=366, seconds=1)}],
    ),
    "guidance_is_accepted_after_asking": (Guidance, [{"accepted_at": SHARED_AT - timedelta(seconds=1)}]),
    "guidance_is_ended_after_it_began": (
        Guidance,
        [{"ended_at": SHARED_AT - timedelta(seconds=1), "pass_to": None}],
    ),
    "guidance_is_passed_on_to_another": (
        Guidance,
        [{"pass_to": F("coach")}, {"ended_at": SHARED_AT + timedelta(days=1)}],
    ),
    "guidance_seen_is_an_object": (Guidance, [{"seen": ["a"]}]),
    "guidance_by_a_coach_is_single": (Guidance, [{"coach": F("pass_to"), "pass_to": None}]),
    "note_says_something": (Note, [{"text": " "}]),
    "note_is_no_book": (Note, [{"text": "x" * 4_001}]),
    "step_says_something": (Step, [{"text": ""}]),
    "step_is_short": (Step, [{"text": "x" * 201}]),
    "reminder_comes_as_chosen": (Reminder, [{"every_months": 0}, {"every_months": 2}]),
    "refused_kind_is_known": (Refused, [{"kind": "hobby"}]),
    "refused_old_is_one_word": (Refused, [{"old": "two words"}, {"old": ""}]),
    "refused_is_said_once": (Refused, [{"new": ""}]),
    "step_is_done_after_it_was_set": (Step, [{"done_at": SHARED_AT - timedelta(seconds=1)}]),
}
BY_PASSPORT = {
    **dict.fromkeys(("name", "occupation", "said", "place"), ""),
    "skills": [],
    "kinds": [],
    "pay": None,
    "service": None,
}
"""What somebody holds in a case who came by a passport: the rest is read there."""

EVENT = {"by": "terminal", "what": "pack.imported", "subject": "made", "counts": {"rows": 1}}
EVENT_BITES = {
    "event_by_is_no_name": [{"by": "Jan"}, {"by": ""}, {"by": "account:jan@example.org"}],
    "event_what_is_known": [{"what": "something"}],
    "event_subject_is_an_id": [{"subject": "two words"}, {"subject": ""}],
    "event_counts_is_an_object": [{"counts": [1]}],
    "event_counts_are_numbers": [{"counts": {"name": "Jan"}}, {"counts": {"deep": {"a": 1}}}],
}

BITES |= MANY
