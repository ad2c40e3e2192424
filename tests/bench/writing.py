"""Publishes parsed records, as `make_corpus` does, and prints the seconds: `python -m tests.bench.writing FIRST COUNT`.

The records are those of the made-up archive from that number on, made before the clock starts.
"""

import sys
import time

import django


def main(first: int, count: int) -> None:
    from core import corpus
    from core.management.commands.make_corpus import BATCH, write
    from core.management.writing import written

    made = [corpus.make(number, seed=1) for number in range(first, first + count)]
    began = time.perf_counter()
    for _ in written((made[start : start + BATCH] for start in range(0, count, BATCH)), write):
        pass
    print(time.perf_counter() - began)


if __name__ == "__main__":
    django.setup()
    main(*map(int, sys.argv[1:]))
