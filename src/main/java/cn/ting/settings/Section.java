package cn.ting.settings;

import java.util.List;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A part of {@code device-config} whose keys only its owner knows: a driver's profile. Read with {@link #as}; a key the
 * record does not have is refused there.
 */
public final class Section {

    private final SettingsFolder folder;
    private final String path;
    private final MappingNode node;

    Section(SettingsFolder folder, String path, MappingNode node) {
        this.folder = folder;
        this.path = path;
        this.node = node;
    }

    /** A section without any key, for a device that no file lists. */
    public static Section empty() {
        return new Section(SettingsFolder.ofTheProgram(), "", new MappingNode(Tag.MAP, List.of(), org.yaml.snakeyaml.DumperOptions.FlowStyle.BLOCK));
    }

    /**
     * Reads this section into a settings record.
     *
     * @throws SettingsException when a key is unknown, missing or wrong
     */
    public <R extends Record> R as(Class<R> type) {
        return new RecordReader(folder).read(node, path, type);
    }
}
