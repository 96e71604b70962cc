"""A cache in the memory of one process that is bounded in bytes."""

from django.core.cache.backends.locmem import LocMemCache

#: What the dictionaries hold for an entry beside the bytes of its value.
_OVERHEAD = 400
_held = {}


class BoundedMemoryCache(LocMemCache):
    """Django's, but for what has to go when there is no room: what was not asked for the longest, and no more.

    `MAX_BYTES` among its OPTIONS is the bound, of values and of what it takes to keep them.
    """

    def __init__(self, name, params):
        super().__init__(name, params)
        self._name, self._most = name, params["OPTIONS"]["MAX_BYTES"]
        _held.setdefault(name, 0)

    # Django calls these with the lock held.

    def _set(self, key, value, timeout):
        self._delete(key)
        size = len(value) + _OVERHEAD
        while self._cache and _held[self._name] + size > self._most:
            self._delete(next(reversed(self._cache)))
        if size <= self._most:
            _held[self._name] += size
            super()._set(key, value, timeout)

    def _delete(self, key):
        if key in self._cache:
            _held[self._name] -= len(self._cache[key]) + _OVERHEAD
        return super()._delete(key)

    def _cull(self):
        """The number of entries is bounded by their bytes."""

    def incr(self, key, delta=1, version=None):
        # Not in one step here, unlike Django's: a number may grow by a byte, which has to be counted.
        value = self.get(key, version=version)
        if value is None:
            raise ValueError(f"Key {key!r} not found")
        self.set(key, value + delta, version=version)
        return value + delta

    def clear(self):
        with self._lock:
            while self._cache:
                self._delete(next(iter(self._cache)))
