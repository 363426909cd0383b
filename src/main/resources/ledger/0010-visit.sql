-- The letter of a fact, by which platform and kiosk compare what they have; NULL for facts of before.
ALTER TABLE fact ADD COLUMN epoch TEXT;
ALTER TABLE fact ADD COLUMN number INTEGER;
CREATE INDEX fact_at ON fact (at);

-- Facts that still hold what happened, oldest first; after some days only their hash is kept.
CREATE INDEX fact_told ON fact (entry) WHERE payload IS NOT NULL;
