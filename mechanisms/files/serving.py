"""Handing out a file to somebody who may see it: as a download that no browser runs or keeps."""

from django.http import FileResponse, Http404

from mechanisms.files.models import Upload


def serve(upload: Upload) -> FileResponse:
    """The caller has asked `visible_to`. Raises Http404 when the file itself is gone."""
    try:
        content = upload.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=upload.name, content_type=upload.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
