package cn.ting.patch;

import cn.ting.patch.PatchException.Why;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The patches that lead to files of a release: text, a head and one line each, {@code FROM TO SHA256 SIZE}; the first three are SHA-256, of the old
 * file ({@code -} where it leads from nothing), of the new one and of the patch itself.
 */
public record PatchList(List<Patch> patches) {

    /** The most bytes of a list. */
    public static final int MOST_BYTES = 256 * 1024;

    /** Without any. */
    public static final PatchList NONE = new PatchList(List.of());

    private static final String HEAD = "# ting-patches 1";
    private static final Pattern LINE = Pattern.compile("(-|[0-9a-f]{64}) ([0-9a-f]{64}) ([0-9a-f]{64}) ([1-9][0-9]{0,9})");

    /**
     * A patch.
     *
     * @param from SHA-256 of the old file; empty where it leads from nothing
     * @param to SHA-256 of the new file
     * @param sha256 of the patch itself
     * @param size of the patch, in bytes
     */
    public record Patch(Optional<String> from, String to, String sha256, long size) {}

    public PatchList {
        patches = List.copyOf(patches);
    }

    /** Reads a list whose bytes were held to what was signed. */
    public static PatchList parse(byte[] text) throws PatchException {
        if (text.length > MOST_BYTES) {
            throw new PatchException(Why.LIST, text.length + " bytes");
        }
        String[] lines = new String(text, StandardCharsets.ISO_8859_1).split("\n", -1);
        if (!lines[0].equals(HEAD) || !lines[lines.length - 1].isEmpty()) {
            throw new PatchException(Why.LIST, "of another form, or not ended");
        }
        List<Patch> patches = new ArrayList<>();
        for (int i = 1; i < lines.length - 1; i++) {
            Matcher parts = LINE.matcher(lines[i]);
            if (!parts.matches()) {
                throw new PatchException(Why.LIST, "line " + (i + 1));
            }
            Optional<String> from = Optional.of(parts.group(1)).filter(hash -> !hash.equals("-"));
            patches.add(new Patch(from, parts.group(2), parts.group(3), Long.parseLong(parts.group(4))));
        }
        return new PatchList(patches);
    }

    /** As it is signed. */
    public byte[] text() {
        StringBuilder text = new StringBuilder(HEAD + "\n");
        patches.forEach(patch -> text.append(patch.from().orElse("-")).append(' ').append(patch.to()).append(' ').append(patch.sha256()).append(' ')
                .append(patch.size()).append('\n'));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The patches that lead to a file, the smallest first. */
    public List<Patch> to(String sha256) {
        return patches.stream().filter(patch -> patch.to().equals(sha256)).sorted(Comparator.comparingLong(Patch::size)).toList();
    }
}
