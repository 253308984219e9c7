# SPDX-License-Identifier: EUPL-1.2
"""Which openings changed, noted by the database itself, whoever writes them."""

import django.db.models.functions.datetime
from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models

_TABLES = (("openings_opening", "id"), ("openings_openingskill", "opening_id"))
_EVENTS = (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))


def _function(table: str, column: str) -> str:
    return f"""
    CREATE FUNCTION {table}_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        -- A change of very many is noted as one of everything: reading all of them anew is then the quicker way.
        IF TG_OP = 'TRUNCATE' THEN
            INSERT INTO openings_openingchange (opening) VALUES ('');
        ELSIF (SELECT count(*) FROM (SELECT FROM changed LIMIT 50001) AS first_ones) > 50000 THEN
            INSERT INTO openings_openingchange (opening) VALUES ('');
        ELSE
            INSERT INTO openings_openingchange (opening) SELECT DISTINCT {column} FROM changed;
        END IF;
        RETURN NULL;
    END $$;
    """


def _triggers(table: str) -> str:
    each = "".join(
        f"CREATE TRIGGER {table}_{event.lower()}_noted AFTER {event} ON {table}"
        f" REFERENCING {which} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {table}_changed();\n"
        for event, which in _EVENTS
    )
    return f"""{each}CREATE TRIGGER {table}_truncate_noted AFTER TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION {table}_changed();\n"""


def _gone(table: str) -> str:
    names = [event.lower() for event, _which in _EVENTS] + ["truncate"]
    dropped = "".join(f"DROP TRIGGER {table}_{name}_noted ON {table};\n" for name in names)
    return f"{dropped}DROP FUNCTION {table}_changed();\n"


class Migration(migrations.Migration):
    dependencies = [("openings", "0003_course_of_a_learning_place")]

    operations = [
        migrations.CreateModel(
            name="OpeningChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opening", models.TextField(blank=True)),
                ("written_in", models.BigIntegerField()),
                ("token", models.UUIDField(db_default=RandomUUID())),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [
                    models.Index(fields=["written_in"], name="openingchange_written_in"),
                    models.Index(fields=["id"], name="openingchange_of_everything", condition=models.Q(opening="")),
                ],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE openings_openingchange ALTER written_in"
            " SET DEFAULT pg_current_xact_id()::text::bigint;"
            "INSERT INTO openings_openingchange (opening) VALUES ('');",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "".join(_function(*table) for table in _TABLES) + "".join(_triggers(table) for table, _ in _TABLES),
            "".join(_gone(table) for table, _ in _TABLES),
        ),
    ]
