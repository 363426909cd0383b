package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** What a test of a device needs that is reached through a child process. */
public class ChildBench {

    /** Other tests' children. */
    private final Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());

    /** A program to stand in place of the real one. */
    public static Path script(Path folder, String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Waits until something holds, no longer than a minute. */
    public static void eventually(BooleanSupplier holds) throws InterruptedException {
        BlockingQueue<Object> never = new LinkedBlockingQueue<>();
        for (int i = 0; i < 12_000 && !holds.getAsBoolean(); i++) {
            never.poll(5, TimeUnit.MILLISECONDS);
        }
        assertTrue(holds.getAsBoolean());
    }

    /** True while a program of this test runs. */
    public final boolean hasChild() {
        return ProcessHandle.current().children().anyMatch(child -> !before.contains(child));
    }
}
