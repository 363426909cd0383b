-- That a device has said its supply has come to its end, so that what is put in next is a new one.
ALTER TABLE supply ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;

-- When a relay has taken a device's power, in the last day: no restart begins to count anew.
CREATE TABLE power_cycle (
    relay TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (relay, at)
) STRICT, WITHOUT ROWID;
