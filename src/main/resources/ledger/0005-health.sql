-- How many seconds of a day, by the kiosk's calendar, residents could have what a kind of device is for.
CREATE TABLE in_service (
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    seconds INTEGER NOT NULL CHECK (seconds >= 0),
    PRIMARY KEY (day, kind)
) STRICT, WITHOUT ROWID;
