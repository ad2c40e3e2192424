"""The form that a transcript is given in, on both steps of its import."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import slugify

from core.admin.verbatim import VerbatimField
from core.importing import MAXIMUM_BYTES, Metadata
from core.importing.proposing import LONGEST_SLUG
from core.importing.speaking import Known, NobodyNamedError
from core.models import Conference
from core.models.validators import validate_country, validate_language, validate_slug, validate_timezone

# What an editor can say of the conference, with an example of it.
SAID = {
    "title": "",
    "date": "2024-07-28",
    "timezone": "Asia/Tokyo",
    "place": "",
    "country": "JP",
    "languages": "en, ja",
    "source_name": "",
    "source_url": "",
    "source_licence": "",
}


def _line(label: str, help_text: str = "", **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, help_text=help_text, widget=AdminTextInputWidget(attrs={"size": 60}), **kwargs
    )


class TranscriptForm(forms.Form):
    """A source, as text, as a file, or kept from the step before; and what its editor says of it.

    When valid, `source` holds its bytes exactly as they came, and `file_name` the file's name.
    """

    text = VerbatimField(
        required=False,
        help_text="As it was published: plain text or Markdown.",
        widget=AdminTextareaWidget(attrs={"rows": 16, "cols": 90}),
    )
    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        help_text="Instead of a pasted text: plain text, Markdown, HTML, Word (.docx), Akoma Ntoso or TEI, "
        f"{MAXIMUM_BYTES // 1_000_000} MB at most.",
        widget=forms.FileInput(attrs={"data-most": MAXIMUM_BYTES}),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)  # base64: no byte changes on the way
    kept_name = forms.CharField(required=False, widget=forms.HiddenInput)
    slug = _line(
        "Slug",
        "For the address. Empty: made from the file’s name or the title.",
        max_length=LONGEST_SLUG,
        validators=[validate_slug],
    )
    title = _line("Title", max_length=300)
    date = forms.DateField(
        required=False,
        help_text="Where it was held.",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "vTextField", "size": 60}),
    )
    timezone = _line("Time zone", "IANA.", validators=[validate_timezone])
    place = _line("Place", max_length=200)
    country = _line("Country", "ISO 3166-1 alpha-2.", validators=[validate_country])
    languages = _line("Languages", "BCP 47, with commas between them; the transcript’s own first.")
    source_name = _line("Source", "Who published the transcript.", max_length=200)
    source_url = forms.URLField(
        label="Source URL",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vTextField", "size": 60}),
    )
    source_licence = _line("Source licence", max_length=200)

    def __init__(
        self, data: QueryDict | None = None, *, refused: Mapping[str, str] | None = None, fixed: bool, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self._refused = refused or {}
        self.source: bytes | None = None
        self.file_name = ""
        # The field that the source was given in, for what is wrong with it; None: kept from the step before.
        self.given_in: str | None = None
        for name, example in SAID.items():
            self.fields[name].widget.attrs["placeholder"] = example
        if fixed:  # the conference stands, and its slug with it
            del self.fields["slug"]

    def clean_languages(self) -> tuple[str, ...]:
        tags = tuple(dict.fromkeys(self.cleaned_data["languages"].replace(",", " ").split()))
        for tag in tags:
            validate_language(tag)
        return tags

    def clean_kept(self) -> bytes:
        try:
            return base64.b64decode(self.cleaned_data["kept"], validate=True)
        except (binascii.Error, ValueError) as error:
            raise ValidationError("The transcript was lost on the way: give it again.") from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, problem in self._refused.items():
            self.add_error(name if name in self.fields and name not in {"kept", "kept_name"} else None, problem)
        text, file, kept = cleaned.get("text"), cleaned.get("file"), cleaned.get("kept")
        if {"text", "file", "kept"} & {*self.errors, *self._refused}:
            return cleaned
        if text and file is not None:
            raise ValidationError("Paste a text or choose a file, not both.")
        if file is not None:
            self.source, self.file_name, self.given_in = file.read(), file.name, "file"
        elif text:
            self.source, self.given_in = text.encode(), "text"
        elif kept:
            self.source, self.file_name = kept, cleaned.get("kept_name", "")
        else:
            raise ValidationError("Paste the text of a transcript, or choose a file.")
        return cleaned

    def keep(self, slug: str = "") -> None:
        """Show the source, and the slug that was made, in the hidden fields of the form as it is shown next."""
        assert isinstance(self.data, QueryDict)
        self.data = self.data.copy()
        self.data["kept"] = base64.b64encode(self.source or b"").decode()
        self.data["kept_name"] = self.file_name
        if slug:
            self.data["slug"] = slug

    def suggested_slug(self, title: str) -> str:
        """From what there is to make one of; one that is free, or the draft of that slug would be overwritten."""
        said = self.cleaned_data.get("title", "")
        stem = (
            next(
                (
                    slug
                    for words in (PurePath(self.file_name).stem, said, title)
                    if (slug := slugify(words)[:LONGEST_SLUG].replace("_", "-").strip("-"))
                ),
                "",
            )
            or "transcript"
        )
        while "--" in stem:
            stem = stem.replace("--", "-")
        taken = set(Conference.objects.filter(slug__startswith=stem[:90]).values_list("slug", flat=True))
        slug, number = stem, 1
        while slug in taken:
            number += 1
            slug = f"{stem[:90].strip('-')}-{number}"
        return slug

    def metadata(self, speakers: dict[str, str]) -> Metadata | None:
        """What the editor says, as far as it is valid; None: nothing."""
        said = {name: value for name in SAID if (value := self.cleaned_data.get(name))}
        return Metadata(**said, speakers=speakers) if said or speakers else None

    @property
    def source_fields(self) -> AdminForm:
        return self._fieldset("The transcript", ["text", "file"])

    @property
    def said_fields(self) -> AdminForm:
        """All about the conference, in the order of its page."""
        slug = ["slug"] if "slug" in self.fields else []
        return self._fieldset(
            "The conference", [*slug, *SAID], "What the transcript itself says need not be said here."
        )

    def _fieldset(self, name: str, fields: list[str], description: str = "") -> AdminForm:
        form: Any = self
        options: Any = {"fields": fields, "description": description}
        return AdminForm(form, [(name, options)], {})


@dataclass(slots=True)
class Speakers:
    """Who an editor says speaks under a printed label: `chosen` slugs or full names by label; `typed` and `problems` by
    label, too. `unseen` are names that nobody known has, and that no preview has shown yet: one may be mistyped."""

    chosen: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    unseen: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, data: QueryDict, people: Mapping[str, str]) -> "Speakers":
        """From fields that come in pairs, `label` (in JSON) and `speaker`; `people` are names by slug."""
        speakers, known = cls(), Known(people)
        for label, words in zip(data.getlist("label"), data.getlist("speaker"), strict=False):
            speakers._read(label, " ".join(words.split()), known)
        seen = {*people, *data.getlist("shown")}
        speakers.unseen = [name for name in dict.fromkeys(speakers.chosen.values()) if name not in seen]
        return speakers

    def _read(self, quoted: str, words: str, known: Known) -> None:
        try:
            label = json.loads(quoted)
        except (ValueError, RecursionError):
            return
        if not words or not isinstance(label, str):
            return
        self.typed[label] = words
        try:
            self.chosen[label] = known.named(words)
        except NobodyNamedError as error:
            self.problems[label] = str(error)
