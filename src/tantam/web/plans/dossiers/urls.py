"""Addresses of the policy dossiers."""

from django.urls import path

from tantam.web.plans.dossiers.views import consulting, grounding, reading, registering, writing

_DOSSIERS = "ho-so-chinh-sach/"
_ONE = f"{_DOSSIERS}<int:dossier_id>/"

urlpatterns = [
    path(_DOSSIERS, reading.dossiers, name="dossiers"),
    path(f"{_DOSSIERS}moi/", writing.new, name="dossier-new"),
    path(_ONE, reading.dossier, name="dossier"),
    path(f"{_ONE}phan/<str:part_code>/", writing.part, name="dossier-part"),
    path(f"{_ONE}can-cu/", grounding.law, name="dossier-law"),
    path(f"{_ONE}can-cu/tu-luat/", grounding.from_law, name="dossier-law-term"),
    path(f"{_ONE}can-cu/<int:citation_id>/bo/", grounding.drop_citation, name="dossier-law-remove"),
    path(f"{_ONE}bang-chung/", grounding.evidence, name="dossier-evidence"),
    path(f"{_ONE}bang-chung/them/", grounding.add, name="dossier-evidence-add"),
    path(f"{_ONE}bang-chung/<int:evidence_id>/bo/", grounding.drop_evidence, name="dossier-evidence-remove"),
    path(f"{_ONE}lay-y-kien/", consulting.consultation, name="dossier-consultation"),
    path(f"{_ONE}y-kien/", consulting.opinion, name="dossier-opinion"),
    path(f"{_ONE}y-kien/<int:answer_id>/tiep-thu/", consulting.settle, name="dossier-settle"),
    path(f"{_ONE}y-kien/<int:answer_id>/tep/", consulting.opinion_file, name="dossier-opinion-file"),
    path(f"{_ONE}hoan-thien/", registering.finish, name="dossier-finish"),
    path(f"{_ONE}mo-lai/", registering.reopen, name="dossier-reopen"),
    path(f"{_ONE}dang-ky/", registering.register, name="dossier-register"),
    path(f"{_ONE}ho-so.pdf", reading.pdf, name="dossier-pdf"),
    path(f"{_ONE}ho-so.docx", reading.word, name="dossier-word"),
    path(f"{_ONE}noi-dung.json", reading.content, name="dossier-content"),
]
