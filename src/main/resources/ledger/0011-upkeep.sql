-- The days that were tallied.
CREATE TABLE tally (
    day TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
