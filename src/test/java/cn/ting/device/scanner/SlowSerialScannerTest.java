package cn.ting.device.scanner;

import static org.junit.jupiter.api.Assertions.assertNull;

import cn.ting.wire.Traffic;
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
        // Cut off by the thread that has sent it: whoever comes later than the gap would hear a code that a pause has ended.
        StringBuilder sent = new StringBuilder();
        module.line().onTraffic((direction, bytes) -> {
            if (direction == Traffic.Direction.FROM_DEVICE && sent.append(new String(bytes, StandardCharsets.US_ASCII)).toString().endsWith("HALF")) {
                module.line().hangUp();
            }
        });
        module.send("HALF".getBytes(StandardCharsets.US_ASCII));
        show("WHOLE");
        expect("WHOLE");
        assertNull(codes.peek());
    }
}
