-- What a device that forgets by its power alone may hold of a slip that is not proven to have come out, across restarts; no row, nothing.
CREATE TABLE leftover (
    device TEXT PRIMARY KEY,
    kept TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
