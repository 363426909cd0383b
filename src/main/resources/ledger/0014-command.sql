-- What was begun or answered of the platform's commands, and by which process; without an outcome it was cut short.
CREATE TABLE command (
    entry INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    boot TEXT NOT NULL,
    outcome TEXT
) STRICT;

-- The newest list read: an older one, sent again, is refused.
CREATE TABLE command_list (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    version INTEGER NOT NULL
) STRICT;
