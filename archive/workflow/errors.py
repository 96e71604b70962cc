"""What the workflow layer raises, besides Django's own PermissionDenied."""


class WorkflowError(Exception):
    """A step that cannot be taken as things stand; its text is a sentence for the person who tried."""
