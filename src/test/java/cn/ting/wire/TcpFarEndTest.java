package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.time.SystemClock;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TcpFarEndTest {

    /** Or a device that is plugged in again would find another one's far end in its place. */
    @Test
    void aPortThatIsUnpluggedIsNobodyElsesUntilItIsPluggedInAgain() throws Exception {
        try (TcpFarEnd far = new TcpFarEnd(0, 0, new SystemClock(), line -> line.write(new byte[] {7}))) {
            far.start();
            int port = far.port();
            far.unplug();
            assertThrows(IOException.class, () -> new Lines().open(far.address()), "it refuses");
            assertThrows(BindException.class, () -> listenOn(port));
            far.start();
            assertEquals(port, far.port());
            try (Line line = new Lines().open(far.address())) {
                assertEquals(1, line.read(new byte[1], Duration.ofSeconds(60)));
            }
        }
    }

    private static void listenOn(int port) throws IOException {
        try (ServerSocket other = new ServerSocket()) {
            other.setReuseAddress(false);
            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }
}
