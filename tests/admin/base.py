"""What the admin tests share: people in their groups, and a browser's eye for the fields of a form."""

from html.parser import HTMLParser

from django.contrib.auth.models import Group, User
from django.test import Client, TestCase
from django.urls import reverse

from archive.workflow.locking import stamp

ROLES = ("Contributor", "Editor", "Publisher")


def make_user(role=None, name=None, **fields):
    """A member of staff in the group `role`; None is staff without rights."""
    user = User.objects.create_user(name or (role or "nobody").lower(), is_staff=True, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_superuser(name="root"):
    return User.objects.create_superuser(name)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def address(record_or_model, page="change", **query):
    """The address of a page of the admin: of a record, or for "add" and "changelist" of its kind."""
    options = record_or_model._meta
    args = [record_or_model.pk] if page in {"change", "delete", "history"} else []
    found = reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=args)
    return found if not query else f"{found}?" + "&".join(f"{key}={value}" for key, value in query.items())


def confirmed(*records, action=False):
    """The posted data of somebody who has been asked whether these shall go, and says yes; `action` is the list's."""
    seen = {record.pk: stamp(type(record)._base_manager.get(pk=record.pk)) for record in records}
    if not action:
        return {"post": "yes", "seen_version": seen[records[0].pk]}
    names = {f"seen_version-{key}": value for key, value in seen.items()}
    return {"action": "delete_selected", "_selected_action": [*seen], "post": "yes", **names}


class FormReader(HTMLParser):
    """Collects what a browser would send for the page's main form, without its buttons and files."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.data = {}
        self.buttons = set()
        self._textarea = self._select = None
        self._inside = False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self._inside = attrs.get("id", "").endswith("_form") or attrs.get("method") == "post"
        name = attrs.get("name")
        if not self._inside or "disabled" in attrs:
            return
        if tag == "input" and attrs.get("type") == "submit":
            self.buttons.add(name)
        elif tag == "input" and name and attrs.get("type") not in {"button", "file"}:
            if attrs.get("type") in {"checkbox", "radio"} and "checked" not in attrs:
                return
            self._add(name, attrs.get("value", "on" if attrs.get("type") == "checkbox" else ""))
        elif tag == "textarea":
            self._textarea, self._text = name, ""
        elif tag == "select":
            self._select, self._many, self._chosen = name, "multiple" in attrs, False
        elif tag == "option" and self._select and "selected" in attrs:
            self._chosen = True
            self._add(self._select, attrs.get("value", ""))

    def handle_data(self, data):
        if self._textarea:
            self._text += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = False
        elif tag == "textarea" and self._textarea:
            text = self._text.replace("\r\n", "\n").removeprefix("\n")
            self._add(self._textarea, text.replace("\n", "\r\n"))
            self._textarea = None
        elif tag == "select" and self._select:
            if not self._chosen and not self._many:
                self._add(self._select, "")
            self._select = None

    def _add(self, name, value):
        if "__prefix__" not in name and name != "csrfmiddlewaretoken":
            self.data.setdefault(name, []).append(value)


def read_form(response):
    reader = FormReader()
    reader.feed(response.content.decode())
    return reader


class AdminTestCase(TestCase):
    def open(self, client, record, page="change", **query):
        """The posted data that saving the untouched page would send."""
        response = client.get(address(record, page, **query))
        self.assertEqual(response.status_code, 200)
        return read_form(response).data

    def save(self, client, record, data, page="change", button="_save"):
        return client.post(address(record, page), {**data, button: "x"})

    def assertSaved(self, response):
        if response.status_code == 200:
            errors = response.context.get("errors") if response.context else None
            self.fail(f"Not saved: {errors}")
        self.assertEqual(response.status_code, 302)

    def assertRefused(self, response, *texts):
        self.assertEqual(response.status_code, 200)
        for text in texts:
            self.assertContains(response, text)
