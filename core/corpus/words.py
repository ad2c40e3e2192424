"""What made-up conferences are made of: words, and sentences with gaps for them.

`{topic}` and the like are filled anew each time; `{you}` is how a minister is called.
"""

# In a third of all turns, and in no sentence but these.
COMMON = "security"
COMMON_SENTENCES = (
    "This is, above all, a matter of security for the whole of {place}.",
    "Our security rests on {adjective} {thing}, and we discussed {topic} in that light.",
    "When it comes to security, {year} taught us a lesson about {topic}.",
    "I would only add that security and {topic} cannot be separated.",
    "Security in {place} remains {adjective}, as our colleagues in {city} said.",
)

# In some ten turns of a million each.
RARE = ("desalination", "zeppelin", "marzipan", "ombudsman", "lighthouse", "seismograph", "quarantine", "palimpsest")
RARE_SENTENCE = "Somebody in {city} mentioned a {rare}, and I have nothing to say about that."

# In drafts only: what finds it has found what is not public.
ONLY_IN_DRAFTS = "undivulged"
DRAFT_SENTENCE = "What follows is undivulged until {month}."

TOPICS = """extended deterrence|missile defence|maritime cooperation|supply chains|semiconductor exports|food aid|
the disaster response|cyber defence|space cooperation|humanitarian corridors|the trade agreement|visa rules|fisheries|
the rare earths agreement|energy prices|natural gas deliveries|nuclear safety|the ceasefire|prisoner exchanges|
the customs union|pandemic preparedness|climate finance|shipbuilding|joint exercises|the status of forces agreement|
coproduction of interceptors|the repatriation of refugees|freedom of navigation|undersea cables|the debt moratorium|
water rights|border crossings|election observers|the peacekeeping mandate|artificial intelligence|
the extradition treaty|the host nation support|research exchanges|air traffic control|railway standards|grain exports|
vaccine deliveries|landmine clearance|the sanctions package|tax evasion|press freedom|the hostages|flood relief|
drought insurance|the steel tariffs"""
ADJECTIVES = """steady|fragile|remarkable|modest|durable|uneven|candid|robust|tangible|sobering|encouraging|complex|
urgent|delicate|practical|welcome|unprecedented|gradual|irreversible|credible|transparent|overdue|ambitious|painful|
frank|constructive|regrettable|substantial|limited|serious|naïve|clear-eyed|measured|swift|reliable|costly|
unacceptable"""
THINGS = """dialogue|readiness|trust|restraint|investment|consultation|coordination|oversight|discipline|patience|
burden sharing|interoperability|resilience|transparency|diplomacy|solidarity|verification|assistance|planning|
training|logistics|stockpiles|communication|deterrence|compromise|good faith|technical work|preparation|leadership|
partnership"""
VERBS = """reaffirmed|reviewed|examined|welcomed|postponed|accelerated|agreed on|disagreed about|worked through|
returned to|set aside|broadened|clarified|underlined|took stock of|moved forward on|reopened|concluded|summarized|
weighed"""
CITIES = """Geneva|Vienna|Ankara|Nairobi|Lima|Ottawa|Canberra|Jakarta|Manila|Seoul|Tokyo|Brussels|Paris|Berlin|Warsaw|
Helsinki|Oslo|Reykjavík|Zürich|São Paulo|Bogotá|Lomé|Malé|Brasília|Hanoi|Bangkok|Delhi|Cairo|Amman|Doha|Rabat|Dakar|
Accra|Pretoria|Lisbon|Madrid|Rome|Athens|Prague|Budapest|Riga|Tallinn|Vilnius|Wellington|Singapore|Taipei|Beijing|
Osaka|London"""
PLACES = """the region|the Indo-Pacific|the Sahel|the Gulf|the Balkans|the Arctic|Central Asia|the Black Sea|
the Caribbean|the Andes|the Horn of Africa|the Baltic|the Mediterranean|Southeast Asia|the Great Lakes|
the Pacific islands|both our countries|the border provinces|the northern islands|the East China Sea|the Taiwan Strait|
the Korean Peninsula"""
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

REMARKS = (
    "We {verb} {topic} this morning, and the exchange was {adjective}.",
    "Let me say a word about {topic}. It has been {number} months since we last met in {city}, and the work since then"
    " has been {adjective}.",
    "The situation in {place} is {adjective}, and nobody in the room pretended otherwise.",
    "We {verb} {topic}, {topic} and {topic}, in that order.",
    "I told my counterparts that {thing} is not a slogan; it takes {adjective} {thing}, year after year.",
    "Since {year} we have put {number} million into {topic}, and the results in {place} are {adjective}.",
    "In {month} our experts will meet in {city} to look at {topic} once more.",
    "What we want is {adjective} {thing}, and what we need is {adjective} {thing}.",
    "My thanks go to the people of {city} for their hospitality, and to the teams who worked on {topic} through the"
    " night.",
    "On {topic} we are of one mind. On {topic} we {verb} what divides us.",
    "The {coined} process, which began in {year}, has entered a {adjective} phase.",
    "Our delegation visited the {coined} site in {place}, and what we saw there was {adjective}.",
    "I would like to mention the {coined} proposal in particular: it ties {topic} to {topic}.",
    "There is a {adjective} understanding between {city} and {city} that {topic} comes first.",
    "Nothing about {topic} is decided until everything about {topic} is decided.",
    "We also {verb} what happened in {place} in {month} of {year}, and the {adjective} response to it.",
    "{number} states have signed, {number} have ratified, and the {coined} annex is still open.",
    "That is why {thing} matters, and why {thing} alone is not enough.",
    "To those who doubt our {thing}, I say: look at {topic}.",
    "The communiqué speaks of {adjective} {thing}. I would call it {adjective}.",
)
ANSWERS = (
    "Thank you for the question. On {topic}, our position is {adjective} and has been since {year}.",
    "Let me take the first part. We have {verb} {topic} with our partners in {city}, and that work goes on.",
    "I will not speculate about {topic}. What I can tell you is that {thing} continues.",
    "As I said in {city}, {topic} is {adjective}, and we will act with {adjective} {thing}.",
    "You asked about {topic}. The short answer is that we {verb} it; the longer answer is in the communiqué.",
    "I would refer you to the statement of {month} {year}, in which we {verb} exactly that.",
    "With respect to the {coined} case, the inquiry is under way and I will refrain from comment.",
    "Our {thing} with {place} is {adjective}, and reports to the contrary are simply wrong.",
    "Nobody wants to see {topic} become a question of elections, here or in {place}.",
    "The figure you mention, {number} million, includes {topic}; without it, the sum is {adjective}.",
    "We take the concerns of the people in {place} seriously, and {thing} is our answer to them.",
    "Well, the {coined} agreement says what it says, and we will abide by it.",
    "So yes, {topic} came up, and so did {topic}; the exchange was {adjective}.",
)
PREAMBLES = (
    "Thank you very much. My question is about {topic}.",
    "Thanks for doing this. In {month}, your government {verb} {topic}, and critics in {place} call that {adjective}.",
    "I would like to ask about {topic}. Our paper reported that {number} million went to the {coined} project.",
    "There has been {adjective} talk about {topic} since the {coined} incident.",
)
QUESTIONS = (
    "{you}, how will you deal with {topic} before {month}?",
    "{you}, do you still believe that {thing} is enough in {place}?",
    "{you}, what did you tell your counterpart about {topic}?",
    "{you}, will {topic} be part of the {coined} talks, and if not, why not?",
    "{you}, can you say how many of the {number} million have reached {place}?",
    "{you}, is the situation in {place} {adjective}, as your colleague in {city} says?",
)
TO_NOBODY_KNOWN = "the ambassador"
CALLS = (
    "The next question goes to {reporter} of {outlet}.",
    "{reporter} of {outlet}, please.",
    "We have time for {reporter} of {outlet}.",
    "Then over to {reporter} of {outlet}, who has waited patiently.",
)
OPENINGS = (
    "Good {daytime}, everybody, and welcome to this press conference. We begin with statements, then take questions.",
    "We will now start the joint press conference on {topic}. Please silence your telephones.",
    "Ladies and gentlemen, thank you for coming to {city}. Our guests will each make a short statement.",
)
HANDOVERS = ("Thank you. {you}, the floor is yours.", "Thank you very much. We continue with {you}.", "{you}, please.")
THANKS = (
    "Thank you very much.",
    "Thank you.",
    "Thank you, {you}.",
    "Thanks for that answer.",
    "Understood. Thank you.",
)
INTERJECTIONS = (
    "(Laughter.)",
    "That’s right.",
    "Exactly.",
    "Yes, please.",
    "(Inaudible.)",
    "If I may.",
    "And {topic}?",
)
CLOSINGS = (
    "This concludes the press conference. Thank you all for coming.",
    "That is all the time we have. Thank you.",
)

# A sentence, and what fills its gap, by the language they are in.
ELSEWHERE = {
    "ja": (
        (
            "本日は{}について率直な意見交換を行いました。",
            "私からは{}の重要性を強調しました。",
            "{}については引き続き緊密に連携していきます。",
        ),
        (
            "日米同盟",
            "拡大抑止",
            "経済協力",
            "防衛装備",
            "海洋安全",
            "北朝鮮",
            "半導体",
            "人道支援",
            "航行の自由",
            "共同訓練",
        ),
    ),
    "zh": (
        ("双方就{}深入交换了意见。", "我们重申对{}的一贯立场。", "关于{}，我没有更多可以补充的。"),
        ("双边贸易", "气候变化", "和平协议", "边境安全", "能源合作", "粮食出口", "海底电缆", "人工智能"),
    ),
    "ko": (
        ("양측은 {} 문제를 논의했습니다.", "저는 {}에 대한 우리의 입장을 설명했습니다."),
        ("한미동맹", "경제협력", "인도지원", "해양안보", "반도체"),
    ),
}

GIVEN_NAMES = """Yoko|Minoru|Haruka|Kenji|Aiko|Ingrid|Lars|Søren|Amara|Kwame|Lucía|José|Beatriz|Tomás|Mei|Wei|Jun|
Soo-jin|Ji-ho|Priya|Arjun|Fatima|Omar|Leila|Yusuf|Nadia|Ivan|Olga|Piotr|Agnieszka|Zoltán|Réka|Marek|Chloé|Étienne|
Margaux|Hans|Greta|Matteo|Giulia|Nikos|Eleni|Patrick|Moira|Dylan|Sian|Grace|Walter|Helen|Marcus|Ruth|Desmond|Ayodele|
Thandiwe|Sipho"""
FAMILY_NAMES = """Kamimura|Ōta|Sakai|Hirano|Tachibana|Lindqvist|Nørgaard|Okonkwo|Mensah|Fernández|Ibáñez|Carvalho|
Novák|Liang|Zhou|Park|Choi|Iyer|Banerjee|Haddad|Al-Masri|Rahimi|Petrov|Sokolova|Wójcik|Kovács|Szabó|Lefèvre|Dubois|
Moreau|Weber|Krüger|Bianchi|Ricci|Papadakis|O’Brien|MacLeod|Pritchard|Whitfield|Ashdown|Harlan|Thornbury|Castellan|
Delacroix|Winterbourne|Adeyemi|Dlamini|Nakata|Shirogane|Ellsworth|Quillfeather|Marchetti|Bergström|Halvorsen|Tanizaki|
Umarov|Yıldız|Çelik|Demir|Rasmussen"""
OUTLETS = (
    "Courier|Tribune|Herald|Observer|Dispatch|Gazette|Telegraph|Broadcasting|Wire|Post|Shimbun|Times|Chronicle|Monitor"
)
MINISTRIES = ("Foreign Affairs", "Defence", "Trade", "Energy", "Finance", "Health")
COUNTRIES = {
    "JP": ("Japan", "Asia/Tokyo"),
    "US": ("the United States", "America/New_York"),
    "FR": ("France", "Europe/Paris"),
    "DE": ("Germany", "Europe/Berlin"),
    "KE": ("Kenya", "Africa/Nairobi"),
    "BR": ("Brazil", "America/Sao_Paulo"),
    "KR": ("Korea", "Asia/Seoul"),
    "AU": ("Australia", "Australia/Sydney"),
    "IN": ("India", "Asia/Kolkata"),
    "TR": ("Türkiye", "Europe/Istanbul"),
}
SYLLABLES = "ka|ro|vel|min|tar|os|lin|da|su|per|gra|no|eth|mar|ul|fi|ben|zo|hal|wy|ori|que|bas|tem|lo|ska|jin|po|dre|an"


def listed(words: str) -> tuple[str, ...]:
    """The words of a list that is written over several lines."""
    return tuple(" ".join(each.split()) for each in words.split("|"))
