"""The newest turns that match, on PostgreSQL.

Its planner may not choose how: it knows neither what it costs to work out for a turn what is indexed of it, nor that
the newest matches are enough. So the index is always asked first, for the newest turns or for all.
"""

# The SQL below is made of the names in this package; what people typed is a parameter.
# ruff: noqa: S608, S610

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import ceil
from typing import Any

from django.db import connections, models, transaction
from django.db.models import F, Max, Min

from core.models import Turn
from core.models.prepared import Among
from core.search import index
from core.search.known import Known, Sql, keys_of
from core.search.language import Query
from core.search.writing import Terms, terms_of

# From which share of matches on they are looked for among the newest turns, instead of among all.
COMMON = 0.005
# So many stretches are asked for by name: the index takes each turn that matches through all of the names. More are
# matches of a word that is not common, and found among all by their keys.
FEW_STRETCHES = 20
# Up to how many keys of conferences and participants are worth to be looked up; and of participants when no match is
# known yet.
MOST_CONFERENCES, MOST_PARTICIPANTS, FEW_PARTICIPANTS = 4_000, 30_000, 2_000
# So many matches that may be found are all gathered, without a look whether the newest are enough.
FEW = 25_000
# How long it takes to look at a turn, against finding one more match in the index.
A_LOOK = 25
# What it may use to remember where matches stand. With less, it would remember pages, and work out for each turn on
# them what the index knows: half a minute for a million.
MEMORY = "64MB"
# Among how many turns enough matches are looked for, against among how many they are expected.
MORE = 1.3
# Of a beginning of words, the index gathers all turns of all of the words before it gives any. So many to one: how long
# it takes to look at as many turns as may have to be seen for enough matches, against finding one in the index.
A_WALK = 25_000
# What a look by a key costs, against a row of a whole table that is gone through: next to nothing, as in memory, where
# what is asked again and again is. By its usual figures, made for disks that turn, PostgreSQL went through all
# conferences to learn of some dozens whether they are published.
AT_LENGTH = f"SET LOCAL work_mem = '{MEMORY}'; SET LOCAL random_page_cost = 1.1"
# What belongs to each of a few is looked up by its key, and nobody is called to help.
AT_ONCE = (
    f"{AT_LENGTH}; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;"
    " SET LOCAL max_parallel_workers_per_gather = 0"
)
_TABLE = f'"{Turn._meta.db_table}"'
_MATCHES = f"{index.COLUMN} @@ to_tsquery('core_search', %s)"

Keys = dict[str, list[int]]  # by column


def newest(query: Query, among: models.QuerySet[Turn], limit: int, known: Known) -> list[int]:
    ends: dict[str, Any] = Turn.objects.using(among.db).aggregate(first=Min("pk"), last=Max("pk"))
    if ends["last"] is None:
        return []
    terms = terms_of(query, known.kind)
    if of := _keys(known, among.db, FEW_PARTICIPANTS):
        may_be_found, match = _expected(keys_of(among), among.db), _expected(_indexed(terms), among.db)
        enough = ceil(MORE * limit * ends["last"] / match)
        if enough < may_be_found and enough * A_LOOK < match:
            found, lowest = _looked_at_newest(terms, among, limit, enough, of)
            if len(found) == limit or lowest is None:
                return found
            return found + _gathered(terms, among, limit - len(found), lowest, of=of)
        if may_be_found * A_LOOK < match:
            return _looked_at(terms, among, limit)
        if may_be_found * match / ends["last"] < FEW:
            return _gathered(terms, among, limit, of=of)
    oldest, newest = ends["first"] // index.STRETCH, ends["last"] // index.STRETCH
    keys: list[int] = []
    above = ends["last"] + 1
    if reach := _worth_a_walk(query, terms, known, among.db, above, limit):
        keys = _walked(terms, among, limit, above - reach)
        above = max(above - reach, ends["first"])
        newest = (above - 1) // index.STRETCH
    stretches = 2  # the newest of them may just have begun
    while len(keys) < limit and oldest <= newest:
        last = newest - stretches + 1
        within = range(last, newest + 1) if last > oldest else None
        found = _gathered(terms, among, limit - len(keys), above, within)
        keys += found
        if not within:
            break
        share = len(found) / (above - last * index.STRETCH)
        above, newest = last * index.STRETCH, last - 1
        if share < COMMON:
            if known.participants is not None and _expected(keys_of(known.participants), among.db) > MOST_PARTICIPANTS:
                known = replace(known, participants=None)
            of = _keys(known, among.db, MOST_PARTICIPANTS)
            return keys + _gathered(terms, among, limit - len(keys), above, of=of)
        stretches = ceil(1.2 * (limit - len(keys)) / share / index.STRETCH)
    return keys


def _keys(known: Known, using: str, most_participants: int) -> Keys:
    """Of the conferences and participants that are known, when they are not too many."""
    sets = (
        ("conference_id", known.conferences, MOST_CONFERENCES),
        ("participant_id", known.participants, most_participants),
    )
    found = {
        column: (list(rows.using(using).order_by().values_list("pk", flat=True)[: most + 1]), most)
        for column, rows, most in sets
        if rows is not None
    }
    return {column: keys for column, (keys, most) in found.items() if len(keys) <= most}


def _gathered(
    terms: Terms,
    among: models.QuerySet[Turn],
    limit: int,
    above: int | None = None,
    within: range | None = None,
    of: Keys | None = None,
) -> list[int]:
    """The newest matches: below the key `above`, in these stretches, of these conferences and participants.

    What the index gives is a table of its own: left to choose, PostgreSQL takes what may be found, and works out for
    each of those what is indexed of it, in seconds.
    """
    matches, its_params = _indexed(terms, above, within, of)
    may_be_found, params = keys_of(among)
    sql = may_be_found.replace(f" FROM {_TABLE}", f" FROM ({matches} OFFSET 0) AS {_TABLE}", 1)
    sql = f"{sql} ORDER BY 1 DESC LIMIT {limit}"
    return _asked((sql, (*its_params, *params)), AT_ONCE if within and not of else AT_LENGTH, among.db)


@contextmanager
def at_once(using: str) -> Iterator[None]:
    """While it lasts, what is asked for by some keys is found by way of them. To put facets to a thousand turns,
    PostgreSQL went through all participants and conferences, with a helper, in five times as long."""
    with transaction.atomic(using, savepoint=False):
        with connections[using].cursor() as cursor:
            cursor.execute(AT_ONCE)
        yield


def _asked(sql: Sql, settings: str, using: str) -> list[int]:
    with transaction.atomic(using, savepoint=False), connections[using].cursor() as cursor:
        cursor.execute(settings)
        cursor.execute(*sql)
        return [key for (key,) in cursor]


def _worth_a_walk(query: Query, terms: Terms, known: Known, using: str, turns: int, limit: int) -> int:
    """Among how many of the newest turns enough will match, where a look at each finds them sooner than the index; else
    0."""
    begins = any(each.begins or (each.unspaced and len(each.words) == 1) for each in query.phrases())
    if not begins or known != Known():
        return 0
    match = _expected(_indexed(terms), using)
    return ceil(MORE * limit * turns / match) if match**2 > A_WALK * turns else 0


def _walked(terms: Terms, among: models.QuerySet[Turn], limit: int, lowest: int) -> list[int]:
    """The newest matches from that key on, by a look at one turn after the other."""
    turns = among.filter(pk__gte=lowest).extra(where=[f"{_TABLE}.{_MATCHES}"], params=[terms.exactly])
    sql, params = keys_of(turns)
    return _asked((f"{sql} ORDER BY 1 DESC LIMIT {limit}", params), AT_ONCE, among.db)


def _indexed(terms: Terms, above: int | None = None, within: range | None = None, of: Keys | None = None) -> Sql:
    where, params = terms.sql, list[Any](terms.params)
    if within and len(within) <= FEW_STRETCHES:
        where = f"({where} && %s::tsquery)"
        params.append(" | ".join(f"'#{number}'" for number in within))
    conditions = [f"{index.terms(index.COLUMN, 'kind')} @@ {where}"]
    if within and len(within) > FEW_STRETCHES:
        conditions.append(f"id >= {within.start * index.STRETCH} AND id < {above}")
    elif above is not None:
        # The sum keeps PostgreSQL from asking the keys as well: nearly all of them are below.
        conditions.append(f"id + 0 < {above}")
    for condition, its_params in map(_of, (of or {}).items()):
        conditions.append(condition)
        params += its_params
    if not terms.is_exact:
        conditions.append(_MATCHES)
        params.append(terms.exactly)
    return f"SELECT * FROM {_TABLE} WHERE {' AND '.join(conditions)}", params


def _of(column_and_keys: tuple[str, list[int]]) -> Sql:
    column, keys = column_and_keys
    return f"{column} = ANY (%s::bigint[])", [f"{{{','.join(map(str, keys))}}}"]


def _looked_at_newest(
    terms: Terms, among: models.QuerySet[Turn], limit: int, most: int, of: Keys
) -> tuple[list[int], int | None]:
    """The newest matches among the newest turns of these conferences and participants, by a look at each; and the key
    down to which that was seen, None when there are no more."""
    conditions, params = zip(*map(_of, of.items()), strict=True)
    newest = f"SELECT id FROM {_TABLE} WHERE {' AND '.join(conditions)} ORDER BY id DESC LIMIT {most}"
    seen = _asked((newest, list(itertools.chain.from_iterable(params))), AT_ONCE, among.db)
    turns = among.filter(Among("pk", seen)).extra(where=[f"{_TABLE}.{_MATCHES}"], params=[terms.exactly])
    sql, its_params = keys_of(turns)
    keys = _asked((f"{sql} ORDER BY 1 DESC LIMIT {limit}", its_params), AT_ONCE, among.db)
    return keys, seen[-1] if len(seen) == most else None


def _looked_at(terms: Terms, turns: models.QuerySet[Turn], limit: int) -> list[int]:
    """The newest of the turns that match, by a look at each. The sum keeps PostgreSQL from walking down all keys."""
    found = turns.extra(where=[f"{_TABLE}.{_MATCHES}"], params=[terms.exactly])
    return list(found.order_by((F("pk") + 0).desc()).values_list("pk", flat=True)[:limit])


def _expected(sql: Sql, using: str) -> int:
    """How many rows PostgreSQL takes them to be, and one where it knows that there is none."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql[0]}", sql[1])
        (plan,) = cursor.fetchone()
    plan = plan if isinstance(plan, list) else json.loads(plan)
    return max(int(plan[0]["Plan"]["Plan Rows"]), 1)
