"""Taking in an annex: upload, look, map names, import or amend."""
