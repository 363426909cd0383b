package cn.ting.hawkbit;

import cn.ting.http.ServerTrust;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Direct Device Integration API, version 1 (eclipse.dev/hawkbit/apis/ddi_api), of one kiosk. The server's links are followed by what
 * stands behind the kiosk's own resource, on the address that is configured: a server behind a proxy often names itself wrongly, and the token
 * must go nowhere else. Every call asks the network and throws an {@link IOException} when that fails, {@link Refusal} when the server
 * answered. For one thread.
 */
public final class Ddi {

    private static final Duration LEAST_SLEEP = Duration.ofSeconds(10);
    private static final Duration MOST_SLEEP = Duration.ofHours(24);
    private static final Pattern SLEEP = Pattern.compile("(\\d{2}):(\\d{2}):(\\d{2})");
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");
    private static final Pattern REST = Pattern.compile("[0-9A-Za-z_/?=&.-]{1,200}");

    private final HawkbitSettings settings;
    private final String own;
    private final Exchange exchange;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param controller the kiosk's name there, of lower-case letters, digits, dashes and dots
     * @param clock by which a slow answer is given up
     */
    public Ddi(HawkbitSettings settings, String controller, KioskClock clock) {
        this.settings = settings;
        this.own = "/controller/v1/" + controller;
        this.exchange = new Exchange(settings.server().toString().replaceAll("/+$", "") + "/" + settings.tenant() + own,
                ServerTrust.of(settings.authority()), Path.of(settings.token()), clock);
    }

    /** Asks what the server wants. */
    public Polled poll() throws IOException {
        JsonNode answer = exchange.get("");
        JsonNode links = answer.path("_links");
        return new Polled(sleep(answer.at("/config/polling/sleep").asText()), link(links, "deploymentBase"), link(links, "cancelAction"),
                link(links, "confirmationBase"), links.has("configData"), links.has("installedBase"));
    }

    private Duration sleep(String told) {
        Matcher parts = SLEEP.matcher(told);
        if (!parts.matches()) {
            return settings.poll();
        }
        Duration sleep = Duration.ofHours(Long.parseLong(parts.group(1)))
                .plusMinutes(Long.parseLong(parts.group(2)))
                .plusSeconds(Long.parseLong(parts.group(3)));
        if (sleep.compareTo(LEAST_SLEEP) < 0) {
            return LEAST_SLEEP;
        }
        return sleep.compareTo(MOST_SLEEP) > 0 ? MOST_SLEEP : sleep;
    }

    private Optional<String> link(JsonNode links, String name) throws IOException {
        String href = links.path(name).path("href").asText();
        if (href.isEmpty()) {
            return Optional.empty();
        }
        int begins = href.indexOf(own + "/");
        String rest = begins < 0 ? "" : href.substring(begins + own.length() + 1);
        if (!REST.matcher(rest).matches() || rest.contains("..")) {
            throw new IOException(name + " leads elsewhere");
        }
        return Optional.of("/" + rest);
    }

    /** Reads the action behind a link of {@link Polled#deployment}. */
    public Deployment deployment(String link) throws IOException {
        JsonNode answer = exchange.get(link);
        JsonNode deployment = answer.path("deployment");
        List<String> versions = new ArrayList<>();
        for (JsonNode chunk : deployment.path("chunks")) {
            if (chunk.path("part").asText().equals(settings.module())) {
                versions.add(chunk.path("version").asText());
            }
        }
        String window = deployment.path("maintenanceWindow").asText();
        return new Deployment(id(answer.path("id")), versions.size() == 1 ? versions.get(0) : "", may(deployment.path("download")),
                may(deployment.path("update")) && !window.equals("unavailable"), window.equals("available"));
    }

    private static boolean may(JsonNode how) {
        return how.asText().equals("attempt") || how.asText().equals("forced");
    }

    private static String id(JsonNode id) throws IOException {
        if (!ID.matcher(id.asText()).matches()) {
            throw new IOException("an action without an id");
        }
        return id.asText();
    }

    /** Reads which action is to be called off, behind a link of {@link Polled#cancel}. */
    public String toCancel(String link) throws IOException {
        JsonNode answer = exchange.get(link);
        return id(answer.at("/cancelAction/stopId").isMissingNode() ? answer.path("id") : answer.at("/cancelAction/stopId"));
    }

    /**
     * Tells how far an action came. One that the server has closed needs no telling any more: that is no failure, for the answer to the first
     * time may have been lost.
     */
    public void tell(Assignment assignment) throws IOException {
        post("/deploymentBase/" + assignment.action(), assignment.action(), assignment.stage().execution, assignment.stage().finished,
                assignment.detail());
    }

    /** Tells that an action is about to be tried; nothing is kept of it. */
    public void tellOfTrial(Assignment assignment) throws IOException {
        post("/deploymentBase/" + assignment.action(), assignment.action(), "proceeding", "none",
                assignment.version() + " is about to be tried, as soon as nobody is served");
    }

    /**
     * Answers that an action is called off, or that it is too late for that.
     *
     * @param accepted the server closes the action then, else it goes on. Not by the word {@code canceled}, which changes nothing there
     */
    public void answerCancel(String action, boolean accepted, String detail) throws IOException {
        post("/cancelAction/" + action, action, accepted ? "closed" : "rejected", accepted ? "success" : "none", detail);
    }

    private void post(String resource, String action, String execution, String finished, String detail) throws IOException {
        ObjectNode feedback = json.createObjectNode().put("id", action);
        ObjectNode status = feedback.putObject("status").put("execution", execution);
        status.putObject("result").put("finished", finished);
        status.putArray("details").add(detail);
        try {
            exchange.send("POST", resource + "/feedback", feedback);
        } catch (Refusal refused) {
            if (!refused.isOfClosed()) {
                throw refused;
            }
        }
    }

    /** Tells what this kiosk is, in place of what was told before. */
    public void configure(Map<String, String> attributes) throws IOException {
        ObjectNode body = json.createObjectNode().put("mode", "replace");
        ObjectNode values = body.putObject("data");
        attributes.forEach(values::put);
        exchange.send("PUT", "/configData", body);
    }

    /**
     * Confirms an action that waits for it (servers later than 0.3.0M7): who assigned it has answered for it, nobody stands by at a kiosk, and
     * what is assigned is verified all the same.
     */
    public void confirm(String link) throws IOException {
        JsonNode waiting = exchange.get(link);
        if (!waiting.has("confirmation")) {
            // The room of confirmations, not one of them: its link leads there, or nowhere where none waits.
            Optional<String> next = link(waiting.path("_links"), "confirmationBase");
            if (next.isEmpty() || next.get().equals(link)) {
                return;
            }
            waiting = exchange.get(next.get());
        }
        ObjectNode word = json.createObjectNode().put("confirmation", "confirmed");
        word.putArray("details").add("kiosks confirm what they are assigned");
        exchange.send("POST", "/confirmationBase/" + id(waiting.path("id")) + "/feedback", word);
    }

    /** Tells which release is installed (servers later than 0.3.0M7), as a distribution set of the module's name. */
    public void installed(String version) throws IOException {
        exchange.send("PUT", "/installedBase", json.createObjectNode().put("name", settings.module()).put("version", version));
    }
}
