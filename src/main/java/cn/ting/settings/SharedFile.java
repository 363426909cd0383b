package cn.ting.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A file of a folder such as {@code receipt-models}. It may be one of another's collection as it stands there: its keys one level down, under the
 * file's own name, and put over those of the file that it names by {@code inherits}.
 */
final class SharedFile {

    /** The key by which one file of a folder names another, whose keys hold where it gives none. */
    static final String INHERITS = "inherits";

    /** More are a circle. */
    private static final int MOST_INHERITED = 8;

    private SharedFile() {}

    /**
     * Reads a file with all that it inherits; empty when there is none of that name.
     *
     * @throws SettingsException when one of them is no YAML or cannot be read, or inherits what is not there, or inherits itself
     */
    static Optional<Node> read(SettingsFolder beside, String folder, String name) {
        return read(beside, folder, name, MOST_INHERITED);
    }

    private static Optional<Node> read(SettingsFolder beside, String folder, String name, int more) {
        return beside.read(folder, name).map(root -> inheriting(unwrapped(root, name), beside, folder, more));
    }

    /** The keys of a file in which they stand under its own name. */
    private static Node unwrapped(Node root, String name) {
        boolean wrapped = root instanceof MappingNode keys && keys.getValue().size() == 1
                && name(keys.getValue().get(0)).equals(name) && keys.getValue().get(0).getValueNode() instanceof MappingNode;
        return wrapped ? ((MappingNode) root).getValue().get(0).getValueNode() : root;
    }

    private static Node inheriting(Node root, SettingsFolder beside, String folder, int more) {
        Optional<NodeTuple> parent = root instanceof MappingNode keys
                ? keys.getValue().stream().filter(tuple -> INHERITS.equals(name(tuple))).findFirst()
                : Optional.empty();
        if (parent.isEmpty()) {
            return root;
        }
        Node named = parent.get().getValueNode();
        String name = named instanceof ScalarNode scalar ? scalar.getValue() : "?";
        if (more == 0) {
            throw RecordReader.refusal(named, INHERITS, "goes in a circle, or through more than " + MOST_INHERITED + " files: " + name);
        }
        Node below = read(beside, folder, name, more - 1)
                .orElseThrow(() -> RecordReader.refusal(named, INHERITS, "names no file of " + folder + ": " + name));
        return over(without((MappingNode) root, INHERITS), below, root);
    }

    /** Its keys but one. */
    static List<NodeTuple> without(MappingNode keys, String key) {
        return keys.getValue().stream().filter(tuple -> !key.equals(name(tuple))).toList();
    }

    /** Some keys put over a file's, key by key. */
    static Node over(List<NodeTuple> own, Node below, Node where) {
        if (!(below instanceof MappingNode keys)) {
            return below;
        }
        List<NodeTuple> all = new ArrayList<>();
        for (NodeTuple tuple : own) {
            Optional<NodeTuple> same = keys.getValue().stream().filter(other -> name(other).equals(name(tuple))).findFirst();
            boolean both = same.isPresent() && tuple.getValueNode() instanceof MappingNode;
            all.add(!both ? tuple : new NodeTuple(tuple.getKeyNode(), over(
                    ((MappingNode) tuple.getValueNode()).getValue(), same.get().getValueNode(), tuple.getValueNode())));
        }
        keys.getValue().stream()
                .filter(tuple -> own.stream().noneMatch(other -> name(other).equals(name(tuple))))
                .forEach(all::add);
        return new MappingNode(Tag.MAP, true, all, where.getStartMark(), where.getEndMark(), FlowStyle.BLOCK);
    }

    static String name(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
    }
}
