"""Public answers kept ready to send, and how it is known which of them are as new as the archive."""
