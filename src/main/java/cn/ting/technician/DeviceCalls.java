package cn.ting.technician;

import cn.ting.condition.Fault;
import cn.ting.condition.FaultTexts;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.Verdict;
import cn.ting.supply.Supplies;
import cn.ting.supply.Supply;
import cn.ting.visit.Acts;
import cn.ting.visit.Visits;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/**
 * The calls of a technician:
 *
 * <pre>
 * curl http://127.0.0.1:8080/technician/devices
 * curl -X POST http://127.0.0.1:8080/technician/devices/printer/self-test
 * curl -X POST http://127.0.0.1:8080/technician/devices/printer/replenished
 * </pre>
 *
 * 404 for a device or supply that this cabinet does not have; 409 for a test while a resident is being served or the mains are lost; both with
 * code and advice as of a verdict.
 */
@Path("/technician/devices")
@Produces(MediaType.APPLICATION_JSON)
public final class DeviceCalls {

    private final Inventory inventory;
    private final Supplies supplies;
    private final Visits visits;
    private final Acts acts;
    private final ObjectMapper json = new ObjectMapper();

    DeviceCalls(Inventory inventory, Supplies supplies, Visits visits, Acts acts) {
        this.inventory = inventory;
        this.supplies = supplies;
        this.visits = visits;
        this.acts = acts;
    }

    /** Every device: which one it is where it says so, its state, since when and why, what to do, its counts, its supplies and its last twenty events. */
    @GET
    public ArrayNode devices() {
        ArrayNode devices = json.createArrayNode();
        inventory.statuses().forEach(device -> describe(devices.addObject(), device));
        return devices;
    }

    /**
     * Has a device prove what it is for; answers with the verdict within half a minute. Refused during a visit: a test prints, lights and
     * speaks, and keeps the device from the resident meanwhile. A visit that begins while a test runs goes on beside it. Refused while acts
     * are held back, too: on the battery a slip would begin that it may not finish.
     */
    @POST
    @Path("/{name}/self-test")
    public CompletionStage<ObjectNode> selfTest(@PathParam("name") String name) {
        if (visits.current().isPresent()) {
            throw refused(name, Response.Status.CONFLICT, TechnicianFault.VISIT_IN_PROGRESS);
        }
        if (acts.held()) {
            throw refused(name, Response.Status.CONFLICT, TechnicianFault.NO_MAINS);
        }
        return inventory.selfTest(name).orElseThrow(() -> unknown(name)).thenApply(verdict -> told(name, verdict));
    }

    private ClientErrorException unknown(String name) {
        return refused(name, Response.Status.NOT_FOUND, TechnicianFault.UNKNOWN);
    }

    private ClientErrorException refused(String name, Response.Status status, Fault why) {
        ObjectNode told = json.createObjectNode().put("device", name);
        advise(told, why);
        return new ClientErrorException(
                Response.status(status).type(MediaType.APPLICATION_JSON).entity(told).build());
    }

    /** Something a device uses up is full again; all of it, or what is named. */
    @POST
    @Path("/{name}/replenished")
    public void replenished(@PathParam("name") String name, @QueryParam("what") @DefaultValue("") String what) {
        if (!supplies.replenished(name, what)) {
            throw unknown(name);
        }
    }

    private void describe(ObjectNode told, DeviceStatus device) {
        DeviceStatus.Now now = device.now();
        told.put("name", device.name())
                .put("kind", device.kind())
                .put("state", now.state().name().toLowerCase(Locale.ROOT))
                .put("since", now.since().toString())
                .put("uses", device.uses())
                .put("faults", device.faults())
                .put("exchanges", device.exchanges())
                .put("repeated", device.repeated());
        device.identity().ifPresent(which -> told.put("identity", which));
        now.cause().ifPresent(why -> advise(told, why));
        ArrayNode left = told.putArray("supplies");
        supplies.all().stream().filter(supply -> supply.device().equals(device.name())).forEach(supply -> describe(left.addObject(), supply));
        ArrayNode events = told.putArray("events");
        device.events().forEach(event -> events.addObject().put("at", event.at().toString()).put("what", event.what()));
    }

    private static void describe(ObjectNode told, Supply supply) {
        told.put("what", supply.what())
                .put("left", supply.left())
                .put("full", supply.full())
                .put("unit", supply.unit())
                .put("low", supply.low());
    }

    private ObjectNode told(String name, Verdict verdict) {
        ObjectNode told = json.createObjectNode().put("device", name).put("passed", verdict.passed()).put("seen", verdict.seen());
        verdict.fault().ifPresent(why -> advise(told, why));
        return told;
    }

    private static void advise(ObjectNode told, Fault why) {
        told.put("code", why.code())
                .put("do", FaultTexts.staff(why, Locale.CHINESE))
                .put("doEn", FaultTexts.staff(why, Locale.ENGLISH));
    }
}
