package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** The launcher stands elsewhere on a kiosk than here. */
    @Test
    void systemdUnderstandsTheUnit(@TempDir Path directory) throws Exception {
        Path unit = directory.resolve("ting.service");
        String shipped = Files.readString(LauncherRig.OTA.resolve("ting.service"));
        assertTrue(shipped.contains("\nExecStart=/opt/ting-launcher/ting-launcher\n"));
        Files.writeString(unit, shipped.replace("/opt/ting-launcher/ting-launcher", LAUNCHER.toString()));
        assertEquals("", said(List.of("systemd-analyze", "verify", "--man=no", unit.toString())));
    }

    private static String said(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? said : said + "(ended with " + process.exitValue() + ")";
    }
}
