"""What keeps the service going is tried on databases apart, by processes of their own."""

from tests.apart import apart, empty_apart, tokyo_apart

__all__ = ["apart", "empty_apart", "tokyo_apart"]
