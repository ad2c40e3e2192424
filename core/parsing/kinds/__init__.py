"""What each turn does: remarks, question, answer, procedural, interjection."""
