"""The roles of a simulated company, and what is expected in each."""

from dataclasses import dataclass

FUNCTIONS = ("sales", "marketing", "service", "operations")
FUNCTION_SHARES = (0.45, 0.20, 0.25, 0.10)
CURRENCY = "EUR"


@dataclass(frozen=True, slots=True)
class Expected:
    """Something expected in a role.

    Attributes:
        slug: the end of its id.
        name: what it is called.
        direction: `higher`, `lower` or `band`.
        cadence: `month` or `quarter`.
        unit: what it is counted in.
        target: what is typically expected of somebody; the lower edge of a band.
        target_high: the upper edge of a band.
        step: targets are whole multiples of this.
        kind: `result` or `behaviour`.
        worth: what one unit is worth in `CURRENCY`; None where nobody says.
    """

    slug: str
    name: str
    direction: str
    cadence: str
    unit: str
    target: float
    target_high: float | None = None
    step: float = 1.0
    kind: str = "result"
    worth: float | None = None


@dataclass(frozen=True, slots=True)
class RoleProfile:
    """A role of somebody who leads nobody.

    Attributes:
        role_id: its id.
        title: its name.
        teams: what a team of such people is called.
        function: the function it belongs to.
        share: share of the function's teams.
        expected: what is expected, the main result first.
    """

    role_id: str
    title: str
    teams: str
    function: str
    share: float
    expected: tuple[Expected, Expected, Expected]


@dataclass(frozen=True, slots=True)
class LeaderProfile:
    """A role of somebody who leads people.

    Attributes:
        role_id: its id.
        title: its name.
    """

    role_id: str
    title: str


_DISCOUNT = Expected("discount_level", "Discount level", "band", "month", "percent of list price", 5, 15)
_FORECAST = Expected("forecast_notes", "Deals with an up-to-date forecast", "higher", "quarter", "percent", 90)

CONTRIBUTORS = (
    RoleProfile(
        "account_executive",
        "Account Executive",
        "Account Executives",
        "sales",
        0.50,
        # Of what is sold, so much stays once it was made and served.
        (
            Expected("bookings", "Bookings", "higher", "month", "EUR", 60_000, step=500, worth=0.7),
            _DISCOUNT,
            _FORECAST,
        ),
    ),
    RoleProfile(
        "sales_development_representative",
        "Sales Development Representative",
        "Sales Development",
        "sales",
        0.25,
        (
            Expected("qualified_meetings", "Qualified meetings", "higher", "month", "meetings", 20, step=0.5),
            Expected("lead_reply_hours", "Hours until a lead is answered", "lower", "month", "hours", 6),
            Expected("calls_reviewed", "Calls reviewed", "higher", "quarter", "calls", 12, kind="behaviour"),
        ),
    ),
    RoleProfile(
        "account_manager",
        "Account Manager",
        "Account Managers",
        "sales",
        0.25,
        (
            Expected("renewals", "Renewed and added revenue", "higher", "month", "EUR", 45_000, step=500, worth=0.8),
            _DISCOUNT,
            Expected("retention", "Revenue retained", "higher", "quarter", "percent", 92),
        ),
    ),
    RoleProfile(
        "demand_generation_manager",
        "Demand Generation Manager",
        "Demand Generation",
        "marketing",
        0.45,
        (
            Expected("pipeline_created", "Pipeline created", "higher", "month", "EUR", 150_000, step=1000),
            Expected("cost_per_lead", "Cost per lead", "lower", "month", "EUR", 80),
            Expected("campaign_reviews", "Campaigns reviewed", "higher", "quarter", "reviews", 6, kind="behaviour"),
        ),
    ),
    RoleProfile(
        "content_marketer",
        "Content Marketer",
        "Content",
        "marketing",
        0.35,
        (
            Expected("content_leads", "Leads from content", "higher", "month", "leads", 60, step=1),
            Expected("days_to_publish", "Days from brief to publication", "lower", "month", "days", 12),
            Expected("reader_return", "Readers who come back", "higher", "quarter", "percent", 35),
        ),
    ),
    RoleProfile(
        "product_marketer",
        "Product Marketer",
        "Product Marketing",
        "marketing",
        0.20,
        (
            Expected("launch_reach", "Customers reached by launches", "higher", "month", "customers", 400, step=5),
            Expected("days_to_answer", "Days until sales is answered", "lower", "month", "days", 3),
            Expected("win_stories", "Customer stories", "higher", "quarter", "stories", 4),
        ),
    ),
    RoleProfile(
        "customer_success_manager",
        "Customer Success Manager",
        "Customer Success",
        "service",
        0.45,
        (
            # An account through one month.
            Expected(
                "accounts_healthy", "Accounts in good health", "higher", "month", "accounts", 30, step=0.5, worth=150
            ),
            Expected("onboarding_days", "Days until a customer is live", "lower", "month", "days", 30),
            Expected("retention", "Customers retained", "higher", "quarter", "percent", 94),
        ),
    ),
    RoleProfile(
        "support_specialist",
        "Support Specialist",
        "Support",
        "service",
        0.55,
        (
            Expected("first_response_hours", "Hours until the first response", "lower", "month", "hours", 4, step=0.1),
            Expected("requests_solved", "Requests solved", "higher", "month", "requests", 160),
            Expected("satisfaction", "Customer satisfaction", "higher", "quarter", "percent", 88),
        ),
    ),
    RoleProfile(
        "operations_analyst",
        "Operations Analyst",
        "Operations",
        "operations",
        1.0,
        (
            Expected("requests_closed", "Requests closed", "higher", "month", "requests", 45, step=0.5),
            Expected("days_open", "Days a request is open", "lower", "month", "days", 5),
            Expected("data_quality", "Records without a fault", "higher", "quarter", "percent", 97),
        ),
    ),
)

# The first line of each function in the order of `FUNCTIONS`, then up to the top.
LEADERS = (
    *(LeaderProfile(f"{name}_manager", f"{name.title()} Manager") for name in FUNCTIONS),
    LeaderProfile("director", "Director"),
    LeaderProfile("senior_director", "Senior Director"),
    LeaderProfile("vice_president", "Vice President"),
    LeaderProfile("senior_vice_president", "Senior Vice President"),
    LeaderProfile("chief_executive", "Chief Executive"),
)

TEAM_ATTAINMENT = Expected("team_attainment", "Attainment of the team", "higher", "month", "share of target", 1)

# By facet, what every role asks for and how much of it, on the scale from 1 to 5.
CONTRIBUTOR_FACETS = (
    ("skill", "knows the product and the customer", 3),
    ("ability", "learns quickly", 3),
    ("commitment", "keeps agreements", 4),
    ("behaviour", "asks before advising", 3),
    ("drive", "wants to improve", 4),
)
LEADER_FACETS = (
    ("skill", "coaches", 4),
    ("ability", "tells cause from blame", 3),
    ("commitment", "keeps time for every person", 4),
    ("behaviour", "says what is expected", 4),
    ("drive", "wants others to succeed", 4),
)


def expectation_id(role_id: str, expected: Expected) -> str:
    """Name an expectation.

    Args:
        role_id: the role it belongs to.
        expected: what is expected.

    Returns:
        Its id, such as `account_executive_bookings`.
    """
    return f"{role_id}_{expected.slug}"


# The main result of each role that leads nobody, in the order of `CONTRIBUTORS`.
MAIN_RESULTS = tuple(expectation_id(profile.role_id, profile.expected[0]) for profile in CONTRIBUTORS)
