package cn.ting.mileage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A part of a figure that has to be taken in a process of its own, because something is done to the whole process: it is slowed, or has
 * a network of its own. It runs with the classes and the compiler of this one, and tells its values on standard output, a line each.
 */
final class ChildMeasure {

    private static final int PATIENCE_MINUTES = 20;

    private ChildMeasure() {}

    /**
     * Runs a main class to its end.
     *
     * @param around the command that does something to the process, to which it is given
     * @return what it told, a line a value
     * @throws IOException when it failed; what it said is on standard error
     */
    static List<String> run(List<String> around, Class<?> main, Path directory, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(around);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-cp", System.getProperty("java.class.path"), main.getName(),
                directory.toString()));
        command.addAll(List.of(words));
        Process child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            String told = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!child.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || child.exitValue() != 0) {
                throw new IOException(main.getSimpleName() + " failed under " + String.join(" ", around));
            }
            return told.lines().filter(line -> line.startsWith("told\t")).map(line -> line.substring(5)).toList();
        } finally {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.destroyForcibly();
        }
    }

    /** Tells a value from within the child; anything else on its standard output is passed over. */
    static void tell(String name, double value) {
        System.out.println("told\t" + name + "\t" + value);
    }
}
