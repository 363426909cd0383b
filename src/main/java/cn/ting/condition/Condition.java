package cn.ting.condition;

import java.time.Instant;
import java.util.Objects;

/**
 * One thing that is wrong now.
 *
 * @param fault what is wrong
 * @param subject what it is wrong with, such as a device's name in {@code device-config}; empty for the kiosk itself
 * @param since when it was first seen
 * @param detail one line for staff, in English, without any personal datum; empty where the code says it all
 */
public record Condition(Fault fault, String subject, Instant since, String detail) {

    public Condition {
        Objects.requireNonNull(fault);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(since);
        Objects.requireNonNull(detail);
    }
}
