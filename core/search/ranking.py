"""Which of the turns found come first: BM25, worked out among what was found and nothing else.

Ranks that the databases give weigh a word by how many of all turns hold it, drafts included, so that what is not
public would move what is. This one sees only what may be found, and is the same on both databases.
"""

import math
from collections.abc import Mapping

from core.search.language import Query
from core.search.places import Sought, SoughtWords, words_of

# As Robertson and Zaragoza advise (The Probabilistic Relevance Framework, 2009): how soon a word that is repeated adds
# nothing, and how much a long turn loses.
K, B = 1.2, 0.75


def ranked(texts: Mapping[int, str], query: Query) -> list[int]:
    """The keys of the texts, the most relevant first; of equals, the highest key. Some 10 ms for 1,000 texts."""
    usual = sum(map(len, texts.values())) / len(texts) if texts else 0
    counts = _counts(texts, query)
    ranks = dict.fromkeys(texts, 0.0)
    for of_phrase in zip(*counts, strict=True):
        having = sum(1 for count in of_phrase if count)
        weight = math.log(1 + (len(texts) - having + 0.5) / (having + 0.5))
        for (key, text), count in zip(texts.items(), of_phrase, strict=True):
            if count:
                ranks[key] += weight * count / (count + K * (1 - B + B * len(text) / usual))
    return sorted(ranks, key=lambda key: (-ranks[key], -key))


def _counts(texts: Mapping[int, str], query: Query) -> list[list[int]]:
    """Of each text, at how many places each phrase of the query stands in it."""
    phrases = dict.fromkeys(query.phrases())
    single = [phrase for phrase in phrases if len(phrase.words) == 1 and not phrase.unspaced]
    others = [Sought(phrase) for phrase in phrases if phrase not in single]
    at_once = SoughtWords(single)
    counts = []
    for text in texts.values():
        words = words_of(text)
        of_words = at_once.counts(words) if single else []
        counts.append(of_words + [each.count(text, words) for each in others])
    return counts
