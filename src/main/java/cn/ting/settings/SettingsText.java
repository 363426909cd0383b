package cn.ting.settings;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** What stands in one {@code device-config} file, as YAML nodes, which know their file and line. */
final class SettingsText {

    private static final int MOST_CHARACTERS = 256 * 1024;

    private final String file;
    private final SettingsFolder folder;
    private final Node root;

    /** Names the file in every mark, so that a key is refused by its own file when it has been put over another's. */
    private static final class NamedReader extends StreamReader {
        private final String file;

        NamedReader(String file, String text) {
            super(new StringReader(text));
            this.file = file;
        }

        @Override
        public Mark getMark() {
            Mark mark = super.getMark();
            return new Mark(file, mark.getIndex(), mark.getLine(), mark.getColumn(), mark.getBuffer(), mark.getPointer());
        }
    }

    /**
     * @param file its name, as refusals say it
     * @param folder what stands beside it
     * @throws SettingsException when the text is no YAML, or empty
     */
    SettingsText(String file, String text, SettingsFolder folder) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setAllowDuplicateKeys(true); // refused by RecordReader, which names the key
        this.file = file;
        this.folder = folder;
        try {
            root = new Composer(new ParserImpl(new NamedReader(file, text), options), new Resolver(), options).getSingleNode();
        } catch (MarkedYAMLException wrong) {
            throw new SettingsException(file + ":" + (wrong.getProblemMark().getLine() + 1) + ": is not YAML: " + wrong.getProblem());
        } catch (YAMLException tooMuch) {
            throw new SettingsException(file + ": is not YAML: " + tooMuch.getMessage());
        }
        if (root == null) {
            throw new SettingsException(file + ": is empty");
        }
    }

    <R extends Record> R as(Class<R> type) {
        return new RecordReader(folder).read(root, "", type);
    }

    Node root() {
        return root;
    }

    /** The same refusal with file and line, where it does not name them yet. */
    SettingsException placed(SettingsException refusal) {
        if (refusal.key().isEmpty()) {
            return refusal;
        }
        return new SettingsException(file + ":" + lineOf(refusal.key()) + ": " + refusal.getMessage());
    }

    /** The line of a key's value, or where the key is left out, that of the part it would stand in. */
    private int lineOf(String key) {
        Node node = root;
        for (String step : key.split("[.\\[]")) {
            Optional<Node> below = below(node, step);
            if (below.isEmpty()) {
                break;
            }
            node = below.get();
        }
        return node.getStartMark().getLine() + 1;
    }

    /** @param step a key, or an item's place with the bracket that closes it: {@code 1]} */
    private static Optional<Node> below(Node node, String step) {
        if (node instanceof SequenceNode items && step.endsWith("]")) {
            int place = Integer.parseInt(step.substring(0, step.length() - 1));
            return items.getValue().stream().skip(place).findFirst();
        }
        if (node instanceof MappingNode keys) {
            return keys.getValue().stream()
                    .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(step))
                    .map(tuple -> tuple.getValueNode())
                    .findFirst();
        }
        return Optional.empty();
    }
}
