"""The index by which turns are found, made and kept true by the database itself.

SQLite: a full-text table without a text of its own, and triggers that write to it. Contentless FTS5 wants the old
words back to forget them, which the triggers work out again. PostgreSQL: a generated column, and a GIN index of what
`core_search_terms` makes of it.

Both hold words as stems by Porter, without accents, and letters of scripts without spaces in pairs: 日米同盟 as
日米, 米同, 同盟, 盟. No word is left out as too common: "to be or not to be" can be found.

GIN knows which turns hold words, not where: of two words that half of all turns hold, it took seconds to look at each
turn for the few where one follows the other. So PostgreSQL indexes every two that do as well ("~to be"), and the kind
of the turn ("#answer"). These are in the index only: in the column they would double the size of the table.

The triggers on SQLite go when a migration rebuilds the table of turns: such a migration begins with
`drop_operation()` and ends with `create_operation()`; the system check core.E002 notices when the index is missing,
and `manage.py rebuild_search` makes it anew.
"""

# The SQL below is made of the names in this file and nothing else.
# ruff: noqa: S608

import hashlib

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

from core.search.scripts import UNSPACED

TURNS = "core_turn"
TABLE = "core_turn_search"
COLUMN = "search"
MADE_BY = "0025_who_settles_waits_for_nobody"  # as it is made here: before that, nothing is missing
# On PostgreSQL, each turn is also indexed under the stretch of keys that it is in, so many to one: so the index can be
# asked for what matches among the newest alone, as FTS5 can for any range of keys.
STRETCH = 4_096
# What the kind of a turn begins with in SQLite's index: of a word, to FTS5, and nothing that can be asked for.
A_KIND = "\ue000"
# How much of a turn is searched: the most of which PostgreSQL can keep all positions in a row of a megabyte.
MOST = 100_000
# On PostgreSQL, what is indexed of new turns waits in a list, and goes to its places together at the end of each
# statement: of a batch of some thousand turns in a tenth of the time that one by one takes. A search reads that list
# too, in a millisecond for some hundred turns; more than this (in kilobytes) goes on before the end. Who comes while
# somebody else sends it on leaves to them, or to the next, what they have not come to.
WAITING = "fastupdate = on, gin_pending_list_limit = 65536"
# What sends it on.
SETTLE = f"{TABLE}_settle"


def create_statements(vendor: str) -> list[str]:
    return _sqlite_create() if vendor == "sqlite" else _postgresql_create()


def drop_statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [*(f"DROP TRIGGER IF EXISTS {name}" for name in _triggers()), f"DROP TABLE IF EXISTS {TABLE}"]
    return [
        "DROP FUNCTION IF EXISTS core_search_settle CASCADE",
        f"ALTER TABLE {TURNS} DROP COLUMN IF EXISTS {COLUMN}",
        "DROP FUNCTION IF EXISTS core_search_terms",
        "DROP FUNCTION IF EXISTS core_search_vector",
        "DROP FUNCTION IF EXISTS core_search_words",
        "DROP FUNCTION IF EXISTS core_search_pairs",
        "DROP TEXT SEARCH CONFIGURATION IF EXISTS core_search",
        "DROP TEXT SEARCH DICTIONARY IF EXISTS core_search_porter",
    ]


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """What the database lacks of the index, or has as an earlier version of this file made it. Costs one query."""
    if connection.vendor == "sqlite":
        catalogue = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'trigger')"
        needed = dict(zip([TABLE, *_triggers()], _sqlite_parts(), strict=True))
    else:
        catalogue = (
            "SELECT relname, coalesce(obj_description(indexrelid, 'pg_class'), '') FROM pg_index"
            f" JOIN pg_class ON pg_class.oid = indexrelid WHERE indrelid = to_regclass('{TURNS}')"
            " UNION ALL SELECT attname, coalesce(col_description(attrelid, attnum), '') FROM pg_attribute"
            f" WHERE attrelid = to_regclass('{TURNS}') AND attgenerated = 's' AND NOT attisdropped"
            f" UNION ALL SELECT tgname, '' FROM pg_trigger WHERE tgrelid = to_regclass('{TURNS}')"
        )
        needed = {TABLE: terms_mark(), COLUMN: column_mark(), SETTLE: ""}
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        present = dict(cursor.fetchall())
    return [name for name, made_as in needed.items() if present.get(name) != made_as]


def _fingerprint(statements: list[str]) -> str:
    return hashlib.sha256("\n".join(statements).encode()).hexdigest()


def _triggers() -> list[str]:
    return [f"{TABLE}_{event}" for event in ("insert", "update", "delete")]


def _sqlite_create() -> list[str]:
    table, *triggers = _sqlite_parts()
    fill = f"INSERT INTO {TABLE} (rowid, words, pairs) SELECT id, {_words('text')}, {_beside('')} FROM {TURNS}"
    return [table, fill, *triggers]


def _sqlite_parts() -> list[str]:
    insert, update, delete = _triggers()
    remember = f"INSERT INTO {TABLE} (rowid, words, pairs) VALUES (NEW.id, {_words('NEW.text')}, {_beside('NEW.')});"
    forget = (
        f"INSERT INTO {TABLE} ({TABLE}, rowid, words, pairs)"
        f" VALUES ('delete', OLD.id, {_words('OLD.text')}, {_beside('OLD.')});"
    )
    return [
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5"
        " (words, pairs, content='', tokenize='porter unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER {insert} AFTER INSERT ON {TURNS} BEGIN {remember} END",
        f"CREATE TRIGGER {update} AFTER UPDATE OF id, text, kind ON {TURNS}"
        " WHEN NEW.id IS NOT OLD.id OR NEW.text IS NOT OLD.text OR NEW.kind IS NOT OLD.kind"
        f" BEGIN {forget} {remember} END",
        f"CREATE TRIGGER {delete} AFTER DELETE ON {TURNS} BEGIN {forget} END",
    ]


def _words(text: str) -> str:
    """The text, with spaces in the place of letters that are found by pairs."""
    spaced = (
        f"(SELECT group_concat(CASE WHEN substr(piece, place.key + 1, 1) GLOB '{UNSPACED}'"
        f" THEN ' ' ELSE substr(piece, place.key + 1, 1) END, '') FROM {_pieces(text)})"
    )
    return f"CASE WHEN {_has_pairs(text)} THEN {spaced} ELSE substr({text}, 1, {MOST}) END"


def _beside(turn: str) -> str:
    """What stands beside the words: the kind of the turn, and letters in pairs."""
    return f"'{A_KIND}' || {turn}kind || ' ' || coalesce({_pairs(f'{turn}text')}, '')"


def _pairs(text: str) -> str:
    pair = f"substr(piece, place.key + 1, 1 + (substr(piece, place.key + 2, 1) GLOB '{UNSPACED}'))"
    found = (
        f"(SELECT group_concat({pair}, ' ') FROM {_pieces(text)}"
        f" WHERE substr(piece, place.key + 1, 1) GLOB '{UNSPACED}')"
    )
    return f"CASE WHEN {_has_pairs(text)} THEN {found} ELSE '' END"


def _has_pairs(text: str) -> str:
    """Looked at first for one range of letters: to look for all of them takes as long as to index the words."""
    first = UNSPACED[1]
    return f"CASE WHEN {text} GLOB '*[{first}-\U0010ffff]*' THEN {text} GLOB '*{UNSPACED}*' ELSE 0 END"


def _pieces(text: str) -> str:
    """`place.key` from 0 in each `piece` of 200 letters, which holds one of the next as well.

    To find a letter, SQLite counts from the beginning: in pieces, a long text takes a second, otherwise a minute.
    LIMIT keeps it from taking the pieces apart again.
    """
    count = f"min(length({text}), {MOST - 1}) / 200 + 1"
    pieces = f"SELECT substr({text}, at.key * 200 + 1, 201) AS piece FROM {_numbers(count)} at LIMIT -1"
    return f"({pieces}) JOIN {_numbers('200')} place ON place.key < length(piece)"


def _numbers(count: str) -> str:
    """A table whose column `key` counts from 0."""
    return f"json_each('[' || substr(replace(hex(zeroblob({count})), '00', ',0'), 2) || ']')"


def _postgresql_create() -> list[str]:
    marked = f"COMMENT ON COLUMN {TURNS}.{COLUMN} IS '{column_mark()}'"
    return [*_column_parts(), marked, *terms_create_statements()]


def column_mark() -> str:
    """What PostgreSQL's column is marked with, when it is made as it is here."""
    return _fingerprint(_column_parts())


def terms_create_statements() -> list[str]:
    """What PostgreSQL indexes, made of the column that is there."""
    # How many turns hold what is for the planner to know: it looks at some thousands of them.
    marked = f"COMMENT ON INDEX {TABLE} IS '{terms_mark()}'"
    return [*_terms_parts(), marked, *_settling(), f"ANALYZE {TURNS}"]


def terms_mark() -> str:
    """What PostgreSQL's index is marked with, when it is made as it is here."""
    return _fingerprint(_terms_parts())


# PL/pgSQL compiles a function once in a session; SQL is parsed and planned anew for each turn. The search path is part
# of the functions: a dump is restored without any.
_FUNCTION = "LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT"


def _column_parts() -> list[str]:
    return [
        "CREATE TEXT SEARCH DICTIONARY core_search_porter (TEMPLATE = snowball, Language = porter)",
        "CREATE TEXT SEARCH CONFIGURATION core_search (COPY = simple)",
        "ALTER TEXT SEARCH CONFIGURATION core_search ALTER MAPPING REPLACE simple WITH core_search_porter",
        *_column_functions(),
        # Rewrites the table: some minutes for a million turns.
        f"ALTER TABLE {TURNS} ADD COLUMN {COLUMN} tsvector GENERATED ALWAYS AS"
        f" (core_search_vector(text) || array_to_tsvector(ARRAY['#' || (id / {STRETCH})::text])) STORED",
    ]


def _column_functions() -> list[str]:
    def function(name: str, gives: str, body: str, further: str = "") -> str:
        how = f"{_FUNCTION} {further}"
        return f"CREATE OR REPLACE FUNCTION {name}(said text) RETURNS {gives} {how} AS $$ BEGIN {body} END $$"

    return [
        # Without accents (see `scripts.folded`), and with spaces for all that is no letter of a word. Letters with
        # accents, and those without spaces, are outside of what is left as it is at once.
        function(
            "core_search_words",
            "text",
            "IF octet_length(said) > length(said) AND said ~ '[\\u00c0-\\u1fff\\u2070-\\U0010ffff]' THEN"
            f" said := regexp_replace(normalize(regexp_replace(said, '{UNSPACED}+', ' ', 'g'), NFD),"
            " '([A-Za-z])[\\u0300-\\u036f]+', '\\1', 'g');"
            # Only with these does anything come together again, which takes as long as all the rest.
            " IF said ~ '[\\u0300-\\u1fff\\u2070-\\U0010ffff]' THEN said := normalize(said, NFC); END IF; END IF;"
            # Spaces stay: to look for as many more places takes longer than what is between them.
            " IF octet_length(said) = length(said) THEN"
            " RETURN regexp_replace(said, '[^A-Za-z0-9 ]+', ' ', 'g'); END IF;"
            " RETURN regexp_replace(said,"
            " '[\\u0001-\\u001f!-/:-@\\[-`{-\\u00a9\\u00ab-\\u00b1\\u00b4\\u00b6-\\u00b8\\u00bb\\u00bf\\u00d7\\u00f7"
            "\\u2000-\\u206f\\u20a0-\\u20cf\\u2190-\\u2bff\\u2e00-\\u2e7f\\u3000-\\u3004\\u3008-\\u3020\\u3030"
            "\\ufe00-\\ufe6f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65"
            "\\U0001f000-\\U0001faff]+', ' ', 'g');",
        ),
        function(
            "core_search_pairs",
            "tsvector",
            # In pieces of a hundred: to find a letter, PostgreSQL counts from the beginning.
            "RETURN (SELECT"
            " coalesce(string_agg(substr(piece, at, 2) || ':' || least(number, 16383), ' '), '')::tsvector"
            " FROM (SELECT piece, at, row_number() OVER (ORDER BY place, begun, at) AS number"
            f" FROM regexp_matches(said, '{UNSPACED}+', 'g') WITH ORDINALITY AS runs (letters, place),"
            " unnest(letters) AS run, generate_series(0, length(run) - 1, 100) AS begun,"
            " substr(run, begun + 1, 101) AS piece,"
            " generate_series(1, least(100, length(run) - begun)) AS at) AS paired);",
            # It takes this for a million rows, and would compile it each time.
            further="SET jit = off",
        ),
        function(
            "core_search_vector",
            "tsvector",
            f"said := left(said, {MOST}); IF octet_length(said) > length(said) AND said ~ '{UNSPACED}' THEN"
            " RETURN to_tsvector('core_search', core_search_words(said)) || core_search_pairs(said); END IF;"
            " RETURN to_tsvector('core_search', core_search_words(said));",
        ),
    ]


def _terms_parts() -> list[str]:
    return [
        # The cost keeps the planner from working it out for turns instead of asking the index.
        "CREATE OR REPLACE FUNCTION core_search_terms(said tsvector, kind text) RETURNS tsvector"
        f" {_FUNCTION} COST 10000 AS $$ BEGIN RETURN ("
        "WITH words AS MATERIALIZED (SELECT lexeme, unnest(positions) AS place FROM unnest(said))"
        " SELECT said || array_to_tsvector(ARRAY['#' || kind])"
        " || coalesce(array_to_tsvector(array_agg('~' || one.lexeme || ' ' || other.lexeme)), '')"
        " FROM words AS one JOIN words AS other ON other.place = one.place + 1); END $$",
        f"CREATE INDEX {TABLE} ON {TURNS} USING gin ({terms(COLUMN, 'kind')}) WITH ({WAITING})",
    ]


def _settling() -> list[str]:
    """Only who owns an index may send on what waits to go into it; who writes may be another. Without the index there
    is nothing to send on: writing goes on. PostgreSQL would wait for who is at it, doing nothing: two who write batches
    side by side came to it together each time."""
    at_it = (
        "SELECT FROM pg_locks WHERE locktype = 'page' AND mode = 'ExclusiveLock' AND granted"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        f" AND relation = to_regclass('{TABLE}')"
    )
    return [
        "CREATE OR REPLACE FUNCTION core_search_settle() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
        f" SET search_path FROM CURRENT AS $$ BEGIN IF NOT EXISTS ({at_it}) THEN"
        f" PERFORM gin_clean_pending_list(to_regclass('{TABLE}')); END IF; RETURN NULL; END $$",
        f"CREATE OR REPLACE TRIGGER {SETTLE} AFTER INSERT OR UPDATE ON {TURNS}"
        " FOR EACH STATEMENT EXECUTE FUNCTION core_search_settle()",
    ]


def settle(connection: BaseDatabaseWrapper) -> None:
    """Send on what those who wrote side by side have left to the next. One query on PostgreSQL, none on SQLite."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {TURNS} SET kind = kind WHERE false")  # sets off the trigger all the same


def update_statements(vendor: str) -> list[str]:
    """What makes of an index that an earlier version made this one, where both hold the same, and only how it is kept
    true differs: in no time, however much it holds."""
    if vendor == "sqlite":
        triggers = zip(_triggers(), _sqlite_parts()[1:], strict=True)
        return [each for name, made in triggers for each in (f"DROP TRIGGER IF EXISTS {name}", made)]
    terms_function, *_ = _terms_parts()
    return [
        *_column_functions(),
        terms_function,
        *_settling(),
        f"ALTER INDEX {TABLE} SET ({WAITING})",
        f"COMMENT ON COLUMN {TURNS}.{COLUMN} IS '{column_mark()}'",
        f"COMMENT ON INDEX {TABLE} IS '{terms_mark()}'",
    ]


def update_operation(column: str, terms: str) -> RunPython:
    """For a migration after which an index is kept true as this file says; `column` and `terms` are what PostgreSQL's
    was marked with before. One that is marked otherwise is mended by `rebuild_search` as a whole. Backwards, the index
    stays as it is: it holds the same."""

    def update(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        connection = schema_editor.connection
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(_MARKS, [TABLE, TURNS, COLUMN])
                marks = cursor.fetchone() or ("", "")
            if marks[0] not in {column, column_mark()} or marks[1] not in {terms, terms_mark()}:
                return
        for statement in update_statements(connection.vendor):
            schema_editor.execute(statement, params=None)

    return RunPython(update, RunPython.noop)


_MARKS = (
    "SELECT coalesce(col_description(attrelid, attnum), ''), coalesce(obj_description(to_regclass(%s), 'pg_class'), '')"
    " FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attname = %s AND NOT attisdropped"
)


def terms(column: str, kind: str) -> str:
    """What PostgreSQL indexes of a turn, given its columns, as SQL."""
    return f"core_search_terms({column}, {kind})"


def rebuild(connection: BaseDatabaseWrapper) -> None:
    """Make the index anew, whatever is there of it. Call it in a transaction."""
    with connection.cursor() as cursor:
        for statement in (*drop_statements(connection.vendor), *create_statements(connection.vendor)):
            cursor.execute(statement)
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")


def _create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in create_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def _drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def create_operation() -> RunPython:
    """For the end of a migration that alters the table of turns."""
    return RunPython(_create, _drop)


def drop_operation() -> RunPython:
    """For the beginning of such a migration."""
    return RunPython(_drop, _create)
