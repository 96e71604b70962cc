"""Who is asking, and where from: nobody counts as signed in before the second factor is passed."""

from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject

from archive.accounts import second_factor
from archive.accounts.addresses import client_address
from archive.workflow import audit


class SecondFactorMiddleware:
    """Has `request.user` be nobody until the person has shown all that is asked of him.

    So no page, in the admin or outside it, can forget to ask for the second factor. `request.known_user` is who gave
    the right password: only the pages on which the factor is set up and asked for look at it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Lazy, as Django's own: a public page asks for no session and no account.
        request.known_user = request.user
        request.user = SimpleLazyObject(partial(_admitted, request))
        return self.get_response(request)


def _admitted(request):
    user = request.known_user
    return user if second_factor.is_passed(user, request.session) else AnonymousUser()


class AddressMiddleware:
    """Tells the audit log where what is done in this request comes from."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with audit.acting_from(client_address(request)):
            return self.get_response(request)
