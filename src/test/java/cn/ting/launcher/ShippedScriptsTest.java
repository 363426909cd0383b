package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kiosk starts by, as those who know shells and systemd read it. */
class ShippedScriptsTest {

    private static final Path LAUNCHER = LauncherRig.OTA.resolve("launcher/ting-launcher");

    @Test
    void shellcheckHasNothingToSay() throws Exception {
        List<String> command = new ArrayList<>(List.of("shellcheck", "-x", "-P", LauncherRig.OTA.getParent().toString()));
        try (Stream<Path> files = Files.walk(LauncherRig.OTA)) {
            files.filter(Files::isRegularFile).filter(ShippedScriptsTest::isScript).map(Path::toString).sorted().forEach(command::add);
        }
        assertTrue(command.contains(LAUNCHER.toString()));
        assertEquals("", said(command));
    }

    private static boolean isScript(Path file) {
        try {
            return Files.readString(file).startsWith("#!");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void theLauncherIsShortEnoughToBeReadInOneSitting() throws IOException {
        assertTrue(Files.readAllLines(LAUNCHER).size() + Files.readAllLines(LAUNCHER.resolveSibling("slots.sh")).size() < 300);
        assertTrue(Files.readAllLines(LAUNCHER).get(0).equals("#!/bin/sh"));
    }

    /** Else systemd ends it while it reads, again and again, and neither kiosk nor page is ever seen. */
    @Test
    void systemdWaitsAsLongAsADiskMayTakeThatIsReadAtItsWorst() throws IOException {
        int reading = number("slots.sh", "timeout (\\d+) ", LAUNCHER.resolveSibling("slots.sh"));
        int silence = number("silence", "TING_SILENT \\((\\d+)\\)", LAUNCHER) * number("tick", "TING_TICK:-(\\d+)}", LAUNCHER);
        int start = 60 * number("start", "TimeoutStartSec=(\\d+)min\n", LauncherRig.OTA.resolve("ting.service"));
        int watchdog = number("watchdog", "WATCHDOG_USEC=(\\d+)000000\n", LAUNCHER);
        assertTrue(reading > 300, "all of a slot's waits");
        assertTrue(start > 3 * reading + silence, "one on trial in vain, one damaged, and the one before");
        assertTrue(watchdog > 3 * reading);
    }

    /** The sum of the numbers that stand so in a file. */
    private static int number(String what, String form, Path file) throws IOException {
        List<String> found = Pattern.compile(form).matcher(Files.readString(file)).results().map(match -> match.group(1)).toList();
        assertFalse(found.isEmpty(), what);
        return found.stream().mapToInt(Integer::parseInt).sum();
    }

    /** The launcher stands elsewhere on a kiosk than here. */
    @Test
    void systemdUnderstandsTheUnit(@TempDir Path directory) throws Exception {
        Path unit = directory.resolve("ting.service");
        String shipped = Files.readString(LauncherRig.OTA.resolve("ting.service"));
        assertTrue(shipped.contains("\nExecStart=/opt/ting-launcher/ting-launcher\n"));
        Files.writeString(unit, shipped.replace("/opt/ting-launcher/ting-launcher", LAUNCHER.toString()));
        assertEquals("", said(List.of("systemd-analyze", "verify", "--man=no", unit.toString())));
    }

    /** Compositor and seatd are not on every machine that tests. */
    @Test
    void systemdUnderstandsTheBrowsersUnit(@TempDir Path directory) throws Exception {
        Path unit = directory.resolve("ting-browser.service");
        String shipped = Files.readString(LauncherRig.OTA.resolve("ting-browser.service"));
        assertTrue(shipped.contains("\nExecStart=/usr/bin/cage -d -- /usr/bin/chromium --kiosk "));
        Files.writeString(unit, shipped.replace("/usr/bin/cage", LAUNCHER.toString()).replace("\nAfter=ting.service seatd.service\nWants=ting.service\nRequires=seatd.service\n", "\n"));
        assertEquals("", said(List.of("systemd-analyze", "verify", "--man=no", unit.toString())));
    }

    /** systemd's own file, in which every key stands with a mark before it, says what it would understand. */
    @Test
    void systemdUnderstandsTheWatchdogsSettings() throws Exception {
        List<String> known = Files.readAllLines(Path.of("/etc/systemd/system.conf"));
        assertTrue(known.contains("[Manager]"));
        List<String> shipped = Files.readAllLines(LauncherRig.OTA.resolve("ting-watchdog.conf")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        assertEquals("[Manager]", shipped.get(0));
        for (String line : shipped.subList(1, shipped.size())) {
            String key = line.substring(0, line.indexOf('=') + 1);
            assertTrue(known.stream().anyMatch(one -> one.startsWith("#" + key) || one.startsWith(key)), line);
            String span = said(List.of("systemd-analyze", "timespan", line.substring(key.length())));
            assertTrue(span.contains("μs:") && !span.contains("ended with"), line);
        }
        assertTrue(shipped.contains("RuntimeWatchdogSec=30s"), "shorter, and a busy machine is reset; longer, and residents wait");
        assertTrue(shipped.contains("RebootWatchdogSec=5min"));
    }

    private static String said(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? said : said + "(ended with " + process.exitValue() + ")";
    }
}
