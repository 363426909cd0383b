-- The chain of root documents that were adopted, as they were signed; it is proved anew at every start.
CREATE TABLE root (
    version INTEGER NOT NULL PRIMARY KEY,
    envelope BLOB NOT NULL
) STRICT;
