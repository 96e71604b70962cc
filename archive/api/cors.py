"""Cross-origin reading: a page of any other site may read the API, without credentials. What writes it may not."""

from django.http import HttpResponse
from django.urls import reverse

#: What stands there is for whom the archive knows.
EDITING = "editing/"
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class CrossOriginMiddleware:
    """Stands before the others, so that 304, 404, 429 and 500 can be read from another origin too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(reverse("api:front")) or request.path.startswith(reverse("api:front") + EDITING):
            return self.get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return HttpResponse(status=204, headers={**HEADERS, **PREFLIGHT})
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response
