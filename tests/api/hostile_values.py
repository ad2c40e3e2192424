"""Values that strangers send to see what breaks."""

from typing import Any

HUGE = str(10**30)
# Bytes in an address that no text has: a lone byte, too long a form, half of a surrogate pair, an end too early.
NO_TEXT = [
    "%ff",
    "a%80b",
    "%c0%80",
    "%c0%af",
    "%e0%80%af",
    "%ed%a0%80",
    "%ed%b0%80",
    "%f5%80%80%80",
    "%c3",
    "%f0%9f%98",
]
# As they stand in an address.
IN_ADDRESSES = [
    *NO_TEXT,
    *("%00", "a%00b", "%", "%zz", "%u0041", "%0d%0aX-Evil:%201", "%2e%2e%2f", "..", ".", "%2F", "%5c", "%3f", "%23"),
    *("+", "%20", "%09", "%0a", "%e2%80%ae", "%ef%bb%bf", "%f0%9f%92%a9", "-0", "0", "-1", "1", HUGE, f"-{HUGE}"),
    *("9223372036854775807", "9223372036854775808", "2147483648", "1e309", "NaN", "Infinity", "0x10", "1_000"),
    *("%D9%A1", "True", "null", "undefined", "[]", "%7B%7D", "'", "%22", "';--", "1'%20OR%20'1'='1", "*", "a*", "-"),
    *("((((", "a%20AND", "NEAR(a%20b)", "%5E", "q:a", "(a+)+$", "%26", "%25", "_", "--", "%22a*", "a%20OR%20" * 30),
    *("%3Cscript%3Ealert(1)%3C/script%3E", "${7*7}", "file:///etc/passwd", "x" * 300, "x" * 5_000, "a," * 2_000),
    *("%F0%9F%98%80" * 500, "%E6%9C%A8" * 200, "0000-00-00", "9999-12-31", "10000-01-01", "0001-01-01"),
    *("00000000-0000-0000-0000-000000000000", "draft", "id", "-date", "conference__status", "__all__"),
]


class Written(str):
    """JSON as it is sent, which is no text of JSON's, or which no serializer would write."""

    __slots__ = ()


IN_BODIES: list[Any] = [
    *(None, True, False, 0, -1, -0.0, 1.5, 2**31, 2**63, 2**64, 10**30, -(10**30), "", " ", "\t", "\n", "a\nb"),
    *map(Written, ("1e309", "-0", "NaN", "-Infinity", "1" * 5_000, "01", "'x'", "undefined", '"\\x00"', '"\t"')),
    *map(Written, ('"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"', "[" * 500 + "]" * 500, "[" * 100_000)),
    *map(Written, ('{"a":' * 3_000 + "1" + "}" * 3_000, '{"a":1,"a":2}')),
    *("\u202e", "\u200b", "\ufeff", "\uffff", "\U0010ffff", "\x01", "\x7f", "\x85", "\u2028", "木原", "e\u0301"),
    *("x" * 101, "x" * 5_000, "x" * 200_000, "=1+1", "@SUM(1)", "\t=1", "<script>alert(1)</script>", "{{7*7}}"),
    *('"><img src=x onerror=alert(1)>', "%s%n", "../../etc/passwd", "javascript:alert(1)", "http://[", "//x"),
    *("file:///etc/passwd", "https://user:word@host/", "https://例え.jp/", "2024-13-01", "9999-12-31", "0001-01-01"),
    *("2024-07-28T25:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "Mars/Olympus"),
    *("../../etc/localtime", "Etc/GMT+15", "xx", "en-" + "a" * 200, "00000000-0000-0000-0000-000000000000", "draft"),
    *([], [[]], [None], [1], ["x"], ["x"] * 1_000, ["en", "en"], [{}], {}, {"a": 1}, {"__proto__": {}}, {"": ""}),
]
# Whole bodies, which are no JSON or no object.
BODIES = [
    *(b"", b"null", b"[]", b'""', b"0", b"\0", b" ", b"{", b"\xff\x00", b"{}{}", b"\xef\xbb\xbf{}", b"<xml/>"),
    *(b"[" * 100_000, b'{"a":' * 100_000, b"9" * 1_000_000, b"{" + b'"a":1,' * 50_000 + b'"b":2}', b'{"a": NaN}'),
    *('{"a": "é"}'.encode("utf-16"), '{"a": "é"}'.encode("latin-1")),
]
ETAGS = ["*", '"', '"x', "x", "W/", 'W/"x"', '"' + "x" * 5_000 + '"', ",,,", '"a",' * 500, '""', '*, "a"']
HEADERS = {
    "Accept": [
        "",
        "text/html",
        "a/b/c",
        ";",
        "*/*," * 2_000,
        "text/\xff",
        "application/json;q=0",
        "*/json",
        "text/csv",
    ],
    "Accept-Encoding": ["gzip;q=0", "identity;q=0,*;q=0", "\xff", "gzip;q=abc"],
    "Accept-Language": ["\xff", "x" * 5_000, "../../x"],
    "Authorization": ["", "Bearer", "Bearer x", "Bearer \xff", "Bearer " + "x" * 5_000, "Basic ???", "Digest x", "x"],
    "Content-Encoding": ["gzip"],
    "Content-Length": ["0", "99999999999"],
    "Content-Type": [
        *("", "x", "application/json; charset=utf-16", "application/json; charset=base64", "text/plain", "*/*"),
        *("multipart/form-data", "multipart/form-data; boundary=\xff", 'application/json; a="', "application/xml"),
        *("application/x-www-form-urlencoded; charset=utf-7", "application/merge-patch+json", "application/zip"),
    ],
    "Cookie": ["sessionid=x", "sessionid=\xff", "sessionid=%00", "=", "a=b;" * 1_000, 'sessionid="', "messages=x"],
    "Host": ["", "evil.example", "localhost:99999", "localhost:x", "localhost@evil", "[::1", "\xff", "a" * 5_000, "*"],
    "If-Match": ETAGS,
    "If-Modified-Since": ["x", "", "Wed, 99 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 0000 07:28:00 GMT", HUGE],
    "If-None-Match": ETAGS,
    "If-Range": [*ETAGS, "Wed, 21 Oct 2015 07:28:00 GMT"],
    "If-Unmodified-Since": ["x", "Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 9999 99:99:99 GMT"],
    "Origin": ["null", "x", "\xff", "http://[", "https://" + "x" * 5_000],
    "Range": ["bytes=0-", "bytes=-1", "bytes=5-1", f"bytes={HUGE}-", "bytes=-0", "bytes=a-b", "bytes=--1", "items=0-1"],
    "Referer": ["\xff", "http://["],
    "X-Big": ["x" * 20_000, "x" * 40_000],
    "X-Forwarded-For": ["1.2.3.4", "\xff"],
    "X-Forwarded-Host": ["evil.example"],
    "X-Forwarded-Proto": ["javascript"],
    "X-HTTP-Method-Override": ["DELETE"],
    "X-Request-Id": ["<script>", "\xff"],
}
METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW", "get", "PROPFIND", "X" * 200]
UNLISTED = [
    *("/", "/api", "/api/", "/api/v1/", "/api/v2/turns/", "/api/schema/", "/api/docs/", "/api/redoc/", "/favicon.ico"),
    *("/api/v1/turns", "/api/v1//turns/", "/api/v1/turns//", "/api/v1/turns/../people/", "/api/v1/turns/;a=b", "//"),
    *("/api/v1/turns.", "/api/v1/turns.CSV", "/api/v1/turns.csv/", "/api/v1/turns.%00", "//evil.example/%2f.."),
    *("/api/v1/conferences/tokyo-2plus2-2024/transcript.", "/api/v1/conferences/tokyo-2plus2-2024/transcript.akn"),
    *(f"/api/v1/conferences/tokyo-2plus2-2024/revisions/{number}/" for number in ("0", "-1", HUGE, "%D9%A1")),
    *("/api/v1/previews/%00/", "/api/v1/previews/a:b:c/", "/api/v1/archives/%2e%2e/manifest.json", "/.git/config"),
    *("/static/../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd", "/static/%00", "/healthz/", "/metrics"),
    *("/" + "a" * 8_000, "/api/v1/" + "a/" * 3_000, "*", "http://evil.example/api/v1/turns/", "/%2f%2fevil.example"),
]
ENTITIES = "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10 if number else "a"}">' for number in range(10))
TRANSCRIPTS = [
    f'<?xml version="1.0"?><!DOCTYPE a [{ENTITIES}]><TEI xmlns="http://www.tei-c.org/ns/1.0">&a9;</TEI>',
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>&x;</text></TEI>',
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"/>',
    "<TEI>" + "<div>" * 50_000,
    "<html><script>alert(1)</script><body onload=x>MODERATOR: hi</body>",
    *('{"format":"record"}', "{" * 5_000, "PK\x03\x04" + "x" * 100, "A: hi\n" * 3_000, ":" * 100_000, "(" * 100_000),
    *("QUESTION: " + "Mr. Secretary, " * 10_000, "=cmd|x: hi\n@x: y\n", "A:\u202e x\nB: y?", "\n" * 100_000),
]
