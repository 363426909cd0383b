package cn.ting.platform;

import java.time.Instant;

/**
 * One call of a number to a window.
 *
 * @param number as shown, letter and digits
 * @param counter grows with every call of a hall, so that a screen can tell a new call from one already shown
 */
public record Call(String hall, String service, String number, String ticket, String window, Instant at,
        long counter) {}
