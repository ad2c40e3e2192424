"""A short press conference, and what may happen to it."""

BRIEFING = """\
MODERATOR: Good morning. We will take two questions. Ms. Lee of the Harbor Times, please.
QUESTION: Anna Lee, Harbor Times. Minister Okafor, when will the bridge open?
MINISTER OKAFOR: Thank you, Anna. It will open on Friday.
MODERATOR: And Mr. Brandt of Radio North.
QUESTION: Paul Brandt, Radio North. Minister Okafor, who pays for the bridge?
MINISTER OKAFOR: The province pays for all of it.
MODERATOR: Thank you all.
"""
CORRECTED = BRIEFING.replace("It will open on Friday.", "It will open on Saturday, weather permitting.")
LONGER = BRIEFING.replace(
    "MODERATOR: And Mr. Brandt", "MINISTER OKAFOR: I should add that it opens at noon.\nMODERATOR: And Mr. Brandt"
)
SHORTER = "".join(line for line in BRIEFING.splitlines(keepends=True) if "Brandt" not in line and "pays" not in line)
