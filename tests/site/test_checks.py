"""Python without assertions is refused everywhere one could start it."""

import os
import subprocess
import sys

import pytest

from tests.repo.source import ROOT


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import tantam.site.wsgi", "assertions are off"),
        ("from tantam.cli.main import run; run()", "-O"),
        (
            "import django; django.setup(); from django.core.management import call_command; call_command('check')",
            "tantam.E001",
        ),
    ],
)
def test_python_without_assertions_is_refused(tmp_path, code, said):
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "tantam.site.settings",
        "TANTAM_HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
    }

    done = subprocess.run(
        [sys.executable, "-O", "-c", code], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode != 0
    assert said in done.stderr
