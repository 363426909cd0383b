package cn.ting.device.scanner;

import java.util.HexFormat;

/**
 * The commands by which a serial module is made to look, by maker. The commands to look stand in manuals (NLS-EM3095 p. 19, NLS-HR52
 * p. 35, GM65-S, Datalogic 7000 p. 10-5); GM65's command to rest and the 06 of Newland's are from memory, so any code counts as a sign of
 * life too, and a module that never answers is in service all the same.
 */
enum ScannerModule {
    /** Looks by itself, always: most modules can be set to it, and need no command. */
    AUTO("", "", ""),
    /** Grow GM60, GM65, GM861: a write to zone 0002, whose checksum ABCD means "do not check". */
    GM65("7E000801000201ABCD", "7E000801000200ABCD", "02000001003331"),
    /** Newland EM3095 and kin: the same frame with a real CRC-16/XMODEM. */
    NEWLAND_1D("7E00080100020102DA", "7E00080100020232B9", "02000001003331"),
    /** Newland's modules for QR codes: ESC 1 and ESC 0, acknowledged by 06. */
    NEWLAND("1B31", "1B30", "06"),
    /** Honeywell, Metrologic, Datalogic: SYN T CR and SYN U CR. */
    HONEYWELL("16540D", "16550D", "");

    private final byte[] trigger;
    private final byte[] stop;
    private final byte[] reply;

    ScannerModule(String trigger, String stop, String reply) {
        this.trigger = HexFormat.of().parseHex(trigger);
        this.stop = HexFormat.of().parseHex(stop);
        this.reply = HexFormat.of().parseHex(reply);
    }

    /** What makes it look; empty for one that always does. */
    byte[] trigger() {
        return trigger.clone();
    }

    /** What lets it rest. */
    byte[] stop() {
        return stop.clone();
    }

    /** What it answers to a command it has understood; empty for nothing. No code begins like this. */
    byte[] reply() {
        return reply.clone();
    }
}
