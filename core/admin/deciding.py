"""What an editor changes is an editor's from then on: an import of a corrected source leaves it alone."""

from collections.abc import Collection

from core.admin.belonging import BelongingForm
from core.vocabulary import Basis


class DecidingForm(BelongingForm):
    """A row whose `basis` says how something is known. A change of that makes it `editor`, unless the basis itself
    was changed by hand. `decided` names the fields that the basis is about; None: all."""

    decided: Collection[str] | None = None

    def _post_clean(self) -> None:
        # The instance is still as it is stored here.
        if self.instance.pk is not None and "basis" not in self.changed_data and self._decides():
            self.cleaned_data["basis"] = self.instance.basis = Basis.EDITOR
        super()._post_clean()

    def _decides(self) -> bool:
        names = {field.name for field in self.instance._meta.concrete_fields} & self.cleaned_data.keys()
        for name in names.intersection(self.changed_data):
            if self.decided is None or name in self.decided:
                value = self.cleaned_data[name]
                before = self.instance._meta.get_field(name).value_from_object(self.instance)
                if getattr(value, "pk", value) != before:
                    return True
        return False
