"""Who has the floor: leaders before they speak, hosts and their guests, officials without names, labels of other houses."""

from core.exporting.annotation import annotation
from tests.parsing.build import codes, kinds, labels, questions, read, roles, speakers

SAYS = "We have been watching that closely for several days now, as all of you know, and we will go on doing so."
LONG = f"{SAYS} " * 5


def test_the_president_of_that_day_is_who_the_title_names() -> None:
    parsed = read(
        "---",
        "date: '2024-03-01'",
        'title: "Remarks by President\\_Biden Before Marine One\\_Departure"',
        "---",
        "South Lawn",
        "",
        "Q    Mr. President, is it time to have talks?  Is it a good time —",
        "THE PRESIDENT:  Speak to them?",
        "Q    Yeah.",
        "THE PRESIDENT:  About the island?",
        "Q    Why are you waiting on the border?",
        "THE PRESIDENT:  Because we need more forces.  I don’t have the authority to do that.",
    )
    assert set(speakers(parsed)) == {"Joseph R. Biden", ""}
    assert questions(parsed) == [(1, ["Joseph R. Biden"], []), (5, ["Joseph R. Biden"], [6])]


def test_leaders_begin_their_remarks_behind_questions_called_at_them() -> None:
    parsed = read(
        "Q    Mr. President, what do you say to the threat of war?",
        "PRESIDENT ARDEN:  Well, I — you’ve got to be quiet, and I’m going to make a statement here.  Okay?  Madam Prime "
        f"Minister, welcome.  {SAYS}",
        "PRIME MINISTER ROCHE:  Yeah.",
        f"PRESIDENT ARDEN:  Today, we’ll discuss our work in the islands. {SAYS}",
        "PRIME MINISTER ROCHE:  (Laughs.)",
        "PRESIDENT ARDEN:  It really is growing.",
    )
    assert kinds(parsed) == ["question", "remarks", "interjection", "remarks", "interjection", "remarks"]


def test_a_host_who_is_asked_answers_and_hands_on() -> None:
    parsed = read(
        f"MR. FENTON:  Good afternoon, and thanks for joining us. {LONG} I will now turn it over to Dr. Marsh.",
        f"DR. MARSH:  Thank you, Mr. Fenton. {LONG}",
        "MR. FENTON:  Well, thanks.  Kevin, let’s open it for questions.",
        "MR. MUNOZ:  A few questions.  First, let’s go to Ada Moss at AFP.",
        "Q    Hi, thanks for taking my question.  What are the things that you’re doing to drive these cases down?",
        f"MR. FENTON:  Yeah, I think — this is Bob.  So, it’s all the above. {SAYS} {SAYS} Let me turn to Dr. Marsh.",
        f"DR. MARSH:  Yeah, I mean, it’s the education. {SAYS}",
        "MR. FENTON:  Thanks, Doctor.  Kevin, we’ll take another question.",
        "MR. MUNOZ:  Ida Poole, Harbour Blade.",
        "Q    Hi.  Why do you think these efforts have no effect?",
        f"DR. MARSH:  They have. {SAYS}",
    )
    assert questions(parsed)[0][2] == [6, 7]


def test_a_label_of_outlet_and_name_is_a_reporter() -> None:
    parsed = read(
        "Press Conference by Foreign Minister KAWADA Haruto",
        "",
        f"Mr. KAWADA Haruto, Minister for Foreign Affairs: At the outset, I have one announcement. {LONG}",
        "Asahi Shimbun, Takahashi: I would like to ask about the documents. Is it being coordinated in this direction?",
        f"Minister Kawada: {SAYS}",
        "NHK, Iwasawa: Will you visit the island yourself, and when?",
        "Minister Kawada: Nothing has been decided at this time.",
    )
    rows = annotation(parsed.record)["questions"]
    assert {name for name in speakers(parsed) if "Kawada" in name} == {"Haruto Kawada"}
    assert [(row["asker"], row["outlet"]) for row in rows] == [("Takahashi", "Asahi Shimbun"), ("Iwasawa", "NHK")]
    assert [row["addressees"] for row in rows] == [["Haruto Kawada"]] * 2


def test_pm_is_a_label() -> None:
    parsed = read(
        "Transcript of doorstop interview",
        "",
        "JOURNALIST: Prime Minister, are you considering a new ban on exports?",
        "",
        f"PM: The Minister is addressing this issue. {SAYS}",
        "",
        "JOURNALIST: Were you overruled though?",
        "",
        "PM: That is completely untrue.",
    )
    assert (labels(parsed)[1], roles(parsed)[1], kinds(parsed)[3]) == ("PM", "principal", "answer")


def test_banter_before_the_first_item_is_no_question() -> None:
    parsed = read(
        "MS. PSAKI:  Hi, everyone.  Many people here despite the snow.",
        "QUESTION:  I don’t know.  I’m kind of lonely here in the front row, as you can see.",
        "MS. PSAKI:  You are?  Don’t take it personally, Matt.  I’m sure other people will join you.",
        "QUESTION:  I am taking it personally.  (Laughter.)",
        f"MS. PSAKI:  Okay, a couple of items for you guys at the top. {LONG} With that, Matt.",
        "QUESTION:  Well, why was nobody there today?",
        f"MS. PSAKI:  {SAYS}",
    )
    assert kinds(parsed) == [*["interjection"] * 4, "remarks", "question", "answer"]


def test_what_a_colleague_puts_in_breaks_no_answer() -> None:
    parsed = read(
        "MS. HALE: Okay. Thank you for joining us. Our advisor is here, who is happy to take your questions.",
        f"MR. MARSH: Hi, everyone. {LONG}",
        "Q Did you ask for a pool spray at this event, and you were told no?",
        "MR. MARSH: Of course. We ask for pool sprays — we spend our lives asking —",
        "MS. HALE: Seriously.",
        "MR. MARSH: — for pool sprays and —",
        "MS. HALE: All the time.",
        "MR. MARSH: — other things, of course.",
        "Q Can I —",
        "Q Jake, is there any update on the harbour?",
        f"MR. MARSH: There is. {SAYS}",
    )
    assert kinds(parsed)[3:9] == ["answer", "interjection", "answer", "interjection", "answer", "interjection"]


def test_an_answer_begins_again_behind_an_aside() -> None:
    parsed = read(
        "SENIOR ADMINISTRATION OFFICIAL:  Cool.  Fire away.",
        "Q    What were the President and his guest speaking about?",
        "SENIOR ADMINISTRATION OFFICIAL:  They spoke about the islands primarily.  And —",
        "Q    Are you a senior official?  Just — sorry, for the —",
        "SENIOR ADMINISTRATION OFFICIAL:  That is fine, I think.",
        "AIDE:  That’s fine.",
        f"SENIOR ADMINISTRATION OFFICIAL:  Okay.  They spoke about the islands primarily because of the news. {SAYS}",
        "Q    How concerned are you?",
        f"SENIOR ADMINISTRATION OFFICIAL:  Very. {SAYS}",
    )
    assert 7 in questions(parsed)[0][2]
    assert {row["asker"] for row in annotation(parsed.record)["questions"]} == {None}


def test_an_outlet_whose_name_is_press_is_no_side_of_the_room() -> None:
    parsed = read(
        f"MS. HARF: Thank you, everyone, for joining. {LONG} It looks like the first question is fittingly from the "
        "Associated Press, from Ada Moss. Go ahead, Ada.",
        "QUESTION: Thanks. Can you give us an update?",
        f"MS. HARF: Sure, Ada. {SAYS}",
    )
    row = annotation(parsed.record)["questions"][0]
    assert (row["asker"], row["outlet"]) == ("Ada Moss", "Associated Press")


def test_a_guest_whom_the_host_calls_reporters_for_is_asked_by_all_of_them() -> None:
    parsed = read(
        f"MS. HALE:  Good afternoon. {LONG} And with that, I’ll turn it over to Admiral Marsh.",
        f"MR. MARSH:  Thank you. {LONG} And with that, I’ll take some questions.",
        "MS. HALE:  Go ahead, April.",
        "Q    John, what is the update on the grains?",
        f"MR. MARSH:  It’s a great question, April. {SAYS}",
        "Q    So, does that come with a solution as well?",
        f"MR. MARSH:  Well, no. {SAYS}",
        "Q    A second question, if I may.  Is there an agreement on the training?",
        "MR. MARSH:  I’m sorry.  Can you repeat that question?  I was writing myself a note.",
        "Q    Is there a consensus on the training?",
        f"MR. MARSH:  There is. {SAYS}",
        "Go ahead, Trevor.",
        "Q    Is there any involvement in the regional conversations?",
        "MR. MARSH:  Regional discussions about?",
        "Q    Niger.",
        "MR. MARSH:  Niger.  I’m not aware of any specific regional discussions on Niger.",
        "Q    Okay.  And on the domestic issues, internal —",
        "MR. MARSH:  The — the island —",
        "Q    (Inaudible) sets them aside —",
        f"MR. MARSH:  The people get to decide. {SAYS}",
        "MS. HALE:  Go ahead, Sebastian.",
        "Q    Thank you.  Again, on the Prime Minister, is this something that the President will bring up?",
        f"MR. MARSH:  I’ll just leave it. {SAYS}",
        "MS. HALE:  Thank you, Admiral.  Okay.  Steve, want to kick it off?",
        "Q    Does the President have any reaction to the court, Karine?",
        f"MS. HALE:  This is a personal matter. {SAYS}",
    )
    rows = {row["turn"]: row for row in annotation(parsed.record)["questions"]}
    assert [kinds(parsed)[place] for place in (8, 12, 16, 22)] == [*["interjection"] * 3, "procedural"]
    assert rows[21]["addressees"] == ["Marsh"]
    assert [rows[turn]["asker"] for turn in (12, 16, 21, 24)] == ["Trevor", "Trevor", "Sebastian", "Steve"]


def test_an_outlet_is_said_with_the_first_name_before_the_whole_one() -> None:
    parsed = read(
        f"THE PRESIDENT:  Good afternoon. {LONG} Steve, Reuters.  I’m sorry.  Steve Moss.",
        "Q    Thank you, sir.  How do you interpret the results?",
        f"THE PRESIDENT:  {SAYS}",
    )
    row = annotation(parsed.record)["questions"][0]
    assert (row["asker"], row["outlet"]) == ("Steve Moss", "Reuters")


def test_officials_without_names_run_a_conference_of_those_who_have_one() -> None:
    parsed = read(
        "ZAMBIAN OFFICIAL:  Welcome to the press conference.  I call upon the President to deliver his remarks.",
        f"PRESIDENT ARDEN:  Thank you very much. {LONG}",
        f"VICE PRESIDENT ROCHE:  Mr. President, thank you. {LONG}",
        "WHITE HOUSE OFFICIAL:  They will now take a few questions.  We’ll first start with Ada Moss of the Wire.",
        "Q    Madam Vice President, what is your comment on the law?",
        f"VICE PRESIDENT ROCHE:  I am not going to comment. {SAYS}",
        "ZAMBIAN OFFICIAL:  Could I see a hand for the last question?  Okay, let’s do a lady, for a change.  Ma’am.",
        "VICE PRESIDENT ROCHE:  (Laughs.)",
        "PRESIDENT ARDEN:  (Laughs.)  You must be careful; we have a Vice President who is a lady.  (Laughter.)",
        "Q    Good afternoon, Mr. President.",
        "PRESIDENT ARDEN:  Afternoon.",
        "Q    And good afternoon to you too, Madam Vice President.",
        "VICE PRESIDENT ROCHE:  Thank you.",
        "Q    My name is Ida Kunda \\[ph\\] from Harbour Media.  Madam Vice President, what is in place for our goods?",
        f"VICE PRESIDENT:  That is a lot of the work. {SAYS}",
        "ZAMBIAN OFFICIAL:  Thank you very much.  This brings us to the end of the press conference.",
    )
    row = annotation(parsed.record)["questions"][-1]
    assert [roles(parsed)[place] for place in (0, 3, 6, 15)] == ["moderator"] * 4
    assert kinds(parsed)[7:13] == ["interjection"] * 6
    assert (row["asker"], row["outlet"], row["answers"]) == ("Ida Kunda", "Harbour Media", [15])
    assert speakers(parsed)[14] == "Roche"
    assert "near-equal-label" in codes(parsed)


def test_a_label_that_ends_in_a_period_by_a_slip_is_a_turn() -> None:
    parsed = read(
        f"MS. ARDEN:  Good afternoon. {LONG} Mr. Marsh is here to take your questions.",
        f"MR. MARSH.  Thank you, Ida.  Good afternoon. {LONG}",
        "Q    Why did the judge choose nine years?",
        f"MR. MARSH:  I cannot get inside the head of a judge. {SAYS}",
        "Q    Would they accept it?",
        f"MR. MARSH:  That is a better question for them. {SAYS}",
    )
    assert labels(parsed) == ["MS. ARDEN", "MR. MARSH", "Q", "MR. MARSH", "Q", "MR. MARSH"]
    assert kinds(parsed)[:2] == ["remarks", "remarks"]


def test_a_name_in_capitals_at_the_end_of_a_sentence_is_no_label() -> None:
    parsed = read(
        "MR. MARSH:  Nobody was told to wait, and the memo has it signed by",
        "",
        "ADA MOSS.  It was all there to be read, as all of you know.",
        "Q    Why did the judge choose nine years?",
        f"MR. MARSH:  I cannot get inside the head of a judge. {SAYS}",
    )
    assert labels(parsed) == ["MR. MARSH", "Q", "MR. MARSH"]


def vice_president(title: str, date: str = "2022-01-27") -> set[str]:
    parsed = read(
        "---",
        f"date: '{date}'",
        f'title: "{title}"',
        "---",
        f"THE VICE PRESIDENT:  Hi, guys.  This was an important trip. {SAYS}",
        "Q    Madam Vice President, we did not see anything about trade.  Was it something that came up?",
        f"THE VICE PRESIDENT:  Well, we did not discuss it. {SAYS}",
        "Q    He said in particular, you’re going to help advise him on that.",
        "THE VICE PRESIDENT:  Yes.",
        "Q    Vice President Harris, you were nodding.  Can you talk about what you were feeling?",
        f"THE VICE PRESIDENT:  Great question. {SAYS}",
    )
    assert kinds(parsed)[4] == "answer"  # the next asks about something else
    return set(speakers(parsed)) - {""}


def test_the_vice_president_is_who_the_title_names() -> None:
    assert vice_president("Remarks by Vice President Harris in Press Gaggle") == {"Kamala Harris"}
    assert vice_president("Remarks by Vice President Kamala Harris Before Departure") == {"Kamala Harris"}
    assert vice_president("Remarks by Vice President Ida Marsh, March 1") == {"Ida Marsh"}
    # Nobody held the office on that day
    assert vice_president("Remarks by Vice President Marsh Before Departure", "1964-03-01") == set()
    assert vice_president("Remarks by the Vice President in Press Gaggle") == set()


def test_what_is_left_open_and_what_objects_is_asked() -> None:
    parsed = read(
        f"MR. MARSH:  Good afternoon. {LONG}",
        "Q    Has the President spoken to her family?",
        "MR. MARSH:  I don’t have any recent calls, in the last couple of days, to talk about here.",
        "Q    Not in the wake of the sentencing, or —",
        "MR. MARSH:  Not in the wake of the sentencing.",
        "Q    Was it a mistake to visit the island?",
        "MR. MARSH:  We have said consistently that the Speaker had a right to go.",
        "Q    But now there’s been action from the mainland.",
        f"MR. MARSH:  As a member of Congress, she had a right to go. {SAYS} {SAYS}",
        "Q    But it is late now, sir.",
        "MR. MARSH:  It is.",
    )
    assert [turn for turn, _, _ in questions(parsed)] == [2, 4, 6, 8]


def test_one_who_wants_to_be_called_asks_nothing_yet() -> None:
    parsed = read(
        f"MS. ARDEN:  Good afternoon. {LONG} Mr. Marsh is here to take your questions.",
        f"MR. MARSH:  Thank you, Ida. {LONG}",
        "Q    Is she being used as a pawn here?",
        f"MR. MARSH:  We think that she is being wrongfully detained. {SAYS}",
        "Q    And just to follow up on Nancy’s question, what message do you think they are trying to send?",
        f"MR. MARSH:  I can’t speak for the judge. {SAYS}",
        "Q    In the way back?",
        "MS. ARDEN:  All right, Pete.  I’ll come back (inaudible), then Tyler, and then — and then I’ll come back.",
        "Q    Thank you.  Why is it that he has been so much tougher on one than on the other?",
        f"MR. MARSH:  I wouldn’t agree with the premise of the question, Peter. {SAYS}",
    )
    assert kinds(parsed)[6:8] == ["interjection", "procedural"]
    asked = annotation(parsed.record)["questions"]
    assert [each["asker"] for each in asked] == [None, None, "Pete"]
