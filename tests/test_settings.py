"""Settings: documented, strict, and safe by default."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PRODUCTION = {"DJANGO_SECRET_KEY": "0123456789" * 6 + "abcdef", "DJANGO_ALLOWED_HOSTS": "transcripts.example"}


def run(code: str, *, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """A Python of its own, with nothing in its environment but what is given."""
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"],
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def refused(**environment: str) -> str:
    done = run("import transcripts_api.settings", **environment)
    assert done.returncode != 0
    return done.stderr


def documented(path: Path) -> dict[str, str]:
    """Variable to default, from the tables of a document."""
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", path.read_text(), re.MULTILINE)
    return {name: "" if default == "none" else default.strip("`") for name, default in rows}


def test_the_table_is_what_the_code_reads() -> None:
    code = (
        "import json, transcripts_api.settings; from transcripts_api.environment import READ; print(json.dumps(READ))"
    )
    done = run(code, **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert documented(ROOT / "docs" / "settings.md") == json.loads(done.stdout)


def test_nothing_reads_the_environment_behind_the_table() -> None:
    """Beside the two modules, only what says which settings are used."""
    for path in [*(ROOT / "core").rglob("*.py"), *(ROOT / "transcripts_api").glob("*.py")]:
        if path.name != "environment.py":
            # A program that we start gets what we got, as a whole.
            known = r'os\.environ(\.setdefault\("DJANGO_SETTINGS_MODULE"|\["PROMETHEUS|, \*\*\(environment)'
            rest = re.sub(known, "", path.read_text())
            assert "environ[" not in rest, path
            assert "os.environ" not in rest, path
            assert "getenv" not in rest, path


def test_the_readme_names_no_other_default() -> None:
    table = documented(ROOT / "docs" / "settings.md")
    for name, default in documented(ROOT / "README.md").items():
        assert table[name] == default, name


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DJANGO_DEBUG", "yes", "give 1 or 0"),
        ("DJANGO_SSL_REDIRECT", "true", "give 1 or 0"),
        ("DATABASE_URL", "mysql://localhost/x", "give sqlite:///PATH or postgresql://"),
        ("DATABASE_REPLICA_URLS", "replica.example", "DATABASE_REPLICA_URLS cannot be read"),
        ("DATABASE_REPLICA_URLS", "mysql://localhost/x", "give sqlite:///PATH or postgresql://"),
        ("DATABASE_REPLICA_URLS", "postgresql://replica.example/x", "of servers that follow the one of DATABASE_URL"),
        ("REDIS_URL", "localhost:6379", "give one that begins with redis://"),
        ("TRUSTED_PROXIES", "-1", "give a whole number from 0 to 9"),
        ("TRUSTED_PROXIES", "10", "give a whole number from 0 to 9"),
        ("THROTTLE_READERS", "fast", "600/minute"),
        ("THROTTLE_SIGN_IN", "0/minute", "or 0 for none"),
        ("SIGN_IN_FAILURES", "0", "give a whole number from 1"),
        ("LARGEST_BODY", "1e9", "give a whole number from 1000000"),
        ("LOG_LEVEL", "info", "give one of DEBUG, INFO, WARNING, ERROR"),
        ("SENTRY_DSN", "key@sentry.example", "give one that begins with https://"),
        ("DJANGO_CSRF_TRUSTED_ORIGINS", "admin.example", "give origins such as https://"),
        ("PREVIEW_DAYS", "0", "give a whole number from 1"),
    ],
)
def test_a_value_that_is_not_possible_is_refused_with_what_would_be(name: str, value: str, says: str) -> None:
    said = refused(**{**PRODUCTION, name: value})
    assert name in said
    assert says in said


def test_the_value_of_a_secret_address_is_not_repeated() -> None:
    assert "hunter2" not in refused(**PRODUCTION, REDIS_URL="http://:hunter2@redis.example")


def test_replicas_and_several_addresses_of_a_primary() -> None:
    code = (
        "from transcripts_api.settings import DATABASES as d, DATABASE_ROUTERS as r;"
        " print([(n, e['HOST'], e['PORT'], e['OPTIONS']['connect_timeout']) for n, e in d.items()], len(r))"
    )
    done = run(
        code,
        **PRODUCTION,
        DATABASE_URL="postgresql://u@/x?host=one.example,two.example&port=1,2&target_session_attrs=read-write",
        DATABASE_REPLICA_URLS="postgresql://u@one.example/x, postgresql://u@two.example/x?connect_timeout=9",
    )
    primary = ("default", "one.example,two.example", "1,2", 3)
    replicas = [("replica-1", "one.example", "", 3), ("replica-2", "two.example", "", 9)]
    assert done.stdout.strip() == f"{[primary, *replicas]} 1", done.stderr


def test_without_a_secret_nothing_starts() -> None:
    assert "Set DJANGO_SECRET_KEY" in refused()


def test_hosts_are_closed_and_debug_is_off_unless_said() -> None:
    done = run("import transcripts_api.settings as s; print(s.DEBUG, s.ALLOWED_HOSTS)", DJANGO_SECRET_KEY="x" * 60)
    assert done.stdout.strip() == "False []"


def test_development_makes_a_secret_of_its_own_once_and_says_so(tmp_path: Path) -> None:
    code = "import transcripts_api.settings as s; print(s.SECRET_KEY)"
    first = run(code, DJANGO_DEBUG="1", RUNTIME_ROOT=str(tmp_path / "run"))
    assert "made a secret key" in first.stderr
    again = run(code, DJANGO_DEBUG="1", RUNTIME_ROOT=str(tmp_path / "run"))
    assert again.stderr == ""
    assert again.stdout == first.stdout
    assert len(first.stdout.strip()) == 64
    assert (tmp_path / "run" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_sentry_gets_nothing_of_what_clients_sent() -> None:
    pytest.importorskip("sentry_sdk")
    code = (
        "import transcripts_api.settings, sentry_sdk; options = sentry_sdk.get_client().options;"
        " print(options['send_default_pii'], options['max_request_body_size'])"
    )
    done = run(code, **PRODUCTION, SENTRY_DSN="https://key@sentry.example/1")
    assert done.stdout.strip() == "False never", done.stderr
