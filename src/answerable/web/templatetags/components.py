"""The one tag pages put components on themselves with."""

from typing import Any, Protocol

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

register = template.Library()


class Props(Protocol):
    """What every component's properties have: a frozen dataclass that names its template."""

    @property
    def template(self) -> str:
        """The template, from the folder of components."""


@register.simple_tag(takes_context=True)
def component(context: Context, props: Props) -> SafeString:
    """Render a component from its properties, and nothing else of the page but the request.

    Args:
        context: the page's.
        props: what to show.

    Returns:
        Its HTML.
    """
    engine = context.template.engine if context.template else template.Engine.get_default()
    inner: dict[str, Any] = {"props": props, "csrf_token": context.get("csrf_token"), "shell": context.get("shell")}
    # Numbers stand as they are: those of a picture are no text, and hundreds of them are not looked up in the language.
    return engine.get_template(props.template).render(Context(inner, use_l10n=False))


@register.filter
def percent(share: float | None) -> str:
    """Write a share as a whole percentage; a dash for what is not known."""
    return "–" if share is None else f"{100 * share:.0f} %"
