"""The addresses of the API and its documentation."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from core.api import archives, changes, documentation, index, previews, revisions, search, views
from core.api.imports import ImportView
from core.api.negotiation import OnlyFormat
from core.api.writing.answers import AnswerWritingViewSet
from core.api.writing.conferences import ConferenceWritingViewSet
from core.api.writing.names import OrganizationWritingViewSet, PersonWritingViewSet
from core.api.writing.participants import ParticipantWritingViewSet
from core.api.writing.questions import QuestionWritingViewSet
from core.api.writing.turns import TurnWritingViewSet

router = SimpleRouter(use_regex_path=False)
router.register("conferences", ConferenceWritingViewSet)
router.register("people", PersonWritingViewSet)
router.register("organizations", OrganizationWritingViewSet)
router.register("participants", ParticipantWritingViewSet)
router.register("turns", TurnWritingViewSet)
router.register("questions", QuestionWritingViewSet)
router.register("answers", AnswerWritingViewSet)

urlpatterns = [
    path(
        "v1/conferences/<slug:slug>/transcript.txt",
        views.ConferenceViewSet.as_view({"get": "transcript_txt"}, content_negotiation_class=OnlyFormat),
        name="conference-transcript-txt",
    ),
    path(
        "v1/conferences/<slug:slug>/transcript.<str:suffix>",
        views.ConferenceViewSet.as_view({"get": "transcript_file"}, content_negotiation_class=OnlyFormat),
        name="conference-transcript-file",
    ),
    *(
        path(
            f"v1/conferences/<slug:slug>/revisions/<int:number>/{name}.<str:suffix>",
            revisions.RevisionViewSet.as_view({"get": action}, content_negotiation_class=OnlyFormat),
            name=f"revision-{name}-file",
        )
        for name, action in (("transcript", "transcript_file"), ("citation", "citation"))
    ),
    *(
        path(
            f"v1/{nouns}/<{key}>/citation.<str:suffix>",
            view.as_view({"get": "citation"}, content_negotiation_class=OnlyFormat),
            name=f"{nouns}-citation",
        )
        for nouns, key, view in (
            ("conferences", "slug:slug", views.ConferenceViewSet),
            ("turns", "uuid:id", views.TurnViewSet),
            ("questions", "uuid:id", views.QuestionViewSet),
            ("answers", "uuid:id", views.AnswerViewSet),
        )
    ),
    *(
        path(
            f"v1/{nouns}.<str:suffix>",
            view.as_view({"get": "whole_list"}, content_negotiation_class=OnlyFormat),
            name=f"{nouns}-file",
        )
        for nouns, view, _ in router.registry
    ),
    path(
        "v1/conferences/<slug:slug>/turns/",
        ConferenceWritingViewSet.as_view({"patch": "correct"}, detail=True),
        name="conference-turns",
    ),
    path("v1/", index.IndexView.as_view(), name="index"),
    path("v1/archives/", archives.ArchiveListView.as_view(), name="archives"),
    path(
        "v1/archives/<str:name>/<str:file>",
        archives.ArchiveFileView.as_view(content_negotiation_class=OnlyFormat),
        name="archive-file",
    ),
    path("v1/search/", search.SearchView.as_view(), name="search"),
    path("v1/changes/", changes.ChangesView.as_view(), name="changes"),
    path("v1/changes/feed.atom", changes.FeedView.as_view(content_negotiation_class=OnlyFormat), name="feed"),
    path("v1/previews/<str:token>/", previews.PreviewView.as_view(), name="preview"),
    *(
        path(
            f"v1/conferences/<slug:slug>/revisions/{suffix}",
            revisions.RevisionViewSet.as_view({"get": action}),
            name=name,
        )
        for suffix, action, name in (
            ("", "list", "revision-list"),
            ("<int:number>/", "retrieve", "revision-detail"),
            ("<int:number>/difference/", "difference", "revision-difference"),
        )
    ),
    path("v1/imports/", ImportView.as_view(), name="imports"),
    path("v1/", include(router.urls)),
    path("schema/", documentation.SchemaView.as_view(), name="schema"),
    path("docs/", documentation.SwaggerView.as_view(), name="docs"),
    path("redoc/", documentation.RedocView.as_view(), name="redoc"),
    path("redoc/redoc.js", documentation.redoc_bundle, name="redoc-bundle"),
]
