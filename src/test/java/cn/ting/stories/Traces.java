package cn.ting.stories;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks byte by byte for words that must not be there, in every encoding a part of a kiosk may write them in. */
public final class Traces {

    private static final List<Charset> ENCODINGS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("GB18030"));

    private final List<String> words;

    public Traces(String... words) {
        this.words = List.of(words);
    }

    /** The words that stand in this text. */
    public List<String> in(String text) {
        return words.stream().filter(text::contains).toList();
    }

    /** The words that stand in these bytes. */
    public List<String> in(byte[] bytes) {
        return words.stream().filter(word -> holds(bytes, word)).toList();
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

    /** In ISO 8859-1 every byte is one character, so that a search for text is a search for bytes. */
    private static boolean holds(byte[] bytes, String word) {
        String content = new String(bytes, StandardCharsets.ISO_8859_1);
        return ENCODINGS.stream()
                .anyMatch(encoding -> content.contains(new String(word.getBytes(encoding), StandardCharsets.ISO_8859_1)));
    }
}
