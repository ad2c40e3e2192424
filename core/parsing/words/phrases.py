"""Phrases that run a press conference, with the transcript each was read in.

"Corpus" below means the transcripts this project develops against; the names are those of their files.
"""

import re

# Words that hand the floor to somebody who will ask, right before their name.
CALL = re.compile(
    r"\b(?:"
    r"let[’']?s (?:quickly |now |please )?(?:go|turn|start|begin|hear|take (?:one|another|"
    r"a question))(?: now| over| back| on)?"
    r"(?: to| with| from)?(?: the line of| the phone line of)?"  # porter: "Let's go to the line of Matt Lee"
    r"|we(?:[’']ll|[’']d| will| can| could|[’']re going to| are going to| would like to)? (?:now |next |"
    r"also |then |just |quickly )*"
    r"(?:go|turn|start|begin|move|come|switch)(?: now| over| back| first| next)?(?: to|"
    r" with)(?: the line of)?"
    r"|(?:take|have|get)(?: (?:a|an|our|one|the|another|your|this))?(?: (?:last|final|first|second|next|more|"
    r"one))* question(?:,| from| with| by| to| goes to)?"
    r"|questions?(?: (?:today|now|here|of the day|is|was|will))*,?(?: (?:goes|go|going|come|comes|coming|be|"
    r"is|went))?"
    r"(?: (?:to|from|by|with))"
    # "the first question is fittingly from the Associated Press" (State Department, 30 March 2015)
    r"|(?:first|next|last|final|second|third|fourth) (?:question|up|one|is|will be|goes)(?:(?:,| —| –| --)? "
    r"(?:is(?: \w+ly)?|will|be|goes|go|going|come|comes|coming|today|here|now|from|to|by|with|up|i[’']m told,?)(?!\w))*"
    r"|(?:beginning|starting|start|begin) with|over to|(?:i[’']?ll |let me |we[’']?ll "
    r"|i[’']?m going to )(?:turn|go|come|move|"
    r"call) (?:to|on)|(?:first|next|last) (?:to ask|in (?:the )?(?:queue|line)) (?:is|will be|we have)|"
    r"question (?:number )?(?:one|two|three|four)[,:]|\b(?:i|we)(?:[’']d|[’']ll)? (?:have to |want to |will "
    r"|would |like to )*(?:call on|recogni[sz]e)"
    r"|(?:(?:begin|start) by |(?:like|want|going) to )recogni[sz](?:e|ing)"
    r"|\b(?:person|reporter|one|journalist)(?: that)? (?:i|we)\b[^,.?!]{0,25}\bcall(?:ing)? on is"
    r"|\b(?:we(?:[’']ll|[’']d| will)?|let[’']s|let us)(?: first| next| now| then| like to)* hear (?:first |next )?from"
    r"|^(?:first|next|finally|lastly)(?: up| off)?,(?= (?-i:[A-Z]))"
    r"|\b(?:first|next|then|now)(?: up)?,? we have(?= (?-i:[A-Z]))|\b(?:let me|i[’']ll"
    r"|may i) ask(?= (?-i:[A-Z]))|\b(?:how|what) about(?= (?-i:[A-Z]))"
    r"|\bgiv(?:e|ing) the floor to|\bthe floor (?:is yours,|goes to|is for)|\b(?:a|one|the) question\s?[:—–]"
    # "If I may invite Shintomi-san of Kyodo News." (White House, 16 April 2021)
    r"|turning(?: now)? to|calling on|\b(?:if i may|may i|can i|could i|let me|like to) (?:now )?invite|inviting"
    r"|hand(?:ing)? (?:it )?over to"
    r"|(?:oh, )?(?:please )?go ahead,(?= [A-Z])"  # psaki: "Go ahead.  Oh, go ahead, Shelby."
    r"|v[aá]monos (?:con|para|atr[aá]s)|nos vamos (?:con|para|atr[aá]s)|a ver,? t[uú]\b"
    r"|(?:one|two|three) (?:more|last|final)(?: question)?(?:[,:]| from| to| –| —)?"
    r")\s*",
    re.I,
)
# A call that names nobody: "Yes, please, in the back." (price), "Yes, sir." (afpak), "Go ahead." (psaki)
NAMELESS_CALL = re.compile(
    r"^(?:(?:yes|okay|ok|all right|sure|sir|ma[’']am|please|go ahead|next|right here|in the (?:back|front|"
    r"middle|corner)|"
    r"over here|right there|the (?:lady|gentleman|woman|man)\b[^.?!]{0,60}|you,?|go|way in the back|"
    r"back there|here|thank you|thanks|"
    r"last question|one more|next question|adelante|a ver|usted|tu|dime|digame)(?!\w)[,.!?\s]*+)++$",
    re.I,
)
# An operator says "Ms. Ham's line is open.", "Laura Kelly, your line is open." (porter), "You are open, Mr. Lee."
LINE_OPEN = re.compile(
    r"^(?:(?:thank you|okay|our|the|next|first|and|question|comes|is|from|the line of|goes to|with|"
    r"one moment|please)[.,]?\s+)*"
    r"(?P<name>[^\W\d_][^,:;?!]{1,50}?)(?:[’']s|,? your|[’'] )?\s*lines? (?:is|are|"
    r"should be) (?:now )?open",
    re.I,
)
# A President calls with "Terry, do you have a question?" (clinton-press-conference), a moderator with "Jordan, you have
# a question?" (Ottawa, 24 March 2023)
DO_YOU_HAVE = re.compile(
    r"^(?:(?:okay|so|and|all right|with that)[,.]? )*(?P<name>[^\W\d_][^,:;?!.]{1,40}), "
    r"(?:(?:do|did|would|why don[’']t) )?"
    r"(?:you (?:still |like to )?(?:have|want|wish|kick|start|lead)|want to (?:kick|start|lead))\b[^.?!]{0,20}"
    r"\b(?:question|ask|something|anything|one|us(?: off)?|it off|go first|start|begin)\b",
    # afpak: "Margaret, did you have something?"; "With that, Darlene, you want to kick us off?" (14 June 2022),
    # "Steve, want to kick it off?", "Josh, would you like to start us?" (White House, 28 March 2022)
    re.I,
)
# "Do you want to lead, Brad?" (State Department, 3 June 2016)
DO_YOU_WANT = re.compile(
    r"^(?:(?:okay|so|and|all right|well)[,.]? )*(?:do you want to|would you like to|want to|why don[’']t you) "
    r"(?:lead|start|begin|go first|kick)\b[^.?!,]{0,20}, (?P<name>(?-i:[A-Z])[^,:;?!.]{1,40})\?",
    re.I,
)
# The next is called by "Andrei, I'll give you the last one." (earnest) or "Jill, and then I’ll let these guys go back
# to work." (afpak)
YOUR_TURN = re.compile(
    r"^(?:(?:okay|so|and|all right|with that)[,.]? )*(?P<name>[^\W\d_][^,:;?!.\s]{1,30}), (?:and then\b"
    r"|then\b|over to you|"
    r"(?:i|we)[’']ll (?:give|let|take|go to|end|finish|close)|"
    r"why don[’']t you (?:start|begin|go|kick|lead)\b|"  # "John, why don’t you begin." (20 February 2025)
    # "And, Sabrina, you first." (White House, 22 June 2023)
    r"you (?:go )?first(?=[.!]?$)|"
    r"you[’']?(?:re| are| have| get|[’']ll)? (?:next|last|up|on|the last|the next|the final))[^.?!]{0,50}[.!]?$",
    re.I,
)
# "Reuters.  Andrea.  You’ve got the first question." (White House, 7 February 2022): said behind the name
GIVES_A_QUESTION = re.compile(
    r"^you(?:[’']ve got|[’']re| have| get| got| are)? (?:up )?(?:the |our )?(?:very )?"
    r"(?:first|next|last|final)\b[^.?!]{0,20}[.!]?$",
    re.I,
)
# "Oh, I’m sorry.  I guess it’s Arlette from CNN.", "Yes, it’s Helsingin Sanomat, Elina Väntönen." (Helsinki, 13 July
# 2023): a leader reads out whom his aides chose
IT_IS = re.compile(
    r"^(?:(?:oh|yes|okay|ah|well|so|and|sorry)[,.]? )*(?:i (?:guess|think|believe)[,]? )?(?:it[’']s|it is|that[’']s|"
    r"that would be|that will be) (?P<name>(?-i:[A-Z])[^?!;:]{2,70})$",
    re.I,
)
YOU_ARE_OPEN = re.compile(
    r"\b(?:you(?:[’']re| are) (?:now )?(?:open|live|on)|you (?:may|can) (?:now )?(?:ask|go ahead"
    r"|proceed)\b[^,.?!]{0,30}|"
    r"over to you),\s*(?P<name>[^,?!]{2,40})",
    re.I,
)
# "The gentleman from Anadolu Agency, please." names an outlet alone, as the State Department's hosts abroad do
THE_ONE_FROM = re.compile(
    r"^(?:(?:yes|okay|and|please|then|next)[,.]? )*the (?:lady|gentleman|woman|man|colleague|reporter|journalist)"
    r"(?: over (?:here|there))? (?:from|of|with) (?:the )?(?P<outlet>[^,.;:?!]{2,40})",
    re.I,
)
# "May I ask Ada Moss of The Wire to take the floor?", "I believe Ada Moss of The Wire has the first question.", "Do we
# have Ada Moss on the line?": made up after the wording of hosts of joint press availabilities
IS_ASKED_TO = re.compile(
    r"\b(?:ask|invite|like|have|want) (?P<name>(?-i:[A-Z])[^,:;?!]{2,70}?) (?:to (?:ask|pose|put|take|start"
    r"|begin|open)\b"
    r"[^.?!]{0,30}\b(?:questions?|floor|us off|it off)|for (?:the|our|a) (?:\w+ )?question)\b",
    re.I,
)
HAS_THE_QUESTION = re.compile(
    r"^(?:[^,.?!]{0,30}\b(?:believe|think|understand|hear)(?: that)? )?(?P<name>(?-i:[A-Z])[^,:;?!]{2,60}?) has "
    r"(?:the|our|a) (?:(?:very )?(?:first|next|last|final|second) )?(?:question|one|floor|mic(?:rophone)?)\b",
    re.I,
)
DO_WE_HAVE = re.compile(
    r"^(?:and |okay,? |now,? )*(?:(?:do we have|is) (?P<name>(?-i:[A-Z])[^,:;?!]{2,50}?) (?:on the (?:line|call|phone)|"
    r"with us|here|there)\b[^?]{0,20}\?|i see (?P<hand>(?-i:[A-Z])[^,:;?!]{2,50}?)(?:[’']s?| has (?:a|his|her|their))? "
    r"hand)",
    re.I,
)
# Whose turn it is, which says nothing of who asks: "from the German side", "on the American side,", "for the press"
SIDE_OF_ROOM = re.compile(
    r"(?:,\s*)?\b(?:from|on|for|to|of|by) (?:(?:the|our|my) (?!associated press)(?:[\w.-]+ ){1,2}"
    r"|(?:this|that|your) )(?:side"
    r"|press(?: corps)?|delegation|media)\b"
    r"(?:,?\s*please\b)?",
    re.I,
)
# Opening, passing the floor, closing.
PROCEDURE = re.compile(
    r"\b(?:questions?\b|press conference|news conference|press availability|briefing|this concludes|"
    r"that concludes|"
    r"this is the end|we have to (?:finish|leave|end|close|go)|"
    r"thank you (?:all )?(?:very much )?for (?:coming|joining|being here|your "
    r"attention|your participation)|time (?:is|has) (?:running|run|up)|all (?:the|that is|we have|"
    r"that we have) time|floor|"
    r"will (?:now )?(?:make|deliver|give|begin|start|open)|opening (?:remarks|statements?|comments)|"
    r"distinguished guests|ladies and gentlemen|welcome to|join(?:ing)? us|on (?:the record|background)|"
    r"embargoed|"
    r"please,?|over to you|turn (?:it|the call|this|the floor|things) over|raise your hand|"
    r"name and (?:affiliation|outlet)|"
    r"last (?:one|reporter|question)|final (?:one|question)|one more|go ahead)\b",
    re.I,
)
# Whoever says this runs the event: "Our next speaker is Major General Dan Allyn." (haiti)
RUNS = re.compile(
    r"\b(?:(?:our|the|my) (?:next|first|last|final) speaker|introduc(?:e|ing) (?:our|the|you|you to)|"
    r"opening (?:it |the floor |the call )?up|"
    r"open (?:it|the floor|the call|the line|this) (?:up )?(?:for|to)|take (?:a few of )?your questions|"
    r"opening remarks|"
    r"turn(?:ing)? (?:it|the call|this|the floor) over|next question|housekeeping|ground rules|"
    r"on background)\b",
    re.I,
)
CLOSING = re.compile(
    r"\b(?:this|that) (?:concludes|is the end|will conclude|ends)|\bconcludes (?:the|our|this)|"
    r"\bwe have to (?:finish|end|close|leave)|"
    # "All right.  We’ve got to wrap it up guys." (Ramstein, 18 October 2023)
    r"\bwe(?:[’']ve)? (?:got to|need to|have to|gotta) wrap\b|"
    r"\btime (?:we had|is up|has run out)|\bthanks,? (?:everybody|everyone|all|guys|folks)|"
    r"\bthank you(?: (?:very|so) much)?,? (?:all|everyone|everybody|guys|folks)|\bhave a (?:good|great|nice|wonderful)|"
    r"\bthat[’']?s (?:all|it)(?: (?:we have|for (?:today|now|me))|\.)|\bsee you|\bnos vemos|\bhasta (?:luego|"
    r"ma[nñ]ana)|"
    r"\bgood(?:bye| night)|\bi (?:have|got|ve got) to go|me tengo que ir",
    re.I,
)
# The floor is handed over with "Over to you, Mr. Prime Minister." (biden-kishida), "I'll stop here now and turn it
# over to Mark." (budget), "My foreign minister will answer your question, so Pele, please." (greenland)
HAND_OVER = re.compile(
    r"\bover to (?:you|my)|\bturn(?:ing)? (?:it|this|the (?:floor|call|podium|mic(?:rophone)?|stage)|"
    r"things) (?:back )?over|"
    r"\bgive (?:the floor|you)\b|\bplease[.!]?$|\bwill answer (?:your|this|that|the) question|\byou (?:go|"
    r"take) (?:first|it|that|this)|"
    r"\b(?:i[’']d |we[’']d |i[’']ll |let me |i )?(?:defer|hand|pass|yield|toss|punt) (?:this |it |that |"
    r"the floor )?(?:over )?to\b|\bgo ahead\b|"
    r"\bdo you want to (?:speak|take|handle|address|answer|add|start|go)|\bwho wants (?:that|to)|"
    # "You can recognize someone now, Chancellor." (White House, 7 February 2022)
    r"\b(?:recognize|call on|pick|choose|select) (?:someone|somebody|one of (?:your|my|our)|"
    r"an? (?:\w+ )?(?:reporter|journalist|question)|your)\b|"
    r"\bask (?:\w+ ){1,3}to (?:come|say|speak|answer|respond|take|talk)|\bto (?:say|add) a few words",
    re.I,
)
# What somebody says who did not hear or understand, or sorts out the microphone (eu-borrell, greenland, nato).
NOT_HEARD = re.compile(
    # "You’re going to have to go louder." (White House, 13 February 2025)
    r"\b(?:(?:go|talk|be|a (?:little|bit)) (?:louder|slower)|"
    r"speak (?:louder|up|into|slowly)|(?:can[’']?t|cannot|couldn[’']?t|didn[’']?t|hard to|difficult to|"
    r"don[’']?t|did not|could not|can you) "
    # "I can’t get into intelligence" is an answer; "I didn’t get the last part" is not
    r"(?:quite )?(?:(?:hear|understand|catch)\b|get(?= (?:that|it|your|all|the (?:question|first|second|last|end|rest))"
    r"\b|\W*$))|say (?:that|it) again|repeat (?:that|it|the question|your)|"
    r"one more time|"
    r"what was (?:that|the question|your)|were there (?:two|three) questions|where are you|which (?:one|"
    r"question)|"
    r"(?:hold|use|turn on|into|have|need) (?:it|the|a|your) (?:on|mic|microphone)|microphones?|mic,? please|which part|"
    r"who are you|"
    r"your name|haven[’']?t finished|not finished|let me finish|excuse me|"
    r"not sure (?:that |if )?i (?:understand|understood|follow|followed|heard)|"
    r"(?:no|not|any|lost|getting) (?:\w+ ){0,2}(?:translation|interpretation|sound|audio))\b|"
    # "Hi, Kemi.  We can hear you." (White House call, 15 September 2022)
    r"\b(?:i|we) can hear you\b|"
    r"^(?:i[’']?m )?(?:sorry|huh|what|pardon|i beg your pardon|hm+|say again|between|"
    r"come again)[^\w.]{0,6}(?:i[’']?m sorry|"
    r"what|which|who|say that again|me)?[.?!—– -]*$",
    re.I,
)
# Sentences of a press turn that ask nothing: "Hello?", "Can you hear me?", "Thanks.", "Yes." (porter, greenland)
CHATTER = re.compile(
    r"^(?:(?:oh|ah|uh|um|okay|ok|yes|yeah|yep|no|right|all right|sure|hi|hey|hello|here|it[’']?s here|sorry|"
    r"excuse me|pardon(?: me)?|"
    r"thanks?(?: you)?(?: (?:so|very) much| again| for (?:that|this|the question|doing this|"
    r"taking my question|the opportunity)|a lot)?|"
    r"good (?:morning|afternoon|evening|night|day)|please|sir|ma[’']?am|mr\.? \w+|madam \w+|"
    r"secretary(?: of state)?(?: \w+)?|president|"
    r"can (?:you|everyone|everybody) hear me(?: now| okay)?|do you hear me|am i on|is (?:it|this|"
    r"the mic\w*) (?:on|working)|are you (?:there|with me)|"
    r"(?:now )?it works|indeed|i[’']?m (?:here|sorry|good)|go ahead|one second|hold on|the first question|"
    r"and|well|great|perfect|exactly|correct|"
    r"fair enough|got it|i see|understood|merry christmas|happy \w+|welcome|mm-?hmm?|uh-?huh|buenos dias|"
    r"buenas tardes|muchas gracias|gracias|"
    r"muy bien|perfecto|not yet|me|never mind|that[’']?s (?:all|it|fine|right|okay|great)|"
    r"how are you(?: doing)?(?: today| all)?|how[’']s it going|i can imagine|"  # White House, 10 September 2023
    # one who wants to be called: "In the way back?" (White House, 4 August 2022)
    r"(?:in|from) the (?:way |very |far )?back|(?:right )?over here|"
    r"i appreciate (?:that|it))(?!\w)[\s,.!?–—-]*+)++$",
    re.I,
)
# Asks without a question mark: "I was wondering if you could clarify." (porter), "I'd like to ask", "tell us"
ASKS = re.compile(
    r"\b(?:just (?:one|a|to|another)\b|switching (?:now )?to|(?:one|quick|another|couple|couple of|few|two|"
    r"three) (?:\w+ )?(?:things?|points?)\b|^(?:okay, )?this is on|"
    r"we(?:[’']re| are| were) (?:just |also |all )*wondering|i(?: |[’']m |[’']d )(?:was |am |just |also |would |"
    r"still |really |kind of )*(?:wonder(?:ing)?|asking (?:you )?(?:about|if|whether|how|why|what)|"
    r"want(?:ed)? to (?:ask|know|follow|get|see|go back|"
    r"clarify|check|pick up)|"
    r"like to (?:ask|know|hear|follow|get|see)|have (?:a|one|two|three|four|my|another|just|a couple|several|"
    r"some)\b[^.?!]{0,40}\bquestions?|curious)|"
    r"(?:my|our|the|another|a|one|first|second|next|last|quick|same|similar|"
    r"follow-?up) (?:[\w-]+ ){0,3}questions? (?:is|are|was|to|for|on|about|goes|would|regarding)|"
    r"(?:could|can|would|will) (?:you|we|i|the)|tell (?:us|me)|give us|what (?:is|are|do|does|did|will|would|"
    r"was|about|specific)|how (?:do|does|did|is|are|will|would|can|about|many|much)|"
    r"why (?:not|is|are|do|did|does|can)|do you|did you|does (?:the|he|she|it|this|that)|is (?:there|it|this|"
    r"that|the)|are (?:there|you|we|they)|have you|has the|will the|"
    r"your (?:reaction|response|comment|thoughts|view|opinion|message)|any (?:reaction|response|comment|"
    r"update|information|idea|thoughts)|"
    r"walk us through|talk (?:a little |a bit |to us )?(?:about|more)|speak to|comment on|elaborate|"
    r"follow[- ]?up|if you could|if we can have|please (?:tell|explain|comment)|"
    r"(?:quisiera|queria|quiero|me gustaria|podria)\b[^.?!]{0,30}(?:preguntar|saber|conocer|hacerle)|"
    r"mi pregunta|preguntarle|pregunta)\b",
    re.I,
)
# "Before I get to that -- because I know Michael here …" goes on with the answer before (carney)
BEFORE_THAT = re.compile(
    r"^(?:well,? )?(?:just )?before (?:i|we) (?:get|go|come|turn|move) (?:to|on)|^(?:let me|"
    r"i just want to) (?:just )?finish",
    re.I,
)
# "All right, a couple of other things at the top." (White House, 17 March 2021), behind a guest who took questions;
# "Hi.  Okay.  Just one thing at the top." (Air Force One, 9 September 2022)
AT_THE_TOP = re.compile(
    r"\b(?:things?|items?|announcements?|updates?|notes?|word) (?:\w+ ){0,5}?(?:at|off|up) (?:the )?top\b", re.I
)
# "At the end, we have built on a relationship in the last 80 years." closes with a statement (greenland)
CLOSING_REMARKS = re.compile(
    # "Everybody, thank you very much. … Thank you very much." closes a leader's conference (13 February 2025)
    r"^(?:(?:everybody|everyone|folks|guys|all right|ladies and gentlemen),? thank you\b(?=.*\bthank you\b.{0,20}$)|"
    r"at the end|in (?:closing|conclusion)|to (?:conclude|close|end)|let me (?:just )?(?:close|conclude|"
    r"end)|finally, (?:i want to thank|let me thank))",
    re.I,
)
# A last word: "maybe I would just like to close by, again, saying that the U.S. government" (haiti)
LIKES_TO_CLOSE = re.compile(
    r"\b(?:like|want) to (?:just )?(?:close|end|conclude|finish) (?:by|with)\b|"
    r"\blet me (?:just )?(?:close|end) (?:by|with)\b",
    re.I,
)
# "This is a question for the Deputy Secretary of State: …" read out by a moderator (eeas)
READ_OUT = re.compile(
    r"\b(?:i will read|i[’']ll read|let me read|question (?:is |coming )?(?:for|from|to|in the chat|comes)|asks?\b|"
    # "… What’s behind India’s growth story? And it comes from" (International Monetary Fund, 21 January 2026)
    r"(?:it|this) comes from|questions? (?:that )?goe?s? as follows|"
    r"reads?\b|wants to know|written question|submitted)",
    re.I,
)
# "If I could just follow up", "and then the second part": the asker goes on (italy, earnest, psaki)
FOLLOW_UP = re.compile(
    r"\b(?:follow(?:ing)?[- ]?up|just (?:quickly|one more|to clarify|real quick)|one (?:more|other) (?:thing|"
    r"question|follow)|and (?:just|then|also|lastly|secondly)|"
    r"the (?:one )?other part|my (?:second|other) question|second(?:ly)?|but (?:do|does|did|is|are|can|why|"
    r"what|how|you|the|if|would)|so (?:do|does|did|is|are|what|how|you|then)|"
    r"la segunda pregunta|otra pregunta|last one|lastly|to be clear|once (?:again|more))\b",
    re.I,
)
ORDINAL = re.compile(
    r"^(?:and |so |then |but |also,? |now,? )*(?:(?:my |the |your |a )?(?:second|third|fourth|last|next|"
    r"other|final|segunda|tercera|otra)(?:ly)?(?: (?:question|part|one|thing|point|pregunta))?\b|"
    r"secondly|thirdly|lastly|finally|separately|and then\b|on (?:another|a different|a separate) (?:topic|"
    r"subject|note|issue|matter)|"
    r"(?:just )?(?:briefly|quickly),? (?:on )?(?:something|another)|also\b|another (?:question|topic)|"
    r"one (?:other|more) (?:question|thing)|if (?:i|you) (?:may|can|could|can allow me|allow me)\b|"
    r"first(?:ly)?\b|por otro lado|en otro orden)",
    re.I,
)
ANNOUNCES = re.compile(r"\b(?:questions?|follow-?ups?|preguntas?)\b", re.I)
# "We're just wondering if -- (inaudible).": without the note, a stop stands alone behind it
BROKEN = re.compile(r"(?:—|–|--|-|…\.?|\.\.\.)\s*[\"”’)]*(?: \.)?$")
# "— for pool sprays": what was broken off goes on
CONTINUES = re.compile(r"^(?:—|–|--|-)\s*\S")
RESUMES = re.compile(r"^(?:—|–|--|-|…|\.\.\.)\s*\S")  # one who answers also trails off
INVERTED = re.compile(
    r"\b(?:do|does|did|is|are|was|were|can|could|would|will|should|have|has) (?:you|he|she|it|they|we|the|"
    r"this|that|there|these|those)\b",
    re.I,
)
# Thanks and farewells, from the last turns of the whole corpus.
THANKS = re.compile(r"\b(?:thank|gracias|good (?:afternoon|evening|night)|bye)", re.I)
BARE_THANKS = re.compile(
    r"^(?:(?:thanks?(?: you)?|all right|okay|so much|very much|all|again|everybody|everyone|guys|folks|"
    r"indeed|sir|yes|welcome|"
    r"good (?:afternoon|evening|night|day|morning)|bye|have a (?:good|great|nice) \w+|you[’']?re welcome|"
    r"(?:i )?appreciate it)(?!\w)[\s,.!—–-]*+)++"
    r"(?:[^\W\d_]+[\s,.!—–-]*)?$",
    re.I,
)
# Who answers, and when: "Okay, I’ll go." (harris), "They have to answer their questions." (camp-david), "so we
# get once question each" (White House, 25 October 2023).
SORTS_OUT = re.compile(
    r"^(?:(?:okay|well|so|yes|please)[,.]? )*(?:(?:i[’']?ll|you|i will|i can) (?:go|start|take it|"
    r"take that)\b|"
    r"you(?:[’']ve)? (?:just |already )*(?:had|got|asked) (?:(?:one|two|three|a|your) )?questions?\b|"
    r"you (?:all |guys )?sort (?:that|this|it) out|"
    r"go ahead(?!,? (?!please)\w)|continue\b|finish\b|(?:after you|you first|be my guest)\W*$)|"
    r"\b(?:answer|ask|finish) (?:their|your|the) questions?\W*$|"
    r"\b(?:one|once|a single) questions? (?:each|apiece|per \w+)\b|^(?:okay|all right|yes)[,.]? (?:sir|"
    r"ma[’']am)?\W*$",
    re.I,
)
# "(Laughter.)", "(Laughs.)": what goes before was no answer in earnest
LAUGHS = re.compile(r"[(\[]\s*laugh(?:s|ter|ing)?\b", re.I)
# "Say the first part of your question again. Because there — this fan is going on" (White House, 10 September 2023)
SAY_AGAIN = re.compile(
    r"^(?:(?:sorry|i[’']?m sorry|oh|well|wait)[\s,.—–-]++)*+(?:(?:can|could|would) you )?(?:please )?"
    r"(?:(?:say|repeat|ask|give me)\b[^.?!]{0,50}\b(?:again|once more|one more time)\b|"
    r"repeat (?:that|the|your)\b[^.?!]{0,30}\bquestion\b|"
    # "Let me hear the — the second part of the question was, “Would it bring down the price?”" (Madrid, 30 June 2022)
    r"let me hear\b)",
    re.I,
)
# "No, I’m not." to "So, you’re not worried about it." (White House, 20 February 2025)
SAYS_SO = re.compile(
    r"^(?:no|yes|yeah|correct),? (?:i|we|it|he|she|they|that|there)"
    r"(?:[’'](?:m|re|s)| (?:am|are|is|was|were|do|did|does|have|has|will|can|would|"
    r"don[’']t|didn[’']t|doesn[’']t|haven[’']t|won[’']t|can[’']t|wouldn[’']t))(?: not)?[.!]$",
    re.I,
)
