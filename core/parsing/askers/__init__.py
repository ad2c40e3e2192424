"""Who asks: a speaker for every turn of the press."""
