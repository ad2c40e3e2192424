"""The page of a conference: its turns in order, saved together."""

import re
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries as AssertNumQueries

from core import publishing
from core.editing.rewriting import quotes_of
from core.models import Answer, Conference, Participant, Question, Revision, SourceText, Turn
from tests.admin.browser import add_row, errors_of, prefix_of
from tests.admin.conftest import address, everything


def texts(conference: Conference) -> list[str]:
    return list(conference.turns.order_by("position").values_list("text", flat=True))


def prefix(fields: Any, position: int) -> str:
    return prefix_of(fields, "turns", Turn.objects.get(position=position, conference__slug="tokyo-2plus2-2024").pk)


# Session, user, the conference; what it lacks (5); its source; participants; warnings; languages; hosts; turns with
# their participants, their questions, whom these are put to, their answers; the newest entry of the audit trail.
def test_page_opens_in_few_queries(
    staff: Client, tokyo: Conference, django_assert_max_num_queries: AssertNumQueries
) -> None:
    with django_assert_max_num_queries(20):
        staff.get(address(tokyo))


def test_longer_page_takes_no_more_queries(
    staff: Client, other: Conference, django_assert_max_num_queries: AssertNumQueries
) -> None:
    participants = [Participant.objects.create(conference=other, name=f"Speaker {n}") for n in range(30)]
    Turn.objects.bulk_create(
        Turn(conference=other, position=n, kind="answer", participant=participants[n % 30], text=f"Words {n}. " * 90)
        for n in range(2, 151)
    )
    asking = other.turns.get(position=2)
    for n in range(40):
        question = Question.objects.create(conference=other, turn=asking, start=n, excerpt=asking.text[n])
        Answer.objects.create(conference=other, question=question, turn=other.turns.get(position=3 + n))
    with django_assert_max_num_queries(20):
        response = staff.get(address(other))
    assert response.content.decode().count("Words 150.") == 90


def test_page_shows_the_whole_texts_in_order(page: Any, tokyo: Conference) -> None:
    fields = page(tokyo)
    shown = [fields[f"turns-{n}-text"][0].replace("\r\n", "\n") for n in range(26)]
    assert shown == texts(tokyo)


def test_text_areas_are_as_tall_as_their_texts(staff: Client, tokyo: Conference) -> None:
    content = staff.get(address(tokyo)).content.decode()
    rows = [
        int(n)
        for area in re.findall(r"<textarea[^>]*-text\"[^>]*>", content)
        for n in re.findall(r'rows="(\d+)"', area)
    ]
    assert rows[0] < 10
    assert max(rows) > 30


def test_untouched_page_changes_nothing(page: Any, save: Any, tokyo: Conference) -> None:
    before = everything()
    response = save(tokyo, page(tokyo))
    assert response.status_code == 302, errors_of(response)
    assert everything() == before


def test_odd_white_space_survives_an_untouched_page(page: Any, save: Any, tokyo: Conference) -> None:
    unquoted = [row for row in tokyo.turns.all() if not quotes_of(row)]
    odd = ["\n\n  Begins.\n", "\t", "a\u2028b\u0085c\u00a0", "", "<&> </textarea>\n", "&amp; \x0c"]
    for turn, text in zip(unquoted, odd, strict=False):
        Turn.objects.filter(pk=turn.pk).update(text=text, label=" Odd\nlabel ", delivery_note="\n ")
    publishing.revise(tokyo)
    before = everything()
    assert before.count("Odd\\nlabel") >= 4
    assert save(tokyo, page(tokyo)).status_code == 302
    assert everything() == before


def test_corrected_text_makes_a_revision_by_its_editor(page: Any, save: Any, tokyo: Conference, editor: User) -> None:
    fields = page(tokyo)
    save(tokyo, fields, **{prefix(fields, 3) + "text": "  Welcome.\r\nTwice. "})
    assert Turn.objects.get(position=3).text == "  Welcome.\nTwice. "
    revision = tokyo.revisions.get(number=2)
    assert revision.made_by == editor
    assert "Welcome.\\nTwice." in revision.document


def test_excerpts_follow_their_words(page: Any, save: Any, tokyo: Conference) -> None:
    turn = Turn.objects.get(position=14)
    before = list(turn.questions.values_list("pk", "uid", "start", "excerpt"))
    fields = page(tokyo)
    text = turn.text.replace("All right.", "All right!!", 1).replace("Thank you.", "Thank you, sir.")
    response = save(tokyo, fields, **{prefix(fields, 14) + "text": text})
    assert response.status_code == 302, errors_of(response)
    turn.refresh_from_db()
    assert turn.text == text
    assert list(turn.questions.values_list("pk", "uid", "start", "excerpt")) == [
        (pk, uid, start + 1, excerpt) for pk, uid, start, excerpt in before
    ]
    assert tokyo.revisions.count() == 2


def test_text_that_loses_an_excerpt_is_refused_with_its_words(page: Any, save: Any, tokyo: Conference) -> None:
    before = everything()
    fields = page(tokyo)
    turn = Turn.objects.get(position=14)
    text = turn.text.replace("Have you ruled that out?", "Did you rule that out?")
    response = save(tokyo, fields, **{prefix(fields, 14) + "text": text, prefix(fields, 2) + "label": "KEPT"})
    assert response.status_code == 200
    assert "a question quotes: “And lastly, it’s a three star command." in errors_of(response)
    assert "Did you rule that out?" in response.content.decode()
    assert "KEPT" in response.content.decode()
    assert everything() == before


def test_refused_page_leads_to_each_row_that_has_an_error(page: Any, save: Any, tokyo: Conference) -> None:
    fields = page(tokyo)
    row = prefix(fields, 14).removesuffix("-")
    shown = save(tokyo, fields, title="", **{f"{row}-kind": ""}).content.decode()
    faults = re.search(r'<ul class="faults">(.*?)</ul>', shown, re.S)
    assert faults is not None
    assert re.findall(r'<a href="#([^"]+)">([^<]+)</a>: *([^<]+)', faults[1]) == [
        ("id_title", "Title", "This field is required."),
        (row, "Turn 14", "Kind: This field is required."),
    ]
    assert f'id="{row}"' in shown
    assert 'id="id_title"' in shown


def test_turns_change_places(page: Any, save: Any, tokyo: Conference) -> None:
    before = texts(tokyo)
    fields = page(tokyo)
    moved = {prefix(fields, n) + "position": str(26 - n) for n in range(1, 26)}
    response = save(tokyo, fields, **moved)
    assert response.status_code == 302, errors_of(response)
    assert texts(tokyo) == [*reversed(before[:25]), before[25]]
    assert tokyo.turns.latest("position").position == 26


def test_turn_takes_the_place_of_a_deleted_one(page: Any, save: Any, tokyo: Conference) -> None:
    before = texts(tokyo)
    fields = page(tokyo)
    gone, moved = prefix(fields, 26), prefix(fields, 25)
    response = save(tokyo, fields, **{gone + "DELETE": "on", moved + "position": "26"})
    assert response.status_code == 302, errors_of(response)
    assert texts(tokyo) == before[:25]


def test_position_given_twice_is_refused(page: Any, save: Any, tokyo: Conference) -> None:
    before = everything()
    fields = page(tokyo)
    response = save(tokyo, fields, **{prefix(fields, 3) + "position": "4", prefix(fields, 9) + "position": "8"})
    assert "Several turns have the same position: 4, 8." in errors_of(response)
    assert '<a href="#turns-heading">Turns</a>: Several turns' in response.content.decode()
    assert everything() == before


def test_impossible_positions_are_refused(page: Any, save: Any, tokyo: Conference) -> None:
    fields = page(tokyo)
    for position in ("0", "-1", "1000000", "9" * 25, "x"):
        response = save(tokyo, fields, **{prefix(fields, 3) + "position": position})
        assert response.status_code == 200
        assert errors_of(response), position


def test_added_turn_goes_to_the_end(page: Any, save: Any, tokyo: Conference) -> None:
    fields = page(tokyo)
    participant = tokyo.participants.earliest("pk")
    add_row(fields, "turns", kind="procedural", participant=participant.pk, text=" Goodbye.\r\n", position="")
    response = save(tokyo, fields)
    assert response.status_code == 302, errors_of(response)
    added = tokyo.turns.get(position=27)
    assert (added.text, added.participant, added.basis) == (" Goodbye.\n", participant, "editor")


def test_participant_of_another_conference_is_refused(
    page: Any, save: Any, tokyo: Conference, other: Conference
) -> None:
    fields = page(tokyo)
    response = save(tokyo, fields, **{prefix(fields, 3) + "participant": str(other.participants.get().pk)})
    assert "The participant belongs to another conference." in errors_of(response)


def test_fixed_fields_stay(page: Any, save: Any, tokyo: Conference) -> None:
    fields = page(tokyo)
    assert not {"slug", "status", "revision", "published_at", "source"} & fields.keys()
    save(tokyo, fields, slug="new", status="draft", revision="7", published_at_0="2000-01-01")
    assert Conference.objects.filter(slug="tokyo-2plus2-2024", status="published", revision=1).exists()


def test_source_is_shown_and_never_edited(staff: Client, tokyo: Conference) -> None:
    source = SourceText.objects.get(conference=tokyo)
    assert address(source) in staff.get(address(tokyo)).content.decode()
    shown = staff.get(address(source)).content.decode()
    assert '<pre class="source">' in shown
    assert "<textarea" not in shown


def test_languages_change_places(page: Any, save: Any, tokyo: Conference) -> None:
    before = [each.tag for each in tokyo.languages.all()]
    fields = page(tokyo)
    save(tokyo, fields, **{"languages-0-position": "2", "languages-1-position": "1"})
    assert [each.tag for each in tokyo.languages.all()] == before[::-1]


def test_conference_is_added_as_a_draft(page: Any, save: Any, db: None) -> None:
    fields = {"languages-TOTAL_FORMS": ["1"], "languages-INITIAL_FORMS": ["0"]}
    response = save(
        Conference,
        fields,
        **{"title": "New", "slug": "new", "languages-0-tag": "en", "languages-0-position": ""},
    )
    assert response.status_code == 302, errors_of(response)
    added = Conference.objects.get(slug="new")
    assert (added.status, added.languages.get().position) == ("draft", 1)


# Deleting


def test_published_conference_is_not_deleted(staff: Client, tokyo: Conference) -> None:
    delete = reverse("admin:core_conference_delete", args=[tokyo.pk])
    assert delete not in staff.get(address(tokyo)).content.decode()
    assert staff.post(delete, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [tokyo.pk], "post": "yes"}
    response = staff.post(reverse("admin:core_conference_changelist"), chosen)
    assert "Withdraw it first" in response.content.decode()
    assert Conference.objects.filter(pk=tokyo.pk).exists()


def test_withdrawn_conference_is_deleted_with_its_record(staff: Client, tokyo: Conference) -> None:
    publishing.withdraw(tokyo)
    delete = reverse("admin:core_conference_delete", args=[tokyo.pk])
    assert "26 turns" in staff.get(delete).content.decode()
    assert staff.post(delete, {"post": "yes"}).status_code == 302
    assert not Turn.objects.exists()
    assert not Revision.objects.exists()
    with connection.cursor() as cursor:
        connection.check_constraints()
        cursor.execute("SELECT COUNT(*) FROM core_addressee")
        assert cursor.fetchone() == (0,)


def test_selected_drafts_are_deleted(staff: Client, tokyo: Conference, other: Conference) -> None:
    chosen = {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"}
    staff.post(reverse("admin:core_conference_changelist"), chosen)
    assert list(Conference.objects.all()) == [tokyo]


def test_list_is_narrowed_by_language(staff: Client, tokyo: Conference) -> None:
    conferences = reverse("admin:core_conference_changelist")
    assert "By language" in staff.get(conferences).content.decode()
    assert "1 conference" in staff.get(conferences, {"languages__tag": "ja"}).content.decode()
    assert "0 conferences" in staff.get(conferences, {"languages__tag": "fr"}).content.decode()
