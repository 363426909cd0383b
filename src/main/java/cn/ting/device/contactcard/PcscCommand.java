package cn.ting.device.contactcard;

import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How {@link PcscProgram} is started: by the Java that runs the kiosk, with no more on its class path than it needs, wherever that comes
 * from: jars of a release, or folders of a build. What is named here is looked up and not loaded.
 */
final class PcscCommand {

    private static final List<String> NEEDED = List.of(
            "cn/ting/device/contactcard/PcscProgram.class", "jnasmartcardio/Smartcardio.class", "com/sun/jna/Native.class");

    /** Where a release keeps JNA's own library, so that it is not unpacked at each start. */
    private static final List<String> HANDED_ON = List.of("jna.boot.library.path", "jna.nosys", "java.io.tmpdir");

    /**
     * Little memory, one collector thread, the fast compiler; and no word of what was in memory when it crashes: neither a report in
     * a file nor a core.
     */
    private static final List<String> OPTIONS = List.of("-Xmx16m", "-Xms4m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=8m", "-Xshare:auto", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError", "-XX:ErrorFile=/dev/null",
            "-XX:-CreateCoredumpOnCrash");

    /** Where the service listens, when the kiosk's surroundings put it elsewhere (libpcsclite's own variable). */
    private static final String SOCKET = "PCSCLITE_CSOCK_NAME";

    private PcscCommand() {}

    static List<String> words() {
        List<String> words = new ArrayList<>();
        String socket = System.getenv(SOCKET);
        if (socket != null) {
            words.addAll(List.of("env", SOCKET + "=" + socket));
        }
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(OPTIONS);
        for (String property : HANDED_ON) {
            if (System.getProperty(property) != null) {
                words.add("-D" + property + "=" + System.getProperty(property));
            }
        }
        words.addAll(Stream.of("-cp", classPath(), PcscProgram.class.getName()).toList());
        return words;
    }

    private static String classPath() {
        Set<String> places = new LinkedHashSet<>();
        for (String needed : NEEDED) {
            URL found = PcscCommand.class.getClassLoader().getResource(needed);
            if (found == null) {
                throw new IllegalStateException(needed + " is nowhere");
            }
            places.add(place(found.toString(), needed));
        }
        return String.join(":", places);
    }

    /** The jar or folder: {@code jar:file:/PLACE!/NEEDED} or {@code file:/PLACE/NEEDED}. */
    private static String place(String found, String needed) {
        String place = found.substring(found.startsWith("jar:") ? "jar:".length() : 0, found.length() - needed.length() - 1);
        return Path.of(URI.create(place.endsWith("!") ? place.substring(0, place.length() - 1) : place)).toString();
    }
}
