-- What a visit in progress has lost with a damaged ledger is looked for before each of its facts is written: a week's facts are not gone through
-- for that.
CREATE INDEX fact_of_visit ON fact (visit) WHERE payload IS NOT NULL;
