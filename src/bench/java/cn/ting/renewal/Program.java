package cn.ting.renewal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The programs of the machine and those that ship, run to their end. */
final class Program {

    private Program() {}

    /**
     * Waits for its end, however long that takes.
     *
     * @param words its path or name, and what it is called with, each as its text
     * @return what it said on both outputs
     * @throws IOException when it cannot be started, or ends with anything but 0; with its words
     */
    static String run(Object... words) throws IOException {
        Process process = new ProcessBuilder(Stream.of(words).map(Object::toString).toList()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(List.of(words) + ": " + said);
        }
        return said;
    }
}
