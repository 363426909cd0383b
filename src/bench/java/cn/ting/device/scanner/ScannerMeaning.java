package cn.ting.device.scanner;

import cn.ting.wire.Meaning;
import cn.ting.wire.Traffic;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a kiosk and a Newland scan module say to each other: ESC 1 and ESC 0, 06, and codes that end with CR. */
public final class ScannerMeaning implements Meaning {

    private static final int ESC = 0x1B;
    private static final int ACK = 0x06;
    private static final int MOST_BYTES = 4_096;

    private final ByteArrayOutputStream command = new ByteArrayOutputStream();
    private final ByteArrayOutputStream code = new ByteArrayOutputStream();

    @Override
    public List<Message> of(Traffic.Direction direction, byte[] bytes) {
        List<Message> messages = new ArrayList<>();
        for (byte next : bytes) {
            if (direction == Traffic.Direction.TO_DEVICE) {
                told(next, messages);
            } else {
                said(next, messages);
            }
        }
        return messages;
    }

    private void told(byte next, List<Message> messages) {
        command.write(next);
        if (command.size() == 1 && next == ESC) {
            return;
        }
        byte[] whole = command.toByteArray();
        command.reset();
        String says = whole.length == 2 && whole[1] == '1' ? "looks for a code" : whole.length == 2 && whole[1] == '0' ? "rests" : "no such command";
        // A module is told again every few seconds while a code is wanted.
        messages.add(new Message(whole, says, says));
    }

    private void said(byte next, List<Message> messages) {
        if (next == ACK && code.size() == 0) {
            messages.add(new Message(new byte[] {next}, "understood", "understood"));
            return;
        }
        code.write(next);
        if (next == '\r' || code.size() == MOST_BYTES) {
            byte[] whole = code.toByteArray();
            code.reset();
            messages.add(new Message(whole, "read: " + new String(whole, StandardCharsets.UTF_8).strip()));
        }
    }
}
