package cn.ting.wire;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Has an input device's file to itself, so that its keys reach neither the browser nor the console: {@code EVIOCGRAB}
 * (linux/input.h), which Java has no call for. It holds until the file is closed, and for the number under which that was opened; Java
 * does not tell this number, but Linux tells which numbers lead to a file.
 */
final class EventGrab {

    private static final NativeLong EVIOCGRAB = new NativeLong(0x40044590);
    private static final Path OPENED = Path.of("/proc/self/fd");

    /** The one call of the C library that this takes. */
    private interface C extends Library {
        int ioctl(int file, NativeLong request, Object... argument) throws LastErrorException;
    }

    private EventGrab() {}

    /**
     * Grabs a device whose file this process has opened once.
     *
     * @throws IOException when it is opened more than once, when another has it, or when it is no input device or this no Linux
     */
    static void of(String device) throws IOException {
        int file = opened(Path.of(device).toRealPath());
        try {
            Native.load("c", C.class).ioctl(file, EVIOCGRAB, 1);
        } catch (LastErrorException refused) {
            throw new IOException("EVIOCGRAB was answered with error " + refused.getErrorCode(), refused);
        } catch (LinkageError without) {
            throw new IOException("no native calls on this machine", without);
        }
    }

    private static int opened(Path device) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(OPENED)) {
            for (Path number : all) {
                if (leadsTo(number, device)) {
                    numbers.add(Integer.valueOf(number.getFileName().toString()));
                }
            }
        }
        if (numbers.size() != 1) {
            // The other one may be a line that closes; the wrong one grabbed would keep the keys from everybody.
            throw new IOException(device + " is opened " + numbers.size() + " times");
        }
        return numbers.get(0);
    }

    private static boolean leadsTo(Path number, Path device) {
        try {
            return Files.readSymbolicLink(number).equals(device);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
