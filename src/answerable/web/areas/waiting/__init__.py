"""What waiting costs under leaders and in units."""
