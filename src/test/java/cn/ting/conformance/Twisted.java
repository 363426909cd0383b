package cn.ting.conformance;

import cn.ting.platform.Mouth;
import cn.ting.platform.Mouth.Word;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Words of a platform, twisted in its mouth. */
final class Twisted {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Twisted() {}

    /** A mouth that says every receipt otherwise. */
    static Mouth receipts(Consumer<ObjectNode> change) {
        return word -> List.of(word.topic().endsWith("/down/receipt") ? changed(word, change) : word);
    }

    static Word changed(Word word, Consumer<ObjectNode> change) {
        ObjectNode document = (ObjectNode) tree(word);
        change.accept(document);
        return new Word(word.topic(), document.toString().getBytes(StandardCharsets.UTF_8), word.retained());
    }

    static JsonNode tree(Word word) {
        try {
            return JSON.readTree(word.payload());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
