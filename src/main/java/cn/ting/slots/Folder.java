package cn.ting.slots;

import cn.ting.tuf.Source;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Files below a directory somebody brought: no link is followed, no pipe is opened, no word leads up. */
final class Folder implements Source {

    private final Path root;

    Folder(Path root) {
        this.root = root;
    }

    @Override
    public Optional<InputStream> open(String path) throws IOException {
        Path at = root;
        String[] words = path.split("/", -1);
        for (int i = 0; i < words.length; i++) {
            String word = URLDecoder.decode(words[i].replace("+", "%2B"), StandardCharsets.UTF_8);
            if (word.isEmpty() || word.equals(".") || word.equals("..") || word.contains("/") || word.indexOf(0) >= 0) {
                throw new IOException("no path here: " + path);
            }
            at = at.resolve(word);
            BasicFileAttributes kind;
            try {
                kind = Files.readAttributes(at, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException none) {
                return Optional.empty();
            }
            if (i + 1 < words.length ? !kind.isDirectory() : !kind.isRegularFile()) {
                throw new IOException("a link or worse: " + path);
            }
        }
        return Optional.of(Files.newInputStream(at, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }
}
