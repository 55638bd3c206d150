"""The product's settings, with the addresses of this package."""

from answerable.site import settings as product

globals().update({name: getattr(product, name) for name in dir(product) if name.isupper()})
ROOT_URLCONF = "with_hello.urls"
