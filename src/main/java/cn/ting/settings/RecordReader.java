package cn.ting.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML nodes, which know their file and line, into settings records. Every refusal names file, line and key. */
final class RecordReader {

    static final int MOST_ITEMS = 64;

    /** The key that names the file whose keys hold where none is given here. */
    static final String LIKE = "like";

    private final SettingsFolder folder;

    /** @param folder what stands beside the file */
    RecordReader(SettingsFolder folder) {
        this.folder = folder;
    }

    <R extends Record> R read(Node node, String path, Class<R> type) {
        Map<String, Node> given = keys(node, path);
        RecordComponent[] components = type.getRecordComponents();
        List<String> known = Arrays.stream(components).map(RecordComponent::getName).toList();
        List<String> unused = type.isAnnotationPresent(Unused.class) ? List.of(type.getAnnotation(Unused.class).keys()) : List.of();
        given.forEach((key, value) -> {
            if (!known.contains(key) && !unused.contains(key)) {
                throw refusal(value, below(path, key), "is not a key here; there are " + String.join(", ", known));
            }
        });
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = component(node, path, components[i], given.get(components[i].getName()));
        }
        return construct(node, path, type, components, values);
    }

    private Object component(Node parent, String path, RecordComponent component, Node given) {
        String key = below(path, component.getName());
        Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            throw new IllegalStateException(component.getDeclaringRecord() + " has no @Setting on " + component.getName());
        }
        if (!setting.folder().isEmpty()) {
            return read(shared(parent, key, Optional.ofNullable(given), setting), key, component.getType().asSubclass(Record.class));
        }
        if (given != null) {
            return value(given, key, component.getGenericType(), setting);
        }
        if (component.getType() == Section.class || component.getType().isRecord()) {
            // A part whose keys all have defaults may be left out; what is missing there is missing here.
            Node empty = new MappingNode(Tag.MAP, true, List.of(), parent.getStartMark(), parent.getEndMark(), FlowStyle.BLOCK);
            return value(empty, key, component.getType(), setting);
        }
        if (setting.standard().isEmpty()) {
            throw refusal(parent, key, "is missing");
        }
        Node standard = new ScalarNode(
                Tag.STR, setting.standard(), parent.getStartMark(), parent.getEndMark(), org.yaml.snakeyaml.DumperOptions.ScalarStyle.PLAIN);
        return value(standard, key, component.getGenericType(), setting);
    }

    /** The keys of a file of a folder, under those that are given here. */
    private Node shared(Node parent, String key, Optional<Node> given, Setting setting) {
        Node where = given.orElse(parent);
        String name = setting.standard();
        List<NodeTuple> own = List.of();
        if (where instanceof ScalarNode named && given.isPresent()) {
            name = named.getValue();
        } else if (given.isPresent()) {
            Node like = keys(where, key).get(LIKE);
            if (like != null) {
                name = like instanceof ScalarNode named ? named.getValue() : "?";
            }
            own = SharedFile.without((MappingNode) where, LIKE);
        }
        String file = name;
        Node shared = SharedFile.read(folder, setting.folder(), file)
                .orElseThrow(() -> refusal(where, key, "names no file of " + setting.folder() + ": " + file));
        return own.isEmpty() ? shared : SharedFile.over(own, shared, where);
    }

    private Object value(Node node, String key, Type type, Setting setting) {
        if (type instanceof ParameterizedType many) {
            return many.getRawType() == List.class
                    ? list(node, key, many.getActualTypeArguments()[0], setting)
                    : map(node, key, many.getActualTypeArguments()[1], setting);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == Section.class) {
            keys(node, key);
            return new Section(folder, key, (MappingNode) node);
        }
        if (raw.isRecord()) {
            return read(node, key, raw.asSubclass(Record.class));
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw refusal(node, key, "is one value");
        }
        try {
            return Scalars.read(scalar.getValue(), raw, setting);
        } catch (IllegalArgumentException wrong) {
            throw refusal(node, key, wrong.getMessage());
        }
    }

    private List<Object> list(Node node, String key, Type item, Setting setting) {
        if (!(node instanceof SequenceNode items) || items.getValue().size() > MOST_ITEMS) {
            throw refusal(node, key, "is a list of at most " + MOST_ITEMS);
        }
        List<Object> values = new ArrayList<>();
        for (Node next : items.getValue()) {
            values.add(value(next, key + "[" + values.size() + "]", item, setting));
        }
        return List.copyOf(values);
    }

    private Map<String, Object> map(Node node, String key, Type item, Setting setting) {
        Map<String, Node> given = keys(node, key);
        if (given.size() > MOST_ITEMS) {
            throw refusal(node, key, "has at most " + MOST_ITEMS + " keys");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        given.forEach((name, next) -> values.put(name, value(next, below(key, name), item, setting)));
        return Collections.unmodifiableMap(values);
    }

    private Map<String, Node> keys(Node node, String path) {
        if (!(node instanceof MappingNode mapping)) {
            throw refusal(node, path, "has keys of its own");
        }
        Map<String, Node> keys = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = SharedFile.name(tuple);
            if (keys.put(key, tuple.getValueNode()) != null) {
                throw refusal(tuple.getKeyNode(), below(path, key), "is given twice");
            }
        }
        return keys;
    }

    private <R extends Record> R construct(
            Node node, String path, Class<R> type, RecordComponent[] components, Object[] values) {
        try {
            Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw refusal(node, path, refused.getCause().getMessage());
        } catch (ReflectiveOperationException never) {
            throw new IllegalStateException(type + " is no settings record", never);
        }
    }

    static SettingsException refusal(Node node, String key, String why) {
        Mark mark = node.getStartMark();
        String place = mark == null ? "no file" : mark.getName() + ":" + (mark.getLine() + 1);
        return new SettingsException(place + ": " + (key.isEmpty() ? "the file" : key) + " " + why);
    }

    private static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
