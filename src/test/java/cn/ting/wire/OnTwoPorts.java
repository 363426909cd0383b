package cn.ting.wire;

import cn.ting.time.SystemClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two real pseudo-terminals, each with a far end that hears one byte. */
@Timeout(300)
abstract class OnTwoPorts {

    static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    final BlockingQueue<Byte> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final TcpFarEnd farOne = farEnd();
    private final TcpFarEnd farTwo = farEnd();
    SerialCable one;
    SerialCable other;

    @BeforeEach
    void lay() {
        farOne.start();
        farTwo.start();
        one = new SerialCable(directory.resolve("one"), farOne.port()).plug();
        other = new SerialCable(directory.resolve("other"), farTwo.port()).plug();
    }

    private TcpFarEnd farEnd() {
        return new TcpFarEnd(0, 0, new SystemClock(), line -> {
            byte[] came = new byte[8];
            line.read(came, LONG);
            heard.add(came[0]);
            over.join();
        });
    }

    @AfterEach
    void coil() {
        over.complete(null);
        one.close();
        other.close();
        farOne.close();
        farTwo.close();
    }

    Path strangePorts() throws Exception {
        return PortsBench.compiled("strangeports.c", directory.resolve("strangeports.so"));
    }
}
