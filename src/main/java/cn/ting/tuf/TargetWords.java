package cn.ting.tuf;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Paths of targets as words of an address. */
final class TargetWords {

    private TargetWords() {}

    /** Unreserved characters stay (RFC 3986, 2.3). */
    static String encoded(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            out.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return out.toString();
    }

    /** One word for the whole path, neither a directory's nor hidden. */
    static String fileName(String path) {
        return encoded(path).replaceFirst("^\\.", "%2E");
    }

    /** The path with the hash before its last word, where there is one. */
    static String path(String target, Map<String, String> hashes) {
        int slash = target.lastIndexOf('/') + 1;
        String hash = hashes.getOrDefault("sha256", hashes.values().stream().findFirst().orElse(""));
        String last = hash.isEmpty() ? target.substring(slash) : hash + "." + target.substring(slash);
        return Stream.of((target.substring(0, slash) + last).split("/", -1)).map(TargetWords::encoded).collect(Collectors.joining("/"));
    }
}
