"""What stands where there is nothing to show."""
