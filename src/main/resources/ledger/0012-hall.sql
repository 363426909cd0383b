-- The newest document of leases taken in: an older one is not taken again, and its business date is the last the platform has spoken of.
CREATE TABLE lease_document (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    version INTEGER NOT NULL,
    business_date TEXT
) STRICT;
