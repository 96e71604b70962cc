"""Nobody can tell from an answer that more is hidden: by no count, ETag, link, cursor, order or error."""

from urllib.parse import urlencode

from django_filters import ModelChoiceFilter

from archive.api.choosing import MOST_EXPANDED
from archive.api.expanding import EXPANDABLE
from archive.api.urls import urlpatterns
from tests.api.archive import LISTS
from tests.gate import GateTestCase, hidden_states
from tests.outlets import OUTLETS

VIEWS = {route.name: route.callback.view_class for route in urlpatterns}
#: What finds the open entries by each filter; the others take the first of their values.
FINDING = {
    "congress": "11",
    "topic": "open-topic",
    "broader": "open-topic",
    "speaker": "open-speaker",
    "language": "en",
    "after": "1922-03",
    "before": "1934",
    "died_after": "1924",
    "died_before": "1934",
    "updated_since": "2020-01-01",
}
#: What is compared of an answer beside its body.
TELLING = ("ETag", "Last-Modified", "Link", "Content-Length", "Location")


def choices(filters, name):
    return [value for value, _label in filters[name].extra["choices"]]


def expansions(view):
    """Every name that can be expanded, as many at a time as may be."""
    names = EXPANDABLE[view.serializer_class.Meta.model]
    for start in range(0, len(names), MOST_EXPANDED):
        yield {"expand": ",".join(names[start : start + MOST_EXPANDED])}


def questions_of_list(view):
    """What can be asked of a list: each filter, order, expansion and form; and what is refused with what there is."""
    filters = view.filterset_class.base_filters
    yield {}
    for name, parameter in filters.items():
        if name != "ordering":
            yield {name: FINDING.get(name) or choices(filters, name)[0]}
        if isinstance(parameter, ModelChoiceFilter):
            yield {name: "99999" if name == "congress" else "nothing"}
    for ordering in choices(filters, "ordering"):
        yield {"ordering": ordering, "cursor": "start", "page_size": 1}
        yield {"ordering": ordering, "format": "csv"}
    yield from expansions(view)
    yield {"format": "ndjson"}
    yield {"page": 99}


def every_question():
    """Every address of the API that shows entries, with what can be asked there."""
    for name, addresses in OUTLETS.items():
        for address in addresses:
            yield f"/api/v1{address}"
        if name in LISTS:
            yield from (f"/api/v1{addresses[0]}?{urlencode(query)}" for query in questions_of_list(VIEWS[name]))
        elif getattr(VIEWS[name], "describe", None):
            yield f"/api/v1{addresses[0]}?format=jsonld"
            yield from (f"/api/v1{addresses[0]}?{urlencode(query)}" for query in expansions(VIEWS[name]))
    yield from (f"/api/v1{address}" for address in ("/search/?q=HIDDEN", "/search/?q=hidden&type=debate", "/changes/"))


class InferenceTests(GateTestCase):
    def ask(self, address):
        """An answer, the rows behind its first cursor too, as far as readers can tell two of them apart."""
        answer = self.client.get(address)
        body = answer.getvalue()
        told = [answer.status_code, body, *(answer.headers.get(name) for name in TELLING)]
        if "cursor=start" in address and (following := answer.json()["next"]):
            told += [self.client.get(following).content]
        return told

    def test_no_answer_changes_when_more_is_hidden(self):
        before = {address: self.ask(address) for address in every_question()}
        self.assertGreater(len(before), 200)
        for number, state in enumerate(hidden_states(), start=101):
            self.hide_beside(number, state)
        for address, told in before.items():
            with self.subTest(address=address):
                self.assertEqual(self.ask(address), told)
