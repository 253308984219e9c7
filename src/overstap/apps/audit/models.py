# SPDX-License-Identifier: EUPL-1.2
"""The trail of what was done: written once, never changed."""

from django.db import models
from django.db.models.functions import Now

from overstap.apps.audit.enums import What
from overstap.apps.constraints import ACTOR, is_object, matches, one_of
from overstap.apps.privacy import TRAIL, all_of


class Event(models.Model):
    """Something that was done to `subject` (an id) by a role. `counts` holds whole numbers only.

    The database itself refuses to change or delete an event, and there is no room in it for a name.
    """

    at = models.DateTimeField(db_default=Now())
    by = models.TextField()
    what = models.TextField()
    subject = models.TextField()
    counts = models.JSONField(default=dict)

    privacy = all_of(TRAIL, "id", "at", "by", "what", "subject", "counts")

    class Meta:
        constraints = (
            matches("event_by_is_no_name", "by", ACTOR),
            one_of("event_what_is_known", "what", What),
            matches("event_subject_is_an_id", "subject", r"^\S+$"),
            is_object("event_counts_is_an_object", "counts"),
        )
        indexes = (
            models.Index(fields=["what", "at"], name="event_what_at"),
            models.Index(fields=["subject", "at"], name="event_subject_at"),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.subject}"
