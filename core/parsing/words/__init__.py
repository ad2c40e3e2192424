"""Word lists of the parser. Each list says which real transcript or style guide its words come from."""


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())
