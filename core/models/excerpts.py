"""Triggers by which the database itself refuses an excerpt that does not occur in its turn.

A check constraint sees one row, and an excerpt and its turn are two; so this takes triggers. They are made by
a migration. SQLite rebuilds a table to alter it and drops the triggers on it, and while it does, triggers that
mention the table break: a migration that alters one of these tables drops them first and makes them again
after (the two operations below), and the system check core.E001 notices when they are missing.
"""

# The SQL below is made of the names in this file and nothing else.
# ruff: noqa: S608

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

from core.models import triggers

# Tables whose rows quote a turn: columns turn_id, start, excerpt.
QUOTING = ("core_question", "core_answer", "core_annotation", "core_introduction")
QUOTED = "core_turn"
MESSAGE = "the excerpt does not occur in its turn at that start"
FUNCTIONS = ("core_excerpt_occurs", "core_excerpts_remain")


def trigger_names(vendor: str) -> list[str]:
    """What `create` makes, sorted."""
    events = ("insert", "update") if vendor == "sqlite" else ("write",)
    return sorted([f"{table}_excerpt_{event}" for table in QUOTING for event in events] + [f"{QUOTED}_excerpts_remain"])


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Which of them the database lacks. Costs one query."""
    return triggers.missing(connection, trigger_names(connection.vendor))


def _broken(new: str) -> str:
    """True when some row that quotes the turn `new` is not found in its text."""
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} q WHERE q.turn_id = {new}.id AND q.start IS NOT NULL"
        f" AND substr({new}.text, q.start + 1, length(q.excerpt)) <> q.excerpt)"
        for table in QUOTING
    )


def _sqlite() -> list[str]:
    statements = []
    for table in QUOTING:
        for event, when in (("insert", "INSERT"), ("update", "UPDATE OF turn_id, start, excerpt")):
            statements.append(
                f"CREATE TRIGGER {table}_excerpt_{event} BEFORE {when} ON {table} WHEN NEW.start IS NOT NULL"
                f" AND substr((SELECT text FROM {QUOTED} WHERE id = NEW.turn_id), NEW.start + 1, length(NEW.excerpt))"
                f" IS NOT NEW.excerpt BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
    statements.append(
        f"CREATE TRIGGER {QUOTED}_excerpts_remain BEFORE UPDATE OF text ON {QUOTED}"
        f" WHEN NEW.text IS NOT OLD.text AND ({_broken('NEW')}) BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    )
    return statements


def _postgresql() -> list[str]:
    refuse = f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation'"
    occurs, remain = FUNCTIONS
    statements = [
        # FOR SHARE: the turn cannot be rewritten between this check and the commit.
        f"CREATE FUNCTION {occurs}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF NEW.start IS NOT NULL AND substr((SELECT text FROM {QUOTED} WHERE id = NEW.turn_id FOR SHARE),"
        f" NEW.start + 1, length(NEW.excerpt)) IS DISTINCT FROM NEW.excerpt THEN {refuse}; END IF;"
        " RETURN NEW; END $$",
        f"CREATE FUNCTION {remain}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF NEW.text IS DISTINCT FROM OLD.text AND ({_broken('NEW')}) THEN {refuse}; END IF;"
        " RETURN NEW; END $$",
        f"CREATE TRIGGER {QUOTED}_excerpts_remain BEFORE UPDATE OF text ON {QUOTED}"
        f" FOR EACH ROW EXECUTE FUNCTION {remain}()",
    ]
    statements += [
        f"CREATE TRIGGER {table}_excerpt_write BEFORE INSERT OR UPDATE OF turn_id, start, excerpt ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {occurs}()"
        for table in QUOTING
    ]
    return statements


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _sqlite() if schema_editor.connection.vendor == "sqlite" else _postgresql():
        schema_editor.execute(statement, params=None)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for name in trigger_names("sqlite"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)
    else:
        for function in FUNCTIONS:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {function} CASCADE", params=None)


def create_operation() -> RunPython:
    """For the end of a migration that alters a table that quotes, or is quoted."""
    return RunPython(create, drop)


def drop_operation() -> RunPython:
    """For the beginning of such a migration."""
    return RunPython(drop, create)
