-- The lives of this ledger, the last one in force: a salvaged ledger begins a new one, and whoever counts within a life notices.
CREATE TABLE ledger_life (
    ordinal INTEGER PRIMARY KEY,
    life TEXT NOT NULL UNIQUE,
    kept INTEGER NOT NULL,
    lost INTEGER NOT NULL
) STRICT;
