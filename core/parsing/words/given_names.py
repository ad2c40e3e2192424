"""Given names common in the United States, and their short forms: a list written down from general knowledge, not taken
from a source. They tell "Well, Peter, ..." from "Well, Congress, ..."; a name that is not here is still read where
the words around it leave no doubt. Names that are places too are left out."""

from core.parsing.words import word_set

# Initials that people are called by: "MJ." (White House, 28 March 2022), "Thank you, JT." (budget)
INITIALS = word_set("aj bj cj dj jc jd jj jp jt kc kj mj pj rj tj")
GIVEN_NAMES = word_set(
    "aaron abigail adam adrian alan albert alex alexander alexandra alexis alice alicia allison amanda amber amy "
    "ana andrea andrew andy angela anita ann anna anne annie anthony april arthur ashley audrey barbara ben "
    "benjamin bernard beth betty beverly bill billy bob bobby bonnie brad bradley brandon brenda brent brian "
    "brianna brittany bruce bryan caitlin calvin cameron carl carla carlos carmen carol caroline carolyn carrie "
    "cassandra catherine cathy chad charles charlie cheryl chris christian christina christine christopher chuck "
    "cindy claire clara claudia colin connie connor courtney craig crystal curtis cynthia dale dan dana daniel "
    "danielle danny darren dave david dawn dean deborah debra denise dennis derek diana diane don donald donna "
    "doris dorothy doug douglas dylan earl ed eddie edith edward eileen elaine eleanor elena elise elizabeth ellen "
    "emily emma eric erica erin esther ethan eugene eva evan evelyn frances francis frank fred gabriel gail gary "
    "george gerald glenn gloria gordon grace greg gregory hannah harold harry heather heidi helen henry holly "
    "howard hugh ian isabel isabella ivan jack jackie jacob jacqueline jake james jamie jane janet janice jared "
    "jason jay jean jeff jeffrey jen jenna jennifer jenny jeremy jerry jesse jessica jill jim jimmy joan joann joe "
    "joel john johnny jon jonathan jose joseph josh joshua joyce juan juanita judith judy julia julian julie justin "
    "karen karl kate katherine kathleen kathryn kathy katie kayla keith kelly ken kenneth kerry kevin kim kimberly "
    "kristen kristin kurt kyle larry laura lauren laurie lawrence lee leo leon leonard leslie lily linda lisa liz "
    "logan lois lori louis louise lucas lucy luis luke lynn madison marc marcia marcus margaret maria marie marilyn "
    "marion marjorie mark marsha martha martin marvin mary matt matthew maureen megan melanie melissa melvin "
    "michael michele michelle miguel mike mildred mitch molly monica nancy natalie natasha nathan neil nicholas "
    "nick nicole nina noah nora norma norman olivia oscar pam pamela pat patricia patrick patty paul paula peggy "
    "penny peter phil philip phillip phyllis rachel ralph randy ray raymond rebecca regina renee rhonda rich "
    "richard rick rita rob robert roberta robin rodney roger ron ronald rosa rose roy russell ruth ryan sally sam "
    "samantha samuel sandra sandy sara sarah scott sean seth shannon sharon shaun shawn sheila shelby sherry "
    "shirley sophia sophie spencer stacy stanley stephanie stephen steve steven stuart sue susan suzanne sylvia "
    "tamara tammy tara ted teresa terri terry theresa thomas tiffany tim timothy tina todd tom tommy toni tony "
    "tracey tracy travis trevor tyler valerie vanessa vera veronica vicki victor victoria vincent walter wanda "
    "warren wayne wendy wesley william yvonne zachary "
)
