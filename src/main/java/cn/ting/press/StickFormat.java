package cn.ting.press;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the formats that sticks come in cannot do: FAT knows no two names that differ in their case alone, no name that ends in a dot, and a folder
 * of so many entries at most. A stick may be copied to another, so the plan of each is held to that. (Its longest file, 4 GiB, is longer than a
 * whole release may be.) What only the one in the machine can show is tried on it, before anything of it is deleted.
 */
final class StickFormat {

    /** Of a folder, 32 bytes each; a long name takes one for each 13 characters, and one more. */
    private static final int MOST_ENTRIES = 65_536;
    private static final int NAME_PART = 13;
    private static final String PROBE = "ting-usb-probe-Of.The.Name-that-is-as-long-as-any-0123456789abcdef0123456789abcdef.MANIFEST.sig";

    private StickFormat() {}

    /** Refuses what no stick could be relied on to hold. */
    static void mustHold(Set<String> files) throws RefusedException {
        Map<String, String> alike = new HashMap<>();
        Map<String, Integer> entries = new HashMap<>();
        for (String file : files) {
            String[] words = file.split("/");
            for (int depth = 1; depth <= words.length; depth++) {
                String word = words[depth - 1];
                String path = String.join("/", Arrays.copyOf(words, depth));
                if (word.endsWith(".")) {
                    throw new RefusedException(path + " ends in a dot, which FAT, the usual format of sticks, leaves out; give the release another version");
                }
                String other = alike.putIfAbsent(path.toLowerCase(Locale.ROOT), path);
                if (other != null && !other.equals(path)) {
                    throw new RefusedException(other + " and " + path + " differ in their case alone, and are one on FAT, the usual format of sticks;"
                            + " --release makes a stick of one of them");
                }
                if (other == null) {
                    String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
                    if (entries.merge(folder, 1 + (word.length() + NAME_PART - 1) / NAME_PART, Integer::sum) > MOST_ENTRIES - 2) {
                        throw new RefusedException(folder + "/ has more files than a folder of FAT, the usual format of sticks, can hold; --release and"
                                + " --arch make a stick of fewer");
                    }
                }
            }
        }
    }

    /**
     * Refuses a stick that cannot be written, alters names, or cannot have them on the medium when asked to. Leaves nothing there, whether it is
     * refused or not. Needs room for a name and for no byte: what fills the stick may be what is about to be deleted from it.
     */
    static void mustKeep(Path stick) throws RefusedException, IOException {
        Path fresh = stick.resolve(PROBE + ".new");
        Path probe = stick.resolve(PROBE);
        try (Closeable first = () -> remove(fresh); Closeable second = () -> remove(probe)) {
            try {
                Files.deleteIfExists(fresh);
                Files.deleteIfExists(probe);
                try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Files.move(fresh, probe, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException refused) {
                throw new RefusedException("the stick takes no file (" + refused + "): is it write-protected, without room for even an empty one, or of a"
                        + " format without long names? FAT and exFAT have them", refused);
            }
            try (Stream<Path> all = Files.list(stick)) {
                if (all.noneMatch(file -> file.getFileName().toString().equals(PROBE))) {
                    throw new RefusedException("the stick alters the names of files, and a kiosk would not find them: format it as FAT with long names, or exFAT");
                }
            }
            try (FileChannel directory = FileChannel.open(stick, StandardOpenOption.READ)) {
                directory.force(true);
            } catch (IOException refused) {
                throw new RefusedException("the stick does not take names when it is asked to (" + refused + "), so that one which is pulled too early"
                        + " could pass for whole: format it as FAT or exFAT", refused);
            }
        }
    }

    /** Where nothing stands nothing is asked for: a stick that is write-protected would refuse that too. */
    private static void remove(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(file);
        }
    }
}
