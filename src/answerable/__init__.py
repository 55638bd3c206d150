"""Answerable: of each performance gap, is it real, whose is it, who must do what by when?"""

__version__ = "0.1.0"
