"""The story of a child at risk where there is nobody here to investigate."""

from symphony.demo import looking_again
from symphony.demo.scene import Scene
from symphony.safeguarding.models import ActionKind

SERVICES = "Exampleshire Children's Services"


def tell(scene: Scene) -> None:
    """Tell it as far as today."""
    if not scene.later(hours=(2, 16)):
        return
    scene.enquiry("Asked the school which pupil uses the account that was contacted.")
    if not scene.later(days=(1, 4)):
        return
    for planned in scene.report.children:
        how = (
            "Named in the report; the school knew who it is."
            if planned.stated
            else "Brother or sister in the same household, contacted by the same account."
        )
        child = scene.child(planned, how_found=how)
        scene.nobody_must_not_be_told(child)
        scene.action(
            child,
            ActionKind.SEEN_SAFE_AT_HOME,
            agency=SERVICES,
            wishes="Wants the account gone and to tell nobody else.",
        )
        scene.action(child, ActionKind.REFERRAL_SENT, agency="Exampleshire Police")
    looking_again.tell(scene)
    if scene.later(days=(20, 45)):
        scene.close("The child is safe, the account is closed and the family is helped.")
