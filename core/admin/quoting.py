"""Forms of rows that quote a turn, and of the turn that they quote."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from core.admin.deciding import DecidingForm
from core.editing.rewriting import Move, follow, quotes_of, starts_of, stored_text
from core.models import Turn


class QuotingForm(forms.ModelForm):  # type: ignore[type-arg]
    """A row with an excerpt of a turn. Where it starts may be left empty if it occurs there only once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        start = self.fields.get("start")
        if start is not None:  # a page that one may only look at has no fields
            start.required = False
            start.help_text = "Leave empty to find the words in the turn. In code points, from 0."
            start.widget.attrs.pop("required", None)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        turn, excerpt, start = cleaned.get("turn"), cleaned.get("excerpt"), cleaned.get("start")
        if turn is None or {"excerpt", "start"} & self.errors.keys():
            return cleaned
        if not excerpt:
            if start is not None:
                self.add_error("excerpt", "Give the words that start there, or empty the start.")
            return cleaned
        try:
            cleaned["start"] = self._find(turn, excerpt, start)
        except ValidationError as error:
            self.add_error("excerpt", error)
        return cleaned

    def _find(self, turn: Turn, excerpt: str, start: int | None) -> int:
        starts = list(starts_of(excerpt, turn.text))
        if start in starts:
            return start
        if start is not None and not {"start", "excerpt", "turn"} & set(self.changed_data):
            # The turn's text was changed on the same page.
            followed = follow(stored_text(turn), turn.text, start, excerpt)
            if followed is not None:
                return followed
        if len(starts) == 1 and (start is None or "start" not in self.changed_data):
            return starts[0]
        if not starts:
            raise ValidationError("These words do not occur in the text of the turn, letter by letter.")
        where = ", ".join(map(str, starts[:10]))
        raise ValidationError(f"In the text of the turn these words start at {where}: say which.")


class TurnForm(DecidingForm):
    """A turn. Excerpts of it follow their words when its text changes; `moves` holds where to.

    Nouns in `beside` are checked by the inlines on the same page.
    """

    beside: Collection[type[models.Model]] = ()
    decided = ("kind", "participant")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moves: list[Move] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.rewrites and "text" in cleaned:
            old, new = self.initial["text"], cleaned["text"]
            for quote in self.quotes():
                start = follow(old, new, quote.start, quote.excerpt)
                if start is None:
                    noun = quote._meta.verbose_name
                    self.add_error(
                        "text", f"The text no longer holds the words that {_a(noun)} quotes: “{quote.excerpt}”."
                    )
                else:
                    self.moves.append((type(quote), quote.pk, start))
            if "text" in self.errors:
                self.add_error("text", "Change or remove them together with the text on the turn’s own page.")
        return cleaned

    def quotes(self) -> list[Any]:
        """The rows that quote the turn as it stands."""
        return quotes_of(self.instance, besides=self.beside)

    @property
    def rewrites(self) -> bool:
        """Whether the text of a turn that stands was changed."""
        return self.instance.pk is not None and "text" in self.changed_data


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
