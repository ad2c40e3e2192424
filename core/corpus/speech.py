"""Sentences with their gaps filled, and paragraphs of them."""

import functools
import json
from pathlib import Path
from random import Random
from re import split

from core.corpus import words

# Names of processes, sites and proposals that nobody has heard of: some in thousands of turns, most in a few.
COINED = 30_000
FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "tokyo-2plus2-2024.json"

NUMBERS = tuple(str(number) for number in (*range(2, 100), *range(100, 1000, 25), *range(1000, 20_000, 500)))
YEARS = tuple(str(year) for year in range(1951, 2025))


@functools.cache
def coined() -> tuple[str, ...]:
    syllables = words.SYLLABLES.split("|")
    chance = Random("coined")
    made = dict.fromkeys(
        "".join(chance.choice(syllables) for _ in range(chance.choice((3, 3, 4)))).capitalize()
        for _ in range(2 * COINED)
    )
    return tuple(made)[:COINED]


@functools.cache
def real_sentences() -> tuple[str, ...]:
    """Of the Tokyo record, which is in the public domain; without the word that is counted on to be in a third."""
    rows = json.loads(FIXTURE.read_text(encoding="utf-8"))
    texts = [row["fields"]["text"] for row in rows if row["model"] == "core.turn"]
    sentences = [each.strip() for text in texts for each in split(r"(?<=[.?!])\s", text)]
    return tuple(
        each for each in sentences if 40 < len(each) < 400 and words.COMMON not in each.lower() and "(" not in each
    )


class Speech(dict[str, str]):
    """Fills gaps; `you` is how whoever is spoken to is called."""

    LISTS = {
        "topic": words.listed(words.TOPICS),
        "adjective": words.listed(words.ADJECTIVES),
        "thing": words.listed(words.THINGS),
        "verb": words.listed(words.VERBS),
        "city": words.listed(words.CITIES),
        "place": words.listed(words.PLACES),
        "month": words.listed(words.MONTHS),
        "rare": words.RARE,
        "number": NUMBERS,
        "year": YEARS,
        "daytime": ("morning", "afternoon", "evening"),
    }

    def __init__(self, chance: Random, tongues: tuple[str, ...]) -> None:
        super().__init__()
        self.chance, self.tongues = chance, tongues

    def __missing__(self, gap: str) -> str:
        chance = self.chance.random()
        if gap == "coined":
            return coined()[int(COINED * chance**3)]
        possible = self.LISTS[gap]
        return possible[int(chance * len(possible))]

    def say(self, sentences: tuple[str, ...], you: str = "", **names: str) -> str:
        """One of the sentences."""
        self.clear()
        self.update(names, you=you)
        said = sentences[int(self.chance.random() * len(sentences))].format_map(self)
        return said[0].upper() + said[1:]

    def paragraphs(self, sentences: tuple[str, ...], most: int) -> list[str]:
        """One to three paragraphs, all together of up to that many sentences; some of them from the Tokyo record,
        some in another language of the conference."""
        real = real_sentences()
        count = self.chance.randint(1, most)
        said = [self.chance.choice(real) if self.chance.random() < 0.15 else self.say(sentences) for _ in range(count)]
        if self.tongues and self.chance.random() < 0.3:
            said.insert(self.chance.randint(0, count), self.elsewhere(self.chance.choice(self.tongues)))
        breaks = 3 if count > 4 else 2 if count > 2 else 1
        size = -(-len(said) // breaks)
        return [" ".join(said[at : at + size]) for at in range(0, len(said), size)]

    def elsewhere(self, tongue: str) -> str:
        sentences, gaps = words.ELSEWHERE[tongue]
        between = " " if tongue == "ko" else ""
        count = self.chance.randint(1, 3)
        return between.join(self.chance.choice(sentences).format(self.chance.choice(gaps)) for _ in range(count))
