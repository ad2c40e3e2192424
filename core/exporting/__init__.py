"""Records to text and file formats. No Django: what is written here is written the same anywhere."""
