"""The operations on a moderator's session."""

from gallery import problems
from gallery.openapi.parts import UNREADABLE, WRITING, answer, json, json_body, nothing, operation

SIGNED_IN = [{"session": []}]
"""What an operation asks for that only moderators, or curators, may do."""

NOT_ALLOWED = (problems.SignInRequired, problems.NotYourRole)

SESSION = {
    "post": operation(
        "signIn",
        "Sign a moderator in; the token is shown this once, lasts twelve hours, two without a request.",
        answer(201, json("SignedIn")),
        fails=(*UNREADABLE, *WRITING, problems.WrongSignIn),
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
