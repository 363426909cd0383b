-- What is left of what devices use up, by device and thing; an estimate, kept now and then.
CREATE TABLE supply (
    supply TEXT NOT NULL PRIMARY KEY,
    remaining REAL NOT NULL,
    told_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
