package cn.ting.lives;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Starts lives quickly, from any thread: with an archive of their classes, which the JVM makes of jars alone, and with the one native library laid out
 * already.
 */
final class LifeProcess implements AutoCloseable {

    private static final List<String> NEEDED = List.of("jackson", "sqlite", "mqttv5", "jboss-logging", "jakarta", "microprofile", "arc-");

    /** Three of them are far longer than any life needs, on a machine with other work too. */
    private static final long LOOK_MS = 60_000;
    private static final int LOOKS = 3;
    private static final long TELLS_WITHIN_MS = 30_000;

    private final String classPath;
    private final Path archive;
    private final Path library;
    private final Queue<Process> started = new ConcurrentLinkedQueue<>();
    private final Set<Process> spoilt = ConcurrentHashMap.newKeySet();

    LifeProcess(Path directory) throws IOException {
        Path own = directory.resolve("lives.jar");
        List<String> path = new ArrayList<>(List.of(own.toString()));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(own))) {
            jar.setLevel(Deflater.NO_COMPRESSION);
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
        this.library = directory.resolve(LibraryLoaderUtil.getNativeLibName());
        try (InputStream packed = LibraryLoaderUtil.class.getResourceAsStream(
                LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName())) {
            Files.copy(packed, library);
        }
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

    /**
     * Starts lives side by side. Whatever they complain of goes into their log.
     *
     * @param disk what makes it a bad one, see {@link BadDisk}; empty for a good one
     */
    Process start(List<Script> scripts, Path log, Map<String, String> disk) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"), "-XX:+UseSerialGC", "-Xmx96m", "-Xss512k", "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData", "-Xlog:disable", "-Xlog:all=off", "-Dorg.sqlite.lib.path=" + library.getParent(),
                "-Dproject.version=lives"));
        if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        } else {
            command.add("-XX:ArchiveClassesAtExit=" + archive);
        }
        command.addAll(List.of("-cp", classPath, Life.class.getName()));
        scripts.forEach(script -> command.addAll(List.of(script.words())));
        ProcessBuilder life = new ProcessBuilder(command);
        life.environment().putAll(disk);
        Process begun = life.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).redirectInput(new File("/dev/null")).start();
        started.removeIf(one -> !one.isAlive());
        started.add(begun);
        spoilt.retainAll(started);
        if (!disk.isEmpty()) {
            spoilt.add(begun);
        }
        return begun;
    }

    /**
     * Waits until a life says that it serves; false when it ended before, or when the library that spoils its disk has its whole JVM wait for
     * one of that library's own locks (seen with libfiu 1.1: no thread moves, nor does the one that answers jstack).
     *
     * @throws IOException with what each of its threads does when it comes to neither
     */
    boolean serves(Process life) throws IOException, InterruptedException {
        FutureTask<String> said = new FutureTask<>(() -> life.inputReader().readLine());
        Thread reader = new Thread(said, "life " + life.pid());
        reader.setDaemon(true);
        reader.start();
        String threads = "";
        for (int look = 0; look < LOOKS; look++) {
            try {
                return said.get(LOOK_MS, TimeUnit.MILLISECONDS) != null;
            } catch (TimeoutException waits) {
                threads = threads(life);
            } catch (ExecutionException unread) {
                throw new IOException(unread.getCause());
            }
            if (!threads.contains("java.lang.Thread.State") && spoilt.contains(life)) {
                System.out.println("lives: a JVM hung under the library that spoils its disk");
                return false;
            }
        }
        throw new IOException("a life hung before it served:\n" + threads);
    }

    /** Taken from outside, since the life itself answers nobody. */
    private static String threads(Process life) throws IOException, InterruptedException {
        Path told = Files.createTempFile("life", ".threads");
        try {
            Process teller = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jstack").toString(), "-l", String.valueOf(life.pid()))
                    .redirectErrorStream(true).redirectOutput(told.toFile()).start();
            end(teller, TELLS_WITHIN_MS);
            return Files.readString(told);
        } finally {
            Files.delete(told);
        }
    }

    /** Waits for a life's end; one that outlives that is killed. Returns how it ended. */
    static int end(Process life, long withinMs) throws InterruptedException {
        if (!life.waitFor(withinMs, TimeUnit.MILLISECONDS)) {
            life.destroyForcibly();
        }
        return life.waitFor();
    }

    /** Nobody goes on living, whatever came between. */
    @Override
    public void close() {
        for (Process life : started) {
            life.destroyForcibly().onExit().join();
        }
    }
}
