-- 1 while another may hold the leases of this epoch too: it was seen under this kiosk's name, and the kiosk has not been alone for long since.
ALTER TABLE link_epoch ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;

-- What a board told of the number last, for it shows the last twenty only; NULL while none has named it.
ALTER TABLE ticket ADD COLUMN told TEXT;
