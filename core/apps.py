"""The one application of this project, and Django's admin with a site of ours."""

from django.apps import AppConfig
from django.contrib.admin import apps


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "The record"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from core import checks  # noqa: F401  (registers the system checks)


class StaffAdminConfig(apps.AdminConfig):
    default = False  # of this module: it is named in the settings
    default_site = "core.signing_in.site.StaffSite"
