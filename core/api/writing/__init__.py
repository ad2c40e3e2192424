"""Writing through the API: a module per noun, on the resources that are read."""
