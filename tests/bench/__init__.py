"""How fast the service is, as it is served in production: `make bench` measures it, and writes what README.md shows."""
