"""Members of staff, and the requests that they send."""

import json
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client

from core.models import Token

GROUPS = {"editor": "Editors", "publisher": "Publishers", "administrator": "Administrators"}


def member(name: str, group: str | None = None) -> User:
    """Somebody among the staff, in the group of that role, if any."""
    user = User.objects.create_user(name, is_staff=True)
    if group is not None:
        user.groups.add(Group.objects.get(name=GROUPS[group]))
    return user


class Desk:
    """The API as somebody uses it who has a token; without a user, as the public does."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client(raise_request_exception=False)
        self.user = user
        self.headers: dict[str, str] = {}
        if user is not None:
            _, secret = Token.objects.create(user, name="test")
            self.headers = {"Authorization": f"Bearer {secret}"}

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer to a request under /api/v1/, whose body is JSON unless it is bytes already."""
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(
            method, f"/api/v1/{path}", data, content_type="application/json", headers={**self.headers, **names}
        )

    def get(self, path: str, **headers: str) -> Any:
        return self.send("GET", path, **headers)

    def json(self, path: str) -> Any:
        answer = self.get(path)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def write(self, method: str, path: str, body: Any = None, status: int = 200, **headers: str) -> Any:
        """The body of the answer to a write that brings the validator of what it writes to."""
        if method != "POST" or "/" in path.strip("/").partition("/")[2]:
            headers.setdefault("If_Match", self.etag(path))
        answer = self.send(method, path, body, **headers)
        assert answer.status_code == status, answer.content.decode()
        return answer.json() if answer.content else None

    def etag(self, path: str) -> str:
        """Of the resource that the path names, or that an action under it is about."""
        noun, key = path.split("?")[0].split("/")[:2]
        answer = self.get(f"{noun}/{key}/")
        assert answer.status_code == 200, answer.content.decode()
        return str(answer["ETag"])
