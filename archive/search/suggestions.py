"""The nearest spelling of a query that finds nothing."""


def suggestion(text, query, asked):
    return ""
