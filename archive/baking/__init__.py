"""The public archive as plain files that any static host serves; docs/operating.md, “A static edition”."""
