package cn.ting.device.document;

import cn.ting.wire.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The real {@code ippeveprinter} of CUPS on a port of loopback, with a D-Bus of its own, which it wants although nothing is announced.
 * Its mechanism is a script that copies what it is given into a folder, and stands still while a file is there.
 */
public final class IppEvePeer implements AutoCloseable {

    /** A job that is cancelled while it stands still is not printed, and one whose printer has lost its power is not either. */
    private static final String MECHANISM = """
            #!/bin/sh
            cd '%1$s'
            i=0
            while [ -e hold ] && [ $i -lt 600 ] && kill -0 $PPID 2> /dev/null; do sleep 0.1; i=$((i + 1)); done
            if [ $i -gt 0 ]; then
                kill -0 $PPID 2> /dev/null || exit 1
                ipptool -tv -d job=$IPP_JOB_ID '%2$s' job.test | grep -q processing-to-stop-point && exit 1
            fi
            cp "$1" "printed/$$.part"
            mv "printed/$$.part" "printed/$$.pdf"
            echo "copies=$IPP_COPIES sides=$IPP_SIDES media=$IPP_MEDIA" > "printed/$$.ticket"
            exit 0
            """;

    private static final String BUS = """
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
             "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>session</type>
              <listen>unix:path=%s</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
              </policy>
            </busconfig>
            """;

    private static final String HEAD = """
            GROUP operation-attributes-tag
            ATTR charset attributes-charset utf-8
            ATTR language attributes-natural-language en
            ATTR uri printer-uri $uri
            """;
    private static final String JOBS =
            "{ OPERATION Get-Jobs " + HEAD + "ATTR keyword which-jobs not-completed ATTR keyword requested-attributes job-id,job-state,job-state-reasons }";
    private static final String JOB =
            "{ OPERATION Get-Job-Attributes " + HEAD + "ATTR integer job-id $job ATTR keyword requested-attributes job-state-reasons }";

    private final PeerProcesses processes = new PeerProcesses("eve");
    private final Path folder = processes.folder;
    private final int port = FreePort.any();
    private final String formats;
    private final Path bus = folder.resolve("bus");
    private Process printer;

    /**
     * @param formats what it takes, parted by commas
     */
    public IppEvePeer(String formats) throws IOException, InterruptedException {
        this.formats = formats;
        Files.createDirectories(folder.resolve("printed"));
        Files.createDirectories(folder.resolve("spool"));
        Path script = Files.writeString(folder.resolve("mechanism"), MECHANISM.formatted(folder, address()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("jobs.test"), JOBS);
        Files.writeString(folder.resolve("job.test"), JOB);
        Path settings = Files.writeString(folder.resolve("bus.conf"), BUS.formatted(bus));
        processes.start(Map.of(), "dbus-daemon", "--config-file=" + settings, "--nofork", "--nopidfile");
        processes.awaitSocket(bus);
    }

    /** Where it listens, as {@code device-config} has it. */
    public String address() {
        return "ipp://localhost:" + port + "/ipp/print";
    }

    /** Switches it on, with paper. */
    public void start() throws IOException, InterruptedException {
        printer = processes.start(Map.of("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + bus),
                "ippeveprinter", "-r", "off", "-n", "localhost", "-p", String.valueOf(port), "-f", formats, "-2", "-s", "20,20",
                "-M", "Kiosk", "-m", "A4", "-d", folder.resolve("spool").toString(), "-c", folder.resolve("mechanism").toString(),
                "Kiosk A4");
        processes.awaitPort(port);
        paper(true);
    }

    /** Cuts its power. */
    public void kill() throws InterruptedException {
        processes.kill(printer);
    }

    /** Fills its tray with A4, or empties it, by the form that stands for a hand. */
    void paper(boolean there) throws IOException {
        form("media?size1=iso_a4_210x297mm&type1=stationery&level1=" + (there ? 250 : 0) + "&size2=&type2=&level2=-2");
    }

    /** Sets what is left of its black ink. */
    void black(int percent) throws IOException {
        form("supplies?supply0=25&supply1=" + percent + "&supply2=50&supply3=50&supply4=50");
    }

    private void form(String filled) throws IOException {
        URL form = URI.create("http://localhost:" + port + "/" + filled).toURL();
        form.openConnection().getInputStream().readAllBytes();
    }

    /** Keeps what is printed from coming out. */
    public void hold(boolean on) throws IOException {
        if (on) {
            Files.writeString(folder.resolve("hold"), "");
        } else {
            Files.deleteIfExists(folder.resolve("hold"));
        }
    }

    /** The jobs that are not at their end, as CUPS' own tool reads them. */
    String jobs() throws IOException, InterruptedException {
        return processes.run(Map.of(), "ipptool", "-tv", address(), "jobs.test");
    }

    public int unfinished() throws IOException, InterruptedException {
        return jobs().split("job-id \\(integer\\)", -1).length - 1;
    }

    public boolean printing() throws IOException, InterruptedException {
        return jobs().contains("job-state (enum) = processing");
    }

    /** True when none of its jobs goes on to its end: each is over, or stops with what stands still in the mechanism. */
    public boolean calledOff() throws IOException, InterruptedException {
        String jobs = jobs();
        return jobs.split("processing-to-stop-point", -1).length == jobs.split("job-id \\(integer\\)", -1).length;
    }

    /** What came out, oldest first. */
    public List<Path> printed() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("printed"))) {
            return files.filter(file -> file.toString().endsWith(".pdf"))
                    .sorted(Comparator.comparing(file -> file.toFile().lastModified()))
                    .toList();
        }
    }

    /** How the newest was ordered. */
    String ticket() throws IOException {
        List<Path> printed = printed();
        return Files.readString(Path.of(printed.get(printed.size() - 1).toString().replace(".pdf", ".ticket"))).strip();
    }

    void clearTray() throws IOException {
        for (Path paper : printed()) {
            Files.delete(paper);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        hold(false);
        processes.close();
    }
}
