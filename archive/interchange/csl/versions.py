"""What pins a citation: the one place that says which version of an entry is meant."""

from datetime import UTC

from django.utils.translation import gettext as _


def version_of(entry):
    """The version of an entry as data has it: the number that readers know, and the day of it, in UTC."""
    version = entry.public_version
    return f"{version.number} ({day_of(version)})"


def version_in_words(entry):
    """The same inside a reference."""
    version = entry.public_version
    return _("version %(number)d of %(day)s") % {"number": version.number, "day": day_of(version)}


def day_of(version):
    """The day on which readers first saw a version, in ISO 8601."""
    return version.since.astimezone(UTC).date().isoformat()
