"""What pages are built of: each a frozen dataclass of properties with its template, styles and examples."""
