"""The newest turns that match, on PostgreSQL.

Its planner may not choose how: it knows neither what it costs to work out for a turn what is indexed of it, nor that
the newest matches are enough. So the index is always asked first, for the newest turns or for all.
"""

# The SQL below is made of the names in this package; what people typed is a parameter.
# ruff: noqa: S608, S610

import json
from math import ceil
from typing import Any

from django.db import connections, models, transaction
from django.db.models import F, Max, Min

from core.models import Turn
from core.search import index
from core.search.known import Known, Sql, keys_of
from core.search.language import Query
from core.search.writing import Terms, terms_of

# From which share of matches on they are looked for among the newest turns, instead of among all.
COMMON = 0.005
# So many stretches are asked for by name: the index takes each turn that matches through all of the names. More are
# matches of a word that is not common, and found among all by their keys.
FEW_STRETCHES = 8
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
        if may_be_found * A_LOOK < match:
            return _looked_at(terms, among, limit)
        if may_be_found * match / ends["last"] < FEW:
            return _gathered(terms, among, limit, of=of)
    oldest, newest = ends["first"] // index.STRETCH, ends["last"] // index.STRETCH
    keys: list[int] = []
    stretches = 2  # the newest of them may just have begun
    above = ends["last"] + 1
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
            return keys + _gathered(
                terms, among, limit - len(keys), above, of=_keys(known, among.db, MOST_PARTICIPANTS)
            )
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
    with transaction.atomic(among.db, savepoint=False), connections[among.db].cursor() as cursor:
        cursor.execute(f"SET LOCAL work_mem = '{MEMORY}'")
        cursor.execute(f"{sql} ORDER BY 1 DESC LIMIT {limit}", (*its_params, *params))
        return [key for (key,) in cursor]


def _indexed(terms: Terms, above: int | None = None, within: range | None = None, of: Keys | None = None) -> Sql:
    where, params = terms.sql, list[Any](terms.params)
    if within and len(within) <= FEW_STRETCHES:
        where = f"({where} && %s::tsquery)"
        params.append(" | ".join(f"'#{number}'" for number in within))
    conditions = [f"{index.terms(index.COLUMN, 'kind')} @@ {where}"]
    if above is not None:
        conditions.append(f"id < {above}")
    if within and len(within) > FEW_STRETCHES:
        conditions.append(f"id >= {within.start * index.STRETCH}")
    for column, keys in (of or {}).items():
        conditions.append(f"{column} = ANY (%s)")
        params.append(keys)
    if not terms.is_exact:
        conditions.append(_MATCHES)
        params.append(terms.exactly)
    return f"SELECT * FROM {_TABLE} WHERE {' AND '.join(conditions)}", params


def _looked_at(terms: Terms, turns: models.QuerySet[Turn], limit: int) -> list[int]:
    """The newest of the turns that match, by a look at each. The sum keeps PostgreSQL from walking down all keys."""
    found = turns.extra(where=[f"{_TABLE}.{_MATCHES}"], params=[terms.exactly])
    return list(found.order_by((F("pk") + 0).desc()).values_list("pk", flat=True)[:limit])


def _expected(sql: Sql, using: str) -> int:
    """How many rows PostgreSQL takes them to be."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql[0]}", sql[1])
        (plan,) = cursor.fetchone()
    rows: int = (plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"]["Plan Rows"]
    return rows
