package cn.ting.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** One {@code device-config} file. */
public final class SettingsFile {

    private SettingsFile() {}

    /**
     * Reads a file into the record of all its parts.
     *
     * @throws SettingsException in one sentence with file, line and key when anything is wrong with it
     */
    public static <R extends Record> R read(Path file, Class<R> type) {
        SettingsFolder folder = SettingsFolder.at(file.toAbsolutePath().getParent());
        return new SettingsText(file.getFileName().toString(), text(file), folder).as(type);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new SettingsException(file + " is not there");
        } catch (IOException unreadable) {
            throw new SettingsException(file + " cannot be read: " + unreadable.getMessage());
        }
    }

    static <R extends Record> R parse(String name, String text, Class<R> type) {
        return new SettingsText(name, text, SettingsFolder.ofTheProgram()).as(type);
    }
}
