"""SQLite as Django has it, with even chances for those who write at once."""
