-- What was receipted, by when: to let go of the oldest and to look for what a platform has lost, without reading all that waits.
CREATE INDEX outbox_receipted ON outbox (receipted, epoch, number) WHERE receipted IS NOT NULL;
