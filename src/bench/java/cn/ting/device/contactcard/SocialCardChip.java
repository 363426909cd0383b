package cn.ting.device.contactcard;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The chip of a simulated social-security card: takes command APDUs and answers as ISO 7816-4 says, with hands to spoil it. With T=0 it
 * has answers fetched (61xx) and lengths named (6Cxx), as nearly all such cards do. Safe for use by any thread.
 */
public final class SocialCardChip {

    private static final byte[] ENVIRONMENT = HexFormat.of().parseHex("7378312E73682EC9E7BBE1B1A3D5CF");
    private static final byte[] DONE = {(byte) 0x90, 0x00};
    private static final int NO_FILE = 0;
    private static final int CARD = 0x05;
    private static final int HOLDER = 0x06;

    private final SocialCardContent content;
    private final boolean blocks;
    private boolean social = true;
    private boolean locked;
    private boolean oldManner;
    private int tornRecords;
    private boolean inEnvironment;
    private int file = NO_FILE;
    private byte[] pending = {};
    private int commands;

    /**
     * @param blocks true for a card that speaks T=1, blocks of whole answers
     */
    public SocialCardChip(SocialCardContent content, boolean blocks) {
        this.content = content;
        this.blocks = blocks;
    }

    /** Makes it a card of another kind, without the application. */
    public synchronized void social(boolean on) {
        social = on;
    }

    /** Wants a PIN before it tells whose it is. */
    public synchronized void lockHolder(boolean on) {
        locked = on;
    }

    /** Selects files by P1 = 0 alone, and names records by their items, as some cards do. */
    public synchronized void oldManner(boolean on) {
        oldManner = on;
    }

    /** Tears the next records it gives: half of each is missing. */
    public synchronized void tearRecords(int count) {
        tornRecords = count;
    }

    /** How many commands it has had since it was made. */
    public synchronized int commands() {
        return commands;
    }

    /** It tells what it speaks: TS, T0, where needed TD1 and TD2, as ISO 7816-3 has it, and historical bytes. */
    byte[] atr() {
        return HexFormat.of().parseHex(blocks ? "3B80800101" : "3B6D0000008154430100000000000000000000".substring(0, 34));
    }

    /** Switched on or reset: nothing is selected. */
    synchronized void reset() {
        inEnvironment = false;
        file = NO_FILE;
        pending = new byte[0];
    }

    /** Answers one command. */
    public synchronized byte[] answer(byte[] command) {
        commands++;
        if (command.length < 4) {
            return status(0x6700);
        }
        if (command[0] != 0) {
            return status(0x6E00);
        }
        byte[] waiting = pending;
        pending = new byte[0];
        return switch (command[1] & 0xFF) {
            case 0xA4 -> select(command);
            case 0xB2 -> readRecord(command);
            case 0xC0 -> blocks || waiting.length == 0 ? status(0x6985) : give(waiting, command);
            default -> status(0x6D00);
        };
    }

    private byte[] select(byte[] command) {
        if (command.length < 6 || command.length < 5 + (command[4] & 0xFF)) {
            return status(0x6700);
        }
        byte[] name = Arrays.copyOfRange(command, 5, 5 + (command[4] & 0xFF));
        if (command[2] == 4) {
            return social && Arrays.equals(name, ENVIRONMENT) ? environment() : status(0x6A82);
        }
        if (command[2] != (oldManner ? 0 : 2)) {
            return status(0x6A86);
        }
        boolean known = inEnvironment && name.length == 2 && name[0] == (byte) 0xEF && (name[1] == CARD || name[1] == HOLDER);
        if (!known) {
            return status(0x6A82);
        }
        file = name[1];
        return DONE.clone();
    }

    private byte[] environment() {
        inEnvironment = true;
        file = NO_FILE;
        if (blocks) {
            return DONE.clone();
        }
        byte[] control = new byte[ENVIRONMENT.length + 4];
        control[0] = 0x6F;
        control[1] = (byte) (ENVIRONMENT.length + 2);
        control[2] = (byte) 0x84;
        control[3] = (byte) ENVIRONMENT.length;
        System.arraycopy(ENVIRONMENT, 0, control, 4, ENVIRONMENT.length);
        pending = control;
        return status(0x6100 | control.length);
    }

    private byte[] readRecord(byte[] command) {
        if (command.length != 5) {
            return status(0x6700);
        }
        if (file == NO_FILE) {
            return status(0x6986);
        }
        if (file == HOLDER && locked) {
            return status(0x6982);
        }
        if (command[3] != (oldManner ? 0 : 4)) {
            return status(0x6A86);
        }
        byte[][] records = content.records(file);
        int first = oldManner ? records[0][0] : 1;
        int index = (command[2] & 0xFF) - first;
        return index < 0 || index >= records.length ? status(0x6A83) : give(records[index], command);
    }

    private byte[] give(byte[] data, byte[] command) {
        int wanted = command[4] & 0xFF;
        if (!blocks && wanted != data.length) {
            if (command[1] == (byte) 0xC0) {
                pending = data;
            }
            return status(0x6C00 | data.length);
        }
        byte[] given = data;
        if (tornRecords > 0 && command[1] == (byte) 0xB2) {
            tornRecords--;
            given = Arrays.copyOf(data, data.length / 2);
        }
        byte[] answer = Arrays.copyOf(given, given.length + 2);
        System.arraycopy(DONE, 0, answer, given.length, 2);
        return answer;
    }

    private static byte[] status(int words) {
        return new byte[] {(byte) (words >> 8), (byte) words};
    }
}
