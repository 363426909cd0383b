-- In which life of the kiosk's process and in which lane a fact's letter was posted, so that it can be posted once more when a damaged
-- ledger has lost it and kept the fact; NULL for facts of before.
ALTER TABLE fact ADD COLUMN boot TEXT;
ALTER TABLE fact ADD COLUMN lane INTEGER NOT NULL DEFAULT 0;

-- How far the book was gone through for such facts in a life of this ledger, and whether to its end.
CREATE TABLE book_life (
    life TEXT NOT NULL PRIMARY KEY,
    entry INTEGER NOT NULL,
    through INTEGER NOT NULL CHECK (through IN (0, 1))
) STRICT, WITHOUT ROWID;

-- The entry of the book that a day's tally ended with, NULL for a day without one: the next one begins behind it. And what the platform said
-- of it last: 'balanced' or 'unbalanced'; NULL while it has said nothing, 'before' where nobody wrote that down.
ALTER TABLE tally ADD COLUMN entry INTEGER;
ALTER TABLE tally ADD COLUMN word TEXT;
UPDATE tally SET word = 'before';
UPDATE tally SET entry = (SELECT max(fact.entry) FROM fact
    WHERE fact.at >= date(tally.day, '-1 day') || 'T16:00:00' AND fact.at < tally.day || 'T16:00:00');
