"""Case 000 up to the day its 1,190 people are granted: no money yet, nobody paid."""

from __future__ import annotations

from api.demo import DISTRICT
from api.demo.district import ENROLMENT, PATIENTS
from api.demo.enrolling import apply_and_review, conclude_and_grant, post_notice
from api.demo.rules import MEDICINE, MEDICINE_POLICY, open_programme
from api.demo.scene import TOWNSHIP, Scene
from application.commands.beneficiaries import register_people
from application.desk import Desk
from infrastructure.bootstrap import synthetic_people


def grant_medicine(desk: Desk, *, people: int = PATIENTS) -> tuple[str, ...]:
    """Open the programme and bring so many people as far as a grant; return their ids."""
    scene = Scene(desk, DISTRICT, _quiet, synthetic_people)
    name = "贫困精神残疾人药费补助"
    open_programme(scene, MEDICINE, name_zh=name, name_en="Medicine subsidy", policy=MEDICINE_POLICY)
    _, ids = register_people(
        list(scene.crowd(people, 17, types=(6,), low_income=1.0)),
        command_id=scene.id("patients"),
        why="药费补助申请登记",
        on=ENROLMENT.applied,
        by=TOWNSHIP,
        desk=desk,
    )
    apply_and_review(scene, MEDICINE, ids, ENROLMENT)
    notice = post_notice(scene, MEDICINE, ids, ENROLMENT)
    conclude_and_grant(scene, MEDICINE, ids, notice, ENROLMENT)
    return ids


def _quiet(_sentence: str) -> None:
    return
