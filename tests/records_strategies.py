"""Hypothesis strategies for whole conferences that contradict themselves nowhere."""

import datetime
import hashlib
import string

from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from core.records import (
    AddresseeRecord,
    AnnotationRecord,
    AnswerRecord,
    ConferenceRecord,
    IntroductionRecord,
    NameRecord,
    OrganizationRecord,
    ParticipantRecord,
    PartRecord,
    PersonRecord,
    QuestionRecord,
    SourceRecord,
    TurnRecord,
)
from core.vocabulary import (
    AnnotationKind,
    Basis,
    Judgement,
    NameKind,
    OrganizationKind,
    PartKind,
    Role,
    TurnKind,
)

# Everything that a database can hold: no NUL, no lone surrogates.
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
short = st.text(characters, max_size=30)
words = st.text(characters, min_size=1, max_size=30)
slugs = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12)
basis = st.sampled_from(Basis)
names = st.lists(
    st.builds(
        NameRecord,
        text=words,
        language=st.sampled_from(["", "ja", "zh-Hant"]),
        kind=st.sampled_from(NameKind),
    ),
    max_size=2,
    unique_by=lambda name: name.text,
).map(tuple)
external_ids = st.dictionaries(st.sampled_from(["wikidata", "viaf"]), words).map(lambda ids: tuple(sorted(ids.items())))
editorial = st.lists(st.sampled_from(["name", "title", "date"]), unique=True, max_size=2).map(tuple)


@st.composite
def excerpts(draw: st.DrawFn, text: str) -> tuple[int, str]:
    """An exact excerpt of a text that is not empty, with its start."""
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return start, text[start:end]


@st.composite
def conferences(draw: st.DrawFn) -> ConferenceRecord:
    organizations = draw(
        st.lists(
            st.builds(
                OrganizationRecord,
                slug=slugs,
                name=words,
                kind=st.sampled_from(OrganizationKind),
                country=st.sampled_from(["", "JP"]),
                names=names,
                external_ids=external_ids,
                editorial=editorial,
            ),
            max_size=3,
            unique_by=lambda each: each.slug,
        )
    )
    people = draw(
        st.lists(
            st.builds(
                PersonRecord,
                slug=slugs,
                name=words,
                sort_name=short,
                country=st.sampled_from(["", "US"]),
                names=names,
                external_ids=external_ids,
                editorial=editorial,
            ),
            max_size=3,
            unique_by=lambda each: each.slug,
        )
    )
    hosts = draw(st.sets(st.sampled_from([each.slug for each in organizations]))) if organizations else set()
    texts = draw(st.lists(words, min_size=1, max_size=4))
    turn_ids = [uuid7() for _ in texts]

    participants = []
    # Everybody known takes part, and somebody unknown; so nobody is left out of the record when it is read.
    for person in [*people, None]:
        introductions = []
        for index in draw(st.sets(st.integers(0, len(texts) - 1), max_size=2)):
            start, excerpt = draw(excerpts(texts[index]))
            introductions.append(
                (
                    index,
                    IntroductionRecord(
                        turn=turn_ids[index],
                        start=start,
                        excerpt=excerpt,
                        basis=draw(basis),
                        name=draw(short),
                    ),
                )
            )
        participants.append(
            ParticipantRecord(
                id=uuid7(),
                role=draw(st.sampled_from(Role)),
                name=draw(short),
                title=draw(short),
                person=person.slug if person else None,
                organization=draw(st.sampled_from([None, *(each.slug for each in organizations)])),
                basis=draw(basis),
                introductions=tuple(each for _, each in sorted(introductions, key=lambda pair: pair[0])),
                editorial=draw(editorial),
            )
        )
    anybody = st.sampled_from([each.id for each in participants])

    turns = []
    for position, text in enumerate(texts, start=1):
        noted = draw(st.dictionaries(st.integers(0, len(text) - 1), st.sampled_from(AnnotationKind), max_size=2))
        turns.append(
            TurnRecord(
                id=turn_ids[position - 1],
                position=position,
                kind=draw(st.sampled_from(TurnKind)),
                participant=draw(anybody),
                label=draw(short),
                delivery_note=draw(short),
                text=text,
                spans=((position * 10, position * 10 + 10),),
                annotations=tuple(
                    AnnotationRecord(kind=kind, start=start, text=text[start:]) for start, kind in sorted(noted.items())
                ),
                basis=draw(basis),
            )
        )

    questions = []
    for index, turn in enumerate(turns):
        for start in sorted(draw(st.sets(st.integers(0, len(turn.text) - 1), max_size=2))):
            answers = []
            for later in sorted(draw(st.sets(st.integers(0, len(turns) - 1), max_size=2))):
                part = draw(st.none() | excerpts(turns[later].text))
                answers.append(
                    AnswerRecord(
                        id=uuid7(),
                        turn=turns[later].id,
                        start=part[0] if part else None,
                        excerpt=part[1] if part else "",
                        judgement=draw(st.none() | st.sampled_from(Judgement)),
                        basis=draw(basis),
                    )
                )
            asked = draw(st.lists(anybody, unique=True, max_size=2))
            addressees = [AddresseeRecord(participant=each, words=draw(short), basis=draw(basis)) for each in asked]
            if draw(st.booleans()):
                addressees.append(AddresseeRecord(participant=None, words=draw(words), basis=draw(basis)))
            questions.append(
                QuestionRecord(
                    id=uuid7(),
                    turn=turn_ids[index],
                    start=start,
                    excerpt=turn.text[start:],
                    basis=draw(basis),
                    addressees=tuple(addressees),
                    answers=tuple(answers),
                )
            )

    text = draw(st.text(characters, max_size=50))
    used = {each.organization for each in participants} | hosts
    zone = draw(st.sampled_from(["", "Asia/Tokyo"]))
    moments = st.datetimes(
        datetime.datetime(1950, 1, 1), datetime.datetime(2100, 1, 1), timezones=st.just(datetime.UTC)
    )
    return ConferenceRecord(
        slug=draw(slugs),
        title=draw(words),
        date=draw(st.none() | st.dates()),
        starts_at=draw(st.none() | moments),
        timezone=zone,
        place=draw(short),
        country=draw(st.sampled_from(["", "JP"])),
        languages=tuple(draw(st.lists(st.sampled_from(["en", "ja", "fr"]), unique=True))),
        hosts=tuple(sorted(hosts)),
        editorial=draw(editorial),
        source=SourceRecord(
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            media_type=draw(st.sampled_from(["text/plain", "text/html"])),
            original=draw(st.binary(max_size=20)),
            name=draw(short),
            licence=draw(short),
            parts=tuple(
                PartRecord(kind=draw(st.sampled_from(PartKind)), start=start, end=start + 1)
                for start in sorted(draw(st.sets(st.integers(0, 40), max_size=3)))
            ),
        ),
        organizations=tuple(sorted((each for each in organizations if each.slug in used), key=lambda each: each.slug)),
        people=tuple(sorted(people, key=lambda each: each.slug)),
        participants=tuple(participants),
        turns=tuple(turns),
        questions=tuple(questions),
    )
