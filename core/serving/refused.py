"""What is answered where nothing is, or nothing for who asks: a page in the admin, else a problem document."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from core.problems import is_of_admin, problem_response


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For `handler403`."""
    return _answer(request, 403, exception, "You may not do this.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For `handler404`."""
    return _answer(request, 404, exception, "There is nothing at this address.")


def _answer(request: HttpRequest, status: int, exception: Exception, said: str) -> HttpResponse:
    if not is_of_admin(request):
        return problem_response(status, said)
    told = exception.args[0] if exception.args and isinstance(exception.args[0], str) else said
    return HttpResponse(render_to_string("admin/refused.html", {"title": said, "said": told}), status=status)
