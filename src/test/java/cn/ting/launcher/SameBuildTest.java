package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two builds of one commit, at another time and place and by somebody else, are put together to the same release, to the byte. The build itself is
 * played: what Maven makes anew each time, and the archives of classes, are not in it (see {@code ota/release}).
 */
class SameBuildTest {

    private static final String EPOCH = "1767225600";
    private static final String KERNEL = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";

    /** The libraries whose native part is taken out of them, each with a path in it for this kind of machine. */
    private static final Map<String, String> NATIVES = KERNEL.equals("x86_64")
            ? Map.of("org.xerial.sqlite-jdbc-1.jar", "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so",
                    "com.fazecast.jSerialComm-1.jar", "Linux/x86_64/libjSerialComm.so",
                    "net.java.dev.jna.jna-1.jar", "com/sun/jna/linux-x86-64/libjnidispatch.so")
            : Map.of("org.xerial.sqlite-jdbc-1.jar", "org/sqlite/native/Linux/aarch64/libsqlitejdbc.so",
                    "com.fazecast.jSerialComm-1.jar", "Linux/armv8_64/libjSerialComm.so",
                    "net.java.dev.jna.jna-1.jar", "com/sun/jna/linux-aarch64/libjnidispatch.so");

    @TempDir
    Path directory;

    @Test
    void twoBuildsOfOneCommitArePutTogetherToTheSameRelease() throws Exception {
        said("openssl genpkey -algorithm ed25519 -out " + directory.resolve("key.pem"), Map.of());
        Path one = build("one", "022", Instant.parse("2026-01-05T08:00:00Z"), false, Map.of("TZ", "Asia/Shanghai", "LC_ALL", "C.UTF-8"));
        Path two = build("and/another/place", "077", Instant.parse("2026-11-28T23:59:59Z"), true, Map.of("TZ", "UTC", "LC_ALL", "C", "LANG", "zh_CN.UTF-8"));
        assertEquals(Files.readString(one.resolve("MANIFEST")), Files.readString(two.resolve("MANIFEST")));
        assertArrayEquals(Files.readAllBytes(one.resolve("MANIFEST.sig")), Files.readAllBytes(two.resolve("MANIFEST.sig")));
        assertEquals(said("stat -c %a:%Y:%n $(find . | sort)", Map.of(), one), said("stat -c %a:%Y:%n $(find . | sort)", Map.of(), two));
    }

    /** @param reversed whether files are written the other way round */
    private Path build(String place, String umask, Instant when, boolean reversed, Map<String, String> by) throws Exception {
        Path root = directory.resolve(place);
        Map<String, byte[]> files = new TreeMap<>();
        files.put("build/ting-1.8-runner.jar", bytes("the kiosk"));
        files.put("build/sbom.json", bytes("{\n  \"timestamp\" : \"" + when + "\",\n  \"bomFormat\" : \"CycloneDX\"\n}\n"));
        files.put("build/lib/more-2.jar", bytes("a library"));
        files.put("runtime/bin/java", bytes("a Java"));
        files.put("runtime/lib/modules", bytes("its modules"));
        for (Map.Entry<String, String> library : NATIVES.entrySet()) {
            Path jar = Files.createDirectories(directory.resolve("jars")).resolve(library.getKey());
            if (Files.notExists(jar)) {
                pack(jar, library.getValue());
            }
            files.put("build/lib/" + library.getKey(), Files.readAllBytes(jar));
        }
        List<String> order = new ArrayList<>(files.keySet());
        if (reversed) {
            Collections.reverse(order);
        }
        for (String name : order) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, files.get(name));
            Files.setLastModifiedTime(file, FileTime.from(when));
        }
        said("chmod 755 " + root.resolve("runtime/bin/java"), Map.of());
        Path release = root.resolve("release/1.8");
        said("umask " + umask + " && " + LauncherRig.OTA.resolve("assemble") + " " + root.resolve("build") + " " + root.resolve("runtime") + " " + release
                + " 1.8 " + EPOCH + " && " + LauncherRig.OTA.resolve("manifest") + " " + release + " 1.8 8 1 '*' " + EPOCH + " " + directory.resolve("key.pem"), by);
        return release;
    }

    private static void pack(Path jar, String entry) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(bytes("native"));
            zip.closeEntry();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String said(String command, Map<String, String> environment) throws Exception {
        return said(command, environment, directory);
    }

    private static String said(String command, Map<String, String> environment, Path where) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", command).directory(where.toFile()).redirectErrorStream(true);
        shell.environment().putAll(environment);
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
