# SPDX-License-Identifier: EUPL-1.2
"""Events are never changed or deleted, and count in whole numbers only."""

from django.db import migrations

STAY = migrations.RunSQL(
    """
    CREATE FUNCTION overstap_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE restrict_violation USING
            MESSAGE = 'an event is never changed or deleted',
            CONSTRAINT = 'event_is_never_changed', TABLE = TG_TABLE_NAME;
    END $$;
    CREATE TRIGGER event_is_never_changed BEFORE UPDATE OR DELETE ON audit_event
        FOR EACH ROW EXECUTE FUNCTION overstap_event_stays();
    """,
    "DROP TRIGGER event_is_never_changed ON audit_event; DROP FUNCTION overstap_event_stays();",
)
COUNTS = migrations.RunSQL(
    """
    ALTER TABLE audit_event ADD CONSTRAINT event_counts_are_numbers
        CHECK (NOT jsonb_path_exists(counts, '$.* ? (@.type() != "number")'));
    """,
    "ALTER TABLE audit_event DROP CONSTRAINT event_counts_are_numbers;",
)


class Migration(migrations.Migration):
    dependencies = (("audit", "0001_tables"),)
    operations = (STAY, COUNTS)
