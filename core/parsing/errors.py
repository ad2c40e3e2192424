"""The one exception of the parser."""


class ParseError(ValueError):
    """The input cannot be read as a transcript; the message names the problem in the reader's words."""
