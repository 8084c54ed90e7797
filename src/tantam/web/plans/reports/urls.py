"""Addresses of the reports; `bc/` is the short one that is printed at the foot of issued reports."""

from django.urls import path

from tantam.web.plans.reports import views

urlpatterns = [
    path("bao-cao/", views.reports, name="reports"),
    path("bao-cao/lap/", views.draw, name="report-draw"),
    path("bao-cao/<int:report_id>/", views.report, name="report"),
    path("bao-cao/<int:report_id>/doan/<str:code>/", views.paragraph, name="report-paragraph"),
    path("bao-cao/<int:report_id>/ban-hanh/", views.issue, name="report-issue"),
    path("bao-cao/<int:report_id>/bao-cao.pdf", views.pdf, name="report-pdf"),
    path("bao-cao/<int:report_id>/bao-cao.docx", views.word, name="report-word"),
    path("bao-cao/<int:report_id>/noi-dung.json", views.content, name="report-content"),
    path("bc/<int:report_id>/", views.short, name="report-short"),
]
