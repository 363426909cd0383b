package cn.ting.command;

import java.time.Instant;
import java.util.Optional;

/**
 * One open command as the platform signed it.
 *
 * @param id never given to another command
 * @param kind a word of {@link CommandKind}, or one that a later release knows
 * @param epoch the epoch it is meant for: another life of the ledger has forgotten what was done
 * @param notAfter it is not begun later
 * @param boot the process that may begin it; empty when a later one may
 * @param device the device it is about; empty for none
 */
record Command(String id, String kind, String epoch, Instant notAfter, Optional<String> boot, String device) {

    private static final String NAME = "[A-Za-z0-9._-]{1,64}";

    Command {
        if (!id.matches(NAME) || !kind.matches(NAME) || device.length() > 64) {
            throw new IllegalArgumentException("a command without a proper id and kind");
        }
    }
}
