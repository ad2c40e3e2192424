"""What a file may hold: the text of a transcript, or a record in a format that says more than text."""
