"""What hostile clients send, made from the OpenAPI document, and what no answer to it may be."""

import base64
import copy
import gzip
import http.client
import json
import random
import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from tests.api import hostile_values as values
from tests.api.crawl import REFERENCES, noun_of

SUFFIXES = ["csv", "jsonl", "akn.xml", "tei.xml", "md", "jsonld", "txt", "bib", "ris", "json", "x", "csv.gz", ""]
# What would tell of the house: a trace, a file of ours, a statement.
SECRETS = re.compile(rb"Traceback|File \"|site-packages|psycopg|sqlite3\.|OperationalError|SELECT |core_[a-z]+")
# The letters that only what is hidden has (`tests.api.test_drafts`).
MARKS = "ⱥɇɨɵʉ"
# What the server refuses in front of the service has no body: it is no HTTP, or has headers too large.
BARE = {400, 431}


@dataclass(frozen=True, slots=True)
class Sent:
    """A request, as bytes."""

    method: str
    path: str | None  # as the OpenAPI document has it; None: the document has no such address
    raw: bytes
    whole: bool = True  # all that was announced is there: an answer is due
    anonymous: bool = True


class Got(NamedTuple):
    status: int  # 0: no answer
    headers: Mapping[str, str]
    body: bytes
    seconds: float


@dataclass(frozen=True)
class Known:
    """What stands in the record: by noun, the slugs and ids that can be put in an address, and bodies that are right
    but for what is changed in them. `written` holds what is free to be written to."""

    read: dict[str, list[str]]
    written: dict[str, list[str]]
    bodies: dict[str, list[dict[str, Any]]]
    tokens: dict[str, str]


def ask(port: int, sent: Sent) -> Got:
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        try:
            connection.sendall(sent.raw)
            if not sent.whole:
                connection.shutdown(socket.SHUT_WR)
            answer = http.client.HTTPResponse(connection, method=sent.method)
            answer.begin()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            return Got(0, {}, b"", time.monotonic() - began)
    if answer.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return Got(answer.status, answer.headers, body, time.monotonic() - began)


class Attacker:
    """Makes requests, the same ones from the same seed."""

    def __init__(self, openapi: dict[str, Any], known: Known, seed: int) -> None:
        self.openapi, self.known, self.chance = openapi, known, random.Random(seed)
        operations = [
            (path, method, operation)
            for path, methods in openapi["paths"].items()
            for method, operation in methods.items()
        ]
        self.reads = [each for each in operations if each[1] == "get"]
        self.writes = [each for each in operations if each[1] != "get"]
        self.kinds: list[tuple[Callable[[], Sent], int]] = [
            (self.strange_query, 35),
            (self.strange_path, 8),
            (self.strange_header, 14),
            (self.strange_body, 30),
            (self.strange_method, 4),
            (self.strange_address, 4),
            (self.broken_http, 5),
        ]

    def requests(self, number: int) -> Iterator[Sent]:
        makers, weights = zip(*self.kinds, strict=True)
        for make in self.chance.choices(makers, weights, k=number):
            yield make()

    def strange_query(self) -> Sent:
        path, _, operation = self.chance.choice(self.reads)
        method = self.chance.choices(["GET", "HEAD", "OPTIONS"], [8, 1, 1])[0]
        headers = self.sign_in() if self.chance.random() < 0.15 else {}
        return self.sent(method, path, self.filled(path, self.known.read) + self.query(operation), headers)

    def strange_path(self) -> Sent:
        path, _, _ = self.chance.choice([each for each in self.reads if "{" in each[0]])
        names = re.findall(r"\{(\w+)\}", path)
        strange = self.chance.choice(values.IN_ADDRESSES)
        address = path.replace(f"{{{self.chance.choice(names)}}}", strange, 1)
        return self.sent("GET", path, self.filled(address, self.known.read))

    def strange_header(self) -> Sent:
        path, _, _ = self.chance.choice(self.reads)
        headers = {}
        for name in self.chance.sample(list(values.HEADERS), self.chance.choice([1, 1, 2, 3])):
            headers[name] = self.chance.choice(values.HEADERS[name])
        return self.sent(self.chance.choice(["GET", "HEAD"]), path, self.filled(path, self.known.read), headers)

    def strange_body(self) -> Sent:
        path, method, _ = self.chance.choice(self.writes)
        headers = {"Content-Type": "application/json", **self.sign_in()}
        if self.chance.random() < 0.9:
            headers["If-Match"] = "*"
        address = self.filled(path, self.known.written)
        if path.endswith("/imports/"):
            body = {"slug": f"import-{self.chance.randrange(10**9)}", "text": self.chance.choice(values.TRANSCRIPTS)}
            return self.sent(method.upper(), path, address, headers, json.dumps(body).encode())
        if method == "delete":  # with a body that it must not have: so that the others have something to write to
            headers["If-Match"] = self.chance.choice(values.ETAGS[1:])
        whole = self.chance.choice(values.BODIES) if self.chance.random() < 0.1 else self.body(path, method)
        return self.sent(method.upper(), path, address, headers, whole)

    def strange_method(self) -> Sent:
        path, _, _ = self.chance.choice(self.reads)
        method = self.chance.choice(values.METHODS)
        body = None if method in {"GET", "HEAD", "OPTIONS"} else b"{}"
        return self.sent(method, path, self.filled(path, self.known.read), {}, body)

    def strange_address(self) -> Sent:
        method = self.chance.choice(["GET", "GET", "HEAD", "POST", "OPTIONS"])
        return self.sent(method, None, self.chance.choice(values.UNLISTED))

    def broken_http(self) -> Sent:
        path, method, _ = self.chance.choice([*self.reads, *self.writes])
        address, method = self.filled(path, self.known.written), method.upper()
        head = f"{method} {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        whole, raw = self.chance.choice(
            [
                (False, f"{head}Content-Length: 500\r\n\r\n{{}}"),
                (False, f"{head}Transfer-Encoding: chunked\r\n\r\nff\r\n{{}}"),
                (True, f"{head}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n"),
                (True, f"{head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}"),
                (True, f"{head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                (True, f"{head}X-A: a\0b\r\n\r\n"),
                (True, f"{head}X-A: a\r\n b\r\n\r\n"),
                (True, head + "".join(f"X-{number}: y\r\n" for number in range(300)) + "\r\n"),
                (True, head.replace(" HTTP", f"?a={'x' * 60_000} HTTP") + "\r\n"),
                (True, head.replace("localhost", "localhost\r\nHost: evil.example") + "\r\n"),
                (True, head.replace("Host: localhost\r\n", "") + "\r\n"),
                (True, head.replace(" HTTP/1.1", " HTTP/9.9") + "\r\n"),
                (True, head.replace("/api", "/\xff<>{}") + "\r\n"),
                (False, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                (False, "\x16\x03\x01" + "\xff" * 200),
            ]
        )
        return Sent(method, path, raw.encode("latin-1"), whole)

    def sent(
        self,
        method: str,
        path: str | None,
        address: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Sent:
        named = {"Host": "localhost", **(headers or {}), "Connection": "close"}
        if body is not None:
            named["Content-Length"] = str(len(body))
        lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        raw = f"{method} {address} HTTP/1.1\r\n{lines}\r\n".encode("latin-1", "replace") + (body or b"")
        announced = named.get("Content-Length", "0")
        return Sent(
            method, path, raw, int(announced) <= len(body or b""), "Bearer" not in named.get("Authorization", "")
        )

    def sign_in(self) -> dict[str, str]:
        if self.chance.random() < 0.1:
            return {}
        return {"Authorization": f"Bearer {self.chance.choice(list(self.known.tokens.values()))}"}

    def filled(self, path: str, known: dict[str, list[str]]) -> str:
        """The path with something in the place of each of its names."""
        noun = noun_of(path)
        suffix = self.chance.choice(SUFFIXES)
        number, token, name = self.chance.choice(["1", "2", "0"]), "a:b:c", "change-1"
        path = path.replace("{suffix}", suffix).replace("{number}", number).replace("{token}", token)
        path = path.replace("{name}", name).replace("{file}", "turns.csv.gz")
        return re.sub(r"\{(slug|id)\}", lambda _: self.chance.choice(known[noun]), path)

    def query(self, operation: dict[str, Any]) -> str:
        parameters = [each for each in operation.get("parameters", []) if each["in"] == "query"]
        pairs = [(each["name"], self.right(each)) for each in parameters if self.chance.random() < 0.15]
        strange = self.chance.choice(values.IN_ADDRESSES)
        if not parameters or self.chance.random() < 0.1:
            pairs.append((self.chance.choice(["format", "id__in", "a[b]", "", "%ff", "status", "x" * 300]), strange))
            return "?" + "&".join(map("=".join, pairs))
        which = self.chance.choice(parameters)
        name = which["name"]
        pairs = [each for each in pairs if each[0] != name]
        match self.chance.choice(["value", "value", "value", "twice", "list"]):
            case "value":
                pairs.append((name, self.cursor() if name == "cursor" else strange))
            case "twice":
                pairs += [(name, self.right(which))] * 2
            case "list":
                pairs.append((f"{name}{self.chance.choice(['[]', '[0]', '__in', '%00'])}", self.right(which)))
        self.chance.shuffle(pairs)
        return "?" + "&".join(map("=".join, pairs))

    def right(self, parameter: dict[str, Any]) -> str:
        """A value that the parameter can have."""
        name, schema = parameter["name"], parameter["schema"]
        if name in REFERENCES:
            return self.chance.choice(self.known.read[REFERENCES[name]])
        if schema.get("type") == "array":
            return str(self.chance.choice(schema["items"]["enum"]))
        if "enum" in schema:
            return str(self.chance.choice(schema["enum"]))
        ready = {"boolean": "true", "integer": "1"}
        return ready.get(schema["type"], "2024-07-28" if schema.get("format") == "date" else "security")

    def cursor(self) -> str:
        """Base64 of what a cursor would hold, but for its types."""
        held = [None, True, -1, 2**63, 10**30, 1.5, "", "x", "\0", "2024-01-01", "2024-13-45", "99999-01-01", [], {}]
        ordering = self.chance.choice(["date", "-date", "name", "position", "conference", "slug", "", None, 1, []])
        content = [ordering, self.chance.choice([True, False, None, 1]), self.chance.choices(held, k=2)]
        text = self.chance.choice([json.dumps(content), "[" * 3_000, "1" * 10_000, '["date",false,[NaN,1]]', "null"])
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def body(self, path: str, method: str) -> bytes:
        """A body that would be right, but for what is put in the place of one to three of its values."""
        ready = self.known.bodies.get(f"{method} {path}") or [{}]
        body: Any = json.loads(json.dumps(self.chance.choice(ready)))
        if method == "post" and "slug" in body:
            body["slug"] = f"made-{self.chance.randrange(10**9)}"
        for _ in range(self.chance.choice([0, 1, 1, 1, 2, 3])):
            place = self.chance.choice([*places(body), (body, self.chance.choice(["status", "id", "pk", "x" * 300]))])
            place[0][place[1]] = copy.deepcopy(self.chance.choice(values.IN_BODIES))
        return written(body, ascii_only=self.chance.random() < 0.5).encode("utf-8", "surrogatepass")


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each place within, as what holds it and its key there."""
    keys: Any = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from places(value[key])


def written(value: Any, *, ascii_only: bool) -> str:
    """JSON, with what is written already as it is."""
    if isinstance(value, values.Written):
        return str(value)
    if isinstance(value, dict):
        return (
            "{"
            + ",".join(f"{json.dumps(key)}:{written(each, ascii_only=ascii_only)}" for key, each in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(written(each, ascii_only=ascii_only) for each in value) + "]"
    return json.dumps(value, ensure_ascii=ascii_only)


def faults(openapi: dict[str, Any], sent: Sent, got: Got, patience: float) -> Iterator[str]:
    """What is wrong with the answer, which may take some seconds; nothing, as it should be."""
    media_type = got.headers.get("Content-Type", "")
    if got.status == 0:
        if sent.whole:
            yield "no answer"
        return
    if got.status >= 500:
        yield f"a {got.status}"
    if got.seconds > patience:
        yield "slow"
    if got.status >= 400 and SECRETS.search(got.body):
        yield "tells of the house"
    if "html" in media_type and sent.path is not None:
        yield "HTML"
    if got.status >= 400 and (got.status not in BARE or media_type or got.body) and sent.method != "HEAD":
        try:
            is_problem = media_type == "application/problem+json" and json.loads(got.body)["status"] == got.status
        except (ValueError, KeyError):
            is_problem = False
        if not is_problem:
            yield "an error that is no problem document"
    if not is_documented(openapi, sent, got.status):
        yield f"a {got.status} that is not documented"
    if sent.anonymous and got.status < 400 and any(mark.encode() in got.body for mark in MARKS):
        yield "tells of what is hidden"


def is_documented(openapi: dict[str, Any], sent: Sent, status: int) -> bool:
    if sent.path is None:
        return True
    operations = openapi["paths"][sent.path]
    method = {"head": "get"}.get(sent.method.lower(), sent.method.lower())
    if method in operations:
        return str(status) in operations[method]["responses"]
    # What every address answers to other methods: OPTIONS says which there are, all others are refused.
    return status in {400, 401, 404, 405, 406, 411, 412, 413, 431} or (method == "options" and status == 200)


def bodies(openapi: dict[str, Any], details: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """By operation, what can be sent to it: what it takes of what staff get of rows that stand."""
    ready = {}
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            if "requestBody" in operation:
                schema = operation["requestBody"]["content"]["application/json"]["schema"]
                ready[f"{method} {path}"] = [_taken(openapi, schema, each) for each in details.get(noun_of(path), [])]
    return ready


def _taken(openapi: dict[str, Any], schema: dict[str, Any], value: Any) -> Any:
    """What of the value the schema has a place for."""
    if "$ref" in schema:
        schema = openapi["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    for choice in schema.get("oneOf", schema.get("anyOf", [])):
        if choice.get("type") != "null":
            return _taken(openapi, choice, value)
    if isinstance(value, dict) and "properties" in schema:
        known = schema["properties"].items()
        return {name: _taken(openapi, inner, value[name]) for name, inner in known if name in value}
    if isinstance(value, dict) and "string" in schema.get("type", ()):
        return value.get("id") or value.get("slug")  # a reference
    if isinstance(value, list) and "items" in schema:
        return [_taken(openapi, schema["items"], each) for each in value]
    return value
