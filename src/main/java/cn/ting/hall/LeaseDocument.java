package cn.ting.hall;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What a document of leases says of itself.
 *
 * @param version 0 or more, growing; 0 of a platform that tells none
 * @param businessDate the platform's day as it wrote it; empty of a platform that does not say
 */
record LeaseDocument(long version, Optional<LocalDate> businessDate) {}
