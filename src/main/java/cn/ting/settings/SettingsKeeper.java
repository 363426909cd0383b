package cn.ting.settings;

import cn.ting.condition.Conditions;
import cn.ting.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads {@code device-config} at a start and keeps a copy of the last file that was good, with what it named in the folders beside
 * it, so that only a first start is stopped by a wrong one. {@link #load} or {@link #loadForTrial} is to be used once, by one thread, before
 * anything else starts; {@link #keep} by any one thread after that.
 */
public final class SettingsKeeper {

    private final Path file;
    private final Path lastGood;
    private final Conditions conditions;
    private volatile Good good;

    /** A file that was good, with what stands beside it. */
    private record Good(String text, Map<String, String> beside) {}

    /**
     * @param file the cabinet's {@code device-config} file
     * @param lastGood where the copy is kept, in the data directory, which must exist
     */
    public SettingsKeeper(Path file, Path lastGood, Conditions conditions) {
        this.file = file;
        this.lastGood = lastGood;
        this.conditions = conditions;
    }

    /**
     * Reads the file, or the last good copy when the file is wrong; {@link SettingsFault#REFUSED} says so then.
     *
     * @param check refuses with a {@link SettingsException} what no single key can tell, such as two devices of one name
     * @throws SettingsException when the file is wrong and there is no good copy
     */
    public <R extends Record> R load(Class<R> type, Consumer<? super R> check) {
        R settings = loadForTrial(type, check);
        keep();
        return settings;
    }

    /**
     * As {@link #load}, but what is good is no copy yet: a program on trial may take what the one before it cannot, and that one has to find a
     * copy of its own when it comes back. {@link #keep} makes it one, when the trial is won.
     */
    public <R extends Record> R loadForTrial(Class<R> type, Consumer<? super R> check) {
        R settings;
        String text;
        SettingsFolder folder = SettingsFolder.at(file.toAbsolutePath().getParent());
        try {
            text = SettingsFile.text(file);
            settings = read(file, text, folder, type, check);
        } catch (SettingsException refusal) {
            settings = readLastGood(refusal, type, check);
            conditions.raise(SettingsFault.REFUSED, "", refusal.getMessage());
            return settings;
        }
        conditions.clear(SettingsFault.REFUSED, "");
        good = new Good(text, folder.read());
        return settings;
    }

    /** Keeps a copy of the file that was read, where that was good and is no copy yet. {@link SettingsFault#NOT_KEPT} says when it cannot be kept. */
    public void keep() {
        Good read = good;
        if (read != null) {
            good = null;
            keep(read.text(), read.beside());
        }
    }

    /**
     * Reads another text as if it stood in the place of the file, without keeping anything of it.
     *
     * @param name how refusals call it
     * @throws SettingsException when it is wrong
     */
    public <R extends Record> R read(String name, String text, Class<R> type, Consumer<? super R> check) {
        return read(Path.of(name), text, SettingsFolder.at(file.toAbsolutePath().getParent()), type, check);
    }

    /** Where the copies are of the files that stand in folders beside the cabinet's. */
    private Path lastGoodFolder() {
        return lastGood.resolveSibling(lastGood.getFileName() + ".d");
    }

    private <R extends Record> R readLastGood(SettingsException refusal, Class<R> type, Consumer<? super R> check) {
        if (!Files.exists(lastGood)) {
            throw refusal;
        }
        try {
            return read(lastGood, SettingsFile.text(lastGood), SettingsFolder.at(lastGoodFolder()), type, check);
        } catch (SettingsException refusedToo) {
            // After an update of the software even a copy that once was good may be refused.
            throw new SettingsException(refusal.getMessage() + "; nor does the last good copy serve: " + refusedToo.getMessage());
        }
    }

    private static <R extends Record> R read(
            Path file, String text, SettingsFolder folder, Class<R> type, Consumer<? super R> check) {
        SettingsText keys = new SettingsText(file.getFileName().toString(), text, folder);
        R settings = keys.as(type);
        try {
            check.accept(settings);
        } catch (SettingsException refusal) {
            throw keys.placed(refusal);
        }
        return settings;
    }

    private void keep(String text, Map<String, String> beside) {
        try {
            for (Map.Entry<String, String> shared : beside.entrySet()) {
                Path copy = lastGoodFolder().resolve(shared.getKey());
                Files.createDirectories(copy.getParent());
                keep(copy, shared.getValue());
            }
            keep(lastGood, text);
            forget(beside.keySet());
            conditions.clear(SettingsFault.NOT_KEPT, "");
        } catch (IOException unkept) {
            conditions.raise(SettingsFault.NOT_KEPT, "", unkept.toString());
        }
    }

    private static void keep(Path copy, String text) throws IOException {
        if (!Files.exists(copy) || !Files.readString(copy).equals(text)) {
            WholeFile.replace(copy, text);
        }
    }

    /** A copy of what is no longer beside the file would take the place of what the program brings. */
    private void forget(Set<String> beside) throws IOException {
        if (!Files.exists(lastGoodFolder())) {
            return;
        }
        List<Path> copies;
        try (Stream<Path> all = Files.walk(lastGoodFolder())) {
            copies = all.filter(Files::isRegularFile)
                    .filter(copy -> !beside.contains(lastGoodFolder().relativize(copy).toString()))
                    .toList();
        }
        for (Path copy : copies) {
            Files.delete(copy);
        }
    }
}
