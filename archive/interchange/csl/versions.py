"""What pins a citation: the one place that says which version of an entry is meant."""

from datetime import UTC


def version_of(entry):
    """The version of an entry as it is cited: its last change, as an ISO 8601 time in UTC, to the second.

    The same instant as the `updated_at` that the API gives, so that a citation can be checked against it.
    """
    return entry.updated_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
