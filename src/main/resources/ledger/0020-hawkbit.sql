-- Actions of hawkBit's that this kiosk took up: how far they came, and how far hawkBit knows of it.
CREATE TABLE hawkbit_action (
    action TEXT NOT NULL PRIMARY KEY,
    version TEXT NOT NULL,
    stage TEXT NOT NULL,
    detail TEXT NOT NULL,
    told TEXT NOT NULL
) STRICT;
