"""How staff come in by the admin: its site, apart from its pages, which find it there when they register."""
