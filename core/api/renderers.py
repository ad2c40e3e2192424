"""JSON, also for those who ask for problem documents only."""

from rest_framework.renderers import JSONRenderer

PROBLEM_JSON = "application/problem+json"


class ProblemRenderer(JSONRenderer):
    """Lets `Accept: application/problem+json` be satisfied; what is no problem is still labelled as JSON."""

    media_type = PROBLEM_JSON
    format = "problem"
