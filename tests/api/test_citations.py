"""Citations: /api/v1/.../citation.{suffix}"""

import json
from typing import Any
from uuid import UUID

import pytest

from core.models import Conference
from tests.api.conftest import Api
from tests.api.make import draft_like
from tests.api.test_revisions import correct

PINNED = "http://testserver/api/v1/conferences/tokyo-2plus2-2024/revisions/1/"


def csl(api: Api, path: str) -> Any:
    (item,) = json.loads(api.get(f"{path}citation.json").content)
    return item


def test_a_conference_is_cited_as_it_stands_in_its_newest_revision(api: Api, tokyo: Conference) -> None:
    item = csl(api, "conferences/tokyo-2plus2-2024/")
    assert (item["title"], item["URL"], item["version"]) == (tokyo.title, PINNED, "Revision 1")
    assert item["issued"] == {"date-parts": [[2024, 7, 28]]}
    correct(tokyo, "Arigato.", "Arigatou.")
    assert csl(api, "conferences/tokyo-2plus2-2024/")["version"] == "Revision 2"
    assert csl(api, "conferences/tokyo-2plus2-2024/revisions/1/") == item


def test_a_turn_a_question_and_an_answer_are_cited_with_who_said_them(api: Api, tokyo: Conference) -> None:
    answer = tokyo.answers.get(question__excerpt__startswith="does Japan", turn__participant__name="Minoru Kihara")
    for path, part in (("answers", answer.uid), ("turns", answer.turn.uid)):
        item = csl(api, f"{path}/{part}/")
        assert item["author"] == [{"family": "Kihara", "given": "Minoru"}]
        assert (item["event-title"], item["URL"]) == (tokyo.title, f"{PINNED}#{part}")
    question = csl(api, f"questions/{answer.question.uid}/")
    assert question["author"] == [{"family": "Tucker", "given": "Patrick"}]
    assert question["abstract"].startswith("does Japan")


def test_bibtex_holds_no_commands_of_the_text(api: Api, tokyo: Conference) -> None:
    correct(tokyo, "Arigato.", r"50% \input{/etc/passwd} } $x_1$ & #")
    turn = tokyo.turns.get(text__contains="passwd")
    text = api.get(f"turns/{turn.uid}/citation.bib").content.decode()
    assert r"50\% \textbackslash{}input\textbraceleft{}/etc/passwd\textbraceright{}" in text
    assert text.count("{") == text.count("}")
    assert text.startswith(f"@misc{{tokyo-2plus2-2024-r2-{turn.uid},\n")


def test_ris_has_a_tag_a_line(api: Api, tokyo: Conference) -> None:
    turn = tokyo.turns.get(position=1)
    answer = api.get(f"turns/{turn.uid}/citation.ris")
    assert answer["Content-Type"] == "application/x-research-info-systems"
    lines = answer.content.decode().split("\r\n")
    assert (lines[0], lines[-2:]) == ("TY  - GEN", ["ER  - ", ""])
    assert all(line[2:6] == "  - " for line in lines[:-1])
    assert f"UR  - {PINNED}#{turn.uid}" in lines


def test_what_is_in_a_draft_is_not_found(api: Api, tokyo: Conference) -> None:
    draft = draft_like(tokyo, "hidden", "-hidden")
    ids: list[tuple[str, UUID]] = [
        (noun, uid)
        for noun in ("turns", "questions", "answers")
        for uid in getattr(draft, noun).values_list("uid", flat=True)
    ]
    for noun, uid in ids[:: len(ids) // 6]:
        api.problem(f"{noun}/{uid}/citation.json", 404)
    api.problem("conferences/hidden/citation.json", 404)


@pytest.mark.parametrize("noun", ["turns", "questions", "answers"])
def test_what_is_not_there_is_not_found(api: Api, noun: str) -> None:
    api.problem(f"{noun}/019c0000-0000-7000-8000-000000000000/citation.bib", 404)
