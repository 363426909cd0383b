package cn.ting.stories;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Looks byte by byte for words that must not be there, in every encoding a part of a kiosk may write them in. */
public final class Traces {

    private static final List<Charset> ENCODINGS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("GB18030"));

    private final List<String> words;
    /** The words in every encoding, by their first two bytes: whole disks are looked through, and once is enough. */
    private final Map<Integer, List<Written>> written = new HashMap<>();
    private final BitSet beginnings = new BitSet(1 << Short.SIZE);

    private record Written(String word, byte[] bytes) {}

    /** @param words of two characters at least */
    public Traces(String... words) {
        this.words = List.of(words);
        for (String word : words) {
            for (Charset encoding : ENCODINGS) {
                byte[] bytes = word.getBytes(encoding);
                written.computeIfAbsent(pair(bytes, 0), beginning -> new ArrayList<>()).add(new Written(word, bytes));
                beginnings.set(pair(bytes, 0));
            }
        }
    }

    private static int pair(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << Byte.SIZE | bytes[at + 1] & 0xFF;
    }

    /** The words that stand in this text. */
    public List<String> in(String text) {
        return words.stream().filter(text::contains).toList();
    }

    /** The words that stand in these bytes. */
    public List<String> in(byte[] bytes) {
        Set<String> found = new LinkedHashSet<>();
        for (int at = 0; at < bytes.length - 1; at++) {
            int pair = pair(bytes, at);
            if (beginnings.get(pair)) {
                for (Written one : written.get(pair)) {
                    int end = at + one.bytes().length;
                    if (end <= bytes.length && Arrays.equals(bytes, at, end, one.bytes(), 0, one.bytes().length)) {
                        found.add(one.word());
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    /** The words that stand in files below this directory, each with the file's name. */
    public List<String> below(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(directory)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        List<String> traces = new ArrayList<>();
        for (Path file : files) {
            byte[] bytes;
            try {
                bytes = Files.readAllBytes(file);
            } catch (NoSuchFileException gone) {
                // Whoever writes there has taken it away meanwhile.
                continue;
            }
            in(bytes).forEach(word -> traces.add(word + " in " + file.getFileName()));
        }
        return traces;
    }
}
