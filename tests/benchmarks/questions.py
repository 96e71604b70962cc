"""What is asked of archives of several sizes: pages, lists with each order and filter, files, searches, the admin."""

from urllib.parse import urlencode

#: The lists of the admin with a word to search each for.
ADMIN_LISTS = ("congress", "debate", "speech", "speaker", "resolution", "topic", "source")
ADMIN_LISTS += ("sitting", "mandate", "participation", "clause", "citation", "speakername", "resolutionlink")


#: Of the orders and filters of lists, those that are always asked for: what an index finds, and what few rows have.
SOME = ("order of -updated_at", "order of -held_on", "kind=question", "search for party")


def questions(every=False):
    """{name: address}, of entries that every size has the like of; but for what is said to be of all.

    Without `every`, of the orders and filters of lists only `SOME`, and not all of it by cursor too.
    """
    from archive.corpus.plan import BROAD_TOPICS, NEW_PEOPLE, NEW_TOPICS
    from archive.models import Congress, Debate, Speaker

    congress = Congress.objects.order_by("number")[Congress.objects.count() // 2]
    debate = Debate.objects.public().filter(congress=congress).first()
    delegate = Speaker.objects.public().get(pk=congress.number * NEW_PEOPLE - 1)
    narrow = f"topic-{BROAD_TOPICS + congress.number * NEW_TOPICS}"
    entries = {
        "congress": congress.get_absolute_url(),
        "debate": debate.get_absolute_url(),
        "speaker": delegate.get_absolute_url(),
        "speaker with 3 % of all": Speaker.objects.get(pk=1).get_absolute_url(),
        "resolution": f"{congress.get_absolute_url()}resolutions/resolution-1/",
        "narrow topic": f"/topics/{narrow}/",
        "broad topic": "/topics/topic-2/",
        "source of many": "/sources/source-2/",
    }
    beside = {f"{name}, {page}": f"{path}{page}/" for name, path in entries.items() for page in ("cite", "versions")}
    api = {**entries, "people of a congress": f"{entries['congress']}people/", **beside}
    pages = {"front page": "/", **api, "timeline": "/timeline/"}
    files = {
        "feed": "/feeds/updates.atom",
        "sitemap": "/sitemap.xml",
        "calendar": f"{entries['congress']}calendar.ics",
        "card": f"{entries['debate']}card.png",
        "bibliography": f"{entries['congress']}bibliography.bib",
    }
    files |= {f"feed of a {name}": f"{entries[name]}updates.atom" for name in ("congress", "speaker", "broad topic")}
    lists = dict(lists_of(congress, delegate, narrow))
    asked = {
        **pages,
        **files,
        **{name: f"/{path}" for name, path in lists.items()},
        **{f"API: {name}": f"/api/v1{path}" for name, path in api.items()},
        **{f"API: {name}": f"/api/v1/{path}" for name, path in lists.items()},
        **{
            f"API: {name}, by cursor": f"/api/v1/{with_cursor(path)}"
            for name, path in lists.items()
            if "far" not in name
        },
        "API: changes": "/api/v1/changes/",
        "API: last changes": f"/api/v1/changes/?since={late_cursor()}",
        **searches(delegate),
        **admin(delegate),
    }
    return {name: path for name, path in asked.items() if every or is_one_of_some(name)}


def is_one_of_some(name):
    """Whether it is asked always: nothing is said behind the name of a list, or one of `SOME`.

    Of lists, not that of congresses, which is shorter than a page in a small corpus.
    """
    if "list of" not in name and not name.startswith("admin"):
        return True
    return "congress" not in name and ("," not in name or name.endswith((*SOME, "far page")))


def lists_of(congress, delegate, topic):
    """Each list with each of its orders and filters: what an index finds, and what it does not."""
    from archive import filters
    from archive.models import Speech
    from archive.paging import PAGE_SIZE

    chosen = {
        "congress": congress.number,
        "speaker": delegate.slug,
        "topic": topic,
        "broader": "topic-1",
        "language": "ru",
        "body": "central_committee",
        "updated_since": f"{congress.updated_at:%Y-%m-%d}",
    }
    for kind in ("Congress", "Debate", "Resolution", "Speech", "Speaker", "Topic", "Source"):
        filterset = getattr(filters, f"{kind}Filter")
        name = {"Congress": "congresses", "Speech": "speeches"}.get(kind, f"{kind.lower()}s")
        yield f"list of {name}", f"{name}/"
        for order, _label in filterset.base_filters["ordering"].extra["choices"]:
            yield f"list of {name}, in order of {order}", f"{name}/?ordering={order}"
        for field, found in filterset.base_filters.items():
            values = [value for value, _label in found.extra.get("choices", ())] if field != "ordering" else []
            if field in {"after", "before", "died_after", "died_before"}:
                # Half of all, in the order of the list and by the date.
                values = ["1945"]
            for value in values:
                yield f"list of {name}, {field}={value}", f"{name}/?{urlencode({field: value})}"
            if field in chosen and not values:
                yield f"list of {name}, by {field}", f"{name}/?{urlencode({field: chosen[field]})}"
    far = min(100, Speech.objects.public().count() // PAGE_SIZE)
    yield "list of speeches, a far page", f"speeches/?page={far}"


def with_cursor(path):
    return f"{path}{'&' if '?' in path else '?'}cursor=start"


def late_cursor():
    """Where who follows the archive has come to, but for the last changes."""
    from archive.models import Ledger

    ledger = Ledger.objects.get()
    return f"{ledger.epoch}-{max(ledger.last_place - 20, 0)}"


def searches(delegate):
    """Words that the same part of all texts says, whatever their number, and a name that equally many say."""
    from archive.corpus.words import vocabulary

    words = vocabulary("en")
    found = {"rare": words[25_000], "common": words[200], "very common": words[0]}
    asked = {f"search: {name} word": f"/search/?q={word}" for name, word in found.items()}
    return {"search: name of a delegate": f"/search/?{urlencode({'q': delegate.name})}", **asked}


def admin(delegate):
    """Each list of the admin as it comes, with its filters and orders, and with words in its box for searching."""
    from django.apps import apps
    from django.contrib.admin.sites import site

    asked = {}
    for name in ADMIN_LISTS:
        model = apps.get_model("archive", name)
        columns, path = site.get_model_admin(model), f"/admin/archive/{name}/"
        asked[f"admin: {name}"] = path
        for place in range(1, len(columns.list_display) + 1):
            asked[f"admin: {name}, column {place}"] = f"{path}?o={place}"
        for field in columns.list_filter:
            field = field if isinstance(field, str) else field[0]
            for value, _label in (model._meta.get_field(field).choices or ())[:3]:
                asked[f"admin: {name}, {field}={value}"] = f"{path}?{field}__exact={value}"
        for what, word in {"a name": delegate.name.split()[-1], "party": "party", "nothing": "nothing-like-it"}.items():
            asked[f"admin: {name}, search for {what}"] = f"{path}?q={word}"
    return asked
