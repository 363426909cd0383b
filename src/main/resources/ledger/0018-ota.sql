-- The steps of updates that were told as facts.
CREATE TABLE ota_step (
    id TEXT NOT NULL,
    step TEXT NOT NULL,
    PRIMARY KEY (id, step)
) STRICT;
