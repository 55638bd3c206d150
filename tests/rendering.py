"""Components put on a page of their own, in tests."""

from django.template import Context, Engine

from answerable.web.templatetags.components import Props

PAGE = "{% component props %}"


def rendered(props: Props, **more: object) -> str:
    """The HTML of a component, every run of blanks as one; `more` is what else the page holds."""
    engine = Engine.get_default()
    return " ".join(engine.from_string(PAGE).render(Context({"props": props, **more})).split())
