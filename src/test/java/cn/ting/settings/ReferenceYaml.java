package cn.ting.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes what {@code device-config/reference.yaml} says: every key with its reason, default, unit and range, as they stand
 * on the settings records. Refuses a default that would be refused in a file.
 */
public final class ReferenceYaml {

    private static final int NOTE_COLUMN = 36;

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Class<?>> folders = new TreeMap<>();

    private ReferenceYaml() {}

    /**
     * Renders all keys.
     *
     * @param root the record of the whole file
     * @param profiles the records that drivers read their own section into, by the driver's name
     */
    public static String of(Class<? extends Record> root, Map<String, Class<? extends Record>> profiles) {
        ReferenceYaml yaml = new ReferenceYaml();
        yaml.text.append("# Every key there is, with its reason, default, unit and range. Written from the settings records: a\n")
                .append("# test holds this file to them. A key with a default may be left out, as may a part whose keys all have one.\n");
        yaml.keys(root, "");
        new TreeMap<>(profiles).forEach((driver, profile) -> {
            yaml.text.append("\n# The profile of a device driven by ").append(driver)
                    .append(profile.getRecordComponents().length == 0 ? " has no keys.\n" : ":\n");
            yaml.keys(profile, "#   ");
        });
        new TreeMap<>(yaml.folders).forEach((folder, type) -> {
            yaml.text.append("\n# A file of ").append(folder).append(", and what is put over one, has these keys. In a file they may stand under its\n")
                    .append("# own name, and ").append(SharedFile.INHERITS)
                    .append(" may name another one, whose keys hold where it gives none:\n");
            yaml.keys(type, "#   ");
        });
        return yaml.text.toString();
    }

    private void keys(Class<?> type, String margin) {
        String before = margin;
        for (RecordComponent key : type.getRecordComponents()) {
            boolean part = margin.isEmpty();
            if (part) {
                text.append('\n');
            }
            key(key, before);
            // The first key of a list's item carries the dash.
            before = before.replace('-', ' ');
        }
        Unused unused = type.getAnnotation(Unused.class);
        if (unused != null) {
            text.append(before).append("# Taken and not used: ").append(String.join(", ", unused.keys()))
                    .append(" (").append(unused.why()).append(").\n");
        }
    }

    private void key(RecordComponent key, String margin) {
        Setting setting = key.getAnnotation(Setting.class);
        String below = margin.replace('-', ' ');
        text.append(below).append("# ").append(sentence(setting.why())).append('\n');
        Type type = key.getGenericType();
        if (!setting.folder().isEmpty()) {
            folders.put(setting.folder(), key.getType());
            line(margin + key.getName() + ": " + setting.standard(), "a file of " + setting.folder() + ", or keys over one: {"
                    + RecordReader.LIKE + ": " + setting.standard() + ", ...}, see below");
        } else if (key.getType() == Map.class) {
            line(margin + key.getName() + ":", "at most " + RecordReader.MOST_ITEMS + " names, each with");
            text.append(below).append("  NAME:\n");
            keys((Class<?>) ((ParameterizedType) type).getActualTypeArguments()[1], below + "    ");
        } else if (type instanceof ParameterizedType list) {
            Class<?> item = (Class<?>) list.getActualTypeArguments()[0];
            line(margin + key.getName() + ":", "list of at most " + RecordReader.MOST_ITEMS);
            if (item.isRecord()) {
                keys(item, below + "  - ");
            } else {
                line(below + "  -", note(item, setting));
            }
        } else if (key.getType().isRecord()) {
            text.append(margin).append(key.getName()).append(":\n");
            keys(key.getType(), below + "  ");
        } else if (key.getType() == Section.class) {
            line(margin + key.getName() + ": {}", "keys of its own, see below; may be left out");
        } else if (setting.standard().isEmpty()) {
            line(margin + key.getName() + ":", note(key.getType(), setting) + "; must be given");
        } else {
            Scalars.read(setting.standard(), key.getType(), setting);
            line(margin + key.getName() + ": " + setting.standard(), note(key.getType(), setting));
        }
    }

    private void line(String key, String note) {
        String gap = " ".repeat(Math.max(2, NOTE_COLUMN - key.length()));
        text.append(key).append(gap).append("# ").append(note).append('\n');
    }

    private static String note(Class<?> type, Setting setting) {
        String range = setting.min().isEmpty() && setting.max().isEmpty()
                ? ""
                : setting.max().isEmpty()
                        ? ", at least " + setting.min()
                        : setting.min().isEmpty()
                                ? ", at most " + setting.max()
                                : ", " + setting.min() + " to " + setting.max();
        return kind(type) + (setting.unit().isEmpty() ? "" : " of " + setting.unit()) + range;
    }

    private static String kind(Class<?> type) {
        if (type.isEnum()) {
            List<String> words = Arrays.stream(type.getEnumConstants()).map(Scalars::written).toList();
            return "one of " + String.join(", ", words);
        }
        return Map.of(
                        String.class, "text",
                        boolean.class, "true or false",
                        int.class, "whole number",
                        long.class, "whole number",
                        double.class, "number",
                        Duration.class, "duration",
                        URI.class, "URI")
                .get(type);
    }

    private static String sentence(String why) {
        return Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".";
    }
}
