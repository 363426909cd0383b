-- The platform's document of naming in force, as it was signed; its keys of days are sealed to this kiosk's own key.
CREATE TABLE naming (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    envelope BLOB NOT NULL
) STRICT;
