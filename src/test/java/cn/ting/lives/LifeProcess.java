package cn.ting.lives;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts lives quickly: with an archive of their classes, which the JVM makes of jars alone, and with the one native library laid out
 * already.
 */
final class LifeProcess {

    private static final List<String> NEEDED = List.of("jackson", "sqlite", "mqttv5", "jboss-logging", "jakarta", "microprofile", "arc-");

    private final Path directory;
    private final String classPath;
    private final Path archive;

    LifeProcess(Path directory) throws IOException {
        this.directory = directory;
        Path own = directory.resolve("lives.jar");
        List<String> path = new ArrayList<>(List.of(own.toString()));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(own))) {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                Path place = Path.of(entry);
                if (Files.isDirectory(place)) {
                    pack(place, jar);
                } else if (NEEDED.stream().anyMatch(place.getFileName().toString()::contains)) {
                    path.add(entry);
                }
            }
        }
        this.classPath = String.join(File.pathSeparator, path);
        this.archive = directory.resolve("lives.jsa");
        Files.createDirectories(directory.resolve("tmp"));
    }

    private static void pack(Path root, JarOutputStream jar) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(root)) {
            files = found.filter(Files::isRegularFile).filter(file -> wanted(root.relativize(file).toString())).collect(Collectors.toList());
        }
        for (Path file : files) {
            try {
                jar.putNextEntry(new JarEntry(root.relativize(file).toString()));
            } catch (java.util.zip.ZipException twice) {
                continue;
            }
            Files.copy(file, (OutputStream) jar);
            jar.closeEntry();
        }
    }

    private static boolean wanted(String name) {
        return name.startsWith("cn/ting/") && name.endsWith(".class") || name.startsWith("ledger/") || name.startsWith("schema/");
    }

    /** Starts a life. Whatever it complains of goes into its log. */
    Process start(Script script) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"), "-XX:+UseSerialGC", "-Xmx64m", "-Xss512k", "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData", "-Xlog:disable", "-Xlog:all=off", "-Djava.io.tmpdir=" + directory.resolve("tmp"),
                "-Dproject.version=lives"));
        if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        } else {
            command.add("-XX:ArchiveClassesAtExit=" + archive);
        }
        command.addAll(List.of("-cp", classPath, Life.class.getName()));
        command.addAll(List.of(script.words()));
        File log = script.directory().resolve("life.log").toFile();
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log)).redirectInput(new File("/dev/null")).start();
    }

    /** Waits until a life says that it serves; false when it ended before. */
    static boolean serves(Process life) throws IOException {
        return life.inputReader().readLine() != null;
    }

    /** Waits for a life's end; one that outlives that is killed. Returns how it ended. */
    static int end(Process life, long withinMs) throws InterruptedException {
        if (!life.waitFor(withinMs, TimeUnit.MILLISECONDS)) {
            life.destroyForcibly();
        }
        return life.waitFor();
    }
}
