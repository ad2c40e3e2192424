"""Who speaks: one speaker a person, with name, title and role, matched to people who are known."""
