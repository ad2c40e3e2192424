"""A second factor beside the password: a code of the moment (TOTP, RFC 6238), or one of ten for when the phone is lost.

django-otp keeps the devices, makes each who guesses wait longer and longer, and takes no code twice. A recovery code is
stored as a hash of it; the secret that codes are made of cannot be.
"""

import base64
import hashlib
import secrets
from enum import StrEnum
from typing import Any

import django_otp
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from core import auditing
from core.auditing import Actor
from core.vocabulary import AuditAction, Door

RECOVERY_CODES = 10
RECOVERY_LETTERS = 16  # of base32: 80 bits, which nobody guesses


class Standing(StrEnum):
    """How far somebody has come who has given the right password."""

    IN = "in"
    OWES_A_CODE = "owes a code"
    OWES_A_FACTOR = "owes a factor"  # has none, and must have one


def standing(request: HttpRequest) -> Standing:
    """Of the session of a request whose user is signed in. One query, however often it is asked for a request."""
    user: Any = request.user
    if user.is_verified():
        return Standing.IN
    if "_has_factor" not in request.__dict__:
        request.__dict__["_has_factor"] = factor_of(user) is not None
    if request.__dict__["_has_factor"]:
        return Standing.OWES_A_CODE
    return Standing.OWES_A_FACTOR if settings.SECOND_FACTOR == "required" and user.is_staff else Standing.IN


def factor_of(user: Any) -> TOTPDevice | None:
    """The factor that the user has set up, if any."""
    found: TOTPDevice | None = TOTPDevice.objects.filter(user_id=user.pk, confirmed=True).first()
    return found


def proposed_to(user: User) -> TOTPDevice:
    """The factor that the user may set up, the same until it is: a page that is loaded again shows the same secret."""
    found: TOTPDevice = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "phone"})[0]
    return found


def secret_of(device: TOTPDevice) -> str:
    """As one types it in: base32 in groups of four."""
    letters = base64.b32encode(device.bin_key).decode()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


@transaction.atomic
def set_up(request: HttpRequest, code: str) -> list[str] | None:
    """Make the proposed factor the user's own if the code is one of its. Gives the recovery codes, which are nowhere
    else; None when it is not. The session has given its second factor then; others of the user owe it."""
    user: Any = request.user
    User.objects.select_for_update().get(pk=user.pk)  # who confirms twice at once gets one
    device = proposed_to(user)
    if factor_of(user) is not None or not device.verify_token(_typed(code)):
        return None
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    django_otp.login(request, device)
    _note(user, Actor(user, Door.ADMIN), {"from": None, "to": "on"})
    return _new_codes(user)


@transaction.atomic
def renew_codes(request: HttpRequest) -> list[str]:
    """Ten other recovery codes in place of those that are left."""
    user: Any = request.user
    details = {"recovery_codes": {"to": "others"}}
    auditing.note(AuditAction.CHANGED, user, by=Actor(user, Door.ADMIN), details=details)
    return _new_codes(user)


@transaction.atomic
def remove(user: User, *, by: Actor) -> bool:
    """Let the password be enough again; whether there was a factor."""
    removed = factor_of(user) is not None
    for devices in (TOTPDevice.objects, StaticDevice.objects):
        devices.filter(user=user).delete()
    if removed:
        _note(user, by, {"from": "on", "to": None})
    return removed


@transaction.atomic
def verify(user: User, code: str) -> TOTPDevice | StaticDevice | None:
    """The device that has such a code now. Each code is good once; wrong ones make the next wait, in seconds
    1, 2, 4, 8, ..., from wherever they come."""
    typed = _typed(code)
    if len(typed) < RECOVERY_LETTERS:
        found = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
        return found if found is not None and found.verify_token(typed) else None
    spare: Any = StaticDevice.objects.select_for_update().filter(user=user).first()
    return spare if spare is not None and spare.verify_token(_kept(typed)) else None


def codes_left(user: Any) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


def _new_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = [base64.b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_kept(each)) for each in codes)
    return [f"{each[:4]}-{each[4:8]}-{each[8:12]}-{each[12:]}" for each in codes]


def _typed(code: str) -> str:
    return "".join(each for each in code.lower() if each.isalnum())[:RECOVERY_LETTERS]


def _kept(code: str) -> str:
    """What is stored of a recovery code: 64 bits of a hash, all that django-otp has room for."""
    return hashlib.sha256(code.encode()).hexdigest()[:16]


def _note(user: User, by: Actor, change: dict[str, str | None]) -> None:
    auditing.note(AuditAction.CHANGED, user, by=by, details={"second_factor": change})
