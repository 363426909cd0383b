package cn.ting.bench;

import cn.ting.device.idcard.SimulatedSamVReader;
import cn.ting.device.idcard.SyntheticPeople;
import cn.ting.device.idcard.SyntheticPerson;
import cn.ting.device.receipt.SimulatedEscPosPrinter;
import cn.ting.device.scanner.ScannerHands;
import cn.ting.platform.KioskView;
import cn.ting.platform.LedgerView;
import cn.ting.platform.StoredFact;
import cn.ting.vault.Person;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The bench as JSON, for its page and for stories. */
final class BenchState {

    private final Bench bench;
    private final ObjectMapper json = new ObjectMapper();

    BenchState(Bench bench) {
        this.bench = bench;
    }

    ObjectNode state() {
        LedgerView ledger = bench.platform().ledger();
        ObjectNode state = json.createObjectNode()
                .put("at", bench.now().toString())
                .put("linked", bench.linked())
                .put("brokerPort", bench.broker().port())
                .put("platformPort", bench.broker().platformAddress().getPort())
                .put("facts", ledger.facts())
                .put("duplicates", ledger.duplicates())
                .put("malformed", ledger.malformed())
                .put("storing", ledger.storing())
                .put("receipting", ledger.receipting());
        state.putObject("link")
                .put("up", bench.linked())
                .put("delayMs", bench.broker().passage().delay().toMillis())
                .put("lossPercent", bench.broker().passage().lossPercent());
        state.putObject("broker").put("up", bench.broker().isUp());
        state.set("receipts", json.valueToTree(ledger.receipts()));
        ArrayNode cabinets = state.putArray("cabinets");
        bench.cabinets().forEach(cabinet -> cabinet(cabinets.addObject(), cabinet));
        ArrayNode people = state.putArray("people");
        SyntheticPeople.all().forEach(person -> person(people.addObject(), person));
        ArrayNode kiosks = state.putArray("kiosks");
        bench.platform().kiosks().forEach(kiosk -> kiosk(kiosks.addObject(), kiosk));
        state.set("halls", halls());
        return state;
    }

    /** The platform's halls, with the names residents know and today's hours. */
    private ArrayNode halls() {
        String today = bench.today().name().toLowerCase(Locale.ROOT);
        Map<String, JsonNode> known = new HashMap<>();
        bench.desk().content().halls().forEach(entry -> known.put(entry.path("id").asText(), entry));
        ArrayNode halls = json.createArrayNode();
        for (JsonNode hall : bench.platform().halls()) {
            JsonNode entry = known.get(hall.path("hall").asText());
            for (JsonNode service : hall.path("services")) {
                for (JsonNode named : entry.path("services")) {
                    if (named.path("id").equals(service.path("service"))) {
                        name((ObjectNode) service, named);
                    }
                }
            }
            name((ObjectNode) hall, entry).set("hoursToday", entry.path("hours").path(today));
            halls.add(hall);
        }
        return halls;
    }

    private static ObjectNode name(ObjectNode node, JsonNode named) {
        return node.put("name", named.path("name").asText()).put("nameEn", named.path("nameEn").asText());
    }

    /** What was stored after a place, oldest first. */
    ArrayNode facts(long after) {
        ArrayNode facts = json.createArrayNode();
        for (StoredFact fact : bench.platform().facts(after, Integer.MAX_VALUE)) {
            facts.addObject()
                    .put("n", fact.place())
                    .put("id", fact.id())
                    .put("kiosk", fact.kiosk())
                    .put("epoch", fact.epoch())
                    .put("number", fact.number())
                    .put("type", fact.type())
                    .put("time", fact.event().path("time").asText())
                    .put("arrived", fact.arrived())
                    .put("person", fact.person().map(BenchState::person).orElse(""))
                    .set("data", fact.data());
        }
        return facts;
    }

    /** Whom a fact is about, as ops may see it. */
    private static String person(Person person) {
        return switch (person.named()) {
            case IN_FULL -> person.masked();
            case BY_PSEUDONYM -> "by pseudonym";
            case UNREADABLE -> "sealed, cannot be opened";
        };
    }

    private static void cabinet(ObjectNode node, Cabinet cabinet) {
        SimulatedEscPosPrinter printer = cabinet.printer();
        node.put("kiosk", cabinet.kiosk())
                .put("power", cabinet.power().map(power -> power.isOn() ? "on" : "off").orElse("none"))
                .put("ready", cabinet.power().map(power -> power.port().isPresent()).orElse(true))
                .put("readerPort", cabinet.reader().port())
                .put("printerPort", printer.port())
                .put("scannerPort", cabinet.scanners().port())
                .put("upsPort", cabinet.ups().line().port())
                .put("boardPort", cabinet.board().line().port())
                .put("a4Port", cabinet.a4().port())
                .put("cameraPort", cabinet.camera().line().port())
                .put("speakerPort", cabinet.speaker().line().port())
                .put("card", card(cabinet.reader()))
                .put("paperMm", printer.paperLeftMm())
                .put("slips", printer.slipCount())
                .put("waitingBytes", printer.waitingBytes());
        ArrayNode complaints = node.putArray("complaints");
        printer.complaints().forEach(complaints::add);
        node.putObject("reader")
                .put("card", card(cabinet.reader()))
                .put("missed", cabinet.reader().missed())
                .put("noisePercent", cabinet.reader().noisePercent())
                .put("muted", cabinet.reader().isMuted())
                .put("plugged", cabinet.reader().line().isPlugged());
        ScannerHands scanner = cabinet.scanners().now();
        node.putObject("scanner")
                .put("kind", cabinet.scanners().kind().toString())
                .put("line", scanner.address())
                .put("looking", scanner.isLooking())
                .put("muted", scanner.isMuted())
                .put("plugged", scanner.isPlugged());
        node.putObject("ups")
                .put("mains", cabinet.ups().hasMains())
                .put("muted", cabinet.ups().isMuted())
                .put("plugged", cabinet.ups().line().isPlugged());
        node.putObject("board")
                .put("lamp", cabinet.isLampLit())
                .put("door", cabinet.isDoorOpen() ? "open" : "shut")
                .put("muted", cabinet.board().isMuted())
                .put("plugged", cabinet.board().line().isPlugged());
        node.putObject("a4")
                .put("on", cabinet.a4().isOn())
                .put("jobs", cabinet.a4().unfinished())
                .put("papers", cabinet.a4().papers().size());
        node.putObject("printer")
                .put("paper", printer.paper())
                .put("paperMm", printer.paperLeftMm())
                .put("hangingMm", printer.hangingMm())
                .put("cover", printer.isCoverOpen() ? "open" : "closed")
                .put("cutter", printer.doesCutterStick() ? "stuck" : "free")
                .put("motor", printer.isMotorWeak() ? "weak" : "strong")
                .put("held", printer.isToBeHeld())
                .put("offline", printer.isOffline())
                .put("muted", printer.isMuted())
                .put("plugged", printer.line().isPlugged())
                .put("slips", printer.slipCount())
                .put("waitingBytes", printer.waitingBytes());
        withoutLine(node, cabinet);
    }

    /** What a kiosk reaches through a program or a service of its machine. */
    private static void withoutLine(ObjectNode node, Cabinet cabinet) {
        node.putObject("camera")
                .put("shown", cabinet.camera().isShown())
                .put("covered", cabinet.camera().isCovered())
                .put("frozen", cabinet.camera().isFrozen())
                .put("muted", cabinet.camera().isStalled())
                .put("plugged", cabinet.camera().line().isPlugged());
        node.putObject("speaker")
                .put("said", cabinet.speaker().said())
                .put("voice", cabinet.speaker().voice())
                .put("volume", cabinet.speaker().volume())
                .put("speaks", cabinet.speaker().speaks())
                .put("hangs", cabinet.speaker().hangs())
                .put("muted", cabinet.speaker().refuses())
                .put("plugged", cabinet.speaker().line().isPlugged());
        node.putObject("social")
                .put("in", cabinet.social().isHeld())
                .put("muted", cabinet.social().isMuted());
    }

    private static String card(SimulatedSamVReader reader) {
        return reader.card().map(SyntheticPerson::id).orElse("");
    }

    private static void person(ObjectNode node, SyntheticPerson person) {
        node.put("id", person.id())
                .put("name", person.called())
                .put("nameEn", person.nameEn())
                .put("special", person.special())
                .put("layout", person.layout() == SyntheticPerson.Layout.RESIDENT ? "resident" : "permit")
                .put("number", person.number())
                .put("birth", person.birth().toString())
                .put("validUntil", person.validUntil().map(Object::toString).orElse(""));
    }

    /** A kiosk as ops see it, the documents as they came and beside them what is looked for in them first. */
    private void kiosk(ObjectNode node, KioskView kiosk) {
        JsonNode health = kiosk.health();
        node.put("kiosk", kiosk.kiosk())
                .put("present", kiosk.present())
                .put("lastHeard", kiosk.lastHeard().map(Object::toString).orElse(""));
        node.set("waiting", health.path("waiting").isMissingNode() ? json.nullNode() : health.path("waiting"));
        node.set("conditions", health.path("conditions").isMissingNode() ? json.createArrayNode() : health.path("conditions"));
        node.set("health", health);
        node.set("birth", kiosk.birth());
        node.set("gone", kiosk.gone());
        node.set("telemetry", kiosk.telemetry());
    }
}
