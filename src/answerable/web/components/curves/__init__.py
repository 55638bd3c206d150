"""Two shares that grow month by month, each with how far it may lie from there."""
