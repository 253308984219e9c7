# SPDX-License-Identifier: EUPL-1.2
"""Foreign keys for columns that hold a list of ids, which PostgreSQL has no declaration for.

Two constraint triggers per column, checked at the end of the transaction like Django's own foreign keys:
an id that is written must exist, and a row that is still listed cannot be deleted. Used by migrations.
"""

from __future__ import annotations

from django.db.migrations import RunSQL

FUNCTIONS = RunSQL(
    """
    CREATE FUNCTION overstap_listed_ids_exist() RETURNS trigger LANGUAGE plpgsql AS $$
    -- arguments: the column that lists, the table that is listed
    DECLARE
        absent text;
    BEGIN
        -- As the row stands now: the transaction may have changed it again, or deleted it.
        EXECUTE format(
            'SELECT listed FROM %I AS lister, unnest(lister.%I) AS listed WHERE lister.id = $1'
            ' AND NOT EXISTS (SELECT FROM %I AS found WHERE found.id = listed) LIMIT 1',
            TG_TABLE_NAME, TG_ARGV[0], TG_ARGV[1]
        ) INTO absent USING NEW.id;
        IF absent IS NOT NULL THEN
            RAISE foreign_key_violation USING
                MESSAGE = format('%s lists %s, which is not in %s', TG_ARGV[0], absent, TG_ARGV[1]),
                CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
        END IF;
        RETURN NULL;
    END $$;

    CREATE FUNCTION overstap_listed_id_is_free() RETURNS trigger LANGUAGE plpgsql AS $$
    -- arguments: the table that lists, its column
    DECLARE
        used boolean;
    BEGIN
        EXECUTE format(
            'SELECT EXISTS (SELECT FROM %I AS lister WHERE $1 = ANY (lister.%I))'
            ' AND NOT EXISTS (SELECT FROM %I AS back WHERE back.id = $1)',
            TG_ARGV[0], TG_ARGV[1], TG_TABLE_NAME
        ) INTO used USING OLD.id;
        IF used THEN
            RAISE foreign_key_violation USING
                MESSAGE = format('%s is still listed by %s.%s', OLD.id, TG_ARGV[0], TG_ARGV[1]),
                CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
        END IF;
        RETURN NULL;
    END $$;
    """,
    """
    DROP FUNCTION overstap_listed_ids_exist();
    DROP FUNCTION overstap_listed_id_is_free();
    """,
)


def listed_ids(table: str, column: str, to: str) -> RunSQL:
    """Holds `table.column` to ids of `to`. The triggers are called `<table>_<column>_exist` and `…_stay`."""
    name = f"{table}_{column}"
    return RunSQL(
        f"""
        CREATE CONSTRAINT TRIGGER {name}_exist AFTER INSERT OR UPDATE OF {column} ON {table}
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.{column} <> '{{}}')
            EXECUTE FUNCTION overstap_listed_ids_exist('{column}', '{to}');
        CREATE CONSTRAINT TRIGGER {name}_stay AFTER DELETE ON {to}
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
            EXECUTE FUNCTION overstap_listed_id_is_free('{table}', '{column}');
        """,
        f"DROP TRIGGER {name}_exist ON {table}; DROP TRIGGER {name}_stay ON {to};",
    )
