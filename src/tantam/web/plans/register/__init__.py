"""The register of documents, and the files it hands out."""
