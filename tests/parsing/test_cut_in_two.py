"""What others speak into: calls, questions and answers that go on later, and those who cannot be heard."""

from core.exporting.annotation import annotation
from tests.parsing.build import kinds, labels, questions, read, roles, speakers

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
LONG = f"{SAYS} " * 5
LEADERS = (
    f"PRESIDENT ARDEN:  Good evening. {LONG}",
    f"PRESIDENT ROCHE:  Thank you, Mr. President. {LONG}",
)


def asked(*lines: str) -> list[tuple[str | None, str | None]]:
    return [(row["asker"], row["outlet"]) for row in annotation(read(*lines).record)["questions"]]


def test_a_call_in_two_parts_names_the_asker_and_then_the_outlet() -> None:
    """Bucharest, 11 March 2022."""
    parsed = read(
        *LEADERS,
        "PRESIDENT ARDEN:  Nancy —",
        "Q    Hi, thank you.",
        "PRESIDENT ARDEN:  — from Bloomberg.",
        "Q    Thank you.  Thank you.  Mr. President, is there any discernible pathway out of the crisis?",
        f"PRESIDENT ARDEN:  {SAYS}",
    )
    row = annotation(parsed.record)["questions"][0]
    assert (row["asker"], row["outlet"]) == ("Nancy", "Bloomberg")
    assert kinds(parsed)[2:5] == ["procedural", "interjection", "procedural"]


def test_who_speaks_over_a_call_is_not_the_one_called() -> None:
    """White House, 28 March 2022."""
    parsed = read(
        f"MR. FENTON:  Good afternoon. {LONG} With that, I’ll turn it over to Director Marsh.",
        f"DIRECTOR MARSH:  Thank you. {LONG}",
        "MR. FENTON:  Josh, would you like to start us?",
        "Q    Director Marsh, Josh Poole with AP.  Can you give us a sense of where negotiations are?",
        f"DIRECTOR MARSH:  {SAYS} {SAYS}",
        "Q    And when you talk about unemployment —",
        "MR. FENTON:  MJ.",
        "Q    — do you take into account the millions —",
        "Q    You all have said that the —",
        "Q    — of people who have left their job?  Do you take that into account?",
        "MR. FENTON:  Sir, we’re calling on MJ.",
        "Q    You all have said that the estimates were set in November.  So should we expect an updated analysis?",
        f"DIRECTOR MARSH:  {SAYS}",
    )
    rows = {row["turn"]: row["asker"] for row in annotation(parsed.record)["questions"]}
    assert (rows[4], rows[12]) == ("Josh Poole", "MJ")
    assert rows[8] != "MJ"
    assert kinds(parsed)[8] == "question"  # asked in the same words when the floor is theirs


def test_the_one_from_an_outlet_is_not_part_of_its_name() -> None:
    assert asked(
        f"MR. FENTON:  Good afternoon. {LONG} With that, I’ll turn it over to Director Marsh.",
        f"DIRECTOR MARSH:  Thank you. {LONG}",
        "MR. FENTON:  No — no, sorry.  Calling on the gentleman from USA Today.",
        "Q    Yeah.  Thanks.  What does it mean by “mandatory”?",
        f"DIRECTOR MARSH:  {SAYS}",
    ) == [(None, "USA Today")]


def test_a_call_is_heard_through_a_slip_and_no_case_in_court_is_one() -> None:
    """Madrid, 30 June 2022."""
    parsed = read(
        f"THE PRESIDENT:  {LONG} And the first question, I’m told, is Ada Moss from the Associated Press.",
        "Q    Thank you, Mr. President.  Are they feeling that it is going in the wrong direction?",
        f"THE PRESIDENT:  They do not think that. {SAYS} We have to change that decision by codifying Roe v. Wade.",
        "Q    There were some comments.  But my second question is: Does it mean indefinite support?",
        f"THE PRESIDENT:  {SAYS} I’m supposed to go down the list here.  Jim, the New York — Jim Poole, the New York Times.",
        "Q    Hi.  Mr. President, thank you.  Are you confident that that cap would bring down prices for drivers?",
        "THE PRESIDENT:  Let me hear the — the second part of the question was, “Would it bring down the price?”",
        "Q    Will it bring down prices.  How long is it fair to expect drivers to pay that premium for this war?",
        f"THE PRESIDENT:  {SAYS}",
    )
    rows = annotation(parsed.record)["questions"]
    assert [row["asker"] for row in rows] == ["Ada Moss", "Ada Moss", "Jim Poole", "Jim Poole"]
    assert [row["answers"] for row in rows] == [[3], [5], [9], [9]]


def test_who_is_called_is_not_forgotten_while_the_line_is_mended() -> None:
    """Call of 26 June 2022."""
    assert asked(
        "MODERATOR:  Hi, everyone.  With that, I will turn it over to our first speaker.",
        f"SENIOR ADMINISTRATION OFFICIAL:  Thanks, everybody. {LONG}",
        "MODERATOR:  Okay, great.  So let’s go to Tamara Moss from NPR.  Tamara, can you unmute yourself, please?  Hey, "
        "are you making sure that people can unmute themselves?  I’m not sure what’s going on here.  Hey, guys, give us "
        "just one minute to figure out what’s going on.  Guys, sorry.  Just give us a couple of minutes.",
        "Q    Hi, can you hear me?",
        "MODERATOR:  Yes.  Is that Tamara?",
        "Q    This is Tam, yes.",
        "MODERATOR:  Yes.  Okay.  Thank you.  Okay, sorry.  Okay, go ahead, Tam.",
        "Q    It’s a muting miracle.  Are you expecting there to be anything on sanctions?",
        f"SENIOR ADMINISTRATION OFFICIAL:  {SAYS}",
    ) == [("Tamara Moss", "NPR")]


def test_what_is_asked_before_the_rest_is_cut_off_is_answered_in_a_word() -> None:
    """Call of 3 June 2024."""
    parsed = read(
        f"MODERATOR:  Good morning, everyone. {SAYS}",
        f"MR. MARSH:  {LONG}",
        "MODERATOR:  For our next question we’ll go with Ada Moss from PBS.",
        "Q    Can you just confirm that it’s a proposal in writing that they got?  And my two major —",
        "MR. MARSH:  Correct.",
        "Q    Okay, got it.  And two major questions.  Have you received any assurance that it would be authorized?",
        f"MR. MARSH:  No, I really can’t. {SAYS}",
        "MODERATOR:  For our next question we’ll go with Ida Poole from the New York Times.",
        "Q    Thanks.  And Happy 40th, John.",
        "MR. MARSH:  (Laughs.)",
        "Q    You don’t look a day older than this, but if you stay in this job, you might.  (Laughter.)",
        "MR. MARSH:  I feel a lot older than the birth certificate would say.",
        "Q    Yeah, me too.  On the island, why did he announce it?",
        f"MR. MARSH:  {SAYS}",
    )
    assert questions(parsed)[0][2] == [5]
    assert kinds(parsed)[8:12] == ["interjection"] * 4


def test_an_objection_that_is_cut_off_is_put_and_so_is_what_begins_with_somebody() -> None:
    parsed = read(
        f"THE PRESIDENT:  {LONG}",
        "Q    Why is it not appropriate for the country to act unilaterally?",
        "THE PRESIDENT:  Well, the country has to act consistent with international law under some mandate.",
        "Q    But you have a mandate and --",
        f"THE PRESIDENT:  They do, and that is one of the things that we have under review. {SAYS}",
        "Q    Could you lay out your degree of concern about the integrity of voting machines?",
        f"THE PRESIDENT:  Well, I think anybody who’s watched it on TV -- (laughter) -- would recognize that. {SAYS}",
        "Q    Is Ada Moss going to walk out --",
        f"THE PRESIDENT:  Well, I don’t know. {SAYS}",
    )
    assert [turn for turn, _, _ in questions(parsed)] == [2, 4, 6, 8]


def test_whom_a_question_is_announced_for_is_asked_in_the_next_turn() -> None:
    """ "A two-part question for Secretary Gates, Secretary Clinton" (afpak)."""
    parsed = read(
        f"SECRETARY ARDEN:  Good morning. {LONG}",
        f"SECRETARY ROCHE:  Thank you. {LONG}",
        "MR. FENTON:  Mr. Moss.",
        "Q    Thank you, Robert.  A two-part question for Secretary Arden and Secretary Roche, if I may.",
        "SECRETARY ROCHE:  That covers it.  (Laughter.)",
        "Q    The key phrase is gains that are fragile.  Is it fair to conclude that they will be there for a long haul?",
        f"SECRETARY ARDEN:  {SAYS}",
    )
    assert [called for _, called, _ in questions(parsed)] == [["Arden", "Roche"]] * 2


def test_who_is_to_be_asked_second_is_not_asked_first() -> None:
    """Fasano, 13 June 2024."""
    parsed = read(
        *LEADERS,
        "PRESIDENT ROCHE:  Telegraph, please.",
        "Q    Good evening.  My name is Ada Moss of Telegraf UA.  Mr. President Arden, has the strategy been developed?  "
        "It’s my first question.  The second will be to the President Roche.",
        f"PRESIDENT ARDEN:  {SAYS}",
        "Q    And my second question is to President Roche.  What are the motives of the islands now?",
        f"PRESIDENT ROCHE:  {SAYS}",
    )
    assert [called for _, called, _ in questions(parsed)] == [["Arden"], ["Roche"]]


def test_a_leader_opens_the_floor() -> None:
    parsed = read(
        *LEADERS,
        "PRESIDENT ARDEN:  Thank you so much, Madam Vice President.  We have a couple of questions.",
        "Q    Good afternoon.  Ada Moss, State TV.  Mr. President, what are the chances of the war extending?",
        f"PRESIDENT ARDEN:  {SAYS}",
    )
    assert kinds(parsed)[2:] == ["procedural", "question", "answer"]


def test_labels_with_names_alone_are_the_press_where_they_say_their_outlets() -> None:
    """Delhi, 6 April 2023 and 7 December 2023."""
    parsed = read(
        f"Shri Arun Marsh, Official Spokesperson: Very good afternoon to all of you. {SAYS} Yeah, go ahead.",
        "",
        "Ravi: Hi sir, Ravi from Times Now. So what can we expect? And sir, second question about --",
        "",
        "Shri Arun Marsh, Official Spokesperson: One question, okay anyway, go ahead.",
        "",
        "Ravi: They’re not being given visa extension, if we can have a clarity on that.",
        "",
        "Shri Arun Marsh, Official Spokesperson: This is about journalists?",
        "",
        "Ravi: Journalists, yes sir.",
        "",
        "Uma Poole: Sir, I am Uma Poole from the Financial Express. I was wondering if you could say something on that.",
        "",
        f"Shri Arun Marsh, Official Spokesperson: {SAYS}",
    )
    assert set(roles(parsed)) == {"principal", "press"}
    rows = annotation(parsed.record)["questions"]
    assert [(row["asker"], row["outlet"]) for row in rows][-1] == ("Uma Poole", "Financial Express")


def test_a_family_name_stands_first_in_singapore_too() -> None:
    parsed = read(
        "Remarks by President Arden and Prime Minister Lee Hsien Moss of Singapore in Joint Press Conference",
        "",
        f"PRESIDENT ARDEN:  {LONG}",
        f"PRIME MINISTER LEE:  {LONG}",
    )
    assert speakers(parsed)[1] == "Lee Hsien Moss"


def test_gentlemen_are_all_who_stand_there() -> None:
    """Geneva, 8 September 2016."""
    parsed = read(
        "QUESTION: Gentlemen, your thoughts on the missile test?",
        "",
        f"SECRETARY ARDEN: Well, I talked this morning with colleagues, and we had a serious conversation. {SAYS}",
        "",
        f"FOREIGN MINISTER ROCHE: I am also going to talk to them this morning when we have some break. {SAYS}",
    )
    assert questions(parsed) == [(1, ["Arden", "Roche"], [2, 3])]


def test_a_question_goes_on_over_a_shout() -> None:
    """New York, 1 October 2015."""
    parsed = read(
        "QUESTION: Mr. Secretary --",
        "QUESTION: Mr. Secretary, on the island, do you agree with --",
        "QUESTION: A message on the harbour --",
        "QUESTION: -- do you agree with Foreign Minister Roche, who just said that the two have the same targets?",
        f"SECRETARY ARDEN: Well, in concept, but we are not yet where we need to be. {SAYS}",
    )
    assert [answers for turn, _, answers in questions(parsed) if turn in (2, 4)] == [[5], [5]]


def test_all_that_a_guest_says_is_their_remarks() -> None:
    parsed = read(
        f"SECRETARY ARDEN: I’m really delighted to have a chance to welcome Foreign Secretary Roche here. {SAYS}",
        "",
        "FOREIGN SECRETARY ROCHE: We’re happy to be here and happy to be received. Thank you.",
        "",
        "QUESTION: (Inaudible.)",
    )
    assert kinds(parsed) == ["remarks", "remarks", "interjection"]


def test_who_is_asked_to_lead_asks_first() -> None:
    """State Department, 3 June 2016."""
    assert asked(
        f"MR MARSH: We’re going to do about 10 minutes here, guys. {SAYS} Do you want to lead, Brad?",
        "QUESTION: Sure. What’s your reaction to them not cooperating with the review? Are you disappointed?",
        f"SECRETARY ARDEN: Well, I’m not going to get into any hypotheticals. {SAYS}",
    ) == [("Brad", None)]


def test_a_reporter_says_who_they_actually_are() -> None:
    assert asked(
        f"Ida Marsh, Foreign Minister: Can I first congratulate her on being elected. {SAYS} Happy to take questions.",
        "",
        "Journalist: Ah Ida, I'm actually Ada Moss doing a story on the harbour. How do you think he's going?",
        "",
        f"Foreign Minister: Oh look, he’s a very decent man. {SAYS}",
    ) == [("Ada Moss", None)]


def test_an_answer_that_ends_with_a_question_mark_does_not_ask_back() -> None:
    """Kuala Lumpur, June 2022."""
    parsed = read(
        f"Ida Marsh, Foreign Minister: Thank you all for coming with me. {SAYS}",
        "",
        "Journalist: You seem like you've got a lot to say. It has been a long time, right? That's what it looks like.",
        "",
        "Foreign Minister: Well, we've been in opposition for a long time, although I did point out that you can't say "
        "that here given that they were in Government for, what was it, 50 years?",
        "",
        "Journalist: Yes.",
        "",
        f"Foreign Minister: So, you can't talk about how long it was here. {SAYS}",
    )
    assert questions(parsed) == [(2, ["Ida Marsh"], [3, 5])]


def test_a_briefer_without_opening_comments_begins_behind_banter() -> None:
    """State Department, 14 October 2015."""
    parsed = read(
        "MR MARSH: Two minutes means two minutes.",
        "QUESTION: You know some of us have things to do in between the bullpen and --",
        "MR MARSH: Oh, I’m sorry, I didn’t know you were busy. (Laughter.) Next time I’ll mean three minutes when I say "
        "two. All right, I don’t have any opening comments today so we’ll just get right to it. Let’s go to Matt.",
        "QUESTION: None? You have no travel announcements or anything like that?",
        "MR MARSH: I have no travel announcements today.",
    )
    assert kinds(parsed) == ["interjection", "interjection", "procedural", "question", "answer"]
    assert annotation(parsed.record)["questions"][0]["asker"] == "Matt"


def test_a_question_that_was_not_heard_to_its_end_is_one() -> None:
    """Pentagon, 16 May 2017."""
    parsed = read(
        f"SECRETARY OF DEFENSE ADAM MARSH:  {LONG}",
        "",
        "Q:  We're just wondering if -- (inaudible).",
        "",
        "SEC. MARSH:  All I know is what I read in the news, you know.",
    )
    assert kinds(parsed)[1:] == ["question", "answer"]


def test_a_host_whose_guest_leaves_is_asked_from_then_on() -> None:
    """Air Force One, 9 June 2021."""
    parsed = read(
        f"MS. MARSH:  Okay.  Hi, everyone. {LONG} Our advisor, Jake Fenton, will take some questions.",
        "Q    Jake, can we expect a communiqué at this summit?",
        f"MR. FENTON:  I don’t want to jinx it, but yes. {SAYS}",
        "MS. MARSH:  All right, I’m going to let Jake go back.",
        "Q    Thanks, Jake.",
        "Q    If you can speak a little bit more about the format of the meetings, that would be great.",
        f"MS. MARSH:  Sure.  I mean, what I can tell you is we’re still discussing. {SAYS}",
    )
    assert kinds(parsed)[3] == "procedural"
    assert questions(parsed) == [(2, ["Jake Fenton"], [3]), (6, ["Marsh"], [7])]


def test_what_leads_up_to_a_question_goes_on_over_what_is_put_in_twice() -> None:
    """White House, 26 October 2022."""
    parsed = read(
        f"MR. MARSH:  {LONG}",
        "Q    Staying on that topic, the minister said that his country is taking the “mature” route.  He said that at the "
        "conference, on the global stage —",
        "MR. MARSH:  I saw it.",
        "Q    — among the world’s leading financiers.",
        "MR. MARSH:  I saw it.",
        "Q    You saw it.  So, what do you make of the implication, then, that you are acting immature?",
        f"MR. MARSH:  I, obviously, refute that, of course. {SAYS}",
    )
    assert questions(parsed) == [(2, ["Marsh"], [7]), (4, ["Marsh"], [7]), (6, ["Marsh"], [7])]


def test_a_known_label_right_below_a_line_that_ends_a_sentence_begins_a_turn() -> None:
    """Rehoboth Beach, 3 September 2023: no blank line stands between them."""
    parsed = read(
        "Q    Mr. President, have you heard the news from the island?  Any",
        "reaction to that?",
        "",
        "THE PRESIDENT:  Yes.  We’re in touch with the local people.  We’re",
        "paying attention.  We ought to be getting everybody out of there.  There",
        "was one death; I don’t know what the reason for the death was.",
        "",
        "Q    What — are you looking forward to your trip next week?",
        "THE PRESIDENT:  Yes, I am.  I’m —",
        "",
        "Q    What are you hoping to achieve in the islands?",
        "",
        "THE PRESIDENT:  I want to — a little more coordination.  I think they",
        "both want much closer relations, and what I told the people there of",
        "THE PRESIDENT:  that is, of what he does — could be very helpful.",
    )
    assert labels(parsed) == ["Q", "THE PRESIDENT"] * 3


def test_a_last_word_that_answers_is_no_farewell() -> None:
    """Belleau, 9 June 2024."""
    parsed = read(
        f"THE PRESIDENT:  {LONG}",
        "Q    What message are you hoping to send to voters by being here right now?",
        "THE PRESIDENT:  Any other questions?",
        "Q    Did you discuss the issue?  And did you come up with an agreement on how to use them?",
        "THE PRESIDENT:  Yes, and yes.  Thank you.",
    )
    assert kinds(parsed)[1:] == ["question", "procedural", "question", "answer"]


def test_a_short_statement_that_is_denied_was_put() -> None:
    """White House, 2 March 2022."""
    parsed = read(
        f"THE PRESIDENT:  {LONG}",
        "Q    Do you support a permanent presence there?",
        "THE PRESIDENT:  We’ve always been there.  We’ve always been — all the countries.",
        "Q    I’m talking about permanent bases.",
        "THE PRESIDENT:  No, I — that’s a decision for the alliance to make.",
    )
    assert [(turn, answers) for turn, _, answers in questions(parsed)] == [(2, [3]), (4, [5])]
