"""Cross-origin reading: a page of any other site may read the API, without credentials.

No answer says `Access-Control-Allow-Credentials` and no preflight allows another method than those of reading, so no
browser lets a page of another site write here, or read with somebody's session.
"""

from django.http import HttpResponse

from archive.api.addresses import api_path

#: What stands there is for whom the archive knows.
EDITING = "editing/"
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Allow, Content-Disposition, Content-Range, ETag, Last-Modified, "
    "Link, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
}


class CrossOriginMiddleware:
    """Stands before the others, so that 304, 404, 429 and 500 can be read from another origin too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        root = api_path("front")
        if not request.path.startswith(root) or request.path.startswith(root + EDITING):
            return self.get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return HttpResponse(status=204, headers={**HEADERS, **PREFLIGHT})
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response
