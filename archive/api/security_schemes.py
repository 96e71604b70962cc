"""What the schema says of the ways in which the staff is known. Importing it is enough: drf-spectacular keeps them."""

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "archive.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema):
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of your account, made at /admin/account/tokens/: Authorization: Bearer carch_…",
        }


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "archive.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema):
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "The session of the admin. Whatever writes sends its token against forgery in X-CSRFToken.",
        }
