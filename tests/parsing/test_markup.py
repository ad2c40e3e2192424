"""Akoma Ntoso and TEI of anybody: what they say, and what strangers may not do with XML."""

import datetime
import time
import tracemalloc

import pytest

from core.parsing import ParsedTranscript, ParseError
from core.parsing.formats.markup import read_markup
from core.records import PersonRecord
from core.vocabulary import AnnotationKind, Role, TurnKind

# In the style of the debates of a parliament: grouped questions, roles, a scene, laid out over lines.
DEBATE = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
  <debate name="hansard">
    <meta>
      <identification source="#reporters">
        <FRBRWork>
          <FRBRthis value="/ke/debate/2011-03-23/main"/>
          <FRBRuri value="/ke/debate/2011-03-23"/>
          <FRBRdate date="2011-03-23" name="generation"/>
          <FRBRauthor href="#parliament"/>
          <FRBRcountry value="ke"/>
        </FRBRWork>
        <FRBRExpression>
          <FRBRthis value="/ke/debate/2011-03-23/eng/main"/>
          <FRBRuri value="/ke/debate/2011-03-23/eng"/>
          <FRBRdate date="2011-03-23" name="markup"/>
          <FRBRauthor href="#reporters"/>
          <FRBRlanguage language="eng"/>
        </FRBRExpression>
      </identification>
      <references source="#reporters">
        <original eId="ro1" href="https://parliament.example/2011-03-23" showAs="Official Report"/>
        <TLCPerson eId="mutua" href="/ontology/person/mutua" showAs="Grace Mutua"/>
        <TLCPerson eId="otieno" href="/ontology/person/otieno" showAs="Peter Otieno"/>
        <TLCPerson eId="chair" href="/ontology/person/speaker" showAs="Jane Wanjiru"/>
        <TLCRole eId="speaker" href="/ontology/role/speaker" showAs="Mr. Deputy Speaker"/>
        <TLCRole eId="minister" href="/ontology/role/minister" showAs="Minister for Roads"/>
      </references>
    </meta>
    <preface><p><docTitle>Official Report</docTitle> of <docDate date="2011-03-23">23 March</docDate></p></preface>
    <debateBody>
      <debateSection name="prayers"><heading>PRAYERS</heading>
        <speech by="#chair" as="#speaker"><from>Mr. Deputy Speaker:</from><p>Order!  We
          begin.</p></speech>
        <scene>The House rose.</scene>
      </debateSection>
      <questions>
        <heading>QUESTION NO. 721</heading>
        <question by="#mutua" to="#otieno"><from>Ms. Mutua</from>
          <p>asked the Minister for Roads when the bridge would open.</p></question>
        <answer by="#otieno" as="#minister" to="#mutua"><from>Mr. Otieno:</from>
          <p>In May<remark type="phenomenon">Laughter</remark>, I hope.</p>
          <p>We are late <omissis status="incomplete"/>.</p></answer>
        <speech by="#unlisted"><p>Hear, hear.</p></speech>
        <adjournment>till two</adjournment>
      </questions>
    </debateBody>
  </debate>
</akomaNtoso>
"""

# In the style of ParlaMint: people elsewhere, incidents between the segments.
CORPUS_FILE = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="ParlaMint-XX_2020-03-02" xml:lang="en" ana="#parla.sitting">
  <teiHeader>
    <fileDesc>
      <titleStmt><title type="main">Corpus of sittings</title><title type="sub">A sitting</title></titleStmt>
      <publicationStmt><p>None.</p></publicationStmt>
      <sourceDesc><bibl><title>Minutes</title><idno type="URI">https://parliament.example/m</idno>
        <date when="2020-03-02">2. 3. 2020</date></bibl></sourceDesc>
    </fileDesc>
    <profileDesc>
      <settingDesc><setting><name type="city">Ljubljana</name><name type="country" key="SI">Slovenia</name>
        <date when="2020-03-02">2. 3. 2020</date></setting></settingDesc>
      <particDesc><listPerson>
        <person xml:id="NovakAna"><persName><surname>Novak</surname><forename>Ana</forename></persName>
          <affiliation role="minister" ref="#gov">Minister of Health</affiliation></person>
      </listPerson><listOrg><org xml:id="gov"><orgName full="yes">Government of Slovenia</orgName></org></listOrg>
      </particDesc>
    </profileDesc>
  </teiHeader>
  <text><body><div type="debateSection">
    <note type="time">The sitting began at 10.</note>
    <note type="speaker">PRESIDENT KRANJC:</note>
    <u xml:id="u1" who="#KranjcJoze" ana="#chair"><seg xml:id="u1.s1">Minister, please.</seg></u>
    <note type="speaker">ANA NOVAK:</note>
    <u xml:id="u2" who="#NovakAna" ana="#regular">
      <seg xml:id="u2.s1">Thank you.</seg>
      <vocal type="laughter"><desc>Laughter in the hall.</desc></vocal>
      <seg xml:id="u2.s2">The figures <gap reason="inaudible"/> are here.</seg>
    </u>
    <u xml:id="u3" who="#KranjcJoze" toWhom="#NovakAna" ana="#chair #pc.question"><seg>Are they?</seg></u>
    <u xml:id="u4" who="#NovakAna" corresp="#u3" ana="#pc.answer"><seg>Yes.</seg></u>
  </div></body></text>
</TEI>
"""


def read(text: str | bytes, **known: list[PersonRecord]) -> ParsedTranscript:
    parsed = read_markup(text if isinstance(text, bytes) else text.encode(), slug="a", **known)  # type: ignore[arg-type]
    assert parsed is not None
    return parsed


def test_a_debate_of_others_tells_who_says_what() -> None:
    parsed = read(DEBATE, people=[PersonRecord(slug="grace-mutua", name="Grace Mutua")])
    record = parsed.record
    assert not parsed.is_whole
    assert (record.title, record.date, record.country) == ("Official Report", datetime.date(2011, 3, 23), "KE")
    assert record.languages == ("en",)
    assert (record.source.name, record.source.url) == ("Official Report", "https://parliament.example/2011-03-23")
    names = {each.id: each for each in record.participants}
    assert [(turn.label, names[turn.participant].name, turn.kind) for turn in record.turns] == [
        ("Mr. Deputy Speaker", "Jane Wanjiru", TurnKind.REMARKS),
        ("Ms. Mutua", "Grace Mutua", TurnKind.QUESTION),
        ("Mr. Otieno", "Peter Otieno", TurnKind.ANSWER),
        ("unlisted", "unlisted", TurnKind.REMARKS),
    ]
    assert [each.role for each in record.participants] == [
        Role.MODERATOR,
        Role.UNKNOWN,
        Role.PRINCIPAL,
        Role.UNKNOWN,
    ]
    assert [each.title for each in record.participants][2] == "Minister for Roads"
    assert [each.person for each in record.participants] == [None, "grace-mutua", None, None]
    answer = record.turns[2]
    assert record.turns[0].text == "Order! We begin."
    assert answer.text == "In May (Laughter), I hope.\nWe are late (inaudible)."
    assert [(each.kind, each.start, each.text) for each in answer.annotations] == [
        (AnnotationKind.OTHER, 7, "(Laughter)"),
        (AnnotationKind.INAUDIBLE, 39, "(inaudible)"),
    ]


def test_a_debate_of_others_tells_who_asks_whom() -> None:
    record = read(DEBATE).record
    (question,) = record.questions
    names = {each.id: each.name for each in record.participants}
    assert question.excerpt == "asked the Minister for Roads when the bridge would open."
    assert [names[each.participant] for each in question.addressees if each.participant] == ["Peter Otieno"]
    assert [each.turn for each in question.answers] == [record.turns[2].id]


def test_what_is_not_understood_is_said() -> None:
    parsed = read(DEBATE)
    assert [(each.code, each.turn) for each in parsed.warnings] == [("unread-markup", None), ("unlisted-speaker", 4)]
    assert "<adjournment>" in parsed.warnings[0].message
    line = parsed.record.source.text.splitlines()[parsed.warnings[1].line - 1]
    assert line == "unlisted: Hear, hear."


def test_a_corpus_file_of_others_tells_who_says_what() -> None:
    record = read(CORPUS_FILE).record
    assert (record.title, record.date, record.place) == ("Corpus of sittings", datetime.date(2020, 3, 2), "Ljubljana")
    assert (record.country, record.source.url) == ("SI", "https://parliament.example/m")
    chair, minister = record.participants
    assert (chair.name, chair.role) == ("KranjcJoze", Role.MODERATOR)
    assert (minister.name, minister.title) == ("Ana Novak", "Minister of Health")
    assert [each.outlet for each in minister.introductions] == ["Government of Slovenia"]
    assert [turn.label for turn in record.turns][:2] == ["PRESIDENT KRANJC", "ANA NOVAK"]
    said = record.turns[1]
    assert said.text == "Thank you. (Laughter in the hall.)\nThe figures (inaudible) are here."
    assert [each.kind for each in said.annotations] == [AnnotationKind.LAUGHTER, AnnotationKind.INAUDIBLE]
    (question,) = record.questions
    assert [each.participant for each in question.addressees] == [minister.id]
    assert [each.turn for each in question.answers] == [record.turns[3].id]


@pytest.mark.parametrize("text", [DEBATE, CORPUS_FILE])
def test_the_file_is_kept_and_what_it_says_is_tiled(text: str) -> None:
    from core.exporting.source_text import source_text

    record = read(text).record
    assert record.source.original == text.encode()
    assert source_text(record) == record.source.text
    for turn in record.turns:
        for each in turn.annotations:
            assert turn.text[each.start :].startswith(each.text)


def test_utf_16_is_read_as_well() -> None:
    data = CORPUS_FILE.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    assert len(read(data).record.turns) == 4


@pytest.mark.parametrize("text", ["", "MR SMITH: <TEI> is a word.", "<html><body>MR SMITH: hello</body></html>", "<p>"])
def test_what_is_no_xml_is_left_to_others(text: str) -> None:
    assert read_markup(text.encode()) is None


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("<?xml version='1.0'?><svg/>", "is <svg>"),
        ("<TEI>", "cannot be read"),
        ("<TEI></TEI>", "Nobody speaks"),
        ("<teiCorpus><TEI/></teiCorpus>", "one by one"),
        (f"<?xml version='1.0'?><!DOCTYPE TEI [<!ENTITY l0 'ha'>{LAUGHS}]><TEI>&l9;</TEI>", "document type"),
        (
            f"<?xml version='1.0'?><!--<a--><!DOCTYPE TEI [<!ENTITY l0 'ha'>{LAUGHS}]><TEI n='&l9;'/>",
            "document type|cannot be read",
        ),
        (
            "<?xml version='1.0'?><!DOCTYPE TEI [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><TEI>&x;</TEI>",
            "document type",
        ),
        ("<?xml version='1.0'?><!DOCTYPE TEI SYSTEM 'http://127.0.0.1:9/x.dtd'><TEI/>", "document type"),
        ("<TEI>" + "<u>" * 5000 + "</u>" * 5000 + "</TEI>", "cannot be read"),
        ("<TEI>" + "<u/>" * 2_000_001 + "</TEI>", "more than 1,000,000 elements"),
        ("<?xml version='1.0' encoding='utf-99'?><TEI/>", "cannot be read"),
        ("<?xml version='1.0'?><TEI><u>\x01</u></TEI>", "cannot be read"),
    ],
)
def test_what_is_broken_or_dangerous_is_refused_in_time(xml: str, said: str) -> None:
    started = time.process_time()
    with pytest.raises(ParseError, match=said):
        read_markup(xml.encode())
    assert time.process_time() - started < 10


def test_entities_in_utf_16_are_seen_too() -> None:
    xml = (
        "<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE TEI [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><TEI>&x;</TEI>"
    )
    with pytest.raises(ParseError, match="document type"):
        read_markup(xml.encode("utf-16"))


def test_a_file_as_large_as_may_be_is_read_in_bounded_memory() -> None:
    utterance = "<u who='#a'><seg>" + "word " * 200 + "</seg></u>"
    xml = "<TEI><text><body>" + utterance * 10_000 + "</body></text></TEI>"
    tracemalloc.start()
    assert len(read(xml).record.turns) == 10_000
    assert tracemalloc.get_traced_memory()[1] < 200_000_000
    tracemalloc.stop()
