-- An epoch belongs to one life of the ledger and to one machine; NULL for one that was drawn before these were written down.
ALTER TABLE link_epoch ADD COLUMN life TEXT;
ALTER TABLE link_epoch ADD COLUMN machine TEXT;

-- A receipted letter is kept for some days, should the platform lose it; the outbox is what is neither receipted nor parked.
ALTER TABLE outbox ADD COLUMN lane INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN receipted TEXT;
CREATE INDEX outbox_waiting ON outbox (lane, posted) WHERE receipted IS NULL AND parked IS NULL;
CREATE INDEX outbox_parked ON outbox (posted) WHERE parked IS NOT NULL;
