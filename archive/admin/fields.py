"""Form fields and widgets of the admin that are not about references."""

from django import forms
from django.contrib.admin.widgets import AdminFileWidget, AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.workflow import images
from archive.workflow.ordering import LAST_POSITION


class LineFeedTextarea(AdminTextareaWidget):
    """A text area whose line ends are single line feeds, as the archive stores them.

    Browsers send CR LF (HTML, section 4.10.21.8). Taken out here, before anything compares, so
    that a text which nobody touched is not found changed.
    """

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value if value is None else value.replace("\r\n", "\n").replace("\r", "\n")


class ShortTextarea(LineFeedTextarea):
    """Two lines, for a table of parts."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 2, "cols": 30, **(attrs or {})})


class VersionField(forms.IntegerField):
    """The version of the record that the person has before him; never a change by itself."""

    def __init__(self):
        super().__init__(required=False, label=_("Version"), widget=forms.HiddenInput)

    def clean(self, value):
        """None for nonsense, which is then no version anybody has seen."""
        try:
            return super().clean(value)
        except ValidationError:
            return None

    def has_changed(self, initial, data):
        return False


class PositionField(forms.IntegerField):
    def __init__(self, help_text):
        super().__init__(
            label=_("Position"),
            required=False,
            min_value=1,
            max_value=LAST_POSITION,
            help_text=help_text,
            widget=forms.NumberInput({"class": "vIntegerField", "size": 5}),
        )


class PortraitInput(AdminFileWidget):
    """The present picture comes from the admin site that the form stands in."""

    template_name = "admin/archive/portrait_input.html"
    site = "admin"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if context["widget"]["is_initial"]:
            address = reverse("admin:archive_speaker_portrait", args=[value.instance.pk], current_app=self.site)
            context["widget"]["address"] = address
        return context


class PortraitField(forms.ImageField):
    """A picture that is made anew on arrival; see `images.reencode`."""

    default_validators = ()
    widget = PortraitInput

    def to_python(self, data):
        upload = forms.FileField.to_python(self, data)
        return None if upload is None else images.reencode(upload)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": "image/jpeg,image/png,image/webp"}
