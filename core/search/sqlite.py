"""The newest turns that match, on SQLite."""

# The SQL below is made of the names in this package; what people typed is a parameter.
# ruff: noqa: S608, S610

from django.db import connections, models

from core.models import Turn
from core.search import index
from core.search.known import Known, Sql, keys_of
from core.search.language import Query
from core.search.writing import in_fts5

# How many matches are looked at one by one to learn how many of them may be found; and the most that are then looked at
# in that way, before what may be found is gathered instead.
SAMPLED = 2_000
WALKED = 20_000
NO_KEY_IS_HIGHER = 2**63 - 1


def newest(query: Query, among: models.QuerySet[Turn], limit: int, known: Known) -> list[int]:
    table, match = index.TABLE, in_fts5(query, known.kind)
    # FTS5 gives its rows by key in either direction at no cost, and can begin below any.
    found = f"SELECT rowid FROM {table} WHERE {table} MATCH %s AND rowid < %s"
    that_one, its_params = keys_of(among.extra(where=[f"{Turn._meta.db_table}.id = walked.rowid"]))
    matches: list[int] = []
    reached, seen = NO_KEY_IS_HIGHER, 0
    with connections[among.db].cursor() as cursor:
        # One query, given up where it does not pay: to begin again takes long for beginnings of words.
        cursor.execute(
            f"SELECT rowid, EXISTS ({that_one}) FROM ({found} ORDER BY rowid DESC LIMIT {WALKED}) AS walked",
            (*its_params, match, reached),
        )
        for reached, may_be_found in cursor:
            seen += 1
            if may_be_found:
                matches.append(reached)
                if len(matches) == limit:
                    return matches
            if seen == SAMPLED and len(matches) * WALKED // SAMPLED < limit:
                break
        else:
            if seen < WALKED:
                return matches
    # Few of many matches may be found: for the others it is faster to gather first what may be. The plus keeps SQLite
    # from asking FTS5 about each of those by itself.
    gathered, params = _gathered(among, known)
    with connections[among.db].cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM ({found} AND +rowid IN ({gathered}) ORDER BY rowid DESC LIMIT -1) AS walked"
            f" WHERE EXISTS ({that_one}) LIMIT {limit - len(matches)}",
            (match, reached, *params, *its_params),
        )
        return matches + [key for (key,) in cursor]


def _gathered(among: models.QuerySet[Turn], known: Known) -> Sql:
    """The keys of what may be found, and of more where the indexes of turns by conference or participant tell them
    without a look at any turn."""
    turns = Turn.objects.using(among.db)
    if known.participants is not None:
        participants = known.participants.using(among.db).order_by()
        if known.conferences is not None:
            participants = participants.filter(conference__in=known.conferences.using(among.db).order_by().values("pk"))
        among = turns.filter(participant__in=participants.values("pk"))
    elif known.conferences is not None:
        among = turns.filter(conference__in=known.conferences.using(among.db).order_by().values("pk"))
    return keys_of(among)
