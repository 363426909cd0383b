-- Blocks of numbers the platform has given to this kiosk. `next` only grows, whatever is delivered again.
CREATE TABLE lease (
    lease TEXT NOT NULL PRIMARY KEY,
    hall TEXT NOT NULL,
    service TEXT NOT NULL,
    letter TEXT NOT NULL,
    business_date TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    next INTEGER NOT NULL,
    slip_key BLOB NOT NULL,
    link TEXT NOT NULL,
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Rows are kept in the order in which numbers were given: `taken_at` may repeat or go back with the clock.
CREATE TABLE ticket (
    ticket TEXT NOT NULL PRIMARY KEY,
    visit TEXT NOT NULL,
    hall TEXT NOT NULL,
    service TEXT NOT NULL,
    number TEXT NOT NULL,
    lease TEXT NOT NULL REFERENCES lease (lease),
    business_date TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    code TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    ahead INTEGER,
    ahead_at TEXT,
    UNIQUE (visit, hall, service)
) STRICT;
