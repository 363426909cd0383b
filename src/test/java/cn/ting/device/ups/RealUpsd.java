package cn.ting.device.ups;

import cn.ting.wire.FreePort;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A real upsd with the dummy-ups driver, of a UPS called {@code kiosk}. Both processes are children of a shell that ends them when its input
 * does, also when this process dies.
 */
public final class RealUpsd implements UpsContract.FarUps {

    private final Path folder;
    private final int port;
    private final Process shell;
    private final Writer tell;
    private Instant written = Instant.EPOCH;

    /**
     * Starts them, on mains.
     *
     * @param folder for their settings and what they say
     */
    public RealUpsd(Path folder) throws IOException {
        this.folder = folder;
        port = FreePort.any();
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("ups.conf"),
                "pollinterval = 1\n[kiosk]\n  driver = dummy-ups\n  port = %s\n  desc = \"kiosk\"\n".formatted(folder.resolve("kiosk.dev")));
        Files.writeString(folder.resolve("upsd.conf"), "LISTEN 127.0.0.1 " + port + "\n");
        Files.writeString(folder.resolve("upsd.users"), "");
        write("OL CHRG", 100);
        ProcessBuilder command = new ProcessBuilder("sh");
        command.environment().put("NUT_CONFPATH", folder.toString());
        command.environment().put("NUT_STATEPATH", folder.resolve("state").toString());
        command.environment().put("NUT_ALTPIDPATH", folder.resolve("state").toString());
        shell = command.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        tell = shell.outputWriter(StandardCharsets.UTF_8);
        say("trap 'kill -9 $D $U; wait $D $U' EXIT");
        stale(false);
        // A upsd that finds no driver at first looks again a second later.
        say("until [ -S state/dummy-ups-kiosk ]; do sleep 0.02; done");
        say("/lib/nut/upsd -F -u root & U=$!");
    }

    /** The driver looks at the file's time in whole seconds. */
    private void write(String status, int charge) throws IOException {
        Path fresh = Files.writeString(folder.resolve("fresh"),
                "ups.status: %s\nbattery.charge: %d\nbattery.runtime: 1080\n".formatted(status, charge));
        written = written.plusSeconds(60);
        Files.setLastModifiedTime(fresh, FileTime.from(written));
        Files.move(fresh, folder.resolve("kiosk.dev"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String address() {
        return "tcp:127.0.0.1:" + port;
    }

    @Override
    public void loseMains() throws IOException {
        write("OB DISCHRG", 60);
    }

    @Override
    public void drain() throws IOException {
        write("OB DISCHRG LB", 8);
    }

    @Override
    public void restoreMains() throws IOException {
        write("OL CHRG", 62);
    }

    @Override
    public void wear() throws IOException {
        write("OL RB", 62);
    }

    @Override
    public void undecided() throws IOException {
        write("BYPASS", 62);
    }

    @Override
    public void mute(boolean on) throws IOException {
        say("kill -" + (on ? "STOP" : "CONT") + " $U");
    }

    @Override
    public void stale(boolean on) throws IOException {
        say(on ? "kill -9 $D; wait $D" : "/lib/nut/dummy-ups -F -a kiosk -u root & D=$!");
    }

    private void say(String command) throws IOException {
        tell.write(command + "\n");
        tell.flush();
    }

    /** Between two tests it is as it was before the first. */
    @Override
    public void close() throws IOException {
        write("OL CHRG", 100);
    }

    /** Ends both. */
    public void end() throws IOException {
        tell.close();
        shell.onExit().completeOnTimeout(shell, 60, TimeUnit.SECONDS).join();
        shell.destroyForcibly();
    }
}
