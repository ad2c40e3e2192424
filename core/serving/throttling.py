"""How often a client may ask: readers generously, guessers of passwords and tokens hardly.

Told as in draft-ietf-httpapi-ratelimit-headers-10: `RateLimit-Policy` and `RateLimit` on every answer that was counted,
and `Retry-After` on a 429.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from core.problems import problem_response
from core.serving import clients
from core.serving.counting import count

Handler = Callable[[HttpRequest], HttpResponseBase]
SIGN_IN = "/admin/login/"  # and below it the code of a second factor


class Counted(NamedTuple):
    """Where a client stands with one policy."""

    policy: str
    most: int
    seconds: int
    used: int
    left: int  # seconds

    @property
    def rest(self) -> int:
        return max(self.most - self.used, 0)

    @property
    def exceeded(self) -> bool:
        return self.used > self.most


class ThrottleMiddleware:
    """Answers 429 to who has asked too often. Behind the health pages and static files, which are not counted, and
    behind answers that are ready, which count by `standing_of`.

    Every other request counts for the address it comes from, and one with a token for the token as well: many
    addresses do not help a token, and made-up tokens do not help an address. An attempt to sign in, and a token that
    is refused, count for the address under the policy `sign-in`; a good token from that address goes on being good.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = clients.token_of(request)
        standing = list(_count_request(request, token))
        if worst := _worst(standing):
            return _told(_refusal(worst), standing)
        response = self.get_response(request)
        if token and response.status_code == 401:
            refused = list(_counted("sign-in", f"token:{clients.client_of(request)}"))
            if refused and refused[0].exceeded:
                return _told(_refusal(refused[0]), [*standing, *refused])
        return _told(response, standing)


def standing_of(request: HttpRequest) -> dict[str, str] | None:
    """Count a request that an answer is ready for: the headers that tell it, or None when it is one too many, and this
    middleware has to refuse it."""
    standing = list(_count_request(request, ""))
    return None if _worst(standing) else _headers(standing)


def _worst(standing: list[Counted]) -> Counted | None:
    return next((each for each in standing if each.exceeded), None)


def _count_request(request: HttpRequest, token: str) -> Iterator[Counted]:
    client = clients.client_of(request)
    yield from _counted("readers", client)
    if token:
        yield from _counted("tokens", token)
    if request.method == "POST" and request.path_info.startswith(SIGN_IN):
        yield from _counted("sign-in", client)


def _counted(policy: str, whom: str) -> Iterator[Counted]:
    """Where they stand after one more; nothing when the policy sets no limit."""
    rate = settings.THROTTLE_RATES[policy]
    if rate is not None:
        yield Counted(policy, *rate, *count(f"{policy}:{whom}", rate[1]))


def _refusal(standing: Counted) -> HttpResponse:
    return problem_response(
        429,
        f"More than {standing.most:,} requests in {standing.seconds} seconds. Go on in {standing.left} seconds.",
        {"Retry-After": str(standing.left)},
    )


def _told(response: HttpResponseBase, standing: list[Counted]) -> HttpResponseBase:
    for name, value in _headers(standing).items():
        response[name] = value
    return response


def _headers(standing: list[Counted]) -> dict[str, str]:
    """Which limits were counted, and where the client stands with the nearest."""
    if not standing:
        return {}
    nearest = min(standing, key=lambda each: each.rest)
    return {
        "RateLimit-Policy": ", ".join(f'"{each.policy}";q={each.most};w={each.seconds}' for each in standing),
        "RateLimit": f'"{nearest.policy}";r={nearest.rest};t={nearest.left}',
    }
