"""What a CDN before the site is told: how long it may keep an answer, by which keys, and which keys have gone stale."""
