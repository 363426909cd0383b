package cn.ting.wire;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a program of the kiosk's own is started beside it, to hold a native library that may crash: by the Java that runs the kiosk, with no more
 * on its class path than it needs, wherever that comes from: jars of a release, or folders of a build. What is named here is looked up and not
 * loaded.
 */
public final class OwnJava {

    /** Where a release keeps native libraries, so that they are not unpacked at each start. */
    private static final List<String> HANDED_ON = List.of("jna.boot.library.path", "jna.nosys", "jSerialComm.library.path", "java.io.tmpdir");

    /**
     * Little memory, one collector thread, the fast compiler; and no word of what was in memory when it crashes: neither a report in
     * a file nor a core.
     */
    private static final List<String> OPTIONS = List.of("-Xmx16m", "-Xms4m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=8m", "-Xshare:auto", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError", "-XX:ErrorFile=/dev/null",
            "-XX:-CreateCoredumpOnCrash");

    /** {@code SIGSEGV (0xb) at pc=…}. */
    private static final Pattern SIGNAL = Pattern.compile("\\bSIG[A-Z]{2,6}\\b");

    /** Where it was: {@code C  [libpcsclite.so.1+0x1234]}. */
    private static final Pattern LIBRARY = Pattern.compile("C +\\[([A-Za-z0-9_.-]{1,60})\\+0x");

    private static final int MOST_LAST_WORDS = 2_048;

    private OwnJava() {}

    /**
     * The words of the command.
     *
     * @param program its class, with a {@code main}
     * @param needed resources of the class path, one of each jar or folder that it needs
     */
    public static List<String> words(String program, List<String> needed) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(OPTIONS);
        for (String property : HANDED_ON) {
            if (System.getProperty(property) != null) {
                words.add("-D" + property + "=" + System.getProperty(property));
            }
        }
        words.addAll(List.of("-cp", classPath(needed), program));
        return words;
    }

    private static String classPath(List<String> needed) {
        Set<String> places = new LinkedHashSet<>();
        for (String resource : needed) {
            URL found = OwnJava.class.getClassLoader().getResource(resource);
            if (found == null) {
                throw new IllegalStateException(resource + " is nowhere");
            }
            places.add(place(found.toString(), resource));
        }
        return String.join(":", places);
    }

    /** The jar or folder: {@code jar:file:/PLACE!/NEEDED} or {@code file:/PLACE/NEEDED}. */
    private static String place(String found, String needed) {
        String place = found.substring(found.startsWith("jar:") ? "jar:".length() : 0, found.length() - needed.length() - 1);
        return Path.of(URI.create(place.endsWith("!") ? place.substring(0, place.length() - 1) : place)).toString();
    }

    /**
     * Reads the last words of a Java that dies, which it says on its output, and tells by which signal and in which library it crashed:
     * {@code  by SIGSEGV in libc.so.6}; nothing where it did not. The rest may be memory, and is overwritten.
     *
     * @param line to it; nothing can be read from it afterwards
     * @param patience how long nothing may come
     */
    public static String crash(Line line, Duration patience) {
        byte[] words = new byte[MOST_LAST_WORDS];
        int have = 0;
        try {
            for (int came = -1; came != 0 && have < words.length; have += came) {
                byte[] piece = new byte[words.length - have];
                came = line.read(piece, patience);
                System.arraycopy(piece, 0, words, have, came);
                Arrays.fill(piece, (byte) 0);
            }
        } catch (IOException over) {
            // As it must be.
        }
        String said = new String(words, 0, have, StandardCharsets.ISO_8859_1);
        Arrays.fill(words, (byte) 0);
        return SIGNAL.matcher(said).results().findFirst().map(by -> " by " + by.group()).orElse("")
                + LIBRARY.matcher(said).results().findFirst().map(in -> " in " + in.group(1)).orElse("");
    }
}
