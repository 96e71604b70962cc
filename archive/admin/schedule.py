"""The times of publication in the admin: what is typed and shown is in the site's zone, and the zone is named."""

from datetime import UTC, datetime

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.choices import PublicationStatus

DRAFT, IN_REVIEW = PublicationStatus.DRAFT, PublicationStatus.IN_REVIEW
PUBLISHED, WITHDRAWN = PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN


class ScheduleField(forms.SplitDateTimeField):
    """A day and a time in the site's zone; one that the clocks pass twice or leave out is refused."""

    #: What is in the database: typed as it is shown, it means itself, whatever else the clocks could mean by it.
    stored = None

    def __init__(self, *, help_text="", **kwargs):
        note = _("What you type is a time in %(zone)s.") % {"zone": _zone_now()}
        super().__init__(help_text=format_lazy("{} {}", help_text, note), **kwargs)

    def compress(self, data_list):
        if data_list and all(part not in self.empty_values for part in data_list):
            typed = datetime.combine(*data_list)
            if self.stored is not None and timezone.make_naive(self.stored).replace(microsecond=0) == typed:
                return self.stored
            _check_that_clocks_show(typed)
        return super().compress(data_list)


def keep_stored_times(form):
    """Tell the fields of a form what is stored."""
    for name, field in form.fields.items():
        if isinstance(field, ScheduleField) and form.instance.pk is not None:
            field.stored = getattr(form.instance, name)


def _check_that_clocks_show(typed):
    zone = timezone.get_current_timezone()
    before, after = (typed.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    told = {"time": _written(typed), "zone": timezone.get_current_timezone_name()}
    try:
        before.astimezone(UTC)
    except OverflowError as error:
        raise ValidationError(forms.DateTimeField.default_error_messages["invalid"], code="invalid") from error
    if before.utcoffset() > after.utcoffset():
        message = _("In %(zone)s the clocks show %(time)s twice, because they are put back. Choose another time.")
        raise ValidationError(message, code="twice", params=told)
    if before.utcoffset() < after.utcoffset():
        message = _("In %(zone)s the clocks never show %(time)s, because they are put forward. Choose another time.")
        raise ValidationError(message, code="never", params=told)


def offset_of(time):
    """How far the clocks of the site are from UTC at that time: "UTC+5:30"."""
    minutes = round(timezone.localtime(time).utcoffset().total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"


def zone_of(time):
    """The site's zone by its name, and its offset at that time: "Europe/Moscow, UTC+3"."""
    name, offset = timezone.get_current_timezone_name(), offset_of(time)
    return name if name == offset else f"{name}, {offset}"


def _zone_now():
    name, offset = timezone.get_current_timezone_name(), offset_of(timezone.now())
    return name if name == offset else _("%(zone)s (now %(offset)s)") % {"zone": name, "offset": offset}


def moment(time):
    """A time as the clocks of the site show it, without the zone."""
    return _written(timezone.localtime(time))


def _written(local):
    return f"{date_format(local, 'DATE_FORMAT')}, {local:{'%H:%M:%S' if local.second else '%H:%M'}}"


def span(entry):
    """The sentence that says from when and until when the entry is public, with the zone; empty without times."""
    start, end = entry.publish_at, entry.withdraw_at
    times = [time for time in (start, end) if time is not None]
    if not times:
        return ""
    if len(times) == 2 and offset_of(start) != offset_of(end):
        told = {"start": f"{moment(start)} ({zone_of(start)})", "end": f"{moment(end)} ({zone_of(end)})"}
        return _("Public from %(start)s until %(end)s") % told
    told = {"start": start and moment(start), "end": end and moment(end), "zone": zone_of(times[0])}
    if end is None:
        return _("Public from %(start)s (%(zone)s)") % told
    if start is None:
        return _("Public until %(end)s (%(zone)s)") % told
    return _("Public from %(start)s until %(end)s (%(zone)s)") % told


def standing_in_words(entry, now):
    """The status with what the schedule makes of it."""
    if entry.status != PUBLISHED:
        return entry.get_status_display()
    start, end = (
        {"time": f"{moment(time)} ({offset_of(time)})"} if time is not None else None
        for time in (entry.publish_at, entry.withdraw_at)
    )
    if entry.standing(now) == WITHDRAWN:
        return _("Withdrawn (since %(time)s)") % end
    said = [entry.get_status_display()]
    if start and entry.publish_at > now:
        said.append(_("appears %(time)s") % start)
    if end:
        said.append(_("leaves %(time)s") % end)
    return ", ".join(said)


class StatusFilter(admin.SimpleListFilter):
    """By the status as it works: what has left by its time is among the withdrawn."""

    title = gettext_lazy("status")
    parameter_name = "status__exact"

    def lookups(self, request, model_admin):
        return PublicationStatus.choices

    def queryset(self, request, queryset):
        has_left = Q(status=PUBLISHED, withdraw_at__lte=timezone.now())
        match self.value():
            case PublicationStatus.WITHDRAWN:
                return queryset.filter(has_left | Q(status=WITHDRAWN))
            case PublicationStatus.PUBLISHED:
                return queryset.filter(~has_left, status=PUBLISHED)
            case PublicationStatus.DRAFT | PublicationStatus.IN_REVIEW as status:
                return queryset.filter(status=status)
        return queryset


class ScheduleMixin:
    """What the admin of an entry shows of its times. Lists that name `status` show and filter what comes of it."""

    formfield_overrides = {models.DateTimeField: {"form_class": ScheduleField}}

    def get_list_display(self, request):
        return ["standing" if name == "status" else name for name in super().get_list_display(request)]

    def get_list_filter(self, request):
        return [StatusFilter if name == "status" else name for name in super().get_list_filter(request)]

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def standing(self, entry):
        return standing_in_words(entry, timezone.now())

    @admin.display(description=gettext_lazy("when readers see it"))
    def schedule(self, entry):
        said = span(entry)
        if said and entry.status in (DRAFT, IN_REVIEW):
            said = _("%(span)s, once it is published") % {"span": said}
        return said or "–"
