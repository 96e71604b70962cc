"""What every file beside a public page shares: the same gate and the same ways of being absent as the page."""

from archive.views.base import EntryView


class EntryFileView(EntryView):
    """A file about one entry. Subclasses read the entry and answer with `render_to_response`."""

    has_twin = False
    #: The last step of the address, after the page's.
    file_name: str

    def address_of(self, entry):
        return f"{entry.get_absolute_url()}{self.file_name}"

    def get_context_data(self, **kwargs):
        return {}
