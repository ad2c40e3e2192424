"""The database itself keeps the search index true, however turns are written."""

import importlib
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core import checks
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import F, Value
from django.db.models.functions import Concat

from core import mapping, publishing, search
from core.editing.rewriting import lift, quotes_of, settle
from core.models import Conference, Participant, Turn, excerpts
from core.search import index
from core.vocabulary import TurnKind
from tests.api.make import conference_like

ON_SQLITE = connection.vendor == "sqlite"


def found(words: str) -> set[int]:
    return {hit.key for hit in search.search(search.read(words), Turn.objects.all(), size=1000).hits}


def new_turn(conference: Conference, text: str, position: int = 90) -> Turn:
    speaker = Participant.objects.filter(conference=conference).first()
    assert speaker is not None
    return Turn(conference=conference, participant=speaker, kind="remarks", position=position, text=text)


def test_a_turn_is_found_from_the_moment_it_is_saved(tokyo: Conference) -> None:
    turn = new_turn(tokyo, "Nothing about marmalade.")
    turn.save()
    assert found("marmalade") == {turn.pk}
    turn.text = "Nothing about honey. 蜂蜜"
    turn.save()
    assert (found("marmalade"), found("honey"), found("蜂蜜")) == (set(), {turn.pk}, {turn.pk})
    turn.delete()
    assert found("honey") == found("蜂蜜") == set()


def test_however_many_are_written_at_once(tokyo: Conference) -> None:
    turns = Turn.objects.bulk_create(new_turn(tokyo, f"marmalade {n} 同盟国", 90 + n) for n in range(5))
    keys = {turn.pk for turn in turns}
    assert found("marmalade") == found("同盟国") == keys
    Turn.objects.filter(pk__in=keys).update(text=Concat(F("text"), Value(" and honey")))
    assert found("honey") == keys
    for turn in turns:
        turn.text = "tea"
    Turn.objects.bulk_update(turns, ["text"])
    assert (found("honey"), found("同盟")) == (set(), set())
    assert found("tea") == keys
    Turn.objects.bulk_create(
        [new_turn(tokyo, "coffee", 90)],
        update_conflicts=True,
        unique_fields=["conference", "position"],
        update_fields=["text"],
    )
    assert len(found("coffee")) == 1
    Turn.objects.filter(pk__in=keys).delete()
    assert found("tea") == set()


def test_a_turn_that_becomes_of_another_kind_is_found_as_that(tokyo: Conference) -> None:
    turn = new_turn(tokyo, "Nothing about marmalade. 蜂蜜")
    turn.save()

    def kinds(words: str) -> list[str]:
        found_as = {
            kind: search.search(search.read(words), Turn.objects.filter(kind=kind), known=search.Known(kind=kind))
            for kind in TurnKind
        }
        return [kind for kind, results in found_as.items() if results.total]

    assert kinds("marmalade") == kinds("-honey about marmalade") == kinds("蜂蜜") == ["remarks"]
    Turn.objects.filter(pk=turn.pk).update(kind="answer")
    assert kinds("marmalade") == kinds('"about marmalade" OR honey') == kinds("蜂蜜") == ["answer"]
    turn.delete()
    assert kinds("marmalade") == []


def test_what_stands_elsewhere_stays_found(tokyo: Conference) -> None:
    before = found("deterrence")
    assert before
    tokyo.turns.update(position=F("position") + 100)
    mapping.write(mapping.read(tokyo))
    assert found("deterrence") == before
    tokyo.delete()
    assert found("deterrence") == set()


def test_a_text_that_is_quoted_is_rewritten(tokyo: Conference) -> None:
    turn = tokyo.turns.get(position=23)
    moves = [(type(each), each.pk, each.start) for each in quotes_of(turn)]
    with publishing.revising(tokyo):
        turn.text = f"{turn.text} Marmalade."
        lift([turn])
        settle([turn], moves)
    assert turn.pk in found("coproduction")
    assert found("marmalade") == {turn.pk}


def test_loading_a_fixture_indexes_it(db: None) -> None:
    call_command("loaddata", "tokyo-2plus2-2024", verbosity=0)
    assert found("deterrence")


def test_a_turn_of_any_length_can_be_kept(tokyo: Conference) -> None:
    """A row of PostgreSQL cannot hold more than a megabyte of positions: the end of such a turn is not searched."""
    letters = "".join(chr(0x4E00 + (n * 7919) % 20_000) for n in range(150_000))
    turn = new_turn(tokyo, f"marmalade {' '.join(f'w{n}' for n in range(60_000))}")
    turn.save()
    other = new_turn(tokyo, letters, 91)
    other.save()
    assert found("marmalade") == {turn.pk}
    assert found(letters[1000:1006]) == {other.pk}
    turn.text = other.text = ""
    turn.save()
    other.save()
    assert found("marmalade") == found(letters[1000:1006]) == set()


def test_a_nul_is_no_reason_to_fail(tokyo: Conference) -> None:
    if ON_SQLITE:  # PostgreSQL keeps no NUL in a text
        new_turn(tokyo, "before\0after 同\0盟").save()
    assert found("deterrence")


@pytest.mark.skipif(not ON_SQLITE, reason="how SQLite does it")
@pytest.mark.parametrize("lost", ["TRIGGER core_turn_search_update", "TABLE core_turn_search"])
def test_a_lost_index_is_noticed_and_repaired_on_sqlite(tokyo: Conference, lost: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP {lost}")
    assert errors() == ["core.E002"]
    if "TRIGGER" in lost:
        tokyo.turns.filter(position=26).update(text=Concat(F("text"), Value(" Marmalade.")))
        assert found("marmalade") == set()
        rebuild()
        assert len(found("marmalade")) == 1
    else:
        rebuild()
    assert errors() == []
    assert found("deterrence")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not ON_SQLITE, reason="only SQLite rebuilds tables")
def test_a_migration_that_rebuilds_the_table_and_forgets_is_noticed(tokyo: Conference) -> None:
    with connection.schema_editor() as editor:
        excerpts.drop(apps, editor)
        editor._remake_table(Turn)
        excerpts.create(apps, editor)
    try:
        assert errors() == ["core.E002"]
    finally:
        rebuild()
    assert errors() == []
    assert found("deterrence")


@pytest.mark.skipif(ON_SQLITE, reason="how PostgreSQL does it")
@pytest.mark.parametrize(
    "lost",
    [
        "DROP INDEX core_turn_search",
        "ALTER TABLE core_turn DROP COLUMN search",
        "DROP TRIGGER core_turn_search_settle ON core_turn",
    ],
)
def test_a_lost_index_is_noticed_and_repaired_on_postgresql(tokyo: Conference, lost: str) -> None:
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(lost)
    assert "core.E002" in errors()
    new_turn(tokyo, "Written all the same.").save()
    rebuild()
    assert "core.E002" not in errors()
    assert found("deterrence")


@pytest.mark.skipif(ON_SQLITE, reason="how PostgreSQL does it")
def test_nothing_waits_for_its_place_in_the_index(tokyo: Conference) -> None:
    turns = Turn.objects.bulk_create(new_turn(tokyo, f"marmalade {n}", 90 + n) for n in range(5))
    Turn.objects.filter(pk=turns[0].pk).update(text="honey")
    assert not waiting()


@pytest.mark.skipif(ON_SQLITE, reason="how PostgreSQL does it")
def test_who_comes_while_another_is_at_it_leaves_it_to_the_next(tokyo: Conference) -> None:
    connection.check_constraints()
    at_it = "granted, 'page' AS locktype, 'ExclusiveLock' AS mode, 'core_turn_search'::regclass::oid AS relation"
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA seen; SET LOCAL search_path = seen, public, pg_catalog")
        cursor.execute(f"CREATE TABLE seen.pg_locks AS SELECT DISTINCT database, {at_it} FROM pg_locks WHERE granted")
        for statement in index.update_statements("postgresql"):
            cursor.execute(statement)
    new_turn(tokyo, "marmalade").save()
    assert len(found("marmalade")) == 1
    assert waiting()
    new_turn(tokyo, "marmalade", 91).save()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM seen.pg_locks")
    index.settle(connection)
    assert not waiting()
    assert len(found("marmalade")) == 2


@pytest.mark.skipif(ON_SQLITE, reason="how PostgreSQL does it")
def test_an_archive_of_before_phrases_were_indexed(tokyo: Conference) -> None:
    migration = importlib.import_module("core.migrations.0015_phrases_are_indexed")
    connection.check_constraints()
    with connection.schema_editor() as editor:
        migration.drop(apps, editor)
        assert errors() == ["core.E002"]
        migration.create(apps, editor)
        migration.create(apps, editor)
    assert errors() == []
    assert found('"extended deterrence"')


@pytest.mark.skipif(not ON_SQLITE, reason="how SQLite does it")
def test_the_last_migration_of_the_index_makes_what_it_lacked(tokyo: Conference) -> None:
    """`migrate` begins with the system checks: they ask for nothing before that one."""
    migration = importlib.import_module(f"core.migrations.{index.MADE_BY}")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER core_turn_search_insert")
    MigrationRecorder(connection).record_unapplied("core", index.MADE_BY)
    assert errors() == []
    MigrationRecorder(connection).record_applied("core", index.MADE_BY)
    assert errors() == ["core.E002"]
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=lambda sql, params: cursor.execute(sql))
        migration.Migration.operations[0].code(apps, editor)
    assert errors() == []
    assert found("deterrence")


def test_an_index_of_an_earlier_version_is_noticed_and_repaired(
    tokyo: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert errors() == []
    monkeypatch.setattr("core.search.index.MOST", 90_000)
    assert errors() == ["core.E002"]
    rebuild()
    assert errors() == []
    assert found("deterrence")


def test_an_index_that_was_kept_true_in_another_way_is_brought_up_to_date(
    tokyo: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.check_constraints()
    monkeypatch.setattr("core.search.index.MOST", 90_000)
    with connection.cursor() as cursor:
        for statement in index.update_statements(connection.vendor):
            cursor.execute(statement)
    assert errors() == []
    new_turn(tokyo, "Marmalade 同盟国 é").save()
    assert len(found("marmalade")) == len(found("同盟国")) == 1
    monkeypatch.undo()
    assert errors() == ["core.E002"]


def test_rebuilding_finds_what_was_found(tokyo: Conference) -> None:
    new_turn(tokyo, "café 日米同盟のNATO協力").save()
    queries = ["deterrence", '"extended deterrence"', "cafe", "同盟", "nato", "力"]
    before = [found(each) for each in queries]
    assert all(before)
    rebuild()
    assert [found(each) for each in queries] == before


@pytest.mark.parametrize("hide", [publishing.withdraw, publishing.delete])
def test_what_is_not_public_any_more_is_not_found_at_once(
    tokyo: Conference, hide: Callable[[Conference], None]
) -> None:
    other = conference_like(tokyo, "other", "-other")
    query = search.read('"extended deterrence"')
    public = search.search(query, Turn.objects.published())
    hide(other)
    left = search.search(query, Turn.objects.published())
    assert public.total == 2 * left.total > 0


def waiting() -> bool:
    """Whether anything waits for its place in the index; it does no longer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('core_turn_search')")
        return cursor.fetchone() != (0,)


def rebuild() -> None:
    connection.check_constraints()  # a table with checks that are still to come cannot be altered
    call_command("rebuild_search", verbosity=0)


def errors() -> list[str]:
    return [message.id or "" for message in checks.run_checks(databases=["default"]) if message.level >= checks.ERROR]
