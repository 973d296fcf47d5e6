"""Official papers: one sheet of data becomes a PDF and an editable DOCX by the templates in templates/documents."""
