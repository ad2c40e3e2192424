"""Word lists of the parser. Each list says which real transcript or style guide its words come from."""
