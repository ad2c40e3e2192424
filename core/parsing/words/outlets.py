"""Words that tell a news organization from a person, and outlets that no such word gives away.

The descriptive words are those of the outlets in the corpus ("Kyodo News", "Finnish MTV News", "Agence Europe",
"Al Ghad TV", "Proyecto Puente", "Grupo Larsa Comunicaciones"). The names are those outlets of the corpus, the
White House Correspondents' Association's list of pool members, and the foreign press in its seating chart, that
hold none of those words.
"""

import re

from core.parsing.plain import plain, plain_words
from core.parsing.words import word_set
from core.parsing.words.addresses import NATIONS

OUTLET_WORDS = word_set(
    "news newspaper newspapers times post journal press tv television televisions radio agency agence "
    "agencia "
    "agenzia broadcasting broadcaster broadcast herald tribune network magazine media daily weekly gazette "
    "globe "
    "review observer guardian telegraph chronicle dispatch sun star mail mirror standard examiner inquirer "
    "shimbun wire channel report reports business insider monitor banker barron barrons economist "
    "corporation company group digital online today quarterly service services bureau "
    "diario periodico noticias noticiero grupo comunicaciones informa televisora canal cadena prensa revista "
    "proyecto portal organizacion multimedios hora zeitung rundfunk presse spiegel tageblatt dagblad gazeta "
    "wyborcza tidning sanomat corriere repubblica gazzetta figaro monde nacional universal"
)
OUTLETS = frozenset(
    plain(name)
    for name in (
        "AP",
        "AFP",
        "BBC",
        "CNN",
        "NBC",
        "CBS",
        "ABC",
        "NPR",
        "PBS",
        "MSNBC",
        "CNBC",
        "C-SPAN",
        "VOA",
        "RFE/RL",
        "RFE",
        "RFA",
        "UPI",
        "DPA",
        "EFE",
        "ANSA",
        "RAI",
        "TASS",
        "ITAR-TASS",
        "Interfax",
        "RIA Novosti",
        "Xinhua",
        "CCTV",
        "CGTN",
        "KBS",
        "MBC",
        "SBS",
        "YTN",
        "JTBC",
        "NHK",
        "TBS",
        "Yonhap",
        "Kyodo",
        "Jiji",
        "Nikkei",
        "Yomiuri",
        "Asahi",
        "Mainichi",
        "Sankei",
        "Reuters",
        "Bloomberg",
        "Politico",
        "Axios",
        "Semafor",
        "Vox",
        "BuzzFeed",
        "HuffPost",
        "Newsmax",
        "Fox",
        "Al Jazeera",
        "Al Arabiya",
        "Al Hurra",
        "Alhurra",
        "MBN",
        "El País",
        "El Pais",
        "El Mundo",
        "Le Monde",
        "Le Figaro",
        "Libération",
        "La Repubblica",
        "Die Welt",
        "Die Zeit",
        "Der Spiegel",
        "ARD",
        "ZDF",
        "Deutsche Welle",
        "ERT",
        "NRK",
        "SVT",
        "DR",
        "TV2",
        "TV 2",
        "YLE",
        "KNR",
        "RTE",
        "CBC",
        "CTV",
        "TVN",
        "TVN24",
        "TVP",
        "PAP",
        "LETA",
        "Delfi",
        "Postimees",
        "ERR",
        "Haaretz",
        "Ynet",
        "Kan",
        "Anadolu",
        "TRT",
        "Hürriyet",
        "PTI",
        "NDTV",
        "ANI",
        "Televisa",
        "TV Azteca",
        "Milenio",
        "Reforma",
        "Proceso",
        "La Jornada",
        "Excélsior",
        "Univision",
        "Telemundo",
        "Globo",
        "Folha",
        "360",
        "McClatchy",
        "Knight Ridder",
        "Gannett",
        "Hearst",
        "Cox",
        "Scripps",
        "Forbes",
        "Fortune",
        "Time",
        "Newsweek",
        "Slate",
        "Salon",
        "The Hill",
        "The Atlantic",
        "The Economist",
        "The New Yorker",
        "Defense One",
        "Roll Call",
        "MarketWatch",
        "Marketplace",
        "Yahoo",
        "Bankrate",
        "MNI",
        "Dow Jones",
        "Agence Europe",
        "Al-Monitor",
        "Al Ghad",
        "Al Mayadeen",
        "Sky",
        "ITV",
        "Channel 4",
        "France 24",
        "RFI",
        "TF1",
        "RTL",
        "VG",
        "Le Soir",
    )
)
# German, Dutch and Scandinavian newspapers, written in one word: "Tagesspiegel", "Handelsblatt", "Aftenposten"
_IN_ONE_WORD = re.compile(r"[^\W\d_]{3,}(?:zeitung|spiegel|blatt|blad|bladet|posten|tidende|tidningen|radio|funk)$")
# "from Estonian national broadcaster", "the Italian news agency", "foreign pool", "freelance journalist"
DESCRIPTION = re.compile(
    r"\b(?:national|public|state|local|foreign|news|wire|freelance|independent)?\s*"
    r"(?:broadcaster|television|radio|agency|newspaper|magazine|outlet|network|channel|pool|press|media)\b",
    re.I,
)


def is_outlet(text: str) -> bool:
    """Whether words name a news organization, as far as the words themselves tell."""
    levelled = plain(text).removeprefix("the ").strip(" .,")
    if levelled in OUTLETS:
        return True
    parts = plain_words(text)
    if len(parts) == 1 and _IN_ONE_WORD.match(levelled):
        return True
    return any(part in OUTLET_WORDS for part in parts) or (bool(parts) and parts[0] in OUTLETS and len(parts) < 4)


_SMALL = OUTLET_WORDS | {"of", "the", "de"}  # "Ukrinform news agency"


def is_certain(text: str) -> bool:
    """Whether capitalised words can hardly name anything else: "Swedish Radio", but not "today"."""
    levelled = plain(text).removeprefix("the ").strip(" .,")
    if not text[:1].isupper() and not text[:1].isdigit():
        return text[:4].lower() == "the " and is_certain(text[4:])
    parts = text.split()
    if parts[-1] in ("press", "media") and levelled.split()[0] in NATIONS.values():
        return False  # "the Turkish press"
    return (
        levelled in OUTLETS
        or _IN_ONE_WORD.match(levelled) is not None
        or (1 < len(parts) < 6 and is_outlet(text) and all(part[:1].isupper() or part in _SMALL for part in parts))
    )


def outlet_and_name(label: str) -> tuple[str, str]:
    """ "Asahi Shimbun, Takahashi", "Takahashi, NHK", "Takahashi (NHK)": a label of both, taken apart; else empty."""
    match = _TWO_PARTS.match(label)
    if not match or len(label.split()) > _LABEL:
        return "", ""
    first, second = match["first"], match["second"]
    if is_outlet(first):
        return first, second
    return (second, first) if is_certain(second) else ("", "")


_TWO_PARTS = re.compile(r"(?P<first>[^,()\[\]]{1,60})(?:, | [(\[])(?P<second>[^,()\[\]]{1,60})[)\]]?$")
_LABEL = 9  # words
