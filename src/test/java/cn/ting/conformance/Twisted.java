package cn.ting.conformance;

import cn.ting.platform.Dsse;
import cn.ting.platform.Mouth;
import cn.ting.platform.Mouth.Word;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Words of a platform, twisted in its mouth. */
final class Twisted {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Twisted() {}

    /** A mouth that says every receipt otherwise. */
    static Mouth receipts(Consumer<ObjectNode> change) {
        return said("/down/receipt", change);
    }

    /** A mouth that says otherwise what it says below a topic's end. */
    static Mouth said(String segment, Consumer<ObjectNode> change) {
        return word -> List.of(word.topic().endsWith(segment) ? changed(word, change) : word);
    }

    /** A mouth that changes the payload of a signed document, and signs it anew. */
    static Mouth signed(String segment, Consumer<ObjectNode> change) {
        return word -> List.of(word.topic().endsWith(segment) ? resigned(word, change) : word);
    }

    static Word resigned(Word word, Consumer<ObjectNode> change) {
        try {
            JsonNode envelope = tree(word);
            ObjectNode payload = (ObjectNode) JSON.readTree(envelope.path("payload").binaryValue());
            change.accept(payload);
            byte[] anew = Dsse.ofBench().sign(envelope.path("payloadType").asText(), payload.toString().getBytes(StandardCharsets.UTF_8));
            return new Word(word.topic(), anew, word.retained());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** The same mouth, and ears beside it: what they make of a document that a kiosk sent, null for nothing. What is no object they pass on. */
    static Mouth hearing(BiFunction<String, ObjectNode, ObjectNode> ears, Mouth mouth) {
        return new Mouth() {
            @Override
            public List<Word> says(Word word) {
                return mouth.says(word);
            }

            @Override
            public Optional<byte[]> hears(String topic, byte[] payload) {
                JsonNode said;
                try {
                    said = JSON.readTree(payload);
                } catch (IOException noDocument) {
                    return Optional.of(payload);
                }
                if (!(said instanceof ObjectNode document)) {
                    return Optional.of(payload);
                }
                ObjectNode heard = ears.apply(topic, document.deepCopy());
                // Byte for byte what was sent, where nothing is changed in it.
                return document.equals(heard) ? Optional.of(payload)
                        : Optional.ofNullable(heard).map(other -> other.toString().getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    /** Facts that fit are refused, for good. */
    static Mouth refusing(Predicate<JsonNode> facts) {
        return hearing((topic, document) -> facts.test(document) ? document.put("type", "cn.ting." + PlatformOnTrial.REFUSED) : document, List::of);
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
