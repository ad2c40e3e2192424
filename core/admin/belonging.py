"""Forms of rows that belong to one conference: it comes from the parent, and what they choose belongs to it too."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.forms.models import InlineForeignKeyField
from django.utils.functional import cached_property

from core.admin.choosing import RowField, is_key
from core.editing import arrange
from core.mapping import OUT_OF_THE_WAY
from core.models import Conference
from core.models.constraints import SameConference

if TYPE_CHECKING:

    class _ModelForm(forms.ModelForm[Any]):  # with what Django's own forms override, too
        def _get_validation_exclusions(self) -> set[str]: ...
        def _update_errors(self, errors: ValidationError) -> None: ...
        def _post_clean(self) -> None: ...

    _InlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
else:
    _ModelForm, _InlineFormSet = forms.ModelForm, forms.BaseInlineFormSet


class BelongingForm(_ModelForm):
    """A row of a conference. A new one takes it from the page it is an inline of, or the row that `parent` chooses."""

    parent = ""
    # Choices of rows that the form field finds among those that are loaded: the model need not look for them again.
    looked_up: Collection[str] = ()

    def __init__(
        self,
        *args: Any,
        conference: int | None = None,
        known: Mapping[str, Mapping[str, models.Model]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._conference = conference
        asked = self.initial.get("conference")
        conference = conference or self.instance.conference_id or (int(str(asked)) if is_key(asked) else None)
        for name, field in self.fields.items():
            if isinstance(field, RowField):
                select: Any = getattr(field.widget, "widget", field.widget)
                offered: Any = field.queryset
                select.conference = None if offered.model is Conference else conference
                select.known = field.known = (known or {}).get(name, {})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.conference_id is None:
            above = cleaned.get(self.parent)
            self.instance.conference_id = self._conference or (above.conference_id if above else None)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), *self.looked_up}

    def validate_unique(self) -> None:
        # Django has checked the constraints by now, but for those over fields that are not on the form or name
        # the parent of an inline. Such is the conference most of the time, and a row that belongs to another
        # one must be refused here, in words, and not by the database at the end.
        super().validate_unique()
        left_out = isinstance(self.fields.get("conference"), (type(None), InlineForeignKeyField))
        if not left_out or self.instance.conference_id is None:
            return
        exclude = self._get_validation_exclusions() - {"conference", *self.looked_up}
        for constraint in self.instance._meta.constraints:
            if isinstance(constraint, SameConference) or "conference" in getattr(constraint, "fields", ()):
                try:
                    constraint.validate(type(self.instance), self.instance, exclude=exclude)
                except ValidationError as error:
                    self._update_errors(error)


class BelongingFormSet(_InlineFormSet):
    """Inlines of rows of a conference. Give the inline a queryset that selects what its autocompletes show."""

    @cached_property
    def known(self) -> dict[str, dict[str, models.Model]]:
        names = [name for name, field in self.form.base_fields.items() if isinstance(field, RowField)]
        chosen = ((name, getattr(row, name)) for row in self.get_queryset() for name in names)
        known: dict[str, dict[str, models.Model]] = {name: {} for name in names}
        for name, row in chosen:
            if row is not None:
                known[name][str(row.pk)] = row
        return known

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        parent: Any = self.instance
        conference = parent.pk if isinstance(parent, Conference) else parent.conference_id
        return {**super().get_form_kwargs(index), "conference": conference, "known": self.known}


class PositionedForm(_ModelForm):
    """A row with a position, which may be left empty: the end. The formset looks after the positions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:  # a page that one may only look at has no fields
            self.fields["position"].required = False

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "position"}


class PositionedFormSet(_InlineFormSet):
    """Rows with a unique position, which can change places in one go."""

    # Room for positions; the columns of addressees and languages hold no more than 32,767.
    room = 10_000

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Delete"

    def clean(self) -> None:
        super().clean()
        rows = [
            form
            for form in self.forms
            if hasattr(form, "cleaned_data")
            and form not in self.deleted_forms
            and (form.instance.pk or form.has_changed())
            and "position" not in form.errors
        ]
        given = [form.cleaned_data.get("position") for form in rows]
        positions = [position for position in given if position is not None]
        self._refuse(positions)
        after = max(positions, default=0)
        for form, position in zip(rows, given, strict=True):
            if position is None:
                after += 1
            form.instance.position = after if position is None else position

    def _refuse(self, positions: list[int]) -> None:
        assert self.model is not None
        nouns = self.model._meta.verbose_name_plural
        if twice := sorted({each for each in positions if positions.count(each) > 1}):
            raise ValidationError(
                f"Several {nouns} have the same position: {', '.join(map(str, twice))}. Nothing was saved."
            )
        if beyond := [each for each in positions if not 1 <= each < self.room]:
            raise ValidationError(f"Positions go from 1 to {self.room - 1}: {beyond[0]} does not.")

    def save_existing_objects(self, commit: bool = True) -> list[Any]:
        # Two rows that change places would collide while one is saved before the other.
        moving = [
            form.instance.pk
            for form in self.initial_forms
            if form in self.deleted_forms or form.initial.get("position") != form.instance.position
        ]
        if commit and moving and self.model:
            self.model._default_manager.filter(pk__in=moving).update(position=F("position") + self.room)
        return super().save_existing_objects(commit)


class TurnPositions(PositionedFormSet):
    """Turns, which have no gap and no double: typed positions say their order."""

    room = OUT_OF_THE_WAY

    def clean(self) -> None:
        super().clean()
        # Those that stand are saved where they stand, new ones out of the way; then all are arranged.
        rows = [each for each in self.forms if hasattr(each, "cleaned_data") and each not in self.deleted_forms]
        rows = [each for each in rows if each.instance.pk or each.has_changed()]
        self._order = sorted(rows, key=lambda each: each.instance.position or 0)
        for number, each in enumerate(rows):
            each.instance.position = each.initial["position"] if each.instance.pk else 2 * OUT_OF_THE_WAY + number

    def save(self, commit: bool = True) -> list[Any]:
        """Sets `rearranged`: whether a turn stands elsewhere now."""
        saved: list[Any] = super().save(commit)
        if commit and isinstance(self.instance, Conference):
            self.rearranged = arrange(self.instance, [each.instance.pk for each in self._order])
        return saved
