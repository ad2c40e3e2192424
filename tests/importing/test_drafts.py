"""A file to a draft, and a corrected file to the draft that stands."""

import dataclasses
import datetime

import pytest

from core import mapping, publishing
from core.exporting.record import record_json
from core.exporting.source_text import source_text
from core.importing import Imported, ImportRefusedError, Metadata, ParseError, import_record, import_source, preview
from core.models import AuditEntry, Conference, ImportWarning, Organization, Person
from core.records import tiling_gap
from core.vocabulary import Basis, Status
from tests.importing.text import BRIEFING, CORRECTED, LONGER, SHORTER
from tests.ready import ready

pytestmark = pytest.mark.django_db
SLUG = "bridge-briefing"


def imported(text: str = BRIEFING, **metadata: object) -> Imported:
    return import_source(text.encode(), slug=SLUG, metadata=Metadata(**metadata) if metadata else None)  # type: ignore[arg-type]


def test_a_transcript_becomes_a_draft_with_its_links() -> None:
    draft = imported().conference
    assert draft.status == Status.DRAFT
    record = mapping.read(draft)
    assert [turn.kind for turn in record.turns] == [
        *("procedural", "question", "answer"),
        *("procedural", "question", "answer"),
        "procedural",
    ]
    for question, turn in zip(draft.questions.order_by("turn__position"), (3, 6), strict=True):
        assert [each.turn.position for each in question.answers.all()] == [turn]
    assert tiling_gap(record) is None
    assert source_text(record) == BRIEFING


def test_reporters_and_outlets_nobody_knew_are_added() -> None:
    result = imported()
    assert {"anna-lee", "paul-brandt"} <= set(result.new_people)
    assert {"harbor-times", "radio-north"} <= set(result.new_organizations)
    details = AuditEntry.objects.get(action="imported").details
    assert details == {
        "outcome": "created",
        "new_people": list(result.new_people),
        "new_organizations": list(result.new_organizations),
    }
    asker = result.conference.questions.order_by("turn__position")[0].turn.participant
    assert asker.person is not None
    assert asker.organization is not None
    assert (asker.person.name, asker.person.sort_name) == ("Anna Lee", "Lee, Anna")
    assert (asker.organization.name, asker.organization.kind) == ("Harbor Times", "media")


def test_people_the_database_knows_are_matched_and_left_as_they_stand() -> None:
    Person.objects.create(slug="anna-lee", name="Anna Lee", sort_name="LEE Anna", country="CA")
    result = imported()
    assert "anna-lee" not in result.new_people
    assert result.conference.participants.get(person__slug="anna-lee").person.sort_name == "LEE Anna"  # type: ignore[union-attr]
    assert Person.objects.filter(name="Anna Lee").count() == 1


def test_the_same_source_again_changes_nothing() -> None:
    draft = imported().conference
    before = mapping.read(draft)
    again = imported()
    assert (again.outcome, again.conference) == ("unchanged", draft)
    assert import_source(BRIEFING.encode(), slug="another-name").conference == draft
    assert mapping.read(draft) == before
    assert Conference.objects.count() == 1


def test_a_corrected_source_updates_the_draft_and_every_id_stays() -> None:
    draft = imported().conference
    before = mapping.read(draft)
    again = imported(CORRECTED)
    after = mapping.read(draft)
    assert again.outcome == "updated"
    assert again.dropped == ()
    assert [turn.id for turn in after.turns] == [turn.id for turn in before.turns]
    assert [each.id for each in after.questions] == [each.id for each in before.questions]
    assert {each.id for each in after.participants} == {each.id for each in before.participants}
    assert [a.id for q in after.questions for a in q.answers] == [a.id for q in before.questions for a in q.answers]
    assert after.turns[2].text.endswith("weather permitting.")
    assert source_text(after) == CORRECTED


def test_a_turn_that_the_new_source_adds_moves_the_others_along() -> None:
    draft = imported().conference
    before = [turn.id for turn in mapping.read(draft).turns]
    imported(LONGER)
    after = [turn.id for turn in mapping.read(draft).turns]
    assert len(after) == len(before) + 1
    assert after[:3] + after[4:] == before


def test_what_the_new_source_no_longer_holds_is_listed() -> None:
    draft = imported().conference
    again = imported(SHORTER)
    assert draft.turns.count() == 4
    assert any("Turn 6 (MINISTER OKAFOR) is not in the new source" in each for each in again.dropped)


def test_what_an_editor_made_survives_a_corrected_source() -> None:
    draft = imported().conference
    question = draft.questions.order_by("turn__position")[1]
    first = draft.turns.get(position=3)
    question.answers.all().delete()
    start = first.text.index("Thank you")
    link = question.answers.create(
        conference=draft, turn=first, start=start, excerpt="Thank you", judgement="declined", basis=Basis.EDITOR
    )
    moderator = draft.turns.get(position=1)
    moderator.kind, moderator.basis = "remarks", Basis.EDITOR
    moderator.save()
    imported(CORRECTED)
    question.refresh_from_db()
    assert [(each.uid, each.turn.position, each.judgement) for each in question.answers.all()] == [
        (link.uid, 3, "declined")
    ]
    moderator.refresh_from_db()
    assert moderator.kind == "remarks"


def test_words_an_editor_corrected_stay_and_a_differing_source_is_told() -> None:
    draft = imported().conference
    answer = draft.turns.get(position=3)
    answer.text = answer.text.replace("on Friday", "this Friday")
    answer.annotations.all().delete()
    draft.answers.filter(turn=answer).update(start=None, excerpt="")
    for said in answer.introductions.all():
        said.delete()
    answer.save()
    result = imported(CORRECTED)
    answer.refresh_from_db()
    assert "this Friday" in answer.text
    assert any("the editor's words were kept" in each for each in result.dropped)


def test_an_answer_an_editor_cut_from_words_that_are_gone_is_the_whole_turn_and_told() -> None:
    draft = imported().conference
    question = draft.questions.order_by("turn__position")[0]
    turn = draft.turns.get(position=3)
    question.answers.all().delete()
    start = turn.text.index("It will open on Friday.")
    question.answers.create(
        conference=draft, turn=turn, start=start, excerpt="It will open on Friday.", basis=Basis.EDITOR
    )
    result = imported(CORRECTED)
    assert question.answers.get().excerpt == ""
    assert any("are not in the new source" in each for each in result.dropped)


def test_metadata_is_marked_as_an_editors_and_survives() -> None:
    draft = imported(date=datetime.date(2024, 7, 29), place="Port Alder", languages=("en",)).conference
    draft.refresh_from_db()
    assert {"date", "place"} <= set(draft.editorial)
    imported(CORRECTED)
    draft.refresh_from_db()
    assert (draft.place, draft.date) == ("Port Alder", datetime.date(2024, 7, 29))


@pytest.mark.parametrize("named", ["ada-okafor", "Ada Okafor", "ada  okafor"])
def test_a_label_can_be_given_to_a_person(named: str) -> None:
    Person.objects.create(slug="ada-okafor", name="Ada Okafor", sort_name="Okafor, Ada")
    draft = imported(speakers={"MINISTER OKAFOR": named}).conference
    minister = draft.turns.get(position=3).participant
    assert minister.person is not None
    assert (minister.person.slug, minister.basis) == ("ada-okafor", "editor")
    addressee = draft.questions.order_by("turn__position")[0].addressees.get()
    assert addressee.participant == minister


def test_a_label_can_be_given_to_somebody_whom_nobody_knows() -> None:
    draft = imported(speakers={"MINISTER OKAFOR": "Ada N. Okafor"}).conference
    minister = draft.turns.get(position=3).participant
    assert (minister.name, minister.basis) == ("Ada N. Okafor", "editor")
    assert minister.person is not None
    assert (minister.person.slug, minister.person.sort_name) == ("ada-n-okafor", "Okafor, Ada N.")
    assert draft.questions.order_by("turn__position")[0].addressees.get().participant == minister


@pytest.mark.parametrize("name", ["ﬃ" * 99 + " b", "a " * 70, "Ada " + "x" * 140, "木原 稔"])
def test_a_name_without_a_slug_that_fits_adds_nobody(name: str) -> None:
    minister = imported(speakers={"MINISTER OKAFOR": name}).conference.turns.get(position=3).participant
    assert (minister.name, minister.person) == (" ".join(name.split()), None)


def test_labels_can_be_given_to_one_who_speaks_under_another() -> None:
    labels = sorted({turn.label for turn in preview(BRIEFING.encode(), slug="x").record.turns})
    record = preview(
        BRIEFING.encode(), slug="x", metadata=Metadata(speakers=dict.fromkeys(labels, "Ada Okafor"))
    ).record
    assert [each.name for each in record.participants] == ["Ada Okafor"]
    assert {turn.participant for turn in record.turns} == {record.participants[0].id}


@pytest.mark.parametrize(
    ("speakers", "said"),
    [
        ({"MINISTER OKAFOR": "<b> <i>"}, "There is no person with the name or slug"),
        ({"MINISTER OKAFOR": "nobody"}, "MINISTER OKAFOR: There is no person with the name or slug 'nobody'"),
        ({"KING": "ada-okafor"}, "No turn of this transcript has the label 'KING'"),
    ],
)
def test_a_correction_that_fits_nothing_is_refused(speakers: dict[str, str], said: str) -> None:
    Person.objects.create(slug="ada-okafor", name="Ada Okafor")
    with pytest.raises(ParseError, match=said):
        imported(speakers=speakers)
    assert not Conference.objects.exists()


def test_a_published_conference_is_not_imported_over() -> None:
    publishing.publish(ready(imported().conference))
    with pytest.raises(ImportRefusedError, match="is published: only a draft can be imported anew"):
        imported(CORRECTED)


def test_warnings_are_kept_with_the_draft_and_stay_read() -> None:
    text = BRIEFING.replace("Anna Lee, Harbor Times. ", "").replace("Ms. Lee of the Harbor Times, please.", "Please.")
    text = text.replace("Thank you, Anna. ", "")
    draft = imported(text).conference
    warnings = list(draft.import_warnings.all())
    assert warnings
    ImportWarning.objects.filter(pk=warnings[0].pk).update(read_at="2024-07-30T00:00:00Z")
    imported(text.replace("on Friday", "on Sunday"))
    assert draft.import_warnings.filter(code=warnings[0].code, message=warnings[0].message).exclude(read_at=None)


def test_a_preview_stores_nothing() -> None:
    seen = preview(BRIEFING.encode(), slug=SLUG)
    assert "anna-lee" in seen.new_people
    assert not Conference.objects.exists()
    assert not Person.objects.exists()
    assert not Organization.objects.exists()


@pytest.mark.parametrize("slug", ["", "Bridge", "a--b", "bridge/../x", "x" * 50 + "\n"])
def test_a_slug_that_is_none_is_refused(slug: str) -> None:
    with pytest.raises(ImportRefusedError, match="is no slug"):
        import_source(BRIEFING.encode(), slug=slug)


def test_a_record_travels_whole_with_its_ids(tokyo: Conference) -> None:
    record = mapping.read(tokyo)
    text = record_json(record)
    tokyo.delete()
    result = import_record(text)
    assert result.outcome == "created"
    assert result.conference.status == Status.DRAFT
    assert mapping.read(result.conference) == record
    assert import_record(text).outcome == "unchanged"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"format": "transcripts-api/record/1"', '"format": "another"', "does not begin with"),
        ('"position": 2,', '"position": 1,', "the positions are not 1, 2, 3"),
        ('"kind": "remarks"', '"kind": "song"', "/turns/1/kind"),
        ('"excerpt": "how do you', '"excerpt": "how did you', "does not occur in its turn"),
        ('"date": "2024-07-28"', '"date": "yesterday"', "/date"),
        ('"title": "Japan', '"titel": "Japan', "there is no field 'titel' here"),
        ('"sha256": "', '"sha256": "0', "this is not the hash"),
        ('"position": 3,', '"position": NaN,', "NaN is no JSON number"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused_and_says_where(
    tokyo: Conference, old: str, new: str, said: str
) -> None:
    text = record_json(mapping.read(tokyo))
    tokyo.delete()
    assert old in text
    with pytest.raises(ParseError, match=said):
        import_record(text.replace(old, new, 1))
    assert not Conference.objects.exists()


def test_a_record_with_an_id_of_another_conference_is_refused(tokyo: Conference) -> None:
    text = record_json(dataclasses.replace(mapping.read(tokyo), slug="another"))
    with pytest.raises(ImportRefusedError, match="is taken by another conference"):
        import_record(text)
    assert Conference.objects.count() == 1


def test_an_html_source_is_kept_to_the_byte_beside_what_it_says() -> None:
    page = (
        "<!DOCTYPE html><html><body>" + "".join(f"<p>{line}</p>" for line in BRIEFING.splitlines()) + "</body></html>"
    )
    draft = import_source(page.encode(), slug=SLUG).conference
    source = draft.source_text
    assert (source.media_type, bytes(source.original)) == ("text/html", page.encode())
    assert source.text == BRIEFING.rstrip("\n")
    record = mapping.read(draft)
    assert import_source(page.encode(), slug=SLUG).outcome == "unchanged"
    draft.delete()
    assert mapping.read(import_record(record_json(record)).conference) == record


def test_a_turn_that_an_editor_gave_to_somebody_else_stays_theirs() -> None:
    draft = imported().conference
    turn = draft.turns.get(position=7)
    spokesman = draft.participants.create(role="staff", name="Ben Okoro", basis=Basis.EDITOR)
    turn.participant, turn.basis = spokesman, Basis.EDITOR
    turn.save()
    imported(CORRECTED)
    turn.refresh_from_db()
    assert turn.participant == spokesman
