package cn.ting.trial;

import java.time.Duration;

/**
 * How long a trial may take.
 *
 * @param gates within which everything that held before has to hold again
 * @param proof so long it must have run before it is kept
 * @param away so long the platform is waited for before it is kept without
 */
public record TrialTimes(Duration gates, Duration proof, Duration away) {}
