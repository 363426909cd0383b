package cn.ting.device.board;

import cn.ting.time.KioskClock;
import cn.ting.wire.Lines;
import cn.ting.wire.PortsBench;
import cn.ting.wire.SerialCable;
import cn.ting.wire.TcpFarEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The far end of a port with control lines: a pseudo-terminal for which {@code src/test/c/modemlines.c} answers, which has to be preloaded into
 * the program that holds ports. One at a time.
 */
final class ModemLines implements AutoCloseable {

    /** Where both meet. */
    static final String FOLDER = "TING_MODEM_LINES";

    /** Whose ports have such lines. */
    static final Lines LINES = PortsBench.linesIn("LD_PRELOAD=" + System.getenv("LD_PRELOAD"), FOLDER + "=" + System.getenv(FOLDER));

    static final int DTR = 1;
    static final int RTS = 2;
    private static final int OPENED = 4;

    private final Path folder = Path.of(System.getenv(FOLDER));
    private final TcpFarEnd nobody;
    private final SerialCable cable;

    /** As nothing is plugged in, nothing is raised, and nothing was put. */
    ModemLines(KioskClock clock) {
        nobody = new TcpFarEnd(0, 0, clock, line -> line.read(new byte[1], Duration.ofMinutes(1)));
        nobody.start();
        cable = new SerialCable(folder.resolve("port"), nobody.port());
        try {
            Files.deleteIfExists(folder.resolve("outputs"));
        } catch (IOException kept) {
            throw new UncheckedIOException(kept);
        }
        raise(0);
    }

    String plug() {
        return cable.plug().address();
    }

    void unplug() {
        cable.unplug();
    }

    /** Raises those inputs and lets the others fall: 1 CTS, 2 DSR, 4 DCD, 8 RI. */
    void raise(int inputs) {
        try (FileChannel told = FileChannel.open(folder.resolve("inputs"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Over the byte before it, so that who looks meanwhile sees one of the two.
            told.write(ByteBuffer.wrap(new byte[] {(byte) inputs}), 0);
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    /** Which outputs are raised. */
    int raised() {
        byte[] told = told();
        return told.length == 0 ? 0 : told[told.length - 1] & (DTR | RTS);
    }

    /** How an output changed, the oldest first, true where it was raised. That an opening raises it is not among them: what hangs there is slower. */
    List<Boolean> changes(int output) {
        List<Boolean> changes = new ArrayList<>();
        boolean before = false;
        for (byte now : told()) {
            boolean raised = (now & output) != 0;
            if (raised != before && (now & OPENED) == 0) {
                changes.add(raised);
            }
            before = raised;
        }
        return changes;
    }

    private byte[] told() {
        try {
            return Files.readAllBytes(folder.resolve("outputs"));
        } catch (NoSuchFileException nothing) {
            return new byte[0];
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    @Override
    public void close() {
        cable.close();
        nobody.close();
    }
}
