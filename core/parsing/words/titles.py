"""Words that stand in a speaker's label or form of address beside the name.

Titles were collected from labels of the U.S. State Department (`FOREIGN MINISTER KAMIKAWA:`, `HIGH
REPRESENTATIVE BORRELL:`, `PREMIER EGEDE:`, `SENIOR STATE DEPARTMENT OFFICIAL ONE:`), the White House (`MAJOR
GENERAL ALLYN:`, `VICE PRESIDENT HARRIS:`, `POLISH AIDE:`), the Federal Reserve (`CHAIRMAN POWELL.`), the
Mexican presidency (`PRESIDENTE ANDRÉS MANUEL LÓPEZ OBRADOR:`), and completed with the ranks and offices of
the State Department's protocol list of forms of address. All are in lower case without accents.
"""

from core.parsing.words import word_set

HONORIFICS = word_set(
    # "MR PRICE", "MS. JEAN-PIERRE", "Madame Deputy Secretary", "señor presidente"
    "mr mrs ms miss dr doctor prof professor madam madame mister sir lord lady dame rev father "
    "senor senora senorita sr sra dra lic licenciado licenciada ing maestro maestra "
    "hon honourable honorable "  # "The Hon. Alexander Downer, MP" (Australia)
    # "Shri Arindam Bagchi, Official Spokesperson" (Ministry of External Affairs of India)
    "shri smt shrimati kumari sushri"
)
MASCULINE = word_set("mr mister sir lord senor sr shri king prince chairman congressman spokesman")
FEMININE = word_set(
    "mrs ms miss madam madame lady dame senora senorita sra smt shrimati kumari sushri queen princess chairwoman "
    "congresswoman spokeswoman"
)
# The word that makes a title a title: a label that holds one of these speaks of an office.
OFFICES = word_set(
    "president presidente presidenta premier chancellor canciller minister ministro ministra "
    "secretary secretario secretaria subsecretario subsecretaria undersecretary commissioner comisionado "
    "representative ambassador embajador embajadora envoy governor gobernador gobernadora senator senador "
    "senadora congressman congresswoman congressperson deputy diputado diputada mayor alcalde "
    "director directora administrator chairman chairwoman chair chairperson vice "
    "general colonel captain major lieutenant admiral commander commandant sergeant marshal brigadier "
    "almirante coronel capitan "
    "king queen prince princess emir sultan sheikh majesty highness excellency pope cardinal bishop "
    "archbishop judge justice "
    "spokesperson spokesman spokeswoman vocero vocera portavoz "
    "advisor adviser counselor counsel coordinator coordinador coordinadora official aide attorney fiscal "
    "treasurer comptroller speaker leader chief head czar surgeon moderator interpreter"
)
# Offices that are surnames too, of those frequent in the United States (Census Bureau, surnames of the 2010 census),
# and the words behind which they are offices all the same: "CHIEF JUSTICE", "CROWN PRINCE"
SURNAMES_TOO = word_set("bishop cardinal chancellor head judge justice king major mayor marshal pope prince queen")
BEFORE_OFFICES = word_set("chief crown lord lady his her your our my sergeant lieutenant vice deputy acting")
# Words that go with an office and are never a name by themselves.
QUALIFIERS = word_set(
    "foreign defense defence prime deputy assistant acting under principal associate former "
    "high special senior first second third fourth foreign vice lieutenant rear press national security "
    "state interior home finance financial economic economy trade industry treasury justice health energy "
    "agriculture labor labour education environment transport commerce "
    "european union nato un white house pentagon department ministry administration cabinet "
    "office affairs policy political public communications staff joint chiefs "
    "federal reserve central bank board crown royal permanent "
    "general executive managing of the for and to on at in de del la el los las y e "
    "polish japanese korean german french italian spanish british ukrainian israeli turkish mexican "
    "canadian australian indian chinese russian danish greenlandic finnish estonian latvian lithuanian "
    "u.s us american"
)
# How labels shorten offices: "SEC. AUSTIN", "GEN. MILLEY" (Pentagon)
SHORTENED = {
    "sec": "secretary", "gen": "general", "adm": "admiral", "amb": "ambassador", "col": "colonel", "capt": "captain",
    "maj": "major", "lt": "lieutenant", "sgt": "sergeant", "gov": "governor", "sen": "senator", "pres": "president",
    "min": "minister", "dep": "deputy", "asst": "assistant", "dir": "director",
}  # fmt: skip
# Who governs is asked, and does not run the event, unless the office is to assist or to speak for another.
GOVERNING = word_set(
    "president presidente presidenta premier chancellor canciller minister ministro ministra secretary secretario "
    "secretaria king queen"
)
ASSISTING = word_set("press deputy assistant under vice private executive spokesperson spokesman spokeswoman")
# "OFFICIAL ONE" and "OFFICIAL TWO" are two people: these words tell unnamed speakers apart.
NUMERALS = word_set(
    "one two three four five six seven eight nine ten 1 2 3 4 5 6 7 8 9 10 11 12 i ii iii iv v a b c d uno dos tres"
)
PARTICLES = word_set(
    "de di da do dos das du del della la le les el al van von der den ter ten zu bin ibn ben abu mac mc "
    "st saint y e san santa"
)

# Labels without a name, by the part they have. "Q", "QUESTION:", "PREGUNTA:", "Reporter:" are from the
# corpus; the rest from the same publishers' other transcripts.
PRESS_LABELS = word_set(
    "q question questions questioner reporter reporters press media journalist journalists "
    "pregunta preguntas interlocutor interlocutora periodista prensa correspondent "
    "inquiry j"  # "J: How would you feel" (doorstop interviews of the Prime Minister of Australia, 1994)
) | {"member of the press", "member of the media", "press corps", "the press"}
# An interlocutor goes on with the question of the PREGUNTA before: "**INTERLOCUTOR:** Y la segunda pregunta".
FOLLOW_UP_LABELS = frozenset({"interlocutor", "interlocutora"})
MODERATOR_LABELS = frozenset(
    {
        "moderator",
        "moderador",
        "moderadora",
        "host",
        "mc",
        "emcee",
        "master of ceremonies",
        "facilitator",
        "moderation",
        "presenter",
        "announcer",
        "presentador",
        "presentadora",
    }
)
INTERPRETER_LABELS = frozenset(
    {"interpreter", "translator", "interprete", "traductor", "traductora", "the interpreter", "interpretation"}
)
OPERATOR_LABELS = frozenset({"operator", "conference operator", "the operator"})  # of a telephone conference
STAFF_LABELS = OPERATOR_LABELS | {"staff", "aide", "coordinator", "technician"}
UNKNOWN_LABELS = frozenset(
    {
        "participant",
        "participants",
        "voice",
        "voices",
        "unidentified",
        "unknown",
        "speaker",
        "audience",
        "audience member",  # "AUDIENCE MEMBER:  Climate change." helps out the asker (White House, 22 June 2023)
        "unidentified speaker",
        "unidentified participant",
        "all",
        "several",
        "male voice",
        "female voice",
        "participante",
        "voz",
        "voz hombre",
        "voz mujer",
        "attendee",
        "guest",
    }
)

# "PM: Minister Ludwig is addressing this issue." (doorstop interviews of Canberra, 29 February 2012)
SHORT_OFFICES = {"pm": "Prime Minister"}

# Once, above the first turn, they name who briefs: "Presenter: Secretary of Defense Donald H. Rumsfeld" (Pentagon, 6
# September 2001), "BRIEFER: Richard Boucher, Spokesman" (State Department, 9 September 2003)
FRONT_LABELS = frozenset({"presenter", "presenters", "briefer", "briefers"})
# Alone in their lines, above the first turn, they head lists of names (International Monetary Fund, 21 January 2026).
FRONT_HEADINGS = frozenset({"participants", "speakers", "panelists", "panellists", "moderator", "moderators"})

# Heads of lines that look like labels and are none. "Correction:" and "Climate:" are in the corpus README;
# "Path:", "From:" from a mailing of 1993; the rest head front matter of press releases.
NEVER_LABELS = frozenset(
    {
        "note",
        "notes",
        "editor's note",
        "editors note",
        "correction",
        "corrections",
        "update",
        "updated",
        "climate",
        "subject",
        "from",
        "to",
        "date",
        "re",
        "path",
        "time",
        "place",
        "location",
        "venue",
        "source",
        "sources",
        "contact",
        "topic",
        "topics",
        "index",
        "summary",
        "transcript",
        "participants:",
        "present",
        "end",
        "fact",
        "facts",
        "fact sheet",
        "for",
        "for immediate release",
        "for immediate distribution",
        "embargoed",
        "embargo",
        "background",
        "on background",
        "lines",
        "sender",
        "message-id",
        "newsgroups",
        "organization",
        "http",
        "https",
        "tel",
        "phone",
        "email",
        "fax",
        "www",
        "copyright",
        "washington",
        "www.state.gov",
        "image",
        "photo",
        "video",
        "audio",
        "related",
        "tags",
        "title",
        "speakers",
        "speaker(s)",
        "remarks",
        "release",
        "nota",
        "fuente",
        "foto",
        "ps",
        "p.s",
        "cc",
        "attention",
        "warning",
        "page",
    }
)
