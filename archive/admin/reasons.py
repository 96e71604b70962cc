"""Why something is changed: one field above the buttons of every form, kept in the history."""

from django.utils.translation import gettext_lazy as _

#: What the field is called in the posted data, of a form and of an action.
REASON = "_reason"
MISSING = _("“Why / what was changed” is empty. Say there why it is returned to draft.")


def reason_in(request):
    """What was typed there; PostgreSQL keeps no NUL."""
    return request.POST.get(REASON, "").replace("\0", "").replace("\r\n", "\n").strip()


class ReasonMixin:
    """For a ModelAdmin: its form asks for a reason, and whoever writes can have it."""

    def posted_reason(self, request):
        return reason_in(request)

    def lacks_reason(self, request):
        """Whether what was pressed needs a reason, and none is given."""
        return False

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if add or self.has_change_permission(request, obj):
            context["reason"] = {
                "name": REASON,
                "typed": request.POST.get(REASON, ""),
                "error": MISSING if self.lacks_reason(request) else "",
            }
        return super().render_change_form(request, context, add, change, form_url, obj)
