"""An entry with its parts, citations and notes as plain values, and back: what versions are made of.

A snapshot is {key: values}. A key names a record, "debate:5", "speech:12", "citation:77". Values are what JSON has: a
foreign key is a primary key, a many-to-many field a sorted list of them, a date its ISO 8601 text. A citation or note
says under `target` which record it hangs on. Left out is what no form edits: times, versions, status and schedule.
"""

import hashlib
import json
from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from archive.following import collecting
from archive.models import ENTRIES, PARTS, Attachment, Citation, EditorialNote, Entry, Part, PendingChange
from archive.workflow.ordering import make_way, siblings
from archive.workflow.uses import users_without_key

ATTACHMENTS = (Citation, EditorialNote)
MODELS = {model._meta.model_name: model for model in (*ENTRIES, *PARTS, *ATTACHMENTS)}
#: Housekeeping of the archive: it has its own ways and rights.
_LEFT_OUT = {"version", "created_at", "updated_at", "created_by", "content_type", "object_id"}
#: Records whose evidence is asked for at a time.
_MOST = 5000
_PUBLICATION = {"status", "publish_at", "withdraw_at"}


class InvalidSnapshot(Exception):
    """A snapshot that the archive cannot hold as things stand; `errors` is {key: ValidationError}."""

    def __init__(self, errors):
        self.errors = errors
        super().__init__("; ".join(f"{key}: {error.messages}" for key, error in errors.items()))


def key_of(record):
    return f"{record._meta.model_name}:{record.pk}"


def model_of(key):
    """The model that a key names, and the primary key."""
    name, pk = key.split(":")
    return MODELS[name], int(pk)


def parts_of(model):
    """The kinds of part that an entry of this model has, in the order of PARTS."""
    return [part for part in PARTS if part._meta.get_field(part.entry_field).related_model is model]


def fields_of(model):
    """The fields that a snapshot has of a record, many-to-many last."""
    options = model._meta
    left_out = _LEFT_OUT | (_PUBLICATION if issubclass(model, Entry) else {getattr(model, "entry_field", "")})
    concrete = [field for field in options.concrete_fields if not field.primary_key and field.name not in left_out]
    return [*concrete, *options.many_to_many]


def take(entry, *, with_versions=False):
    """The snapshot of the stored entry: a query for each kind of part and each many-to-many field, two for evidence.

    `with_versions` adds the `version` of each record, for forms that are to notice a stale save.
    """
    return take_all(type(entry), [entry.pk], with_versions=with_versions)[entry.pk]


def take_all(model, keys, *, with_versions=False):
    """The snapshots of stored entries of one kind by primary key, in as many queries as of one."""
    records = list(model._base_manager.filter(pk__in=keys))
    entry_of = {key_of(record): record.pk for record in records}
    for part in parts_of(model):
        parts = list(part._base_manager.filter(**{f"{part.entry_field}__in": keys}).order_by("pk"))
        entry_of |= {key_of(record): getattr(record, f"{part.entry_field}_id") for record in parts}
        records += parts
    attached = [one for start in range(0, len(records), _MOST) for one in _attached_to(records[start : start + _MOST])]
    models.prefetch_related_objects([record for record in records if record._meta.many_to_many], *_sets_of(model))
    snapshots = {key: {} for key in keys}
    for record in [*records, *attached]:
        values, key = values_of(record, with_versions), key_of(record)
        snapshots[entry_of[values.get("target", key)]][key] = values
    return snapshots


def values_of(record, with_version=False):
    """The values of one record as a snapshot has them; its many-to-many fields should be prefetched."""
    values = {field.name: _plain(record, field) for field in fields_of(type(record))}
    if isinstance(record, Attachment):
        target = ContentType.objects.get_for_id(record.content_type_id)
        values["target"] = f"{target.model}:{record.object_id}"
    if with_version:
        values["version"] = record.version
    return values


def digest_of(snapshot):
    """The same for snapshots that say the same, in 64 characters."""
    plain = {
        key: {name: value for name, value in values.items() if name != "version"} for key, values in snapshot.items()
    }
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def own_digest_of(snapshot, key):
    """`digest_of` without the place among others of the entry `key`: it moves when another is put before it."""
    own = {name: value for name, value in snapshot[key].items() if name != "position"}
    return digest_of({**snapshot, key: own})


@transaction.atomic
def apply(entry, snapshot, *, validate=True):
    """Make the stored entry what the snapshot says; return {key in the snapshot: stored record} of what was made anew.

    Only what differs is written, and of each record only the fields that differ; what is beyond it is deleted.
    A record that is gone is made again under its old primary key; one that was never stored, with a key of a private
    change, gets a new one. `entry` may be an unsaved instance with a primary key, when the entry itself is gone. Each
    record is validated, and all that is wrong is raised together as `InvalidSnapshot`; without `validate` the database
    alone says no. The caller holds the entry's lock.
    """
    with collecting():
        return _Application(entry, snapshot, validate).run()


class _Application:
    def __init__(self, entry, snapshot, validate):
        self.entry, self.wanted, self.validate = entry, snapshot, validate
        self.stored = take(entry)
        self.errors = {}
        self.made = {}

    def run(self):
        self.delete_what_is_beyond()
        self.step_out_of_the_way()
        for key in sorted(self.wanted, key=self.place):
            self.write(key)
        if self.errors:
            raise InvalidSnapshot(self.errors)
        return self.made

    def place(self, key):
        """The entry first, its parts, then what hangs on them."""
        model, pk = model_of(key)
        return [*MODELS.values()].index(model), pk

    def delete_what_is_beyond(self):
        beyond = self.stored.keys() - self.wanted.keys()
        for key in sorted(beyond, key=self.place, reverse=True):
            model, pk = model_of(key)
            record = model._base_manager.filter(pk=pk).first()
            if record is None:
                continue  # It went with what it hung on.
            try:
                users = users_without_key(record)
                if not users:
                    record.delete()
            except models.ProtectedError as error:
                users = error.protected_objects
            if users:
                message = _("“%(record)s” cannot be taken away, because it is used here: %(users)s.")
                named = ", ".join(map(str, users))
                self.errors[key] = ValidationError(message, params={"record": record, "users": named})

    def step_out_of_the_way(self):
        """Parts that change places first leave the ones they have."""
        moving = defaultdict(list)
        for key in self.stored.keys() & self.wanted.keys():
            model, pk = model_of(key)
            if issubclass(model, Part) and self.stored[key].get("position") != self.wanted[key].get("position"):
                moving[model].append(pk)
        for model, keys in moving.items():
            wanted = (values.get("position") for key, values in self.wanted.items() if model_of(key)[0] is model)
            make_way(siblings(model, self.entry.pk), keys, max(filter(None, wanted), default=0))

    def write(self, key):
        model, pk = model_of(key)
        wanted, stored = self.wanted[key], self.stored.get(key)
        names = [
            field.name
            for field in fields_of(model)
            if field.name in wanted and (stored is None or wanted[field.name] != stored[field.name])
        ]
        if stored is not None and not names:
            return
        record = self.new(model, pk, wanted) if stored is None else model._base_manager.get(pk=pk)
        if record is None:
            return
        for name in names:
            field = model._meta.get_field(name)
            if not field.many_to_many:
                setattr(record, field.attname, field.to_python(wanted[name]))
        if self.validate and not self.is_valid(key, record, names):
            return
        self.save(record, names, stored is None)
        if stored is None:
            self.made[key] = record
        for name in names:
            if model._meta.get_field(name).many_to_many:
                getattr(record, name).set(wanted[name])

    def new(self, model, pk, values):
        """A record for the key; None when what it hangs on was refused."""
        record = model() if pk >= PendingChange.FIRST_KEY and self.validate else model(pk=pk)
        if model is type(self.entry):
            for name in (*_PUBLICATION, "created_by"):
                setattr(record, name, getattr(self.entry, name))
        elif issubclass(model, Part):
            setattr(record, model.entry_field, self.entry)
        else:
            target_model, target_pk = model_of(values["target"])
            target = self.made.get(values["target"]) or target_model._base_manager.filter(pk=target_pk).first()
            if target is None:
                return None
            record.target = target
        return record

    def is_valid(self, key, record, names):
        errors = {}
        for name in names:
            field = record._meta.get_field(name)
            if field.many_to_many:
                there = set(
                    field.related_model._base_manager.filter(pk__in=self.wanted[key][name]).values_list("pk", flat=True)
                )
                if missing := set(self.wanted[key][name]) - there:
                    errors[name] = [_no_longer_there(field, missing)]
        try:
            record.full_clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                errors.setdefault(name if name in names else NON_FIELD_ERRORS, []).extend(messages)
        if errors:
            self.errors[key] = ValidationError(errors)
        return not errors

    def save(self, record, names, is_new):
        if is_new:
            record.save(force_insert=True)
        else:
            concrete = [name for name in names if not record._meta.get_field(name).many_to_many]
            record.save(update_fields=concrete)


def _attached_to(records):
    """The citations and notes that hang on the records."""
    found = []
    keys = defaultdict(list)
    for record in records:
        keys[type(record)].append(record.pk)
    for model in ATTACHMENTS:
        targets = Q(pk__in=[])
        for target, pks in keys.items():
            if hasattr(target, "notes") or model is Citation:
                targets |= Q(content_type=ContentType.objects.get_for_model(target), object_id__in=pks)
        found += model._base_manager.filter(targets).order_by("pk")
    return found


def _sets_of(model):
    return [field.name for field in model._meta.many_to_many]


def _plain(record, field):
    if field.many_to_many:
        return sorted(other.pk for other in getattr(record, field.name).all())
    value = getattr(record, field.attname)
    if isinstance(field, models.FileField):
        return value.name or ""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _no_longer_there(field, keys):
    return _("%(field)s: number %(keys)s is no longer there.") % {
        "field": field.verbose_name,
        "keys": ", ".join(map(str, sorted(keys))),
    }
