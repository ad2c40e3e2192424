"""Questions and answers made of the words of turns."""

from collections.abc import Collection, Iterable

from django.utils.text import Truncator

from core.editing.refusing import EditRefusedError
from core.editing.rewriting import starts_of
from core.models import Addressee, Answer, Participant, Question, Turn
from core.vocabulary import Basis


def ask(turn: Turn, words: str, start: int | None = None, question: Question | None = None) -> Question:
    """Save words of a turn as a question, or as what `question` asks from now on. Where they start may be left out if
    they occur there only once.

    Raises EditRefusedError for words that the turn does not hold, and where another question starts already.
    """
    start = find(turn, words, start)
    taken = turn.questions.filter(start=start).exclude(pk=question.pk if question else None).first()
    if taken is not None:
        raise EditRefusedError(f"A question starts there already: “{Truncator(taken.excerpt).chars(80)}”.")
    if question is None:
        question = Question(conference=turn.conference, turn=turn, basis=Basis.EDITOR)
    if (question.start, question.excerpt) != (start, words):
        question.start, question.excerpt, question.basis = start, words, Basis.EDITOR
        question.save()
    return question


def put_to(question: Question, participants: Collection[Participant], *, is_open: bool) -> bool:
    """Let a question be put to those participants, or knowingly to nobody in particular. Those it was put to before
    keep the words that call them, and those who are called in words that fit nobody stay. Whether it changed.

    Raises EditRefusedError for both at once.
    """
    if is_open and participants:
        raise EditRefusedError("A question is put to somebody, or to nobody in particular: not both.")
    wanted = {each.pk: each for each in participants}
    standing: list[Addressee] = list(question.addressees.exclude(participant=None).order_by("position"))
    gone = [each.pk for each in standing if each.participant_id not in wanted]
    Addressee.objects.filter(pk__in=gone).delete()
    last = max(question.addressees.values_list("position", flat=True), default=0)
    new = [each for key, each in wanted.items() if key not in {one.participant_id for one in standing}]
    Addressee.objects.bulk_create(
        Addressee(conference=question.conference, question=question, participant=each, position=last + number)
        for number, each in enumerate(new, start=1)
    )
    changed = question.open != is_open
    if changed:
        question.open = is_open
        question.save(update_fields=["open"])
    return changed or bool(gone or new)


def answer(turn: Turn, questions: Iterable[Question], words: str = "", start: int | None = None) -> list[Answer]:
    """Let a turn, or those words of it, answer questions; those that it answers already are left as they are. Gives
    the answers that are new.

    Raises EditRefusedError for words that the turn does not hold.
    """
    start = find(turn, words, start) if words else None
    standing = set(turn.answers.values_list("question", flat=True))
    return [
        Answer.objects.create(
            conference=turn.conference, question=each, turn=turn, start=start, excerpt=words, basis=Basis.EDITOR
        )
        for each in questions
        if each.pk not in standing
    ]


def find(turn: Turn, words: str, start: int | None = None) -> int:
    """Where words start in the text of a turn, in code points; at `start`, if they do.

    Raises EditRefusedError when they don't occur, or several times and not at `start`.
    """
    starts = list(starts_of(words, turn.text))
    if start in starts:
        return start
    if len(starts) == 1:
        return starts[0]
    short = Truncator(words).chars(80)
    if not starts:
        raise EditRefusedError(f"Turn {turn.position} does not hold the words “{short}”, letter by letter.")
    where = ", ".join(map(str, starts[:10]))
    raise EditRefusedError(f"In turn {turn.position} the words “{short}” start at {where}: select which.")
