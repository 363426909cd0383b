package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a test needs of the process that holds local ports. */
public final class PortsBench {

    private PortsBench() {}

    /** Lines whose ports are held by a process of their own, with something in its surroundings: {@code NAME=VALUE}. */
    public static Lines linesIn(String... surroundings) {
        return new Lines(portsIn(surroundings));
    }

    static Ports portsIn(String... surroundings) {
        return portsAt(Ports.place(Map.of()), surroundings);
    }

    /** With the place where kiosk and program meet. */
    static Ports portsAt(Path place, String... surroundings) {
        return new Ports(Stream.concat(Stream.of("env"), Stream.of(surroundings)).toList(), place);
    }

    /** The process that holds the ports of all lines that no test has given one of their own; empty while there is none. */
    static Optional<ProcessHandle> shared() {
        return Ports.ofThisProcess().pid().stream().mapToObj(pid -> ProcessHandle.of(pid).orElseThrow()).findAny();
    }

    /** A library of {@code src/test/c} to be preloaded. */
    public static Path compiled(String source, Path library) throws IOException, InterruptedException {
        Process compiling = new ProcessBuilder("cc", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror", "-o", library.toString(),
                Path.of(System.getProperty("project.root"), "src/test/c", source).toString(), "-ldl", "-lpthread")
                .redirectErrorStream(true).start();
        assertEquals("", new String(compiling.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, compiling.waitFor());
        return library;
    }

    /** Crashes it, as a wild pointer of a native library would. */
    public static void crash() throws IOException, InterruptedException {
        crash(shared().orElseThrow());
    }

    static void crash(ProcessHandle program) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("kill", "-SEGV", String.valueOf(program.pid())).start().waitFor());
    }
}
