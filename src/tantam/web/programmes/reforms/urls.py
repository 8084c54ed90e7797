"""Addresses of the journey of reforms."""

from django.urls import path

from tantam.web.programmes.reforms import running, sheets, views

urlpatterns = [
    path("cai-cach/", views.reforms, name="reforms"),
    path("cai-cach/moi/", views.write, name="reform-write"),
    path("cai-cach/so-sanh/", views.compare, name="reform-compare"),
    path("cai-cach/<int:reform_id>/", views.reform, name="reform"),
    path("cai-cach/<int:reform_id>/chay/", running.run, name="reform-run"),
    path("cai-cach/lan-chay/<int:run_id>/", views.result, name="reform-result"),
    path("cai-cach/lan-chay/<int:run_id>/bang.xlsx", sheets.workbook, name="reform-workbook"),
]
