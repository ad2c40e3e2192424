"""A briefing whose spokeswoman calls reporters and hands over to guests, and leaders who do it themselves; names made up.

What each was read in is given by the name of the rule: White House, 13 February, 19 February, 20 February and 13 March
2025.
"""

from tests.parsing.build import kinds, labels, questions, read, roles, speakers

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
OPENING = (
    "Press Briefing by Press Secretary Karoline Vane, Deputy Chief of Staff Olga Moss, and Council Director Dan Fell",
    "",
    f"MS. VANE:  Good afternoon. {SAYS} I brought Olga Moss and Dan Fell. Olga, why don’t you begin.",
    f"MS. MOSS:  Thank you. {SAYS} {SAYS}",
    f"MR. FELL:  Thank you. {SAYS} {SAYS}",
)


def test_who_hands_a_question_over_by_name_answers_nothing() -> None:
    parsed = read(
        *OPENING,
        "MS. VANE:  Great.  Peter.",
        "Q    Thank you.  I have one on the bridge and one on the tunnel.  Who can talk bridges?",
        "MS. VANE:  Olga, go ahead.",
        "Q    Well, so, Olga, when will the bridge be open?",
        f"MS. MOSS:  In May. {SAYS}",
    )
    assert kinds(parsed)[5] == "procedural"
    assert questions(parsed)[-1] == (7, ["Olga Moss"], [8])
    assert all(6 not in answers for _, _, answers in questions(parsed))


def test_go_ahead_to_the_next_does_not_name_the_one_who_goes_on() -> None:
    parsed = read(
        *OPENING,
        "MS. VANE:  Sure, Karin.",
        "Q    I’ll start with you, Mr. Fell.  Will the bridge be open in time for the summer?",
        f"MR. FELL:  It will. {SAYS}",
        "Q    And, Ms. Moss, to follow up on Peter’s question, you wrote last year that the tunnel is unsafe.  Is it?",
        f"MS. MOSS:  It is not. {SAYS}",
        "Q    Okay.  So it was unsafe. And can I follow up.  In 2017 —",
        "MS. VANE:  No.  Go ahead, Jordan.",
        "Q    — the then-mayor —",
        "MS. VANE:  Go ahead, Jordan.",
        "Q    So, Mr. Fell, what does the tunnel cost by now?",
        f"MR. FELL:  A lot. {SAYS}",
    )
    askers = speakers(parsed)
    assert askers[6] == askers[4] == "Karin"
    assert askers[12] == "Jordan"


def test_an_announced_question_begins_the_one_that_follows_a_nod() -> None:
    parsed = read(
        *OPENING,
        "MS. VANE:  Peter.",
        "Q    Will the bridge be open in time for the summer?",
        f"MR. FELL:  It will. {SAYS}",
        "Q    And I do have one for Olga.",
        "MS. MOSS:  Sure.",
        "Q    Is the tunnel safe for those who drive through it?",
        f"MS. MOSS:  It is. {SAYS}",
    )
    assert kinds(parsed)[6:9] == ["question", "interjection", "question"]
    assert questions(parsed)[-2:] == [(7, ["Olga Moss"], [10]), (9, ["Olga Moss"], [10])]


def test_no_i_am_not_answers_what_concludes() -> None:
    parsed = read(
        *OPENING,
        "MS. VANE:  Peter.",
        "Q    Will the bridge be open in time for the summer?",
        f"MR. FELL:  It will. {SAYS}",
        "Q    Okay.  So, you’re not worried about it.",
        "MR. FELL:  No, I’m not.",
        "Q    Is the tunnel safe?",
        f"MS. MOSS:  It is. {SAYS}",
    )
    assert kinds(parsed)[6:8] == ["question", "answer"]


def test_a_spokeswoman_who_sends_all_away_answers_nothing_whatever_is_called_out_then() -> None:
    parsed = read(
        *OPENING,
        "MS. VANE:  Peter.",
        "Q    Will the bridge be open in time for the summer?",
        f"MR. FELL:  It will. {SAYS}",
        "Q    Karoline.",
        "MS. VANE:  Thank you very much, everybody.  I’m looking at the clock.  We’ve had an hour.",
        "VANE:  I know that these two have a meeting to get to, so we let them go back to their work.  We’ll see you "
        "in a bit.  Thanks.",
        "Q    Are you going to the opening, Mr. Fell?",
        "Q    And what did the council say?",
    )
    assert labels(parsed)[8] == "VANE"
    assert speakers(parsed)[7] == speakers(parsed)[8]
    assert kinds(parsed)[7:9] == ["procedural", "procedural"]


def test_who_was_presented_in_full_is_called_by_the_first_name() -> None:
    parsed = read(
        f"MS. VANE:  Good afternoon. {SAYS} We have John Holt, who is the head of news at The Wire.",
        "",
        f"{SAYS} John, why don’t you begin.",
        "Q    Thank you.  Will the bridge be open in time for the summer?",
        f"MS. VANE:  It will. {SAYS}",
    )
    assert speakers(parsed)[1] == "John Holt"
    assert [each.outlet for each in parsed.record.participants[-1].introductions] == ["The Wire"]


def test_a_leader_tells_one_who_cannot_be_heard() -> None:
    parsed = read(
        f"PRESIDENT ROTH:  Thank you all for coming. {SAYS}",
        f"PRIME MINISTER FELL:  Thank you. {SAYS}",
        "PRESIDENT ROTH:  We’ll do a few questions, please.",
        "Q    Thank you, Mr. President.  Should the bridge between our countries be closed to lorries?",
        "PRESIDENT ROTH:  You’re going to have to go louder.",
        "Q    Mr. President, the bridge —",
        "PRESIDENT ROTH:  Yeah, I can’t understand —",
        "Q    Okay.",
        "PRESIDENT ROTH:  — a word he’s saying.  It’s a little bit tough for me.",
        "Q    But can I try again?",
        "PRESIDENT ROTH:  How about you.  Please.  Go ahead, back there.",
        "Q    Mr. President, I have a question for the Prime Minister.",
        "PRESIDENT ROTH:  Yes, go ahead, please.",
        "Q    Prime Minister, how do you see the bridge?",
        "INTERPRETER:  Mic, please.",
        "Q    (As interpreted.)  Prime Minister, how do you see the bridge?",
        f"PRIME MINISTER FELL:  (As interpreted.)  As you know, it is ours too. {SAYS}",
        f"PRESIDENT ROTH:  Everybody, thank you very much.  {SAYS} Thank you very much.",
        "PRIME MINISTER FELL:  Thank you.",
    )
    found = kinds(parsed)
    assert [found[n] for n in (4, 6, 8, 9)] == ["interjection"] * 4
    assert found[10] == "procedural"
    assert found[14] == "interjection"
    assert found[17] == "remarks"
    put_to = {turn: to for turn, to, _ in questions(parsed)}
    assert put_to.get(12, ["Fell"]) == ["Fell"]
    assert "Mic" not in speakers(parsed)


def test_leave_to_ask_is_no_answer() -> None:
    parsed = read(
        "THE PRESIDENT:  Hello, everybody.",
        "Q    Sir, can I ask you about the bridge?",
        "THE PRESIDENT:  Yeah.",
        "Q    You said today that you had a deal on the bridge, and the neighbours broke it.",
        f"THE PRESIDENT:  Yeah, we had a deal. {SAYS}",
        "Q    Did you see the mayor today at the opening, sir?",
        "THE PRESIDENT:  No, I didn’t.  I didn’t speak to him.  Was he there?",
        "Q    He was supposed to be there.",
        "THE PRESIDENT:  I think so, yeah, but I did not see him.",
        "Q    Can the bridge be closed?",
        f"THE PRESIDENT:  It can. {SAYS}",
    )
    assert kinds(parsed)[2] == "interjection"
    assert kinds(parsed)[8] == "answer"
    assert {turn: answers for turn, _, answers in questions(parsed)}[6] == [7, 9]


def test_what_is_spoken_of_calls_nobody() -> None:
    parsed = read(
        "THE PRESIDENT:  Hello, everybody.",
        "Q    Mr. President, on tariffs, you mentioned lumber.  That is something we have not heard of.  What is it?",
        "THE PRESIDENT:  Lumber, yeah.  Forest products.",
        "Q    And do you have a rate in mind for that?",
        "THE PRESIDENT:  We’re going to go into Port Marsh to see whether the gold is there.",
        "Q    Are you going to look at it yourself, sir?",
        "THE PRESIDENT:  We hope that all is fine with Port Marsh, but we’re going to go to Port Marsh — the fabled Port "
        "Marsh — to make sure the gold is there.",
        "Q    Where would the gold have gone?",
        "THE PRESIDENT:  I do not know.",
    )
    assert not {"Lumber", "Port Marsh"} & set(speakers(parsed))


def test_a_presidents_name_ends_where_the_title_goes_on() -> None:
    parsed = read(
        "Press Gaggle by President Roth Aboard Air Force One En Route Home",
        "",
        "THE PRESIDENT:  Hello, everybody.",
        "Q    Amanda Head with Just the News.  Can the bridge be closed?",
        f"THE PRESIDENT:  It can. {SAYS}",
    )
    assert speakers(parsed)[0] == "Roth"
    assert speakers(parsed)[1] == "Amanda Head"


def test_a_first_name_is_called_though_the_surname_was_not_heard() -> None:
    """New Delhi, 8 September 2023."""
    parsed = read(
        f"SECRETARY MOSS:  Thank you all for coming. {SAYS}",
        "MODERATOR:  Edward, with The Wire.",
        "Q    Thank you.  Will the bridge be open in time?",
        f"SECRETARY MOSS:  It will. {SAYS}",
        "MODERATOR:  James (inaudible).",
        "Q    Thank you, Secretary Moss.  How soon do you expect other partners to join your plan for the tunnel?",
        f"SECRETARY MOSS:  Soon. {SAYS}",
    )
    assert speakers(parsed)[5] == "James"


def test_a_list_of_who_takes_part_is_no_turn_and_says_who_moderates() -> None:
    """International Monetary Fund, 21 January 2026."""
    parsed = read(
        "Transcript: Press Conference on the Bridges Outlook",
        "January 21, 2026",
        *("PARTICIPANTS:", "Moderator:", "ADA DE ROE", "Communications Department"),
        *("Panelists:", "OLGA MOSS", "Director, Bridges Department", "* * * * *"),
        f"MS. DE ROE: Good morning. {SAYS} {SAYS} {SAYS} {SAYS} {SAYS} So let me stop here, and Olga, the floor is yours.",
        f"MS. MOSS: Thank you, Ada. {SAYS} {SAYS} {SAYS}",
        "MS. DE ROE: Thank you. If you have a question, raise your hand. I’m going to go first to the lady.",
        "QUESTIONER: Thank you. Maria Vane (phonetic), Reuters. Will the bridge be open in time?",
        f"MS. MOSS: It will. {SAYS}",
        "MS. DE ROE: Before we go back to the floor, we have a question coming from Platts that goes as follows. How do "
        "you expect the price of steel to change what a bridge costs, and what will that mean for the years to come?",
        f"MS. MOSS: A little. {SAYS}",
    )
    assert labels(parsed)[0] == "MS. DE ROE"
    assert roles(parsed) == [
        *("moderator", "principal", "moderator", "press"),
        *("principal", "moderator", "principal"),
    ]
    assert kinds(parsed)[3:] == ["question", "answer", "question", "answer"]
    assert speakers(parsed)[3] == "Maria Vane"
    assert questions(parsed)[-1][2] == [7]


def test_a_moderator_alone_above_what_they_say_is_a_label() -> None:
    parsed = read(
        "MODERATOR:",
        "Good morning, and thank you all for coming to this conference on bridges.",
        "QUESTIONER: Will the bridge be open in time?",
        f"MS. MOSS: It will. {SAYS}",
    )
    assert labels(parsed) == ["MODERATOR", "QUESTIONER", "MS. MOSS"]


def test_a_full_name_that_stands_once_is_a_label_where_labels_are_printed_so_and_else_a_doubt() -> None:
    lines = (
        f"Olga Moss: Good afternoon. {SAYS} {SAYS}",
        "Question: Will the bridge be open in time?",
        f"Olga Moss: It will. {SAYS}",
        "{}: Colleagues, the next question, please.",
        "Question: Is the tunnel safe?",
        f"Olga Moss: It is. {SAYS}",
    )
    known = read(*(line.format("Peter Vane") for line in lines))
    assert labels(known)[3] == "Peter Vane"
    strange = read(*(line.format("Wsewolod Vane") for line in lines))
    assert "Wsewolod Vane" not in labels(strange)
    assert [each.line for each in strange.warnings if each.code == "doubtful-label"] == [4]
