package cn.ting.bench;

import cn.ting.device.idcard.SyntheticPeople;
import cn.ting.device.idcard.SyntheticPerson;
import cn.ting.device.receipt.SimulatedEscPosPrinter;
import cn.ting.platform.KioskView;
import cn.ting.platform.StoredFact;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The bench as JSON, for its page and for stories. */
final class BenchState {

    private final Bench bench;
    private final ObjectMapper json = new ObjectMapper();

    BenchState(Bench bench) {
        this.bench = bench;
    }

    ObjectNode state() {
        ObjectNode state = json.createObjectNode()
                .put("linked", bench.linked())
                .put("brokerPort", bench.broker().port())
                .put("platformPort", bench.broker().platformAddress().getPort())
                .put("facts", bench.platform().facts().size())
                .put("duplicates", bench.platform().duplicates())
                .put("malformed", bench.platform().malformed());
        ArrayNode cabinets = state.putArray("cabinets");
        bench.cabinets().forEach(cabinet -> cabinet(cabinets.addObject(), cabinet));
        ArrayNode people = state.putArray("people");
        SyntheticPeople.all().forEach(person -> people.addObject().put("id", person.id()).put("name", person.name()));
        ArrayNode kiosks = state.putArray("kiosks");
        bench.platform().kiosks().forEach(kiosk -> kiosk(kiosks.addObject(), kiosk));
        state.set("halls", json.valueToTree(bench.platform().halls()));
        return state;
    }

    ArrayNode facts() {
        ArrayNode facts = json.createArrayNode();
        for (StoredFact fact : bench.platform().facts()) {
            facts.addObject()
                    .put("id", fact.id())
                    .put("type", fact.type())
                    .put("arrived", fact.arrived())
                    .set("data", fact.data());
        }
        return facts;
    }

    private static void cabinet(ObjectNode node, Cabinet cabinet) {
        SimulatedEscPosPrinter printer = cabinet.printer();
        node.put("kiosk", cabinet.kiosk())
                .put("readerPort", cabinet.reader().port())
                .put("printerPort", printer.port())
                .put("card", cabinet.reader().card().map(SyntheticPerson::id).orElse(""))
                .put("paperMm", printer.paperLeftMm())
                .put("slips", printer.slipCount())
                .put("waitingBytes", printer.waitingBytes());
        ArrayNode complaints = node.putArray("complaints");
        printer.complaints().forEach(complaints::add);
    }

    private static void kiosk(ObjectNode node, KioskView kiosk) {
        node.put("kiosk", kiosk.kiosk()).put("present", kiosk.present());
        node.set("health", kiosk.health());
        node.set("birth", kiosk.birth());
    }
}
