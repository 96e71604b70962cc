"""The write paths of the admin, each on record: saving a record with its rows, shifting siblings, deleting."""

from contextlib import nullcontext

from archive.admin.forms import PositionedForm
from archive.choices import VersionAction
from archive.models import Entry
from archive.workflow import editing, ordering, recording, versions
from archive.workflow.locking import entry_of


class RecordingMixin:
    """For a ModelAdmin with reasons: a request that writes makes one version of each entry it changes.

    On the site of private changes all is rolled back, and nothing is put on record.
    """

    def save_model(self, request, obj, form, change):
        """Save what was typed; nothing typed here (but perhaps in a row) is no new version."""
        if self._is_on_record and (change or not isinstance(obj, Entry)):
            recording.begin(entry_of(obj))
        if not change or form.changed_data:
            with self._shifting(request, obj, form, change):
                self.write(obj, form, change)

    def save_related(self, request, form, formsets, change):
        """Save the rows; then all that this request saves is saved, and is one edit of the entry."""
        super().save_related(request, form, formsets, change)
        if self._is_on_record:
            obj = form.instance
            is_new = not change and isinstance(obj, Entry)
            action = VersionAction.CREATE if is_new else VersionAction.CHANGE
            versions.record(entry_of(obj), request.user, action, self.posted_reason(request))
            times = {"publish_at", "withdraw_at"} & set(form.changed_data)
            if isinstance(obj, Entry):
                editing.note_times(obj, request.user, times)

    def delete_model(self, request, obj):
        with self._deleting(request, [obj]):
            super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        with self._deleting(request, list(queryset)):
            super().delete_queryset(request, queryset)

    @property
    def _is_on_record(self):
        return not self.admin_site.is_private

    def _shifting(self, request, obj, form, change):
        """Debates and resolutions that give way to this one are entries, and are changed too."""
        moves = isinstance(form, PositionedForm) and (not change or "position" in form.changed_data)
        position = form.cleaned_data.get("position") if moves and isinstance(obj, Entry) else None
        if position is None or not self._is_on_record:
            return nullcontext()
        shifted = self.model._base_manager.filter(pk__in=ordering.shifts(obj, position))
        return recording.on_record(shifted, request.user, reason=self.posted_reason(request))

    def _deleting(self, request, records):
        if not self._is_on_record:
            return nullcontext()
        return recording.deletion_on_record(records, request.user, self.posted_reason(request))
