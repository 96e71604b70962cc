"""Named public reads: pages, API, feeds and sitemaps start here and nowhere else.

`public_<nouns>()` gives a queryset; `public_<noun>(…)` gives one loaded entry with its parts in
`public_…` attributes, or raises what `archive.selectors.addresses` defines.
"""
