-- What was wrong and what was logged, until the broker has taken it or its lane's room is needed for what is newer.
CREATE TABLE telemetry (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    lane INTEGER NOT NULL,
    event BLOB NOT NULL
) STRICT;
CREATE INDEX telemetry_lane ON telemetry (lane, number);

-- How many were let go of, unsent, since this ledger began.
CREATE TABLE telemetry_dropped (
    lane INTEGER PRIMARY KEY,
    events INTEGER NOT NULL
) STRICT;
