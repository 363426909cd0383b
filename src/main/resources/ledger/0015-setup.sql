-- The steps of wished configurations that were told as facts.
CREATE TABLE setup_step (
    version INTEGER NOT NULL,
    trial INTEGER NOT NULL,
    step TEXT NOT NULL,
    PRIMARY KEY (version, trial, step)
) STRICT;
