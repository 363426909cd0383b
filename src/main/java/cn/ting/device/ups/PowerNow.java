package cn.ting.device.ups;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the power is.
 *
 * @param supply where it comes from
 * @param since when that began, by wall time
 * @param chargePercent how full the battery is, 0 to 100; empty when the UPS does not say
 * @param runtime how long the battery would last; empty when the UPS does not say
 */
public record PowerNow(Supply supply, Instant since, OptionalInt chargePercent, Optional<Duration> runtime) {

    public PowerNow {
        Objects.requireNonNull(supply);
        Objects.requireNonNull(since);
        Objects.requireNonNull(chargePercent);
        Objects.requireNonNull(runtime);
        if (chargePercent.isPresent() && (chargePercent.getAsInt() < 0 || chargePercent.getAsInt() > 100)) {
            throw new IllegalArgumentException("a battery is 0 to 100 % full");
        }
    }

    /** Nothing is known. */
    static PowerNow unknown(Instant since) {
        return new PowerNow(Supply.UNKNOWN, since, OptionalInt.empty(), Optional.empty());
    }
}
