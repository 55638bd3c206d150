"""The table, as the gallery shows it."""

from answerable.web.components.data_table.props import Cell, DataTable

EXAMPLES = (
    (
        "with links",
        DataTable(
            "Gaps",
            ("Whose gap", "In", "Reaches"),
            (
                (Cell("Ana Thapa", "#"), Cell("Bookings"), Cell("78 %")),
                (
                    Cell("Account Executives Northgate (whole unit)", "#"),
                    Cell("Hours until first response"),
                    Cell("9 %"),
                ),
            ),
        ),
    ),
)
