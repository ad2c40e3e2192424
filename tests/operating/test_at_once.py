"""Many who write at once: nobody is refused or locked out, nothing is lost, and whoever follows misses nothing."""

import json
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core import corpus
from core.exporting.record import record_json
from tests.apart import Apart
from tests.importing.text import BRIEFING
from tests.operating.service import TOKEN, Service

# Threads of one process: each has a connection of its own. Two such processes run by the side of each other.
WRITERS = 8
ALL_AT_ONCE = """
threads = [threading.Thread(target=write, args=(f"writer-{process}-{number}",)) for number in range(writers)]
for each in threads:
    each.start()
for each in threads:
    each.join()
"""
EDITS = (
    """
import json, random, sys, threading, traceback
from django.db import connection
from core import editing, importing, publishing
from core.models import Conference, Turn
from tests.importing.text import BRIEFING

process, writers, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
failures, counted = [], []

def write(name):
    chance = random.Random(name)
    try:
        for number in range(rounds):
            with publishing.revising(Conference.objects.get(slug="tokyo-2plus2-2024")) as [conference]:
                # Read, then written: lost, if two could do it at once.
                first = conference.turns.get(position=1)
                first.label = str(int(first.label) + 1 if first.label.isdigit() else 1)
                first.save()
                turns = list(conference.turns.order_by("position"))
                match chance.choice(["insert", "move", "join", "delete"]):
                    case "insert":
                        new = Turn(conference=conference, participant=turns[0].participant, kind="remarks", text=name)
                        editing.insert(new, chance.randint(2, len(turns) + 1))
                    case "move":
                        editing.move(chance.choice(turns[1:]), chance.randint(2, len(turns)))
                    case "join" if len(turns) > 20:
                        editing.join(chance.choice(turns[1:-1]))
                    case "delete" if len(turns) > 20:
                        editing.delete(chance.choice(turns[1:]))
            counted.append(name)
        text = BRIEFING.replace("on Friday", f"on the day of {name}")
        importing.import_source(text.encode(), slug=name)
    except Exception:
        failures.append(traceback.format_exc())
    finally:
        connection.close()
"""
    + ALL_AT_ONCE
    + """print(json.dumps({"failures": failures, "counted": len(counted)}))
"""
)
FOLLOW = """
import json, sys, threading
from core.models import Change
followed, last = [], 0
print("following", flush=True)
ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
while True:
    over = ended.is_set()
    for number in Change.objects.after(last).values_list("number", flat=True):
        followed.append(number)
        last = number
    if over:
        break
    ended.wait(0.002)
print(json.dumps(followed))
"""
FOUND = """
import json
from core.models import Change, Conference, Revision
tokyo = Conference.objects.get(slug="tokyo-2plus2-2024")
print(json.dumps({
    "positions": list(tokyo.turns.order_by("position").values_list("position", flat=True)),
    "label": tokyo.turns.get(position=1).label,
    "numbers": list(Change.objects.order_by("number").values_list("number", flat=True)),
    "revisions": list(tokyo.revisions.order_by("number").values_list("number", flat=True)),
    "drafts": Conference.objects.filter(slug__startswith="writer-", status="draft").count(),
}))
"""


def test_sixteen_who_edit_one_conference(apart: Apart, request: pytest.FixtureRequest) -> None:
    rounds = 50 if request.config.getoption("--trial") else 3
    follower = apart.start(FOLLOW, stdin=subprocess.PIPE)
    assert follower.stdout is not None
    assert follower.stdout.readline() == "following\n", follower.communicate()
    writers = [apart.start(EDITS, process, str(WRITERS), str(rounds)) for process in "ab"]
    said = [each.communicate() for each in writers]
    followed = json.loads(follower.communicate("")[0])
    for out, errors in said:
        assert out, errors
        assert json.loads(out) == {"failures": [], "counted": WRITERS * rounds}
    found: dict[str, Any] = json.loads(apart.run(FOUND))
    edits = 2 * WRITERS * rounds
    assert found["label"] == str(edits)
    assert found["positions"] == list(range(1, len(found["positions"]) + 1))
    assert found["revisions"] == list(range(1, edits + 2))
    assert found["drafts"] == 2 * WRITERS
    assert followed == found["numbers"]


BATCHES = """
import json
from django.db import connection, transaction
from core.management.commands.make_corpus import Command
from core.management.writing import written
from core.models import Change, Conference, Organization, Person, PersonName

REAL = list(Person.objects.values_list("slug", flat=True))
Command().execute(conferences=150, seed=1, beside_real=True, force_color=False, no_color=True, skip_checks=True)
told, stands = [
    {
        noun: sorted(of(noun, model))
        for noun, model in (("conference", Conference), ("person", Person), ("organization", Organization))
    }
    for of in (
        lambda noun, model: Change.objects.filter(noun=noun, action="created").values_list("slug", flat=True),
        lambda noun, model: model.objects.published().values_list("slug", flat=True),
    )
]

def fail(number):
    if number == 2:
        raise ValueError(number)
    return number, connection.in_atomic_block

seen = []
try:
    for each in written(range(9), fail):
        seen.append(each)
except ValueError as error:
    seen.append(str(error))
print(json.dumps({
    "told": told,
    "stands": stands,
    "names": PersonName.objects.exclude(person__slug__in=REAL).count(),
    "seen": seen,
}))
"""


def test_batches_that_are_written_side_by_side_tell_of_everybody_once(apart: Apart) -> None:
    """Their conferences name the same people, whom none of them finds there."""
    *_, said = apart.run(BATCHES).splitlines()
    found = json.loads(said)
    assert found["told"] == found["stands"]
    assert len(found["stands"]["conference"]) == 1 + 147  # one in 40 is a draft
    made = [corpus.make(number, seed=1).record for number in range(150)]
    names = {(each.slug, name) for record in made for each in record.people for name in each.names}
    assert found["names"] == len(names)
    assert found["seen"] == [[0, False], [1, False], "2"]


PUBLISH = (
    """
import json, random, sys, threading, traceback
from django.db import connection
from core import publishing
from core.models import Conference
from tests.api.make import draft_like

process, writers, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
failures = []

def write(name):
    chance = random.Random(name)
    try:
        for number in range(rounds):
            conference = draft_like(Conference.objects.get(slug="tokyo-2plus2-2024"), f"{name}-{number}")
            publishing.publish(conference)
            with publishing.revising(conference):
                part = conference.participants.exclude(person=None).order_by("?").first()
                part.person = None
                part.save()
                conference.questions.order_by("?").first().delete()
            if chance.random() < 0.5:
                publishing.withdraw(conference)
    except Exception:
        failures.append(traceback.format_exc())
    finally:
        connection.close()
"""
    + ALL_AT_ONCE
    + """print(json.dumps(failures))
"""
)


def test_sixteen_who_publish_what_the_same_people_said(apart: Apart, request: pytest.FixtureRequest) -> None:
    rounds = 20 if request.config.getoption("--trial") else 2
    writers = [apart.start(PUBLISH, process, str(WRITERS), str(rounds)) for process in "ab"]
    said = [each.communicate() for each in writers]
    for out, errors in said:
        assert out, errors
        assert json.loads(out) == []
    assert apart.manage("recount") == "0 people and organizations had other counts.\n"


RECORDS = """
import sys
from django.core.management import call_command
from core.management.commands import import_transcript
from core.models import Conference, PersonName

import_transcript.AT_ONCE = 4
call_command("import_transcript", *sys.argv[1:])
print(Conference.objects.filter(status="draft").count(), len(set(PersonName.objects.values_list("person", "text"))))
print(PersonName.objects.count())
"""


def test_records_that_are_imported_side_by_side(apart: Apart, tmp_path: Path) -> None:
    made = [corpus.make(number, seed=1).record for number in range(16)]
    files = [tmp_path / f"{each.slug}.json" for each in made]
    for file, record in zip(files, made, strict=True):
        file.write_text(record_json(record))
    *lines, counts, names = apart.run(RECORDS, *map(str, files)).splitlines()
    told = [(name, outcome) for name, outcome, *_ in map(str.split, lines[1:])]
    assert told == [(file.name, "created") for file in files]
    assert counts.split() == ["16", names]


READ = ("conferences/", "conferences/tokyo-2plus2-2024/transcript/", "turns/?count=true", "changes/", "questions/")
CLIENTS = 32


class Clients:
    """Threads that ask at once, and what each was told."""

    def __init__(self, count: int, ask: Callable[[int], None]) -> None:
        self.threads = [threading.Thread(target=self.run, args=(ask, each)) for each in range(count)]
        self.failures: list[str] = []

    def run(self, ask: Callable[[int], None], number: int) -> None:
        try:
            ask(number)
        except Exception as error:
            self.failures.append(repr(error))

    def start(self) -> None:
        for each in self.threads:
            each.start()

    def join(self) -> None:
        for each in self.threads:
            each.join()


def test_thirty_two_writers_and_thirty_two_readers(
    apart: Apart, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    rounds = 20 if request.config.getoption("--trial") else 2
    token = apart.run(TOKEN).strip()
    statuses: list[tuple[str, int]] = []
    over = threading.Event()
    with Service(apart, tmp_path) as service:

        def write(number: int) -> None:
            for turn in range(rounds):
                text = BRIEFING.replace("on Friday", f"on day {number} of {turn}")
                body = {"slug": f"writer-{number}-{turn}", "text": text}
                statuses.append(("write", service.ask("POST", "/api/v1/imports/", body, token).status))

        def read(number: int) -> None:
            while not over.is_set():
                statuses.append(("read", service.ask("GET", f"/api/v1/{READ[number % len(READ)]}").status))

        writers, readers = Clients(CLIENTS, write), Clients(CLIENTS, read)
        readers.start()
        writers.start()
        writers.join()
        over.set()
        readers.join()
        assert writers.failures == readers.failures == []
    assert set(statuses) == {("write", 201), ("read", 200)}
    assert statuses.count(("write", 201)) == CLIENTS * rounds
    assert json.loads(apart.run(FOUND))["drafts"] == CLIENTS * rounds
