"""Words that stand capitalised at the head of a sentence, or between commas, and name nobody."""

import re

from core.parsing.words import word_set

# Capitalised openers of sentences, from answers of the whole corpus.
NOT_NAMES = word_set(
    "well so now and but look again first second third finally yes no yeah obviously certainly however today "
    "yesterday "
    "sure right absolutely frankly thank thanks okay ok actually also then still indeed honestly clearly "
    "overall "
    "meanwhile moreover additionally secondly thirdly lastly generally unfortunately hopefully therefore "
    "since because "
    "if when as in on with regarding listen see folks guys everybody everyone all one two three three here "
    "there this that these those i we you he she "
    "they it the a an my our your his her their oh ah um hi hello hey please sorry sir madam good great fine "
    "true correct "
    "exactly perhaps maybe of course for to at by from what who how why where which let like over under "
    "after before until "
    "once further furthermore instead rather simply basically essentially ultimately really truly bien bueno "
    "pues entonces "
    "si gracias claro primero ahora tambien america god congress washington next last "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september "
    "october november december huh wow hmm gosh bye yep nope yup wait mm-hmm mmhmm uh-huh between among during "
    "within without about against across around behind beyond despite except near than through toward "
    "towards upon via both either "
    "neither each every any some many most more much few less another such same other several whatever "
    "whoever whether while although though "
    "happy merry yay question questions "  # "Happy Thursday?", "Question mark.", "Yay." (White House, 30 November 2023)
    "not nothing nobody "  # "Not — I don’t mean our diplomatic corps" (White House, 7 February 2022)
    "red blue green white black yellow pink purple orange gray grey "  # "Pink.  Pink shirt, yeah." (psaki)
    "reporter reporters journalist journalists correspondent "
    "cool awesome terrific wonderful excellent lovely nice super "  # "Cool. Fire away." (New York, 21 September 2022)
    "wrong "  # "Wrong. No, wrong." (White House, 7 September 2005)
    "welcome anyway congratulations apologies agreed noted granted likewise regardless otherwise besides tomorrow "
    "tonight morning afternoon evening night "  # "Welcome. I’m from" (State Department, 29 March 2012), "Afternoon."
    "can could would did does do is are was were have has "  # "Can —" cut off
    "aboard amid following onto throughout "  # "Vice President Harris Aboard the … Ship" (22 November 2022)
    "mic microphone "  # "Mic, please." (White House, 13 February 2025)
    "oops whoops "  # "Oops, sorry, sir.  I almost stepped on you." (Ramstein, 18 October 2023)
    "unless only even just almost already always never ever often sometimes soon later earlier recently "
    "currently presumably apparently"
)
# One word that ends so describes and names nobody: "Dangerous." (Tokyo, 23 May 2022), "Possibly."
DESCRIBES = re.compile(r"(?:ous|ful|less|ness|ing|ible|able|tion|ment|ly)$")
# Names that end as adverbs do.
NAMES_IN_LY = word_set("kelly sally emily molly billy lily lilly carly holly polly willy wally kimberly beverly shelly")
