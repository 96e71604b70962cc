"""The shapes of the API, one module per noun. Adding a field is compatible; nothing is renamed or removed in v1."""
