"""Which turns answer which questions, and which part of a turn where that can be told."""

import re
from collections.abc import Sequence
from itertools import pairwise

from core.parsing.calls.passed_on import passed_on
from core.parsing.doubts import Doubt, Notebook
from core.parsing.kinds.colleagues import DEFERRED
from core.parsing.links.added_answers import add_to_colleagues, answer_again, answer_for_another, answer_restated
from core.parsing.links.answer_parts import parts_of
from core.parsing.links.called_by_order import call_by_order
from core.parsing.links.questions import Call, Question, Response
from core.parsing.plain import plain, plain_words
from core.parsing.scene import Speaker, Turn
from core.parsing.words import phrases, word_set
from core.vocabulary import Basis, Role, TurnKind

# "Would you consider…" "No, we’re not proposing anything new" (Ryde, 25 September 2006): enough of it was heard
_SAYS_YES_OR_NO = re.compile(r"^(?:yes|yeah|no)\b[,.]? \w", re.I)
# "Yeah, how much room to grow do you have?", right upon another's "And what else could you do?"
_JOINS_IN = re.compile(r"^(?:and|or|but|yeah|yes|also|so)\b", re.I)
_JOINED = 15  # words
_CROSS_TALK = re.compile(r"cross-?\s?talk", re.I)
# "Tackle what?" "Climate change." "Both —" (White House, 22 June 2023) stand between a question and itself
_PUT_IN = 10  # words
_CHAT = 2  # turns
_PASSES_ON = 25  # words of one who passes on a question and says no more
_FURTHEST = 200  # turns: how far back a question may stand that was left for later
_WORD = re.compile(r"[a-zà-ÿ]{4,}")
_COMMON = word_set(
    "that this with have from they will would your what about there been were when which their could should "
    "think does into also "
    "just like know said more some than then them these those very well want going question president "
    "minister secretary because over "
    "here other come people make right talk need work time today first second really thing things"
)


def link_answers(turns: Sequence[Turn], questions: list[Question], notebook: Notebook) -> None:
    """Give every question the turns that answer it, and addressees that only the order of turns shows."""
    _Linker(turns, questions, notebook).link()


class _Linker:
    def __init__(self, turns: Sequence[Turn], questions: list[Question], notebook: Notebook) -> None:
        self.turns = turns
        self.questions = questions
        self.notebook = notebook
        self.by_turn: dict[int, list[Question]] = {}
        for question in questions:
            self.by_turn.setdefault(question.turn.position, []).append(question)
        self.principals = {id(turn.speaker): turn.speaker for turn in turns if turn.role is Role.PRINCIPAL}
        self.keywords: dict[int, frozenset[str]] = {}

    def link(self) -> None:
        self._call_sole()
        asked: list[Turn] = []  # question turns of this exchange, in order
        for index, turn in enumerate(self.turns):
            if turn.kind is TurnKind.QUESTION:
                if self._opens_exchange(index):
                    asked = []
                asked.append(turn)
            elif turn.kind is TurnKind.ANSWER and asked:
                target = self._answered(index, turn, asked)
                if target is not None:
                    self._respond(turn, target)
                    answer_again(self.turns, index, target, self.questions)
                    answer_restated(self.turns, index, target, self.by_turn)
        add_to_colleagues(self.turns, self.questions)
        answer_for_another(self.turns, self.questions)
        self._inherit()
        self._share_with_the_rest()
        if len(self.principals) > 1:
            call_by_order(self.turns, self.questions)
        self._warn()

    def _call_sole(self) -> None:
        """Where one speaker answers everything, everything is put to them."""
        if len(self.principals) != 1:
            return
        (speaker,) = self.principals.values()
        for question in self.questions:
            if not question.is_put_to(speaker):
                question.calls = [Call(speaker, "", Basis.SOLE)]

    def _opens_exchange(self, index: int) -> bool:
        """A question behind a moderator's or a principal's call opens a new exchange."""
        before = self.turns[index - 1] if index else None
        if before is None:
            return True
        if before.kind is TurnKind.PROCEDURAL and before.role in (Role.MODERATOR, Role.PRINCIPAL, Role.STAFF):
            return before.length > 4 or not phrases.NAMELESS_CALL.match(plain(before.speech))
        if before.kind is TurnKind.ANSWER:
            last = before.text[before.sentences[-1][0] : before.sentences[-1][1]] if before.sentences else ""
            return (
                len(last.split()) <= 4
                and before.length > 30
                and last[:1].isupper()
                and last.endswith(".")
                and "thank" not in last.lower()
            )
        return False

    def _answered(self, index: int, turn: Turn, asked: list[Turn]) -> Turn | None:
        """The question turn that an answer belongs to: usually the last; an earlier one that waits for this speaker."""
        # "Right. But do you —": cut off before anything was asked, so the answer under way goes on
        while (
            len(asked) > 1
            and asked[-1].length <= 5
            and phrases.BROKEN.search(asked[-1].speech)
            and not self._words(asked[-1]) & self._words(turn)
            and asked[-1].position == turn.position - 1
            and not (_SAYS_YES_OR_NO.match(turn.speech) and phrases.INVERTED.search(plain(asked[-1].speech)))
        ):
            asked.pop()
        latest = asked[-1]
        deferred = self._deferred(index, turn)
        if deferred is not None:
            return deferred
        interrupted = self.turns[index - 2] if index > 1 else None
        if (
            interrupted is not None
            and interrupted.kind is TurnKind.ANSWER
            and interrupted.speaker is turn.speaker
            and phrases.BROKEN.search(interrupted.speech)
            and phrases.BROKEN.search(
                self.turns[index - 1].speech
            )  # "And the Turks are paying them, right?" (berlin) is whole
            and phrases.CONTINUES.match(turn.text)
        ):
            # "I’ll let Karine talk to you about Friday when —" "When do you think we may see —" "— when the time is
            # right." (Air Force One, 23 March 2022)
            for each in reversed(asked):
                if self._is_answered_by(each, interrupted):
                    return each
        if phrases.BEFORE_THAT.match(plain(turn.speech[:120])):
            earlier = [each for each in asked[:-1] if self._has_answer_by(each, turn.speaker)]
            if not earlier:
                earlier = [each for each in self.turns[:index] if each.kind is TurnKind.QUESTION and each is not latest]
            if earlier:
                return earlier[-1]
        if len(self.principals) > 1 and not self._is_put_to(latest, turn.speaker):
            # Borrell answers what he was asked before a follow-up to Blinken came between (eu-borrell)
            waiting = [
                each
                for each in asked[:-1]
                if self._is_put_to(each, turn.speaker)
                and not any(
                    self._has_answer_by(later, turn.speaker) for later in asked if later.position >= each.position
                )
                and not any(  # another asker came between, and has been answered: that exchange is over
                    later.speaker is not each.speaker and self._has_answer(later)
                    for later in asked
                    if later.position > each.position and later is not latest
                )
            ]
            if waiting and (self._is_put_to_somebody(latest) or self._has_answer(latest)):
                return waiting[-1]
        before = self.turns[index - 1]
        if before.kind is TurnKind.INTERJECTION or (before.role is Role.PRESS and before.kind is not TurnKind.QUESTION):
            # An answer that an interjection broke goes on
            last = next(
                (
                    each
                    for each in reversed(self.turns[:index])
                    if each.speaker is turn.speaker and each.kind is TurnKind.ANSWER
                ),
                None,
            )
            if last is not None and last.position > latest.position:
                for each in reversed(asked):
                    if self._is_answered_by(each, last):
                        return each
        return self._nearest(index, turn, asked)

    def _deferred(self, index: int, turn: Turn) -> Turn | None:
        """ "didn’t address Matt Lee’s question on Egypt. Let me just do that quickly." (budget)"""
        before = self.turns[index - 1] if index else None
        if before is not None and before.kind is TurnKind.PROCEDURAL and before.length <= _PASSES_ON:
            named = passed_on(self.turns, index - 1)
            if named is not None and named[1].kind is TurnKind.QUESTION:
                return named[1]  # "Carol asked about normalizing." (kerry)
        match = DEFERRED.search(plain(turn.speech[:300]))
        if not match or self.turns[index - 1].kind is TurnKind.QUESTION:
            return None
        words = {word.removesuffix("'s") for word in plain_words(match["whose"])}
        recent = self.turns[max(0, index - _FURTHEST) : index]
        earlier = [each for each in recent if each.kind is TurnKind.QUESTION and each.speaker is not None]
        return next(
            (each for each in reversed(earlier) if each.speaker and words & set(plain_words(each.speaker.name))), None
        )

    def _nearest(self, index: int, turn: Turn, asked: list[Turn]) -> Turn:
        """Of questions shouted one upon the other, the one whose words the answer takes up; else the last."""
        latest = asked[-1]
        shouted = []
        for each in reversed(asked):
            between = self.turns[each.position : latest.position]
            if each is not latest and any(other.kind is TurnKind.ANSWER for other in between):
                break
            is_put_off = any(other.role is not Role.PRESS for other in between)
            if each is not latest and each.speaker is latest.speaker and is_put_off:
                break  # one asker, put off by "Well, I think — you mean after the 31st" (psaki)
            shouted.append(each)
        if len(shouted) < 2 or self._has_answer(latest):
            return latest
        words = self._words(turn)
        shares = [(len(words & self._words(each)), each.position, each) for each in shouted]
        best = max(shares, key=lambda share: (share[0], share[1]))
        return best[2] if best[0] > len(words & self._words(latest)) + 1 else latest

    def _words(self, turn: Turn) -> frozenset[str]:
        if turn.position not in self.keywords:
            self.keywords[turn.position] = frozenset(_WORD.findall(plain(turn.text[:4000]))) - _COMMON
        return self.keywords[turn.position]

    def _is_put_to(self, turn: Turn, speaker: Speaker | None) -> bool:
        return any(question.is_put_to(speaker) for question in self.by_turn[turn.position])

    def _is_put_to_somebody(self, turn: Turn) -> bool:
        return any(question.calls for question in self.by_turn[turn.position])

    def _has_answer(self, turn: Turn) -> bool:
        return any(question.answers for question in self.by_turn[turn.position])

    def _is_answered_by(self, asked: Turn, answer: Turn) -> bool:
        return any(
            response.turn is answer for question in self.by_turn[asked.position] for response in question.answers
        )

    def _has_answer_by(self, turn: Turn, speaker: Speaker | None) -> bool:
        return any(
            response.turn.speaker is speaker
            for question in self.by_turn[turn.position]
            for response in question.answers
        )

    def _respond(self, turn: Turn, asked: Turn) -> None:
        """Link an answer to those questions of a turn that are put to its speaker; to the open ones if none is."""
        inside = self.by_turn[asked.position]
        own = [question for question in inside if question.is_put_to(turn.speaker)]
        basis = Basis.ORDER
        if own:
            basis = (
                Basis.ADDRESS
                if any(call.basis is Basis.ADDRESS for question in own for call in question.calls)
                else Basis.ORDER
            )
        else:
            own = (
                [question for question in inside if not question.calls]
                or [question for question in inside if not question.answers]
                or inside
            )
            if any(question.calls for question in own):
                names = ", ".join(call.speaker.name for question in own for call in question.calls if call.speaker)
                self.notebook.warn(
                    Doubt.ASSUMED_ANSWER,
                    turn.start,
                    f"The question was put to {names or 'somebody else'}. Does this turn answer it?",
                    turn.position,
                )
        excerpts = parts_of(turn, len(own)) if len(own) > 1 else []
        for position, question in enumerate(own):
            start, end = excerpts[position] if excerpts else (None, None)
            question.answers.append(Response(turn, start, end, basis))

    def _inherit(self) -> None:
        """A question broken off, announced or not heard is answered with the one that takes it up again."""
        order = [turn for turn in self.turns if turn.kind is TurnKind.QUESTION]
        for turn, later in reversed(list(pairwise(order))):
            between = self.turns[turn.position : later.position - 1]
            is_chat = all(each.kind is TurnKind.INTERJECTION and each.length <= _PUT_IN for each in between)
            if self._has_answer(turn) or len(between) > (7 if is_chat else 3):
                continue
            if any(
                each.kind is TurnKind.PROCEDURAL and each.role is Role.MODERATOR and phrases.CALL.search(each.speech)
                for each in between
            ):
                continue
            if not self._takes_up(turn, later, between):
                continue
            responses = {id(r.turn): r for other in self.by_turn[later.position] for r in other.answers}.values()
            for question in self.by_turn[turn.position]:
                own = [each for each in responses if question.is_put_to(each.turn.speaker)] or responses
                question.answers += [Response(each.turn, basis=Basis.ORDER) for each in own]
                self._share_calls(question, self.by_turn[later.position])
            if not turn.asks and turn.speaker is later.speaker:
                # "A two-part question for Secretary Gates, Secretary Clinton" is asked in the next turn (afpak)
                for question in self.by_turn[later.position]:
                    self._share_calls(question, self.by_turn[turn.position])

    def _share_with_the_rest(self) -> None:
        """What calls nobody is answered with what is asked behind it, or before it, in the same turn.

        "We remember the Christmas Day attempted attack?  And I’m wondering if any of you can comment" (afpak)
        """
        for inside in self.by_turn.values():
            for place, question in enumerate(inside):
                if question.answers or question.calls:
                    continue
                others = [*inside[place + 1 :], *reversed(inside[:place])]
                answered = next((other for other in others if other.answers), None)
                if answered is not None:
                    question.answers = [Response(each.turn, basis=Basis.ORDER) for each in answered.answers]

    @staticmethod
    def _share_calls(question: Question, others: Sequence[Question]) -> None:
        if not question.calls:
            question.calls = [Call(call.speaker, "", Basis.ORDER) for other in others for call in other.calls]

    def _takes_up(self, turn: Turn, later: Turn, between: Sequence[Turn]) -> bool:
        if not between:
            joins = (
                later.length <= _JOINED and _JOINS_IN.match(plain(later.speech)) and not _CROSS_TALK.search(turn.text)
            )
            mine, theirs = self._words(turn), self._words(later)
            # "Do you sense some wiggle room?", then "Do you sense any wiggle room?" (New York, 19 September 2011)
            repeats = turn.asks and later.asks and bool(mine) and len(mine & theirs) * 3 >= len(mine) * 2
            return bool(joins or repeats or re.match(r"(?:—|–|--|-)\s", later.text))
        mine, theirs = self._words(turn), self._words(later)
        if all(each.role is Role.PRESS for each in between):
            # "do you agree with --", a shout, "-- do you agree with Foreign Minister Lavrov" (New York, 1 October 2015)
            goes_on = phrases.CONTINUES.match(later.text) and phrases.BROKEN.search(turn.speech)
            return bool(goes_on and mine & theirs)
        same = turn.speaker is later.speaker
        is_shouted = any("talk" in each.text.lower() and _CROSS_TALK.search(each.text) for each in (turn, *between))
        if len(between) > _CHAT and not mine & theirs and not phrases.CONTINUES.match(later.text):
            return False  # "Speak to Putin?" "Yeah." "About Ukraine?", and then the border (White House, 1 March 2024)
        if same and not is_shouted and all(each.kind is TurnKind.INTERJECTION for each in between):
            return True
        if any(
            each.kind is TurnKind.INTERJECTION and each.role is not Role.PRESS for each in between
        ) or phrases.BROKEN.search(turn.speech):
            shared = len(mine & theirs)
            if shared >= max(1, min(len(mine), len(theirs) + 2) // 2):
                return True
            return same and (re.match(r"(?:—|–|--|-)\s", later.text) is not None or not turn.asks)
        return False

    def _warn(self) -> None:
        for question in self.questions:
            if not question.answers:
                self.notebook.warn(
                    Doubt.UNANSWERED_QUESTION,
                    question.turn.start,
                    "No turn was found that answers this question.",
                    question.turn.position,
                )
