package cn.ting.hawkbit;

import java.time.Duration;
import java.util.Optional;

/**
 * What the server wants of this kiosk now; each a way on this kiosk's resource, with its query.
 *
 * @param sleep until it wants to be asked again, 10 s to 24 h
 * @param deployment the action to follow
 * @param cancel the action to be called off
 * @param confirmation an action that waits for a word from here (newer servers)
 * @param configuration whether the kiosk is asked what it is
 * @param installed whether the server keeps what is installed (newer servers)
 */
public record Polled(Duration sleep, Optional<String> deployment, Optional<String> cancel, Optional<String> confirmation, boolean configuration,
        boolean installed) {}
