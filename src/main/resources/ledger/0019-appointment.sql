-- Appointments that were asked for, withdrawn or checked in at this kiosk; those of other kiosks are the platform's to tell. `person` is the
-- pseudonym of the day on which it was asked for; `ticket` and `place` are of the number that was given for it.
CREATE TABLE appointment (
    appointment TEXT NOT NULL PRIMARY KEY,
    visit TEXT NOT NULL,
    hall TEXT NOT NULL,
    service TEXT NOT NULL,
    day TEXT NOT NULL,
    begins TEXT NOT NULL,
    ends TEXT NOT NULL,
    state TEXT NOT NULL,
    why TEXT NOT NULL,
    code TEXT NOT NULL,
    link TEXT NOT NULL,
    number TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    person TEXT,
    ticket TEXT,
    place TEXT
) STRICT;

-- However often and from however many pages at once a visit asks.
CREATE UNIQUE INDEX appointment_in_force ON appointment (visit, service, day) WHERE state IN ('asked', 'booked');

CREATE INDEX appointment_ticket ON appointment (ticket) WHERE ticket IS NOT NULL;
