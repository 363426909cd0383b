package cn.ting.device.scanner;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The same with a profile that waits long before a pause ends a code. */
class SlowSerialScannerTest extends SerialScannerTest {

    @Override
    String profile() {
        return "{gap: 1s}";
    }

    @Test
    void aCodeCutOffByThePlugIsNone() throws Exception {
        scanner();
        show("BEFORE");
        expect("BEFORE");
        module.send("HALF".getBytes(StandardCharsets.US_ASCII));
        eventually(() -> module.waiting() == 0);
        module.line().unplug();
        module.line().start();
        show("WHOLE");
        expect("WHOLE");
        assertNull(codes.peek());
    }
}
