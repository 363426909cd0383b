package cn.ting.seal;

import java.time.Instant;

/**
 * What is known of the time when certificates are judged.
 *
 * @param best wall time as far as anything says
 * @param trusted true when somebody else than this machine has confirmed it
 * @param passed a moment that has passed for certain, whatever the clock says; the epoch where none is known
 */
public record KnownTime(Instant best, boolean trusted, Instant passed) {}
