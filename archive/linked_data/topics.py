"""A topic as a term of the archive's own list of them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from archive.linked_data.nodes import named_node, node, references
from archive.templatetags.archive_prose import plain


def topic_node(topic, site):
    """A topic as of `public_topic`."""
    return named_node(
        topic,
        site,
        description=plain(topic.description),
        inDefinedTermSet=node("DefinedTermSet", name=_("Topics"), url=site.absolute(reverse("archive:topics"))),
        subjectOf=references([*topic.public_debates, *topic.public_resolutions], site),
    )
