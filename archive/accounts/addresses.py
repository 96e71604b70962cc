"""Where a request comes from. A header is believed only as far as our own proxies have written it."""

from ipaddress import ip_address, ip_network

from django.conf import settings


def client_address(request):
    """The address of whoever sent the request, or None where none can be known, as on a local socket.

    Each proxy adds the address it was asked from to X-Forwarded-For, so with n proxies of our own the n-th from the
    right is true; what stands to the left of it anybody may have written.
    """
    given = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR")
    if settings.PROXY_COUNT and forwarded:
        steps = forwarded.split(",")
        given = steps[-min(settings.PROXY_COUNT, len(steps))]
    found = _parsed(given.strip())
    return None if found is None else str(found)


def throttled_address(request):
    """What attempts are counted by: the address, or of IPv6 the network that one household or machine is given."""
    return network_of(client_address(request))


def network_of(address):
    found = None if address is None else ip_address(address)
    if found is None or found.version == 4:
        return address
    return str(ip_network((found, 64), strict=False).network_address)


def _parsed(text):
    """The address in the text, which a proxy may have written with a port: 192.0.2.1:443, [2001:db8::1]:443."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
