"""The record as Markdown (CommonMark 0.31) that people read: who spoke, what was said, and what became of questions."""

import re
from collections.abc import Iterator
from uuid import UUID

from core.exporting.links import answered_by_turn, by_turn
from core.exporting.publication import Publication
from core.exporting.speakers import names, organizations
from core.records import ConferenceRecord, QuestionRecord, TurnRecord, response_of
from core.vocabulary import Response

# What CommonMark could take for markup, wherever it stands: an HTML tag, emphasis, a link, an entity.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|]")
# And at the head of a line: headings, lists, rules.
_HEAD = re.compile(r"^(\s*)(?:([#+=-])|(\d{1,9})([.)]))")
_LINK = re.compile(r"https?://[^\s<>\\]+")

RESPONSES = {
    Response.ANSWERED: "answered",
    Response.ANSWERED_BY_OTHER: "another answered",
    Response.UNANSWERED: "no answer",
}


def markdown(record: ConferenceRecord, publication: Publication) -> str:
    """A heading, those who took part, and the turns; under a turn its questions, with whom each was put to and what
    it got. Every text is escaped: none of it becomes markup."""
    return "\n\n".join((*_head(record, publication), *_participants(record), *_turns(record))) + "\n"


def _head(record: ConferenceRecord, publication: Publication) -> Iterator[str]:
    yield f"# {_line(record.title)}"
    hosts = {each.slug: each.name for each in record.organizations}
    facts = [
        ("Date", record.date.isoformat() if record.date else ""),
        ("Place", ", ".join(filter(None, (record.place, record.country)))),
        ("Hosts", ", ".join(hosts[slug] for slug in record.hosts)),
        ("Source", record.source.name),
        ("Licence", record.source.licence),
    ]
    lines = [f"- {name}: {_line(value)}" for name, value in facts if value]
    if _LINK.fullmatch(record.source.url):
        lines.append(f"- Published at: <{record.source.url}>")
    if publication.revision:
        lines.append(f"- This is revision {publication.revision}: <{publication.pinned(record.slug)}>")
    if lines:
        yield "\n".join(lines)


def _participants(record: ConferenceRecord) -> Iterator[str]:
    if record.participants:
        yield "## Participants"
        called, spoken_for = names(record), organizations(record)
        lines = []
        for each in record.participants:
            beside = ", ".join(said for said in (each.title, spoken_for[each.id]) if said not in ("", called[each.id]))
            lines.append(f"- **{_line(called[each.id])}**{f', {_line(beside)}' if beside else ''} ({each.role.value})")
        yield "\n".join(lines)
    if record.turns:
        yield "## Transcript"


def _turns(record: ConferenceRecord) -> Iterator[str]:
    asked, answered = by_turn(record.questions), answered_by_turn(record.questions)
    numbers = {question.id: number for number, question in enumerate(record.questions, start=1)}
    called, turns = names(record), record.turns_by_id()
    for turn in record.turns:
        label = turn.label or called[turn.participant]
        note = f" ({_line(turn.delivery_note)})" if turn.delivery_note else ""
        first, *rest = turn.paragraphs
        yield f"**{_line(label)}**{note}: {_line(first)}".rstrip()
        yield from (_line(each) for each in rest if each.strip())
        found = [f"> Question {numbers[each.id]} {_put_to(each, called, turns)}" for each in asked.get(turn.id, ())]
        if answers := answered.get(turn.id):
            found.append(f"> Answers question {', '.join(str(numbers[each.id]) for each in answers)}.")
        if found:
            yield "  \n".join(found)


def _put_to(question: QuestionRecord, called: dict[UUID, str], turns: dict[UUID, TurnRecord]) -> str:
    answerers = [turns[answer.turn].participant for answer in question.answers]
    to = []
    for each in question.addressees:
        name = called[each.participant] if each.participant else each.words
        response = RESPONSES[response_of(each, question.addressees, answerers)]
        to.append(f"{_line(name)} ({response})")
    whom = f"to {', '.join(to)}" if to else "to nobody in particular"
    return f"{whom}: “{_line(question.excerpt)}”"


def _line(text: str) -> str:
    """The text on one line, with what could be markup escaped."""
    text = _ANYWHERE.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))
    return _HEAD.sub(lambda found: f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}", text)
