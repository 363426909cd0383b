-- Numbers are drawn from leases of the epoch in force only.
ALTER TABLE lease ADD COLUMN epoch TEXT;
UPDATE lease SET epoch = (SELECT epoch FROM link_epoch WHERE current = 1);
