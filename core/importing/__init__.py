"""A file to a draft, in one transaction: parse it, propose people, match what stands, write.

`preview` reads and changes nothing; `import_source`, `import_record` and `import_new_records` write.
"""

from core.importing.drafting import Imported, ImportRefusedError, import_new_records, import_record, import_source
from core.importing.metadata import Metadata
from core.importing.reading import Preview, preview, read_file
from core.parsing import MAXIMUM_BYTES, ParseError
from core.parsing.formats.record import read_record

__all__ = [
    "MAXIMUM_BYTES",
    "ImportRefusedError",
    "Imported",
    "Metadata",
    "ParseError",
    "Preview",
    "import_new_records",
    "import_record",
    "import_source",
    "preview",
    "read_file",
    "read_record",
]
