"""The breadcrumbs, as the gallery shows them."""

from answerable.web.components.breadcrumbs.props import Breadcrumbs, Crumb

EXAMPLES = (
    ("two steps down", Breadcrumbs((Crumb("Ingrid Solberg", "#"), Crumb("Marcus Webb", "#")), "Petra Novak")),
    ("at the top", Breadcrumbs((), "Ingrid Solberg")),
)
