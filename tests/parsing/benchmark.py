"""Prints how fast the parser is: `python -m tests.parsing.benchmark [NUMBER_OF_TRANSCRIPTS]`."""

import sys
import time

from core.parsing import ParseError, parse
from tests.parsing.corpus import parse_file, texts
from tests.parsing.hostile import hostile_texts

WORDS = 6000
LIMIT = 60.0  # seconds for 1,000 transcripts of 6,000 words on one core


def sample(words: int = WORDS) -> list[str]:
    """Texts of about so many words: those of the corpus, cut or repeated; a made one where there is no corpus."""
    made = []
    for path in texts():
        text = parse_file(path).record.source.text
        lines: list[str] = []
        left = words
        while left > 0:  # over again and again, and no further than the line that fills the measure
            for line in text.splitlines(keepends=True):
                lines.append(line)
                left -= len(line.split())
                if left <= 0:
                    break
        made.append("".join(lines))
    return made or [made_transcript(words)]


def made_transcript(words: int) -> str:
    """A plain transcript in the State Department's style, of about so many words."""
    exchange = (
        "MR PRICE: Thank you. Our next question goes to Jane Roe of Reuters.\n"
        "QUESTION: Thank you. Mr. Secretary, what did you tell the foreign minister, and will you meet "
        "again? "
        "And to Minister Doe, do you expect a treaty this year?\n"
        "SECRETARY BLINKEN: Thank you, Jane. "
        + "We had a good and candid conversation about all of it today. "
        * 12
        + "\n"
        "FOREIGN MINISTER DOE: " + "We are working on it with our friends in the region, as you know. " * 10 + "\n"
    )
    return exchange * max(1, words // len(exchange.split()))


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    transcripts = sample()
    words = sum(len(text.split()) for text in transcripts) / len(transcripts)
    start = time.process_time()
    for position in range(number):
        parse(transcripts[position % len(transcripts)])
    spent = time.process_time() - start
    print(
        f"{number} transcripts of {words:,.0f} words: {spent:.1f} s, {spent / number * 1000:.1f} ms each "
        f"(limit {LIMIT:.0f} s for 1,000 of {WORDS:,})"
    )
    slowest: list[tuple[float, str]] = []
    for name, text in hostile_texts(1_000_000):
        start = time.process_time()
        try:
            parse(text)
        except ParseError:
            name += " (refused)"
        slowest.append((time.process_time() - start, name))
    print("The slowest of a megabyte of hostile text each:")
    for spent, name in sorted(slowest, reverse=True)[:12]:
        print(f"  {spent:5.2f} s  {name}")


if __name__ == "__main__":
    main()
