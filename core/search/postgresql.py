"""The newest turns that match, on PostgreSQL.

Its planner may not choose how: it knows neither what it costs to work out for a turn what is indexed of it, nor that
the newest matches are enough. So the index is always asked first, for the newest turns or for all.
"""

# The SQL below is made of the names in this package; what people typed is a parameter.
# ruff: noqa: S608, S610, S611

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import cache, partial
from math import ceil
from typing import Any

from django.db import connections, models, transaction
from django.db.models import F, Max, Min
from django.db.models.expressions import RawSQL

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
# How long it takes to look at a turn, and may take to go along with a word of a phrase or a sentence in the index,
# against finding one more match in it: how many hold each word by itself is not told.
A_LOOK, A_WORD = 25, 1_500
# What it may use to remember where matches stand. With less, it would remember pages, and work out for each turn on
# them what the index knows: half a minute for a million.
MEMORY = "64MB"
# Of fewer matches, it is found out one by one whether they may be found.
MANY = 20_000
# Among how many turns enough matches are looked for, against among how many they are expected.
MORE = 1.3
# Of a beginning of words, the index gathers all turns of all of the words before it gives any. So many to one: how long
# it takes to look at as many turns as may have to be seen for enough matches, against finding one in the index.
A_WALK = 25_000
# What a look by a key costs, against a row of a whole table that is gone through: next to nothing, as in memory, where
# what is asked again and again is. By its usual figures, made for disks that turn, PostgreSQL went through all
# conferences to learn of some dozens whether they are published. So what belongs to each turn is looked up by its key,
# and nobody is called to help.
AT_ONCE = (
    f"SET LOCAL work_mem = '{MEMORY}'; SET LOCAL random_page_cost = 1.1; SET LOCAL enable_hashjoin = off;"
    " SET LOCAL enable_mergejoin = off; SET LOCAL max_parallel_workers_per_gather = 0"
)
# What it takes to look at a turn, against going on in an index: the more, the sooner the indexes of turns by conference
# and participant are asked as well before any is looked at. PostgreSQL expects too few matches of a phrase, as if its
# words stood together by chance, and looked at 86,000 turns for the 4,000 of some conferences.
A_LOOK_IS_DEAR = "SET LOCAL cpu_operator_cost = 0.05"
_TABLE = f'"{Turn._meta.db_table}"'
_MATCHES = f"{index.COLUMN} @@ to_tsquery('core_search', %s)"

# By column of turns, the rows that it may lead to; their keys, where they are few.
Rows = Mapping[str, models.QuerySet[Any]]
Of = Mapping[str, list[int] | models.QuerySet[Any]]


def newest(query: Query, among: models.QuerySet[Turn], limit: int, known: Known) -> list[int]:
    ends: dict[str, Any] = Turn.objects.using(among.db).aggregate(first=Min("pk"), last=Max("pk"))
    if ends["last"] is None:
        return []
    terms = terms_of(query, known.kind)
    expected = cache(partial(_expected, _indexed(terms), among.db))
    rows = _rows(known, among.db)
    if of := _keys(rows, FEW_PARTICIPANTS):
        may_be_found, match = _expected(keys_of(among), among.db), expected()
        enough = ceil(MORE * limit * ends["last"] / match)
        if enough < may_be_found and enough * A_LOOK < match:
            found, lowest = _looked_at_newest(terms, among, limit, enough, of)
            if len(found) == limit or lowest is None:
                return found
            return found + _gathered(terms, among, limit - len(found), lowest, of=of)
        if may_be_found * A_LOOK < max(match, A_WORD * len(terms.params)):
            return _looked_at(terms, among, limit)
        if may_be_found * match / ends["last"] < FEW:
            return _gathered(terms, among, limit, of=of)
    oldest, newest = ends["first"] // index.STRETCH, ends["last"] // index.STRETCH
    keys: list[int] = []
    above = ends["last"] + 1
    if reach := _worth_a_walk(query, known, expected, above, limit):
        keys = _matching(terms, among.filter(pk__gte=above - reach), limit)
        above = max(above - reach, ends["first"])
        newest = (above - 1) // index.STRETCH
    stretches = 2  # the newest of them may just have begun
    are_many: bool | None = None
    narrower: Of = {}
    while len(keys) < limit and oldest <= newest:
        last = newest - stretches + 1
        within = range(last, newest + 1) if last > oldest else None
        found = _gathered(terms, among, limit - len(keys), above, within, narrower)
        keys += found
        if not within:
            break
        share = len(found) / (above - last * index.STRETCH)
        above, newest = last * index.STRETCH, last - 1
        stretches = ceil(1.2 * (limit - len(keys)) / max(share, 1 / above) / index.STRETCH)
        if share < COMMON:
            if are_many is None:
                are_many = _are_many(query, terms, expected, rows, within, above, among.db)
                narrower = _keys_or_rows(rows, among.db) if are_many else {}
            if not are_many or (narrower and stretches > (newest - oldest) / 2):
                return keys + _gathered(terms, among, limit - len(keys), above, of=narrower)
            if not narrower:  # they speak of it less than they did
                stretches = min(stretches, 4 * len(within))
    return keys


def _rows(known: Known, using: str) -> Rows:
    rows = {"conference_id": known.conferences, "participant_id": known.participants}
    return {column: each.using(using).order_by() for column, each in rows.items() if each is not None}


def _keys(rows: Rows, most_participants: int) -> dict[str, list[int]]:
    """Of those that are not too many."""
    most = {"conference_id": MOST_CONFERENCES, "participant_id": most_participants}
    keys = {column: list(each.values_list("pk", flat=True)[: most[column] + 1]) for column, each in rows.items()}
    return {column: some for column, some in keys.items() if len(some) <= most[column]}


def _keys_or_rows(rows: Rows, using: str) -> Of:
    participants = rows.get("participant_id")
    are_few = participants is None or _expected(keys_of(participants), using) <= MOST_PARTICIPANTS
    few = rows if are_few else {column: each for column, each in rows.items() if column != "participant_id"}
    return {**rows, **_keys(few, MOST_PARTICIPANTS)}


def _gathered(
    terms: Terms,
    among: models.QuerySet[Turn],
    limit: int,
    above: int | None = None,
    within: range | None = None,
    of: Of | None = None,
) -> list[int]:
    """The newest matches: below the key `above`, in these stretches, of these conferences and participants.

    What the index gives is a table of its own: left to choose, PostgreSQL takes what may be found, and works out for
    each of those what is indexed of it, in seconds.
    """
    matches, its_params = _indexed(terms, above, within, of)
    exactly = {} if terms.is_exact else {index.COLUMN: RawSQL(f"{_TABLE}.{index.COLUMN}", ())}
    may_be_found, params = keys_of(among, **exactly)
    sql = may_be_found.replace(f" FROM {_TABLE}", f" FROM ({matches} OFFSET 0) AS {_TABLE}", 1)
    if exactly:
        # Whether words follow each other takes longest to see: of what may be found only, and no longer than needed.
        sql = f"SELECT pk FROM ({sql} ORDER BY 1 DESC OFFSET 0) AS found WHERE {_MATCHES}"
        params = (*params, terms.exactly)
    sql = f"{sql} ORDER BY 1 DESC LIMIT {limit}"
    return _asked((sql, (*its_params, *params)), f"{AT_ONCE}; {A_LOOK_IS_DEAR}" if of else AT_ONCE, among.db)


def at_once(using: str) -> AbstractContextManager[Any]:
    """While it lasts, what is asked for by some keys is found by way of them. To put facets to a thousand turns,
    PostgreSQL went through all participants and conferences, with a helper, in five times as long."""
    return _set(AT_ONCE, using)


@contextmanager
def _set(settings: str, using: str) -> Iterator[Any]:
    """A cursor of a transaction, in which the settings hold."""
    with transaction.atomic(using, savepoint=False), connections[using].cursor() as cursor:
        cursor.execute(settings)
        yield cursor


def _asked(sql: Sql, settings: str, using: str) -> list[int]:
    with _set(settings, using) as cursor:
        cursor.execute(*sql)
        return [key for (key,) in cursor]


def _worth_a_walk(query: Query, known: Known, expected: Callable[[], int], turns: int, limit: int) -> int:
    """Among how many of the newest turns enough will match, where a look at each finds them sooner than the index; else
    0."""
    if not _begins(query) or known != Known():
        return 0
    match = expected()
    return ceil(MORE * limit * turns / match) if match**2 > A_WALK * turns else 0


def _begins(query: Query) -> bool:
    """Whether beginnings of words are looked for: each time, the index gathers the turns of all of these words."""
    return any(each.begins or (each.unspaced and len(each.words) == 1) for each in query.phrases())


def _indexed(terms: Terms, above: int | None = None, within: range | None = None, of: Of | None = None) -> Sql:
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
    for condition, its_params in itertools.starmap(_of, (of or {}).items()):
        conditions.append(condition)
        params += its_params
    return f"SELECT * FROM {_TABLE} WHERE {' AND '.join(conditions)}", params


def _of(column: str, keys: list[int] | models.QuerySet[Any]) -> Sql:
    if isinstance(keys, list):
        return f"{column} = ANY (%s::bigint[])", [f"{{{','.join(map(str, keys))}}}"]
    sql, params = keys_of(keys)
    # Said like this, PostgreSQL remembers them all before it looks at turns, and does not look up one for each.
    return f"({column} IN ({sql})) IS TRUE", params


def _looked_at_newest(
    terms: Terms, among: models.QuerySet[Turn], limit: int, enough: int, of: Of
) -> tuple[list[int], int | None]:
    """The newest matches among the newest turns of these conferences and participants, by a look at each: at `enough`
    of them, and at up to four times as many when these were too few. And the key down to which that was seen, None when
    there are no more."""
    conditions, params = zip(*itertools.starmap(_of, of.items()), strict=True)
    # The sum keeps PostgreSQL from walking down all keys.
    most = 4 * enough
    newest = f"SELECT id FROM {_TABLE} WHERE {' AND '.join(conditions)} ORDER BY id + 0 DESC LIMIT {most}"
    turns = _asked((newest, list(itertools.chain.from_iterable(params))), AT_ONCE, among.db)
    keys: list[int] = []
    seen = 0
    while seen < len(turns) and len(keys) < limit:
        these = turns[seen : seen + enough]
        found = _matching(terms, among.filter(Among("pk", these)), limit - len(keys))
        keys += found
        seen += len(these)
        enough = ceil(MORE * (limit - len(keys)) * len(these) / max(len(found), 1))
    return keys, turns[-1] if len(turns) == most else None


def _matching(terms: Terms, turns: models.QuerySet[Turn], limit: int) -> list[int]:
    """The newest that match of few turns, by a look at each."""
    sql, params = keys_of(turns.extra(where=[f"{_TABLE}.{_MATCHES}"], params=[terms.exactly]))
    return _asked((f"{sql} ORDER BY 1 DESC LIMIT {limit}", params), AT_ONCE, turns.db)


def _looked_at(terms: Terms, turns: models.QuerySet[Turn], limit: int) -> list[int]:
    """The newest of the turns that match, by a look at each. The sum keeps PostgreSQL from walking down all keys."""
    found = turns.extra(where=[f"{_TABLE}.{_MATCHES}"], params=[terms.exactly])
    return list(found.order_by((F("pk") + 0).desc()).values_list("pk", flat=True)[:limit])


def _are_many(
    query: Query, terms: Terms, expected: Callable[[], int], rows: Rows, within: range, below: int, using: str
) -> bool:
    """Whether MANY turns match, may they be found or not: as PostgreSQL expects, or `below` that key as in these
    stretches."""
    begins = _begins(query)
    if begins and not rows:
        return False  # better gathered once than again and again
    if expected() > MANY:
        return True
    if begins or not rows:
        return False
    some = within[:FEW_STRETCHES]
    sql, params = _indexed(terms, within=some)
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql}) AS matches", params)
        (number,) = cursor.fetchone()
    return int(number) * below > MANY * len(some) * index.STRETCH


def _expected(sql: Sql, using: str) -> int:
    """How many rows PostgreSQL takes them to be, and one where it knows that there is none."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql[0]}", sql[1])
        (plan,) = cursor.fetchone()
    plan = plan if isinstance(plan, list) else json.loads(plan)
    return max(int(plan[0]["Plan"]["Plan Rows"]), 1)
