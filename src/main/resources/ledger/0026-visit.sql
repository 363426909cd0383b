-- Facts of before learn from their letters, as far as these are kept, in which life of the process and in which lane they were posted: sent
-- once more with another life, the platform would not know them again.
UPDATE fact SET boot = letter.boot, lane = letter.lane
    FROM (SELECT epoch, number, lane,
        CASE WHEN json_valid(CAST(envelope AS TEXT)) THEN CAST(envelope AS TEXT) ->> '$.boot' END AS boot FROM outbox) AS letter
    WHERE letter.epoch = fact.epoch AND letter.number = fact.number AND fact.payload IS NOT NULL AND fact.boot IS NULL;
