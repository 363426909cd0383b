package cn.ting.outbox;

import cn.ting.settings.PlaceSettings;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What travels: a CloudEvent 1.0 in structured mode (https://github.com/cloudevents/spec); extension attributes in lower case, as the
 * standard asks.
 */
final class Envelopes {

    /** Ids that an event names beside its own. */
    private static final int MOST_FORMER = 16;

    private static final byte[] DATA = ",\"data\":".getBytes(StandardCharsets.UTF_8);

    private final KioskClock clock;
    private final String kiosk;
    private final String source;
    private final String boot;
    private final JsonFactory json = new JsonFactory();

    Envelopes(KioskClock clock, PlaceSettings place, String boot) {
        this.clock = clock;
        this.kiosk = place.kiosk();
        this.source = "/ting/1/" + place.area() + "/kiosk/" + kiosk;
        this.boot = boot;
    }

    String kiosk() {
        return kiosk;
    }

    String boot() {
        return boot;
    }

    /**
     * The data is taken as it is: it was made as JSON by the room that posts. Of a letter that is posted once more it is not known how long its
     * process had lived, nor whether anybody was sure of its time: it says 0, and that nobody was.
     *
     * @param at when it happened, ISO 8601 in UTC
     * @param sure whether somebody outside stood behind that time
     */
    byte[] of(String epoch, long number, Letter letter, String at, boolean sure) {
        byte[] data = letter.data();
        Optional<Letter.Former> former = letter.former();
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 512);
        try (JsonGenerator event = json.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)) {
            event.writeStartObject();
            event.writeStringField("specversion", "1.0");
            event.writeStringField("id", id(epoch, number));
            if (former.isPresent()) {
                event.writeStringField("formerid", id(former.get().epoch(), former.get().number()));
            }
            event.writeStringField("source", source);
            event.writeStringField("type", "cn.ting." + letter.type());
            event.writeStringField("time", at);
            event.writeStringField("datacontenttype", "application/json");
            event.writeStringField("orderingkey", letter.lane().key(letter.key()));
            event.writeStringField("boot", former.flatMap(Letter.Former::boot).orElse(boot));
            event.writeNumberField("uptime", former.isPresent() ? 0 : clock.uptime().toSeconds());
            event.writeBooleanField("clocktrusted", former.isEmpty() && sure);
        } catch (IOException never) {
            throw new IllegalStateException("bytes in memory can be written", never);
        }
        out.writeBytes(DATA);
        out.writeBytes(data);
        out.write('}');
        return out.toByteArray();
    }

    /**
     * The same event under another id. The first id it had stands beside it as {@code formerid}, for the visit book names it so and a person is
     * sealed to that; where it had several, all of them stand in {@code formerids}, for the platform may have it under any.
     */
    byte[] renamed(byte[] envelope, String epoch, long number) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(envelope.length + 128);
        try (JsonParser from = json.createParser(envelope);
                JsonGenerator to = json.createGenerator(out)) {
            from.nextToken();
            to.writeStartObject();
            String id = "";
            List<String> former = new ArrayList<>();
            while (from.nextToken() == JsonToken.FIELD_NAME) {
                String name = from.currentName();
                from.nextToken();
                switch (name) {
                    case "id" -> {
                        id = from.getText();
                        to.writeStringField("id", id(epoch, number));
                    }
                    case "formerid" -> former.add(0, from.getText());
                    case "formerids" -> former.addAll(List.of(from.getText().split(" ")));
                    default -> {
                        to.writeFieldName(name);
                        to.copyCurrentStructure(from);
                    }
                }
            }
            former.add(id);
            writeFormer(to, former.stream().distinct().toList());
            to.writeEndObject();
        } catch (IOException damaged) {
            throw new IllegalStateException("an envelope of ours is no JSON", damaged);
        }
        return out.toByteArray();
    }

    /** @param ids the oldest first; the first and the last of too many */
    private static void writeFormer(JsonGenerator to, List<String> ids) throws IOException {
        to.writeStringField("formerid", ids.get(0));
        if (ids.size() > 1) {
            List<String> told = new ArrayList<>(ids.subList(Math.max(1, ids.size() - MOST_FORMER + 1), ids.size()));
            told.add(0, ids.get(0));
            to.writeStringField("formerids", String.join(" ", told));
        }
    }

    String id(String epoch, long number) {
        return kiosk + "/" + epoch + "/" + number;
    }
}
