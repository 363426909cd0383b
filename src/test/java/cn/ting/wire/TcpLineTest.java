package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TcpLineTest extends LineContract {

    @Override
    String address() {
        return farEnd.address();
    }

    @Test
    void aFarEndThatHangsUpClosesTheLine() throws Exception {
        try (Line line = open()) {
            farLines.poll(60, TimeUnit.SECONDS);
            farEnd.hangUp();
            assertThrows(LineClosedException.class, () -> line.read(new byte[8], LONG));
        }
    }

    @Test
    void anUnpluggedFarEndRefusesAndComesBackOnItsPort() throws Exception {
        farEnd.unplug();
        IOException refused = assertThrows(IOException.class, this::open);
        assertTrue(refused.getMessage().startsWith("cannot reach " + farEnd.address()), refused.getMessage());
        farEnd.start();
        open().close();
    }

    @Test
    void aLineThatShallLeaveThisMachineIsNotOpenedToOneThatDoesNot() {
        IOException refused = assertThrows(IOException.class, () -> new Lines().openAbroad(farEnd.address()));
        assertEquals(farEnd.address() + " leads to this machine itself", refused.getMessage());
    }

    @Test
    void aThrottledFarEndSendsNoFasterThanItsBaudRate() throws Exception {
        try (TcpFarEnd slow = new TcpFarEnd(0, 9600, clock, line -> line.write(new byte[96]))) {
            slow.start();
            Duration before = clock.uptime();
            try (Line line = new Lines().open(slow.address())) {
                byte[] into = new byte[96];
                for (int read = 0; read < 96; ) {
                    read += line.read(into, LONG);
                }
            }
            // 96 bytes of 10 bits at 9600 bits a second.
            assertTrue(clock.uptime().minus(before).toMillis() >= 100);
        }
    }
}
