"""What every page of the admin shares: verbatim texts, autocompletes, and patience with odd addresses."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import DataError, models
from django.forms.fields import InvalidJSONInput
from django.http import HttpRequest

from core.admin.choosing import RowField, RowSelect, RowsField, RowsSelect, is_key
from core.admin.trails import LedToTrail
from core.admin.verbatim import VerbatimField, VerbatimLine, VerbatimText

if TYPE_CHECKING:
    from django.contrib.admin.options import BaseModelAdmin

    _Base = BaseModelAdmin[Any]
    _StackedInline = admin.StackedInline[Any, Any]
    _TabularInline = admin.TabularInline[Any, Any]
else:
    _Base = object
    _StackedInline, _TabularInline = admin.StackedInline, admin.TabularInline

# Lines that are kept as printed; texts of any length always are.
AS_PRINTED = {"label", "delivery_note", "words"}


class NestedField(forms.JSONField):
    """JSON, refused where it is nested too deeply to read."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise ValidationError("This is nested too deeply.") from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return InvalidJSONInput(data)


class Fields(_Base):
    """Makes the form fields, of pages and of inlines alike."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if isinstance(db_field, models.TextField):
            return db_field.formfield(form_class=VerbatimField, widget=VerbatimText(), **kwargs)
        if db_field.name in AS_PRINTED:
            return db_field.formfield(form_class=VerbatimField, widget=VerbatimLine(), **kwargs)
        if isinstance(db_field, models.JSONField):
            kwargs["form_class"] = NestedField
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.DateTimeField):  # two inputs, neither of which its label names
            for part, name in zip(field.widget.widgets, ("date", "time"), strict=True):
                part.attrs["aria-label"] = f"{db_field.verbose_name}: {name}"
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs |= {"form_class": RowField, "widget": RowSelect(db_field, self.admin_site)}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs |= {"form_class": RowsField, "widget": RowsSelect(db_field, self.admin_site)}
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class RecordAdmin(Fields, LedToTrail):
    """A noun of the record."""

    class Media:
        css = {"all": ["core/admin/record.css"]}

    list_per_page = 50
    show_full_result_count = False
    # Given when a row is made, and for ever: public addresses, and the conference that a row hangs on.
    fixed_fields: Sequence[str] = ()
    # By which other pages link to a part of the list, beside what it can be filtered by.
    linked_by: Sequence[str] = ()

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup in self.linked_by or super().lookup_allowed(lookup, value, request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), *(self.fixed_fields if obj else ())]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else dict(super().get_prepopulated_fields(request, obj))

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Raises IncorrectLookupParameters, which Django answers with the unfiltered list, on any odd value."""
        try:
            return super().get_changelist_instance(request)
        except (ValueError, OverflowError, DataError) as error:
            raise IncorrectLookupParameters(error) from error

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """An autocomplete that names a conference gets the rows of that conference (see choosing.py), where rows of
        this noun belong to one."""
        conference = request.GET.get("conference", "")
        belongs = any(field.name == "conference" for field in self.opts.fields)
        if belongs and "field_name" in request.GET and is_key(conference):
            queryset = queryset.filter(conference=conference)
        return super().get_search_results(request, queryset, search_term)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address of an "add" page fills in; values that fit no field are left out."""
        initial: dict[str, Any] = {}
        for name, value in super().get_changeform_initial_data(request).items():
            try:
                field = self.opts.get_field(name)
                if isinstance(field, models.ManyToManyField):
                    initial[name] = [each for each in value if is_key(each)]
                elif isinstance(field, models.Field):
                    initial[name] = field.to_python(value)
            except (FieldDoesNotExist, ValidationError, OverflowError):
                continue
        return initial


class ReadOnlyAdmin(RecordAdmin):
    """A noun that nobody edits by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StackedRows(Fields, _StackedInline):
    """Rows with a long text, which stands beside their few other fields."""

    extra = 0
    classes = ["beside"]


class TabularRows(Fields, _TabularInline):
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """The heading of a column labels none of its inputs."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = str(db_field.verbose_name)
        return field
