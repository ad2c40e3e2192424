"""The benchmark is tried on a database apart, by processes of its own."""

from tests.apart import apart, tokyo_apart

__all__ = ["apart", "tokyo_apart"]
