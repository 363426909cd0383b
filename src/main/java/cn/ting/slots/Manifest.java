package cn.ting.slots;

import cn.ting.seal.Digest;
import cn.ting.slots.SlotsException.Why;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is in a release, every file of it.
 *
 * @param sha256 of the manifest itself, which names the release
 * @param version what people call it
 * @param counter grows with every release of a line; from 1 on
 * @param arch of machines, such as {@code x86_64}
 * @param models of cabinets it is for; {@code *} alone for all
 * @param from the smallest counter that it can be gone to from
 * @param epoch seconds since 1970; every file was changed then
 * @param files sorted by path
 */
public record Manifest(
        String sha256, String version, long counter, String arch, List<String> models, long from, long epoch, List<Entry> files) {

    /** The most bytes of a manifest. */
    public static final int MOST_BYTES = 1024 * 1024;

    static final String NAME = "MANIFEST";
    static final String SIGNATURE_NAME = "MANIFEST.sig";
    static final int SIGNATURE_BYTES = 64;

    private static final int MOST_FILES = 10_000;
    private static final long MOST_RELEASE_BYTES = 2L * 1024 * 1024 * 1024;
    private static final int LONGEST_PATH = 250;

    private static final Pattern WORD = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,14}");
    private static final Pattern FILE = Pattern.compile("([0-9a-f]{64}) (\\S+) (\\S+) (\\S+)");
    private static final Pattern PATH = Pattern.compile("[0-9A-Za-z._+@/-]{1," + LONGEST_PATH + "}");
    private static final List<String> HEAD = List.of("ting-release", "version", "counter", "arch", "models", "from", "epoch");

    /**
     * A file of a release.
     *
     * @param size in bytes
     * @param executable true for mode 755, else 644
     * @param path below the release's directory
     */
    public record Entry(String sha256, long size, boolean executable, String path) {}

    public Manifest {
        models = List.copyOf(models);
        files = List.copyOf(files);
    }

    /** Reads a manifest whose signature was verified, to the letter. */
    public static Manifest parse(byte[] text) throws SlotsException {
        if (text.length > MOST_BYTES) {
            throw new SlotsException(Why.MANIFEST_SIZE, text.length + " bytes");
        }
        for (byte b : text) {
            if (b != '\n' && (b < ' ' || b > '~')) {
                throw new SlotsException(Why.MANIFEST_TEXT, "a byte of " + (b & 0xff));
            }
        }
        if (text.length == 0 || text[text.length - 1] != '\n') {
            throw new SlotsException(Why.MANIFEST_TEXT, "the last line is not ended");
        }
        List<String> lines = List.of(new String(text, 0, text.length - 1, StandardCharsets.US_ASCII).split("\n", -1));
        List<String> head = head(lines);
        long counter = number(head.get(2), Why.MANIFEST_HEAD);
        if (!head.get(0).equals("1") || counter < 1) {
            throw new SlotsException(Why.MANIFEST_HEAD, "release form " + head.get(0) + ", counter " + counter);
        }
        return new Manifest(Digest.sha256Hex(text), word(head.get(1)), counter, word(head.get(3)), models(head.get(4)),
                number(head.get(5), Why.MANIFEST_HEAD), number(head.get(6), Why.MANIFEST_HEAD),
                files(lines.subList(HEAD.size(), lines.size())));
    }

    private static List<String> head(List<String> lines) throws SlotsException {
        List<String> head = new ArrayList<>();
        for (int i = 0; i < HEAD.size(); i++) {
            String before = "# " + HEAD.get(i) + " ";
            if (i >= lines.size() || !lines.get(i).startsWith(before)) {
                throw new SlotsException(Why.MANIFEST_HEAD, "line " + (i + 1) + " is not of " + HEAD.get(i));
            }
            head.add(lines.get(i).substring(before.length()));
        }
        return head;
    }

    private static List<Entry> files(List<String> lines) throws SlotsException {
        if (lines.isEmpty() || lines.size() > MOST_FILES) {
            throw new SlotsException(Why.MANIFEST_BYTES, lines.size() + " files");
        }
        List<Entry> files = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long bytes = 0;
        String last = "";
        for (String line : lines) {
            Entry file = file(line);
            if (file.path.compareTo(last) <= 0) {
                throw new SlotsException(Why.MANIFEST_ORDER, file.path + " after " + last);
            }
            last = file.path;
            bytes += file.size;
            if (bytes > MOST_RELEASE_BYTES) {
                throw new SlotsException(Why.MANIFEST_BYTES, "more than " + MOST_RELEASE_BYTES + " bytes");
            }
            names.add(file.path);
            files.add(file);
        }
        for (Entry file : files) {
            for (String parent : parents(file.path)) {
                if (names.contains(parent)) {
                    throw new SlotsException(Why.MANIFEST_CLASH, parent);
                }
            }
        }
        return files;
    }

    private static Entry file(String line) throws SlotsException {
        Matcher parts = FILE.matcher(line);
        if (!parts.matches()) {
            throw new SlotsException(Why.MANIFEST_LINE, line.substring(0, Math.min(line.length(), 80)));
        }
        String mode = parts.group(3);
        if (!mode.equals("644") && !mode.equals("755")) {
            throw new SlotsException(Why.MANIFEST_MODE, mode);
        }
        String path = parts.group(4);
        boolean plain = PATH.matcher(path).matches() && !path.contains("..") && !path.endsWith("/");
        // No empty word, and none that is or begins with a dot where the path begins: each file has one spelling.
        if (!plain || path.startsWith("/") || path.startsWith(".") || path.contains("//") || path.contains("/./") || path.endsWith("/.")
                || path.equals(NAME) || path.equals(SIGNATURE_NAME)) {
            throw new SlotsException(Why.MANIFEST_PATH, path.substring(0, Math.min(path.length(), 80)));
        }
        return new Entry(parts.group(1), number(parts.group(2), Why.MANIFEST_LINE), mode.equals("755"), path);
    }

    /** The directories a path leads through, the outermost first. */
    static List<String> parents(String path) {
        List<String> parents = new ArrayList<>();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            parents.add(path.substring(0, slash));
        }
        return parents;
    }

    private static List<String> models(String told) throws SlotsException {
        if (told.equals("*")) {
            return List.of(told);
        }
        List<String> models = List.of(told.split(",", -1));
        for (String model : models) {
            word(model);
        }
        return models;
    }

    private static String word(String told) throws SlotsException {
        if (!WORD.matcher(told).matches()) {
            throw new SlotsException(Why.MANIFEST_HEAD, "not a word: " + told.substring(0, Math.min(told.length(), 80)));
        }
        return told;
    }

    private static long number(String told, Why why) throws SlotsException {
        if (!NUMBER.matcher(told).matches()) {
            throw new SlotsException(why, "not a number: " + told.substring(0, Math.min(told.length(), 80)));
        }
        return Long.parseLong(told);
    }

    /** True when a cabinet of this model may have it. */
    static boolean isFor(List<String> models, String model) {
        return models.equals(List.of("*")) || models.contains(model);
    }

    /** What a pointer to it in that slot says. */
    Release in(String slot) {
        return new Release(slot, sha256, counter, version);
    }
}
