# SPDX-License-Identifier: EUPL-1.2
"""Files that people send: in memory while they are read, and nowhere else. No disk, so nothing to clear up."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

KEPT_AT_MOST = 6_000_000
"""Bytes of all files of one form together; of more only the size is known, so that a page can say so."""
STOPPED_FROM = 60_000_000
"""From so many bytes on we hang up."""


class InMemory(FileUploadHandler):
    """Takes every file into memory, as long as together they stay small."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kept = self.seen = 0

    def new_file(self, *args: Any, **options: Any) -> None:
        """Begins a file."""
        super().new_file(*args, **options)
        self.file = BytesIO()
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keeps a piece, when there is still room."""
        self.seen += len(raw_data)
        self.size = start + len(raw_data)
        if self.seen > STOPPED_FROM:
            raise StopUpload(connection_reset=True)
        if self.kept + len(raw_data) <= KEPT_AT_MOST:
            self.file.write(raw_data)
            self.kept += len(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file; its `size` is what was sent, also when not all of that was kept."""
        self.file.seek(0)
        return InMemoryUploadedFile(
            file=self.file,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
