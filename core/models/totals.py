"""Triggers by which the database itself keeps the total of everybody the sum of their shares.

Whoever writes shares does so in the queue of those who publish (`core.counting`): two who wrote shares of the same
people at once, each in another order, would wait for each other. A total of nothing is no row.

SQLite drops the triggers of a table that a migration rebuilds: such a migration drops them first and makes them again
after (the two operations below), and the system check core.E003 notices when they are missing.
"""

# The SQL below is made of the names in this file and nothing else.
# ruff: noqa: S608

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

from core.models import triggers

# By table of shares: the table of their sums, whose they are, and what is summed up.
SUMMED = {
    "core_personshare": ("core_persontotal", "person_id", ("conferences", "turns", "asked", "addressed", "unanswered")),
    "core_organizationshare": ("core_organizationtotal", "organization_id", ("hosted", "participants", "asked")),
}
EVENTS = ("insert", "update", "delete")


def trigger_names() -> list[str]:
    """What `create` makes, sorted."""
    return sorted(f"{shares}_{event}" for shares in SUMMED for event in EVENTS)


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Which of them the database lacks. Costs one query."""
    return triggers.missing(connection, trigger_names())


def _sqlite(shares: str) -> list[str]:
    total, named, counts = SUMMED[shares]
    new = ", ".join(f"NEW.{each}" for each in (named, *counts))
    more = ", ".join(f"{each} = {each} + excluded.{each}" for each in counts)
    less = ", ".join(f"{each} = {each} - OLD.{each}" for each in counts)
    nothing = " AND ".join(f"{each} = 0" for each in counts)
    come = (
        f"INSERT INTO {total} ({named}, {', '.join(counts)}) VALUES ({new}) ON CONFLICT ({named}) DO UPDATE SET {more};"
    )
    go = (
        f"UPDATE {total} SET {less} WHERE {named} = OLD.{named};"
        f" DELETE FROM {total} WHERE {named} = OLD.{named} AND {nothing};"
    )
    bodies = {"insert": come, "update": f"{go} {come}", "delete": go}
    return [
        f"CREATE TRIGGER {shares}_{event} AFTER {event.upper()} ON {shares} BEGIN {body} END"
        for event, body in bodies.items()
    ]


def _postgresql(shares: str) -> list[str]:
    """Once a statement, however many rows it writes: those that came and those that went are summed up first."""
    total, named, counts = SUMMED[shares]
    sums = f"SELECT {named}, {', '.join(f'sum({each}) AS {each}' for each in counts)} FROM"
    more = ", ".join(f"{each} = {total}.{each} + excluded.{each}" for each in counts)
    less = ", ".join(f"{each} = {total}.{each} - gone.{each}" for each in counts)
    nothing = " AND ".join(f"{total}.{each} = 0" for each in counts)
    go = (
        f"UPDATE {total} SET {less} FROM ({sums} gone GROUP BY {named}) AS gone WHERE {total}.{named} = gone.{named};"
        f" DELETE FROM {total} USING gone WHERE {total}.{named} = gone.{named} AND {nothing};"
    )
    come = (
        f"INSERT INTO {total} ({named}, {', '.join(counts)}) {sums} come GROUP BY {named}"
        f" ON CONFLICT ({named}) DO UPDATE SET {more};"
    )
    tables = {
        "insert": "NEW TABLE AS come",
        "update": "OLD TABLE AS gone NEW TABLE AS come",
        "delete": "OLD TABLE AS gone",
    }
    return [
        f"CREATE FUNCTION {shares}_summed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP <> 'INSERT' THEN {go} END IF; IF TG_OP <> 'DELETE' THEN {come} END IF; RETURN NULL; END $$",
        *(
            f"CREATE TRIGGER {shares}_{event} AFTER {event.upper()} ON {shares} REFERENCING {tables[event]}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {shares}_summed()"
            for event in EVENTS
        ),
    ]


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    make = _sqlite if schema_editor.connection.vendor == "sqlite" else _postgresql
    for shares in SUMMED:
        for statement in make(shares):
            schema_editor.execute(statement, params=None)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for shares in SUMMED:
        if schema_editor.connection.vendor == "sqlite":
            for event in EVENTS:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {shares}_{event}", params=None)
        else:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {shares}_summed CASCADE", params=None)


def create_operation() -> RunPython:
    """For the end of a migration that alters a table of shares or totals."""
    return RunPython(create, drop)


def drop_operation() -> RunPython:
    """For the beginning of such a migration."""
    return RunPython(drop, create)
