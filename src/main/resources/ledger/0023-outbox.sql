-- 1 for an epoch that was given up while letters of it waited: they are not sent before each has another id.
ALTER TABLE link_epoch ADD COLUMN given_up INTEGER NOT NULL DEFAULT 0;
