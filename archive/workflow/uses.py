"""What uses a record without a key that protects it."""


def users_without_key(record):
    """What has the record in a many-to-many field, which would silently let go of it."""
    relations = [relation for relation in record._meta.related_objects if relation.many_to_many]
    return [user for relation in relations for user in getattr(record, relation.get_accessor_name()).all()]
