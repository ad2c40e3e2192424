"""From lines to turns: what is speech, whose label stands before it, and what is nobody's."""
