-- What becomes of a number that is called in vain, as the hall's lease said when it was drawn.
ALTER TABLE lease ADD COLUMN no_show TEXT;

-- A cancelled number makes room for another one of the same visit; `person` is the day's pseudonym, `second_of` the number of the same
-- person that still waited when this one was given. Made anew, as SQLite takes no constraint away; the release before this one serves it too.
CREATE TABLE ticket_anew (
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
    no_show TEXT,
    person TEXT,
    second_of TEXT,
    cancelled_at TEXT
) STRICT;

INSERT INTO ticket_anew (ticket, visit, hall, service, number, lease, business_date, taken_at, code, valid_until, ahead, ahead_at)
    SELECT ticket, visit, hall, service, number, lease, business_date, taken_at, code, valid_until, ahead, ahead_at FROM ticket
    ORDER BY rowid;

DROP TABLE ticket;

ALTER TABLE ticket_anew RENAME TO ticket;

CREATE UNIQUE INDEX ticket_in_force ON ticket (visit, hall, service) WHERE cancelled_at IS NULL;

CREATE INDEX ticket_person ON ticket (person, service, business_date) WHERE person IS NOT NULL;
