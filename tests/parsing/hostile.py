"""Texts that punish a parser whose time does not grow linearly: much of one thing."""

from collections.abc import Iterator

_OPENING = "MODERATOR: Hello. Secretary Blinken.\nSECRETARY BLINKEN: Good day to you all, friends.\nQUESTION: "
_CLOSING = "\nSECRETARY BLINKEN: Yes.\nQUESTION: And?\n"
_PATTERNS = (
    "(",
    ")",
    "()",
    "[",
    ":",
    ".",
    "?",
    "!",
    ",",
    "-",
    "—",
    "…",
    '"',
    "“",
    "*",
    "**",
    "_",
    "#",
    "|",
    "<",
    "\\",
    "/",
    "A",
    "a",
    "Q",
    "1",
    "É",
    "字",
    "\u0301",
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\u00a0",
    "\u2028",
    "Q ",
    "A. ",
    "a? ",
    "Mr. ",
    "and ",
    "hi, ",
    "yes. ",
    "MR. X: ",
    "Q: ",
    "** A:** ",
    "ABC DEF ",
    "Ab Cd ",
    "ab\n",
    "Ab cd.\n",
    "Jordan Fabian, ",
    "Mr. President, ",
    "thank you, ",
    "well, Peter, ",
    "go ahead, ",
    "sure. ",
    "you mean ",
    "let me get ",
    "follow up on ",
    "didn’t answer your ",
    "both of you ",
    "Secretary Blinken and ",
    "question from ",
    "the next question ",
    "U.S. ",
    "word " * 3,
    "(laughter) ",
    "--- \n",
    "1:23 P.M.\n",
    "Page 1 of 2\n",
)


def hostile_texts(size: int) -> Iterator[tuple[str, str]]:
    """(name, text) of about `size` characters each: bare, and inside a question and a statement."""
    for pattern in _PATTERNS:
        body = pattern * (size // len(pattern))
        yield f"{pattern!r} bare", body
        yield f"{pattern!r} in a question", _OPENING + body + _CLOSING
        yield f"{pattern!r} in a statement", "SECRETARY BLINKEN: " + body + _CLOSING
    yield "many turns", "MR. SMITH: Yes.\nQUESTION: What is it?\n" * (size // 38)
    yield "many speakers", "".join(f"MR. {_name(number)}: Yes, it is.\n" for number in range(size // 24))


def _name(number: int) -> str:
    letters = ""
    for _ in range(5):
        number, rest = divmod(number, 26)
        letters += chr(ord("A") + rest)
    return letters
