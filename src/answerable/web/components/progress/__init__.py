"""How far work in the background is."""
