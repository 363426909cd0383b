package cn.ting.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The YAML files under {@code catalogue/} as trees. */
final class ContentFiles {

    private final ObjectMapper json = new ObjectMapper();

    /** @param name the file's name without its ending */
    JsonNode read(String name) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (InputStream in = ContentFiles.class.getResourceAsStream("/catalogue/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("catalogue/" + name + ".yaml is missing");
            }
            Object tree = new Yaml(new SafeConstructor(options)).load(in);
            return json.valueToTree(tree);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("catalogue/" + name + ".yaml cannot be read", unreadable);
        }
    }
}
