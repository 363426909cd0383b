package cn.ting.device.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.board.LineBoardSettings.Input;
import cn.ting.device.board.LineBoardSettings.Output;
import cn.ting.time.SystemClock;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import cn.ting.wire.SerialAddress;
import cn.ting.wire.SerialCable;
import cn.ting.wire.TcpFarEnd;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debian's ser2net at a pseudo-terminal, which has no control lines: it agrees, tells of inputs, and switches nothing. */
@Timeout(300)
class RealSerialServerTest {

    @TempDir
    Path folder;

    private final SystemClock clock = new SystemClock();

    @Test
    void ser2netAgreesAndTellsHowItsInputsStandAndAPortWithoutLinesConfirmsNone() throws Exception {
        try (TcpFarEnd nobody = new TcpFarEnd(0, 0, clock, line -> line.read(new byte[1], Duration.ofMinutes(1)))) {
            nobody.start();
            try (SerialCable cable = new SerialCable(folder.resolve("tty"), nobody.port())) {
                cable.plug();
                int port = freePort();
                Process server = ser2net(port);
                try (Line line = opened("tcp:127.0.0.1:" + port, server)) {
                    Rfc2217Lines lines = Rfc2217Lines.agreed(line, clock, Duration.ofMinutes(1), true);
                    lines.prove();
                    assertTrue(!lines.raised(Input.CTS) && !lines.raised(Input.DCD));
                } finally {
                    server.destroy();
                    server.waitFor();
                }
            }
        }
    }

    @Test
    void aPortOfThisMachineWithoutLinesIsToldAsSuch() throws Exception {
        try (TcpFarEnd nobody = new TcpFarEnd(0, 0, clock, line -> line.read(new byte[1], Duration.ofMinutes(1)))) {
            nobody.start();
            try (SerialCable cable = new SerialCable(folder.resolve("tty"), nobody.port())) {
                cable.plug();
                SerialAddress port = new SerialAddress(folder.resolve("tty").toString(), 9_600, SerialAddress.Flow.NONE);
                BoardWiring.RefusedException refused = assertThrows(BoardWiring.RefusedException.class,
                        () -> new LocalLines(new Lines().openControls(port)));
                assertEquals(BoardFault.NO_LINES, refused.fault());
            }
        }
        assertThrows(IOException.class, () -> new Lines().openControls(new SerialAddress("/dev/ting/none", 9_600, SerialAddress.Flow.NONE)));
    }

    private Process ser2net(int port) throws IOException {
        Path settings = Files.writeString(folder.resolve("ser2net.yaml"), """
                connection: &port
                  accepter: telnet(rfc2217,mode=server),tcp,127.0.0.1,%d
                  connector: serialdev,%s,9600n81,local
                """.formatted(port, folder.resolve("tty")));
        return new ProcessBuilder("/usr/sbin/ser2net", "-d", "-c", settings.toString(), "-P", folder.resolve("pid").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    }

    private Line opened(String address, Process server) throws Exception {
        for (int i = 0; i < 6_000 && server.isAlive(); i++) {
            try {
                return new Lines().open(address);
            } catch (IOException notYet) {
                server.waitFor(10, TimeUnit.MILLISECONDS);
            }
        }
        throw new AssertionError("ser2net is not there: " + Files.readString(folder.resolve("log")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
