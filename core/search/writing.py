"""A query in the languages of the databases: FTS5's, and PostgreSQL's tsquery."""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.search.index import A_KIND
from core.search.language import Phrase, Query, pairs, shorter_stems


def in_fts5(query: Query, kind: str | None = None) -> str:
    """Of turns of that kind; of any when there is none."""
    written = _written(query, _fts5_phrase, " AND ", " OR ", " NOT ")
    return f'({written}) AND "{A_KIND}{kind}"' if kind else written


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


@dataclass(frozen=True, slots=True)
class Terms:
    """SQL of a tsquery, with its parameters, in the terms of PostgreSQL's index: words, and two that stand beside each
    other. Every turn that matches the query matches it; unless it `is_exact`, others may as well, and `exactly` is for
    `to_tsquery` and the column of turns."""

    sql: str
    params: tuple[str, ...]
    is_exact: bool
    exactly: str = ""


def terms_of(query: Query, kind: str | None = None) -> Terms:
    """Of turns of that kind; of any when there is none."""
    wanted = [_joined(" || ", map(_all_of, alternatives)) for alternatives in query.wanted]
    without = [_all_of(term) for term in query.without]
    # Not to lose a turn, what more than the excluded matches is not excluded here.
    left_out = [Terms(f"!! {each.sql}", each.params, True) for each in without if each.is_exact]
    of_kind = [Terms("%s::tsquery", (f"'#{kind}'",), True)] if kind else []
    terms = _joined(" && ", (*wanted, *left_out, *of_kind))
    exactly = _written(query, _tsquery_phrase, " & ", " | ", " & !")
    return Terms(terms.sql, terms.params, terms.is_exact and len(left_out) == len(without), exactly)


def _all_of(term: tuple[Phrase, ...]) -> Terms:
    return _joined(" && ", map(_terms_of_phrase, term))


def _joined(by: str, several: Iterable[Terms]) -> Terms:
    parts = list(several)
    return Terms(
        f"({by.join(each.sql for each in parts)})",
        tuple(param for each in parts for param in each.params),
        all(each.is_exact for each in parts),
    )


def _terms_of_phrase(phrase: Phrase) -> Terms:
    words = pairs(phrase.words) if phrase.unspaced else phrase.words
    if len(words) == 1:
        return Terms("to_tsquery('core_search', %s)", (_tsquery_phrase(phrase),), True)
    if not all(map(_is_surely_one, words)):
        return Terms("to_tsquery('core_search', %s)", (" & ".join(f"'{each}'" for each in words[:-1]),), False)
    # PostgreSQL's own stems: ours differ for words of one letter.
    lexeme = "%s" if phrase.unspaced else "(ts_lexize('core_search_porter', %s))[1]"
    two = f"'''~' || {lexeme} || ' ' || {lexeme} || ''''"
    beside = " || ' & ' || ".join([two] * (len(words) - 1))
    params = tuple(itertools.chain.from_iterable(itertools.pairwise(words)))
    begins = " || ':*'" if phrase.begins else ""
    return Terms(f"({beside}{begins})::tsquery", params, len(words) == 2)


def _is_surely_one(word: str) -> bool:
    """Whether PostgreSQL takes it for one word as well: it parts them at some of the signs that go with letters."""
    return all(letter.isalpha() or letter in "0123456789" for letter in word)
