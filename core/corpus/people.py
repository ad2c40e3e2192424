"""Who speaks in made-up conferences: ministers, reporters, and those they speak for."""

import functools
import unicodedata
from dataclasses import dataclass
from random import Random
from re import sub

from core.corpus import words
from core.records import NameRecord, OrganizationRecord, PersonRecord
from core.vocabulary import NameKind, OrganizationKind

PRINCIPALS, REPORTERS, OUTLETS = 300, 900, 90
KANJI = (
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "渡辺",
    "伊藤",
    "山本",
    "中村",
    "小林",
    "加藤",
    "張偉",
    "王芳",
    "李娜",
    "김민준",
    "이서연",
)


@dataclass(frozen=True, slots=True)
class Someone:
    """A person with what they are that day: a minister of a ministry, or a reporter of an outlet."""

    person: PersonRecord
    organization: OrganizationRecord
    title: str

    @property
    def family(self) -> str:
        return self.person.sort_name.split(",")[0]


@dataclass(frozen=True, slots=True)
class Cast:
    principals: tuple[Someone, ...]
    reporters: tuple[Someone, ...]


@functools.cache
def cast(seed: int) -> Cast:
    """Everybody whom conferences of that seed can hold; slugs end in the seed, so that they are nobody else's."""
    chance = Random(f"{seed}/people")
    ministries = [
        OrganizationRecord(
            slug=slug(f"Ministry of {field} {country}", f"c{seed}"),
            name=f"Ministry of {field} of {name}",
            kind=OrganizationKind.MINISTRY,
            country=country,
        )
        for country, (name, _) in words.COUNTRIES.items()
        for field in words.MINISTRIES
    ]
    outlets = [
        OrganizationRecord(
            slug=slug(name, f"{number}c{seed}"),
            name=name,
            kind=OrganizationKind.MEDIA,
            country=chance.choice(list(words.COUNTRIES)),
        )
        for number in range(OUTLETS)
        for name in [f"{chance.choice(words.listed(words.CITIES))} {chance.choice(words.listed(words.OUTLETS))}"]
    ]
    principals = []
    for number in range(PRINCIPALS):
        ministry = chance.choice(ministries)
        field = ministry.name.split(" of ")[1]
        minister = _person(chance, f"{number}c{seed}", ministry.country)
        principals.append(Someone(minister, ministry, f"Minister of {field}"))
    reporters = [
        Someone(_person(chance, f"{number}r{seed}", outlet.country), outlet, "")
        for number in range(REPORTERS)
        for outlet in [chance.choice(outlets)]
    ]
    return Cast(tuple(principals), tuple(reporters))


def _person(chance: Random, suffix: str, country: str) -> PersonRecord:
    given = chance.choice(words.listed(words.GIVEN_NAMES))
    family = chance.choice(words.listed(words.FAMILY_NAMES))
    names = (NameRecord(text=chance.choice(KANJI), kind=NameKind.NATIVE),) if country in {"JP", "KR"} else ()
    return PersonRecord(
        slug=slug(f"{given} {family}", suffix),
        name=f"{given} {family}",
        sort_name=f"{family}, {given}",
        country=country,
        names=names,
    )


def slug(name: str, suffix: str) -> str:
    plain = (
        unicodedata.normalize("NFKD", name.lower().replace("ø", "o").replace("ı", "i"))
        .encode("ascii", "ignore")
        .decode()
    )
    return f"{sub('[^a-z0-9]+', '-', plain).strip('-')}-{suffix}"
