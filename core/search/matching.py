"""The newest turns that match: what SQLite and PostgreSQL each do differently.

Both look at no more than they must. To gather all 300,000 turns that hold a common word takes a second, so there is
a limit.
"""

# The SQL below is made of the names in this package; what people typed is a parameter.
# ruff: noqa: S608, S610

from collections.abc import Callable, Iterable, Sequence
from math import ceil
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import F, Max, Min

from core.models import Turn
from core.search import index
from core.search.language import Phrase, Query, pairs, shorter_stems

# How many matches SQLite looks at one by one to learn how many of them may be found; and the most that it then looks at
# in that way, before it gathers what may be found instead.
SAMPLED = 2_000
WALKED = 20_000
NO_KEY_IS_HIGHER = 2**63 - 1
# From which share of matches on PostgreSQL looks for them among the newest turns, instead of among all.
COMMON = 0.005


def newest(query: Query, among: models.QuerySet[Turn], limit: int) -> list[int]:
    """The keys of the newest of the turns `among` that match, at most `limit`, the newest first. One query or a few."""
    on_sqlite = connections[among.db].vendor == "sqlite"
    try:
        return (_on_sqlite if on_sqlite else _on_postgresql)(query, among, limit)
    except EmptyResultSet:  # what Django raises for queries that it knows to find nothing
        return []


def _on_sqlite(query: Query, among: models.QuerySet[Turn], limit: int) -> list[int]:
    table, match = index.TABLE, _written(query, _fts5_phrase, " AND ", " OR ", " NOT ")
    # FTS5 gives its rows by key in either direction at no cost, and can begin below any.
    found = f"SELECT rowid FROM {table} WHERE {table} MATCH %s AND rowid < %s"
    that_one, its_params = _keys(among.extra(where=[f"{Turn._meta.db_table}.id = walked.rowid"]))
    matches: list[int] = []
    reached = NO_KEY_IS_HIGHER

    def walk(most: int) -> bool:
        """Take the newest that may be found from the next `most` matches. Whether there may be more of either."""
        nonlocal reached
        seen = 0
        with connections[among.db].cursor() as cursor:
            cursor.execute(
                f"SELECT rowid, EXISTS ({that_one}) FROM ({found} ORDER BY rowid DESC LIMIT {most}) AS walked",
                (*its_params, match, reached),
            )
            for reached, may_be_found in cursor:
                seen += 1
                if may_be_found:
                    matches.append(reached)
                    if len(matches) == limit:
                        return False
        return seen == most

    go_on = walk(SAMPLED)
    if go_on and limit <= len(matches) * WALKED // SAMPLED:
        go_on = walk(WALKED - SAMPLED)
    if go_on:
        # Few of many matches may be found: for the others it is faster to gather first what may be. The plus keeps
        # SQLite from asking FTS5 about each of those by itself.
        may_be_found, params = _keys(among)
        with connections[among.db].cursor() as cursor:
            cursor.execute(
                f"{found} AND +rowid IN ({may_be_found}) ORDER BY rowid DESC LIMIT {limit - len(matches)}",
                (match, reached, *params),
            )
            matches += (key for (key,) in cursor)
    return matches


def _keys(turns: models.QuerySet[Turn]) -> tuple[str, Sequence[Any]]:
    """The keys of those turns as SQL, with its parameters."""
    sql, params = turns.order_by().values("pk").query.get_compiler(turns.db).as_sql()
    return sql, params


def _on_postgresql(query: Query, among: models.QuerySet[Turn], limit: int) -> list[int]:
    tsquery = "to_tsquery('core_search', %s)"
    column, params = (
        f'"{Turn._meta.db_table}"."{index.COLUMN}"',
        [_written(query, _tsquery_phrase, " & ", " | ", " & !")],
    )
    ends: dict[str, Any] = Turn.objects.using(among.db).aggregate(first=Min("pk"), last=Max("pk"))
    if ends["last"] is None:
        return []
    oldest, newest = ends["first"] // index.STRETCH, ends["last"] // index.STRETCH
    keys: list[int] = []
    stretches = 2  # the newest of them may just have begun
    above = ends["last"] + 1
    while len(keys) < limit and oldest <= newest:
        last = max(newest - stretches + 1, oldest)
        here = among.filter(pk__lt=(newest + 1) * index.STRETCH)
        if last > oldest:
            within = " | ".join(f"'#{number}'" for number in range(last, newest + 1))
            here = here.extra(where=[f"{column} @@ ({tsquery} && %s::tsquery)"], params=[*params, within])
        else:
            here = here.extra(where=[f"{column} @@ {tsquery}"], params=params)
        # The sum keeps the planner from walking down the keys until there are enough: 20 s for a rare word.
        found = here.order_by((F("pk") + 0).desc()).values_list("pk", flat=True)[: limit - len(keys)]
        before = len(keys)
        keys += found
        share = (len(keys) - before) / (above - last * index.STRETCH)
        above = last * index.STRETCH
        newest = last - 1
        # Few are faster found among all.
        stretches = ceil(1.2 * (limit - len(keys)) / share / index.STRETCH) if share >= COMMON else newest - oldest + 1
    return keys


def _written(query: Query, phrase: Callable[[Phrase], str], every: str, some: str, without: str) -> str:
    """The query in the language of a database, given how it writes a phrase and joins them."""

    def joined(parts: Iterable[str], by: str) -> str:
        return f"({by.join(parts)})"

    def term(phrases: tuple[Phrase, ...]) -> str:
        return joined((phrase(each) for each in phrases), every)

    wanted = joined((joined((term(each) for each in alternatives), some) for alternatives in query.wanted), every)
    if not query.without:
        return wanted
    return f"{wanted}{without}{joined((term(each) for each in query.without), some)}"


def _fts5_phrase(phrase: Phrase) -> str:
    if phrase.unspaced:
        written = f'"{" ".join(pairs(phrase.words))}"'
        return f"{written} *" if len(phrase.words) == 1 else written
    written = f'"{" ".join(phrase.words)}"'
    if not phrase.begins:
        return written
    return " OR ".join([f"({written} *", *(f'"{each}"' for each in _shorter(phrase))]) + ")"


def _tsquery_phrase(phrase: Phrase) -> str:
    # Words are letters and digits only: nothing in them ends a quotation.
    words = pairs(phrase.words) if phrase.unspaced else phrase.words
    written = " <-> ".join(f"'{each}'" for each in words)
    if phrase.begins or (phrase.unspaced and len(phrase.words) == 1):
        written += ":*"
    return " | ".join([f"({written}", *(f"'{each}'" for each in _shorter(phrase))]) + ")"


def _shorter(phrase: Phrase) -> list[str]:
    return shorter_stems(phrase.words[0]) if phrase.begins and len(phrase.words) == 1 else []
