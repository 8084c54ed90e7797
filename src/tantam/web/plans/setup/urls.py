"""Addresses for setting a plan to work."""

from django.urls import path

from tantam.web.plans.setup import views

urlpatterns = [
    path("ke-hoach/<int:plan_id>/thiet-lap/", views.setup, name="plan-setup"),
    path("ke-hoach/<int:plan_id>/mo-ky/", views.open_one, name="plan-open-period"),
    path("ke-hoach/<int:plan_id>/chu-ky/", views.cycle, name="plan-cycle"),
    path("ke-hoach/cach-ghi/<int:phrase_id>/", views.choose, name="plan-choose"),
    path("ke-hoach/moc/<int:task_id>/", views.milestone, name="plan-milestone"),
]
