-- The visit book: every entry carries the hash of the one before and of its own payload. A payload may be erased later
-- (NULL); the chain stays whole.
CREATE TABLE fact (
    entry INTEGER PRIMARY KEY,
    visit TEXT NOT NULL,
    type TEXT NOT NULL,
    at TEXT NOT NULL,
    payload BLOB,
    payload_hash BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;

-- Acts that cannot be rolled back and whose outcome is not known yet.
CREATE TABLE act (
    act INTEGER PRIMARY KEY,
    visit TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;
