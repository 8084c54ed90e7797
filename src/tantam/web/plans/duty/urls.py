"""Addresses of a duty."""

from django.urls import path

from tantam.web.plans.duty.views import contributing, deciding, reading, stepping, writing

_DUTY = "nhiem-vu/<int:duty_id>/"

urlpatterns = [
    path(_DUTY, reading.duty, name="duty"),
    path(f"{_DUTY}soan/", writing.write, name="duty-write"),
    path(f"{_DUTY}soan/luu/", writing.autosave, name="duty-autosave"),
    path(f"{_DUTY}van-ban/", writing.document, name="duty-document"),
    path(f"{_DUTY}tin-bai/", writing.media_item, name="duty-media"),
    path(f"{_DUTY}hoi-nghi/", writing.briefing, name="duty-briefing"),
    path(f"{_DUTY}so-lieu/", writing.figures, name="duty-figures"),
    path(f"{_DUTY}bo/<str:kind>/<int:deliverable_id>/", writing.remove, name="duty-remove"),
    path(f"{_DUTY}trinh/", stepping.check, name="duty-check"),
    path(f"{_DUTY}da-trinh/", stepping.filed, name="duty-filed"),
    path(f"{_DUTY}rut/", stepping.withdraw, name="duty-withdraw"),
    path(f"{_DUTY}ky-duyet/", stepping.sign, name="duty-sign"),
    path(f"{_DUTY}tra-lai/", stepping.give_back, name="duty-send-back"),
    path(f"{_DUTY}mien/", deciding.exempt, name="duty-exempt"),
    path(f"{_DUTY}gia-han/", deciding.extend, name="duty-extend"),
    path("bo-sung/<int:task_id>/<int:period_id>/", deciding.addition, name="duty-add"),
    path("so-lieu/<int:task_id>/", deciding.indicators, name="task-indicators"),
    path("so-lieu/<int:task_id>/<int:indicator_id>/dung/", deciding.end, name="indicator-end"),
    path("phoi-hop/<int:task_id>/<int:period_id>/", contributing.contribution, name="contribution"),
    path("tep/van-ban/<int:document_id>/", reading.document_file, name="document-file"),
    path("tep/quyet-dinh/<int:decision_id>/", reading.decision_file, name="decision-file"),
]
