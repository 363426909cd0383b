-- The outbox and the numbers of letters. One row in link_epoch is the epoch in force. The next number is the larger of
-- next_number, which is brought up to date whenever rows leave the outbox, and one more than the highest there.
CREATE TABLE link_epoch (
    epoch TEXT NOT NULL PRIMARY KEY,
    previous TEXT,
    next_number INTEGER NOT NULL,
    next_session INTEGER NOT NULL,
    current INTEGER NOT NULL CHECK (current IN (0, 1))
) STRICT, WITHOUT ROWID;

-- A letter waits here until a receipt names it. `number` counts within its epoch without a gap; `posted` is never used
-- twice, or the drain, which reads upwards, would overlook a letter. `parked` says why a letter waits for a person.
CREATE TABLE outbox (
    posted INTEGER PRIMARY KEY AUTOINCREMENT,
    epoch TEXT NOT NULL,
    number INTEGER NOT NULL,
    key TEXT NOT NULL,
    type TEXT NOT NULL,
    envelope BLOB NOT NULL,
    parked TEXT,
    UNIQUE (epoch, number)
) STRICT;
