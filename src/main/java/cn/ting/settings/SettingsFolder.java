package cn.ting.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.Node;

/**
 * What stands beside a {@code device-config} file: folders of files that many cabinets share, such as {@code receipt-models}. The
 * program brings files of its own on the class path; one of the same name beside the file takes its place. What has been read
 * once stays as it was read, so that what was checked is what is used. Used by one thread.
 */
final class SettingsFolder {

    static final String NAME = "[A-Za-z0-9][A-Za-z0-9+._-]{0,63}";

    private final Optional<Path> directory;
    private final Map<String, String> beside = new TreeMap<>();

    private SettingsFolder(Optional<Path> directory) {
        this.directory = directory;
    }

    /** @param directory of the file; it need not exist */
    static SettingsFolder at(Path directory) {
        return new SettingsFolder(Optional.of(directory));
    }

    /** Only what the program brings. */
    static SettingsFolder ofTheProgram() {
        return new SettingsFolder(Optional.empty());
    }

    /**
     * Reads a file; empty when there is none of that name.
     *
     * @throws SettingsException when it is no YAML or cannot be read
     */
    Optional<Node> read(String folder, String name) {
        if (!name.matches(NAME)) {
            return Optional.empty();
        }
        String path = folder + "/" + name + ".yaml";
        return text(path).map(text -> new SettingsText(path, text, this).root());
    }

    /** The files that were read beside the {@code device-config} file, by their path from there. */
    Map<String, String> read() {
        return Map.copyOf(beside);
    }

    private Optional<String> text(String path) {
        if (!beside.containsKey(path)) {
            Optional<Path> file = directory.map(known -> known.resolve(path)).filter(Files::exists);
            if (file.isEmpty()) {
                return ofTheProgram(path);
            }
            beside.put(path, SettingsFile.text(file.get()));
        }
        return Optional.of(beside.get(path));
    }

    private static Optional<String> ofTheProgram(String path) {
        try (InputStream file = SettingsFolder.class.getClassLoader().getResourceAsStream(path)) {
            return file == null ? Optional.empty() : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new SettingsException(path + " cannot be read: " + unreadable.getMessage());
        }
    }
}
