"""What is wrong with tables somebody brought."""
