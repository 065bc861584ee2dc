"""The operations of moderators: their session, and what they decide."""

from gallery import problems
from gallery.openapi.parts import (
    IDEMPOTENCY_KEY,
    REPEATABLE,
    UNREADABLE,
    WRITING,
    answer,
    in_path,
    json,
    json_body,
    nothing,
    operation,
)
from gallery.openapi.schemas import RANDOM_ID

SIGNED_IN = [{"session": []}]
"""What an operation asks for that only moderators, or curators, may do."""

NOT_ALLOWED = (problems.SignInRequired, problems.NotYourRole)

SESSION = {
    "post": operation(
        "signIn",
        "Sign a moderator in; the token is shown this once, lasts twelve hours, two without a request.",
        answer(201, json("SignedIn")),
        fails=(*UNREADABLE, *WRITING, *REPEATABLE, problems.WrongSignIn),
        parameters=[IDEMPOTENCY_KEY],
        requestBody=json_body("SignIn"),
    ),
    "delete": operation(
        "signOut",
        "End the session.",
        nothing(204),
        fails=(problems.SignInRequired, problems.CrossSite, *WRITING),
        security=SIGNED_IN,
    ),
}

DECISIONS = {
    "parameters": [in_path("id", RANDOM_ID)],
    "post": operation(
        "decide",
        "Approve, hide, restore or look at again.",
        answer(200, json("Artwork")),
        fails=(*UNREADABLE, *WRITING, *REPEATABLE, *NOT_ALLOWED, problems.NotFound, problems.ChangedMeanwhile),
        security=SIGNED_IN,
        requestBody=json_body("Decision"),
    ),
}
