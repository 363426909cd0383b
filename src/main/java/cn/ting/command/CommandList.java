package cn.ting.command;

import cn.ting.seal.BadSealException;
import cn.ting.settings.PlaceSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All commands that are open for one kiosk.
 *
 * @param version a later list has a higher one, also when a platform begins anew
 */
record CommandList(long version, List<Command> commands) {

    static final String PAYLOAD_TYPE = "application/vnd.ting.commands+json";

    /** The most commands that are open at one time. */
    static final int MOST = 64;

    CommandList {
        commands = List.copyOf(commands);
    }

    /**
     * Reads a payload whose signature was verified.
     *
     * @throws IOException when it is no JSON
     * @throws java.time.DateTimeException when a time is none
     * @throws IllegalArgumentException when it is malformed
     * @throws BadSealException when it is for another kiosk
     */
    static CommandList read(byte[] payload, PlaceSettings place) throws IOException, BadSealException {
        JsonNode document = new ObjectMapper().readTree(payload);
        if (!document.path("area").asText().equals(place.area()) || !document.path("kiosk").asText().equals(place.kiosk())) {
            throw new BadSealException("commands of another kiosk");
        }
        JsonNode rows = document.path("commands");
        long version = document.path("version").asLong();
        if (version < 1 || !rows.isArray() || rows.size() > MOST) {
            throw new IllegalArgumentException("a version and a list of at most " + MOST + " commands were expected");
        }
        List<Command> commands = new ArrayList<>();
        for (JsonNode row : rows) {
            commands.add(new Command(
                    row.path("id").asText(),
                    row.path("kind").asText(),
                    row.path("epoch").asText(),
                    Instant.parse(row.path("notAfter").asText()),
                    Optional.of(row.path("boot").asText()).filter(boot -> !boot.isEmpty()),
                    row.path("device").asText()));
        }
        return new CommandList(version, commands);
    }
}
