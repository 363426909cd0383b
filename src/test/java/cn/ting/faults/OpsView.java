package cn.ting.faults;

import cn.ting.bench.LaunchedBench;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** What central ops see of one kiosk. */
final class OpsView {

    private final LaunchedBench bench;
    private final String name;

    OpsView(LaunchedBench bench, String name) {
        this.bench = bench;
        this.name = name;
    }

    boolean isPresent() throws IOException {
        return bench.kiosk(name).path("present").asBoolean();
    }

    /** How often this ledger has connected; 0 before the first time. */
    long session() throws IOException {
        return bench.kiosk(name).path("birth").path("session").path("n").asLong();
    }

    /** The codes of everything that is wrong, by the last health document. */
    Set<String> conditions() throws IOException {
        Set<String> codes = new HashSet<>();
        bench.kiosk(name).path("health").path("conditions").forEach(condition -> codes.add(condition.path("code").asText()));
        return codes;
    }

    /** True when the last health document has the printer ready. */
    boolean printerReady() throws IOException {
        for (JsonNode device : bench.kiosk(name).path("health").path("devices")) {
            if (device.path("name").asText().equals("printer")) {
                return device.path("state").asText().equals("ready");
            }
        }
        return false;
    }

    /** What became of the slip with this number and why, {@code printed} or {@code printunknown kiosk.restarted}; empty yet. */
    String slip(String number) throws IOException {
        JsonNode facts = bench.get("platform/facts");
        String ticket = "";
        String outcome = "";
        for (JsonNode fact : facts) {
            JsonNode said = fact.path("data");
            if (said.path("number").asText().equals(number)) {
                ticket = said.path("ticket").asText();
            } else if (fact.path("type").asText().equals("queue.slip") && said.path("ticket").asText().equals(ticket)) {
                outcome = (said.path("outcome").asText() + " " + said.path("why").asText()).strip();
            }
        }
        return outcome;
    }
}
