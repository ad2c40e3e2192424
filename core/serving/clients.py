"""Whom a request comes from, as far as that can be known."""

import functools
import hashlib
import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address of the client, which no header of the client's own can change.

    It is the socket's, unless `TRUSTED_PROXIES` proxies of ours stand before us: each appends to `X-Forwarded-For` the
    address that it was asked from, so that as many entries from the right are true, and all before them is hearsay.
    """
    socket: str = request.META.get("REMOTE_ADDR") or ""
    proxies: int = settings.TRUSTED_PROXIES
    if not proxies:
        return socket
    chain = [*request.META.get("HTTP_X_FORWARDED_FOR", "").split(","), socket]
    return _written(chain[max(len(chain) - 1 - proxies, 0)].strip()) or socket


@functools.lru_cache(1_000)
def _written(named: str) -> str:
    """An address in the one form that it is written in; "" for what is none."""
    try:
        return str(ipaddress.ip_address(named))
    except ValueError:
        return ""


def client_of(request: HttpRequest) -> str:
    """What is counted as one client: an IPv4 address, or the /64 network of an IPv6 address, which one home has."""
    address = address_of(request)
    if ":" not in address:
        return address
    try:
        parsed = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(parsed) >> 64 << 64, 64)).network_address)


def token_of(request: HttpRequest) -> str:
    """A short hash of the token that the request brings, or "" when it brings none. Says nothing of its worth."""
    header: str = request.META.get("HTTP_AUTHORIZATION", "")
    return hashlib.blake2b(header.encode(), digest_size=12).hexdigest() if header else ""
