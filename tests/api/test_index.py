"""GET /api/v1/"""

from urllib.parse import urlsplit

from core.models import Conference
from tests.api.conftest import Api, checked_problem


def test_index_leads_to_everything_that_can_be_listed(api: Api, tokyo: Conference) -> None:
    found = api.json("")
    for name, address in found.items():
        path = urlsplit(address).path
        answer = api.client.get(path, {"q": "alliance"} if name == "search" else {})
        assert answer.status_code == 200, address
    listed = {path.split("/")[3] for path in api.client.get("/api/schema/?format=json").json()["paths"]}
    without_a_list = {"", "imports", "previews"}
    assert {each.partition(".")[0] for each in listed} - without_a_list <= found.keys()


def test_index_takes_no_parameters(api: Api) -> None:
    checked_problem(api.client.get("/api/v1/?page=2"), 400)


def test_index_says_the_same_until_something_changes(api: Api, tokyo: Conference) -> None:
    answer = api.client.get("/api/v1/")
    assert api.client.get("/api/v1/", headers={"if-none-match": answer["ETag"]}).status_code == 304
