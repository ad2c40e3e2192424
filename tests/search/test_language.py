"""The query language, the same on SQLite and PostgreSQL."""

import contextlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import search
from core.models import Conference, Participant, Turn
from core.search import index
from core.search.showing import passages
from tests.conftest import ROOT
from tests.search.test_index import new_turn

TEXTS = {
    "negotiation": "The negotiations on fishing went well, said the U.S. negotiator; the F-35 was not discussed.",
    "security": "Security is not for sale. To be, or not to be secure?",
    "café": "Nous avons parlé au café avec élan. Über Straßen, Ærø, İstanbul.",
    "nfd": "A cafe\u0301 in its other form.",
    "tokyo": "日米同盟のNATO協力について、北朝鮮の核開発を議論した。",
    "beijing": "双方就气候变化深入交换了意见。",
    "seoul": "양측은 한미동맹을 논의했습니다.",
    "katakana": "ミサイル防衛とサイバー・セキュリティー。",
    "wide": "ＮＡＴＯについて。",
    "greek": "Η Αθήνα και ο ΕΛΛΗΝΑΣ.",
    "yod": "Йод.",
    "russian": "Переговоры о БЕЗОПАСНОСТИ.",
    "stressed": "За́мок на горе.",
    "markup": "<b>bold</b> & <script>alert('sizzle')</script>",
    "numbers": "In 2024, 1,500 people; 3.14 and 2nd, 007.",
}


@pytest.fixture
def turns(db: None) -> dict[int, str]:
    """Nothing but these texts, by key."""
    conference = Conference.objects.create(slug="of-texts", title="Of texts")
    Participant.objects.create(conference=conference)
    made = Turn.objects.bulk_create(new_turn(conference, text, 1 + n) for n, text in enumerate(TEXTS.values()))
    return dict(zip((turn.pk for turn in made), TEXTS, strict=True))


QUERIES = [
    ("negotiate", "negotiation"),
    ("NEGOTIATIONS", "negotiation"),
    ("negotiat*", "negotiation"),
    ("negot*", "negotiation"),
    ("securit*", "security"),
    ("secur*", "security"),
    ("f-35", "negotiation"),
    ("F35", ""),
    ("U.S.", "negotiation"),
    ('"u s negotiator"', "negotiation"),
    ('"negotiations on fishing"', "negotiation"),
    ('"fishing negotiations"', ""),
    ("fishing negotiations", "negotiation"),
    ("fish", "negotiation"),
    ('"to be or not to be"', "security"),
    ("“to be or not to be”", "security"),
    ('"be or not"', "security"),
    ('"be not or"', ""),
    ('"be to"', ""),
    ('be -"or not to"', ""),
    ('be -"not or to"', "security"),
    ('"not to be secu*"', "security"),
    ('"not to be secu*" -"to be"', ""),
    ('"the U.S." OR "sale to be"', "negotiation security"),
    ("to be", "security"),
    ("cafe", "café nfd"),
    ("café", "café nfd"),
    ("CAFE\u0301", "café nfd"),
    ("cafe -elan", "nfd"),
    ("cafe -ÉLAN", "nfd"),
    ('cafe -"other form"', "café"),
    ("uber", "café"),
    ("istanbul", "café"),
    ("security OR cafe", "security café nfd"),
    ("security OR cafe OR fish", "security café nfd negotiation"),
    ("elan OR security cafe", "café"),
    ("security OR -cafe", "security"),
    ("OR", "security"),
    ("or", "security"),
    ("同盟", "tokyo"),
    ("日米同盟", "tokyo"),
    ("米同", "tokyo"),
    ("同盟米", ""),
    ("核", "tokyo"),
    ("力", "tokyo"),
    ("北朝鮮の核", "tokyo"),
    ("nato", "tokyo"),
    ("NATO協力", "tokyo"),
    ("同盟 nato -気候", "tokyo"),
    ("气候", "beijing"),
    ("意见", "beijing"),
    ("气候变化 OR 同盟", "beijing tokyo"),
    ("议论 OR 意见", "beijing"),
    ("-同盟 气候", "beijing"),
    ("동맹", "seoul"),
    ("한미동맹", "seoul"),
    ("ミサイル", "katakana"),
    ("セキュリティー", "katakana"),
    ("サイバー・セキュリティー", "katakana"),
    ("αθήνα", "greek"),
    ("ΑΘΉΝΑ", "greek"),
    ("ελληνασ", "greek"),
    ("ΕΛΛΗΝΑΣ", "greek"),
    ("йод", "yod"),
    ("безопасности", "russian"),
    ("ПЕРЕГОВОРЫ", "russian"),
    ('"о безопасности"', "russian"),
    ('"безопасности о"', ""),
    ('"за́мок на горе"', "stressed"),
    ('"за́мок горе"', ""),
    ("sizzle", "markup"),
    ("script", "markup"),
    ("２０２４", "numbers"),
    ("ＮＡＴＯ", "tokyo wide"),
    ("ＮＡＴＯ -ｾｷｭﾘﾃｨｰ", "tokyo wide"),
    ("同盟 -ＮＡＴＯ", ""),
    ("ｾｷｭﾘﾃｨｰ", "katakana"),
    ("ＮＥＧＯＴ＊", "negotiation"),
    ("2024", "numbers"),
    ("1,500", "numbers"),
    ("3.14", "numbers"),
    ("2nd", "numbers"),
    ("007", "numbers"),
    ("202*", "numbers"),
    ("20*", ""),
    ("be* OR neg*", "security negotiation"),
    ("neg* OR aaa* OR bbb* OR securit*", "negotiation security"),
    ("neg* OR aaa* OR bbb* OR ccc* OR securit*", "negotiation"),
]


@pytest.mark.parametrize(("words", "finds"), QUERIES, ids=[words for words, _ in QUERIES])
def test_a_query_finds(turns: dict[int, str], words: str, finds: str) -> None:
    results = search.search(search.read(words), Turn.objects.all())
    assert {turns[hit.key] for hit in results.hits} == set(finds.split())
    assert results.total == len(results.hits)
    assert results.is_exact
    for hit in results.hits:
        assert hit.passage.marks, "what was found is marked"
        assert Turn.objects.get(pk=hit.key).text[hit.passage.start :].startswith(hit.passage.text)


def documented() -> list[tuple[str, str, str]]:
    lines = (ROOT / "docs" / "search.md").read_text().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    return [(asked.strip("`"), finds, misses) for asked, finds, misses in rows]


@pytest.mark.parametrize(("asked", "finds", "misses"), documented(), ids=[asked for asked, *_ in documented()])
def test_the_documentation_is_true(tokyo: Conference, asked: str, finds: str, misses: str) -> None:
    found, missed = new_turn(tokyo, finds, 90), new_turn(tokyo, misses, 91)
    Turn.objects.bulk_create([found, missed])
    made = Turn.objects.filter(position__gte=90)
    assert [hit.key for hit in search.search(search.read(asked), made).hits] == [found.pk]


HOSTILE = [
    'a" OR "b', '""', '"unclosed', "a*b*", "*", "**", "a**", "-", "--", "- -", "a -", "NEAR(a b, 3)", "words:security",
    "pairs : x", "{words} : a", "^security", "a AND", "AND a", "NOT", "a NOT b", "OR OR OR", "a OR", "OR a", "(a", "a)",
    "'; DROP TABLE core_turn; --", "a & b", "a | b", "!a", "a <-> b", "a:*", "a:A", "'", "''", "\\", "a\\'b", "%", "%s",
    "%(x)s", "{}", "$$", "café\u0301\u0301",
    "a\u200bb", "\u202ea", "🙂 a", "ﬁsh", "²", "ª", "½", "٣", "Ⅷ", "〇", "々", "ー",
    "a" * 200, "a " * 100, "同" * 200, '"' * 199 + "a", "-a " * 60 + "b", "a OR " * 40, "x* " * 60, "ⱥɇ", "İ", "ß", "ǅ",
    "\ud7ff", "\U0001d7d9", "𠮷野家", "a\tb\nc", "-\"a b\" c", "ｦ", "𓀀", "\u0345", "क्षत्रिय", "ไทย",
]  # fmt: skip


@pytest.mark.usefixtures("turns")
@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_typed_is_safe(words: str) -> None:
    with contextlib.suppress(search.NothingToFindError):
        query = search.read(words)
        search.search(query, Turn.objects.all(), facets=list(search.FACETS))


@pytest.mark.parametrize("words", ["", " ", "-", "...", "🙂", "“”", '""', "!?", "-security", '-"not this"', "-a -b"])
def test_a_query_without_a_word_says_so(words: str) -> None:
    with pytest.raises(search.NothingToFindError, match="give a word to look for"):
        search.read(words)


def test_what_is_typed_twice_is_looked_for_once() -> None:
    assert search.read("tea the TEA the -an -an") == search.read("tea the -an")
    assert search.read('"of the" "of the" a OR b OR a') == search.read('"of the" a OR b')


def test_a_stop_word_is_a_word(turns: dict[int, str]) -> None:
    assert search.search(search.read("the"), Turn.objects.all()).total == 1


def test_of_many_matches_the_newest_are_ranked(tokyo: Conference, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Turn.objects.bulk_create(new_turn(tokyo, f"marmalade{' and tea' * n}", 90 + n) for n in range(12))
    keys = [turn.pk for turn in made]
    query = search.read("marmalade")
    exact = search.search(query, Turn.objects.all(), size=100)
    assert (exact.total, exact.is_exact) == (12, True)
    # The shortest is the most telling.
    assert [hit.key for hit in exact.hits] == keys
    monkeypatch.setattr(search, "LIMIT", 5)
    bounded = search.search(query, Turn.objects.all(), size=100, facets=["kind"])
    assert (bounded.total, bounded.is_exact) == (5, False)
    assert [hit.key for hit in bounded.hits] == keys[-5:]
    assert [each.count for each in bounded.facets["kind"]] == [5]


# How few are looked at, so that every way is taken: on SQLite, and on PostgreSQL.
WAYS = [
    ({"SAMPLED": 3, "WALKED": 6}, {"COMMON": 0.0, "FEW": 0}),
    ({"SAMPLED": 3, "WALKED": 1000}, {"COMMON": 2.0, "FEW": 0}),
    ({"SAMPLED": 1, "WALKED": 1}, {"COMMON": 2.0, "FEW": 0, "MOST_CONFERENCES": 0, "FEW_PARTICIPANTS": 0}),
    ({"SAMPLED": 1, "WALKED": 1}, {"COMMON": 0.5, "MOST_CONFERENCES": 0, "FEW_PARTICIPANTS": 0}),
    ({"SAMPLED": 1, "WALKED": 1}, {"COMMON": 2.0, "FEW": 0, "MANY": 0, "MOST_CONFERENCES": 0, "FEW_PARTICIPANTS": 0}),
    (
        {"SAMPLED": 1, "WALKED": 1},
        {"COMMON": 2.0, "FEW": 0, "MANY": 0, "MOST_CONFERENCES": 0, "FEW_PARTICIPANTS": 0, "MOST_PARTICIPANTS": 0},
    ),
    ({"SAMPLED": 1, "WALKED": 1}, {"COMMON": 0.0, "FEW": 0, "FEW_STRETCHES": 1}),
    ({"SAMPLED": 1, "WALKED": 100}, {"A_LOOK": 0}),
    ({"SAMPLED": 1, "WALKED": 100}, {"A_LOOK": 10**9}),
    ({"SAMPLED": 1, "WALKED": 100}, {"A_LOOK": 10**9, "COMMON": 2.0, "FEW": 0}),
    ({"SAMPLED": 1, "WALKED": 100}, {"A_LOOK": 0, "MORE": 10**-9, "A_WALK": 0}),
    ({"SAMPLED": 1, "WALKED": 100}, {"A_LOOK": 10**9, "A_WALK": 0}),
]


@pytest.mark.parametrize(("on_sqlite", "on_postgresql"), WAYS)
@pytest.mark.parametrize("asked", ["marmalade -tea", '"marmalade for all" -"for all tea"', "marmal* -tea"])
def test_whichever_way_matches_are_gathered(
    tokyo: Conference,
    monkeypatch: pytest.MonkeyPatch,
    on_sqlite: dict[str, int],
    on_postgresql: dict[str, float],
    asked: str,
) -> None:
    first = Turn.objects.bulk_create(new_turn(tokyo, "tea", 90 + n) for n in range(1))[0].pk
    keys = [first + 1 + n * index.STRETCH // 4 for n in range(30)]
    turns = [new_turn(tokyo, "marmalade for all" if n % 3 else "tea", 95 + n) for n in range(30)]
    for turn, key in zip(turns, keys, strict=True):
        turn.pk = key
    Turn.objects.bulk_create(turns)
    among = Turn.objects.filter(position__gte=100)
    conferences, participants = Conference.objects.filter(pk=tokyo.pk), Participant.objects.filter(turns__in=turns)
    every = [
        search.Known(),
        search.Known(kind="remarks"),
        search.Known(conferences=conferences),
        search.Known(participants=participants, kind="remarks"),
        search.Known(conferences=conferences, participants=participants),
    ]
    query = search.read(asked)
    before = [hit.key for hit in search.search(query, among, size=100).hits]
    assert len(before) == 17
    for vendor, changed in (("sqlite", on_sqlite), ("postgresql", on_postgresql)):
        for name, value in changed.items():
            monkeypatch.setattr(f"core.search.{vendor}.{name}", value)
    for known in every:
        with CaptureQueriesContext(connection) as asked_of_it:
            assert [hit.key for hit in search.search(query, among, size=100, known=known).hits] == before
        # What PostgreSQL expects is asked once, however many decisions hang on it.
        expectations = [each["sql"] for each in asked_of_it if each["sql"].startswith("EXPLAIN")]
        assert len(expectations) == len(set(expectations))
    monkeypatch.setattr(search, "LIMIT", 7)
    for known in every:
        assert [hit.key for hit in search.search(query, among, size=100, known=known).hits] == before[:7]


def test_nothing_is_found_among_none(tokyo: Conference) -> None:
    results = search.search(search.read("deterrence"), Turn.objects.none(), facets=["kind"])
    assert (results.total, results.hits, results.facets) == (0, [], {"kind": []})


class TestPassages:
    def test_markup_is_escaped(self, turns: dict[int, str]) -> None:
        (hit,) = search.search(search.read("sizzle"), Turn.objects.all()).hits
        assert "&lt;script&gt;alert(&#x27;<mark>sizzle</mark>&#x27;)&lt;/script&gt;" in hit.passage.html

    def test_a_long_turn_shows_where_most_of_it_stands(self, tokyo: Conference) -> None:
        filler = "We spoke of other things at some length. " * 40
        text = f"{filler}Marmalade. {filler}Marmalade and honey, and honey cake. {filler}"
        new_turn(tokyo, text).save()
        (hit,) = search.search(search.read("honey marmalade"), Turn.objects.all()).hits
        assert "Marmalade and honey, and honey cake" in hit.passage.text
        assert 150 < len(hit.passage.text) < 300
        assert [hit.passage.text[start:end] for start, end in hit.passage.marks] == ["Marmalade", "honey", "honey"]

    def test_a_phrase_is_marked_as_one(self, turns: dict[int, str]) -> None:
        (hit,) = search.search(search.read('"Negotiation on fish" f-35'), Turn.objects.all()).hits
        assert "<mark>negotiations on fishing</mark>" in hit.passage.html
        assert "<mark>F-35</mark>" in hit.passage.html

    @pytest.mark.parametrize(
        ("asked", "text", "marked"),
        [
            ("today’s", "Here today. Today’s guests.", ["Today’s"]),
            ('"of of"', "of, of the of", ["of, of"]),
            ("ela*", "E\u0301lan, élan; relate", ["E\u0301lan", "élan"]),
            ('"cafe yildiz"', "Le café — Yildiz.", ["café — Yildiz"]),
            ("同盟 nato", "日米同盟のNATO", ["同盟", "NATO"]),
        ],
    )
    def test_nothing_but_what_was_asked_for_is_marked(self, asked: str, text: str, marked: list[str]) -> None:
        (shown,) = passages([text], search.read(asked))
        assert [shown.text[start:end] for start, end in shown.marks] == marked
