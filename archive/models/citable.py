"""Which fields of an entry or a part a citation or an editorial note can be about."""

#: Fields of the archive's own housekeeping: no source speaks of them.
_HOUSEKEEPING = {"status", "publish_at", "withdraw_at", "slug", "position"}


def citable_fields(model):
    """Names of the fields of `model` that state a fact, in the order in which they are defined."""
    options = model._meta
    fields = sorted((*options.concrete_fields, *options.many_to_many))
    return [field.name for field in fields if _states_a_fact(field, model)]


def _states_a_fact(field, model):
    return (
        field.editable
        and not field.primary_key
        and field.name not in _HOUSEKEEPING
        and field.name != getattr(model, "entry_field", None)
        and not field.name.startswith("portrait")
        # A debate or resolution stands in its congress as a part stands in its entry.
        and not (field.name == "congress" and field.many_to_one)
    )
