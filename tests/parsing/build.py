"""Short ways to parse a quoted passage and to ask about the record."""

from core.exporting.annotation import annotation
from core.parsing import ParsedTranscript, parse
from core.records import ConferenceRecord, tiling_gap


def read(*lines: str, **options: object) -> ParsedTranscript:
    """Parse lines as a transcript, and hold that its spans tile the text."""
    text = "\n".join(lines)
    parsed = parse(text, **options)  # type: ignore[arg-type]
    assert tiling_gap(parsed.record) is None
    return parsed


def labels(parsed: ParsedTranscript) -> list[str]:
    return [turn.label for turn in parsed.record.turns]


def kinds(parsed: ParsedTranscript) -> list[str]:
    return [turn.kind.value for turn in parsed.record.turns]


def speakers(parsed: ParsedTranscript) -> list[str]:
    """The name of each turn's participant; "" for the unnamed."""
    people = parsed.record.participants_by_id()
    return [people[turn.participant].name for turn in parsed.record.turns]


def roles(parsed: ParsedTranscript) -> list[str]:
    people = parsed.record.participants_by_id()
    return [people[turn.participant].role.value for turn in parsed.record.turns]


def codes(parsed: ParsedTranscript) -> set[str]:
    return {warning.code for warning in parsed.warnings}


def questions(parsed: ParsedTranscript) -> list[tuple[int, list[str], list[int]]]:
    """(turn, addressees, answers) of each question, as an annotation has them."""
    return [(row["turn"], row["addressees"], row["answers"]) for row in annotation(parsed.record)["questions"]]


def check_excerpts(record: ConferenceRecord) -> None:
    """Everything that quotes a turn quotes it exactly, at the offset it gives."""
    turns = record.turns_by_id()
    for turn in record.turns:
        for each in turn.annotations:
            assert turn.text[each.start : each.start + len(each.text)] == each.text
    for question in record.questions:
        text = turns[question.turn].text
        assert text[question.start : question.start + len(question.excerpt)] == question.excerpt
        for answer in question.answers:
            if answer.start is not None:
                text = turns[answer.turn].text
                assert text[answer.start : answer.start + len(answer.excerpt)] == answer.excerpt
    for participant in record.participants:
        for introduction in participant.introductions:
            text = turns[introduction.turn].text
            assert text[introduction.start : introduction.start + len(introduction.excerpt)] == introduction.excerpt
