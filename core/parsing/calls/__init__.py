"""What words say of who asks: calls, introductions, names in answers."""
