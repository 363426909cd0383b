package cn.ting.hawkbit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** hawkBit's side of the DDI, played over a socket as 0.3.0M7 does it; with hands for what goes wrong on a network. */
public final class PlayedHawkbit implements UpdateServer {

    private static final Set<String> EXECUTIONS =
            Set.of("closed", "proceeding", "canceled", "scheduled", "rejected", "resumed", "downloaded", "download");
    private static final String TOKEN = "GatewayToken a-token-of-nobody";

    /** Whatever was asked, oldest first: {@code GET }, {@code POST deploymentBase/1/feedback}. */
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    /** Status by the beginning of what is asked, instead of an answer. */
    public final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    /** Bodies by the beginning of what is asked, instead of the right one. */
    public final Map<String, String> lies = new ConcurrentHashMap<>();
    /** What is asked with this beginning is done, and its answer is lost. */
    public final Set<String> mute = ConcurrentHashMap.newKeySet();
    /** Run before every sixteenth byte of an answer, for one that comes slowly; null for one that comes at once. */
    public volatile Runnable meanwhile;
    /** The challenge with which whoever asks is refused; null where nobody is. */
    public volatile String challenge;
    /** As later servers do: actions wait for a word, and what is installed is asked for. */
    public volatile boolean later;
    /** The name that the server gives itself in links. */
    public volatile String calledItself;
    public volatile String sleep = "00:05:00";
    private final Map<String, List<Action>> actions = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> attributes = new ConcurrentHashMap<>();
    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final ReentrantLock answering = new ReentrantLock();
    private int ids;

    private static final class Action {
        final String id;
        final String version;
        How how;
        boolean active = true;
        boolean canceling;
        boolean confirmed;
        final List<String> history = new ArrayList<>(List.of("running"));
        final List<String> said = new ArrayList<>();

        Action(String id, String version, How how) {
            this.id = id;
            this.version = version;
            this.how = how;
        }
    }

    public PlayedHawkbit() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        calledItself = address().toString();
    }

    @Override
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public String token() {
        return TOKEN;
    }

    @Override
    public synchronized String assign(String kiosk, String version, How how) throws IOException {
        List<Action> all = actions.computeIfAbsent(kiosk, any -> new ArrayList<>());
        Action last = all.stream().filter(one -> !one.history.contains("canceled")).reduce((one, later) -> later).orElse(null);
        if (last != null && last.version.equals(version)) {
            throw new IOException("it is assigned already");
        }
        all.stream().filter(one -> one.active).forEach(PlayedHawkbit::askBack);
        all.add(new Action(String.valueOf(++ids), version, how));
        return String.valueOf(ids);
    }

    /** Has the server forget that an action was closed, as one does that is set back to yesterday. */
    public synchronized void setBack(String kiosk, String action) {
        find(kiosk, action).active = true;
    }

    /** The ids of actions begin anew, as with a server that was set up anew. */
    public synchronized void beginAnew() {
        actions.clear();
        ids = 0;
    }

    private static void askBack(Action action) {
        action.canceling = true;
        action.history.add("canceling");
    }

    @Override
    public synchronized void callOff(String kiosk, String action) {
        askBack(find(kiosk, action));
    }

    @Override
    public synchronized void quit(String kiosk, String action) {
        find(kiosk, action).active = false;
        find(kiosk, action).history.add("canceled");
    }

    /** A maintenance window opens or shuts. */
    public synchronized void change(String kiosk, String action, How how) {
        find(kiosk, action).how = how;
    }

    @Override
    public synchronized List<String> history(String kiosk, String action) {
        return List.copyOf(find(kiosk, action).history);
    }

    @Override
    public synchronized List<String> said(String kiosk, String action) {
        return List.copyOf(find(kiosk, action).said);
    }

    @Override
    public synchronized Map<String, String> attributes(String kiosk) {
        return Map.copyOf(attributes.getOrDefault(kiosk, Map.of()));
    }

    private Action find(String kiosk, String id) {
        return actions.getOrDefault(kiosk, List.of()).stream().filter(one -> one.id.equals(id)).findFirst().orElseThrow();
    }

    /** Returns once it answers nobody any more: whoever asked may have gone before the end. */
    public void awaitRest() {
        answering.lock();
        answering.unlock();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", 6);
        String rest = path.length > 5 ? path[5] : "";
        String what = exchange.getRequestMethod() + " " + rest;
        asked.add(what);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Reply reply;
        if (challenge != null) {
            exchange.getResponseHeaders().add("WWW-Authenticate", challenge);
            reply = new Reply(401, "");
        } else if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            reply = new Reply(401, "");
        } else {
            reply = first(statuses, what) != null ? new Reply(first(statuses, what), "") : reply(path[4], what, rest, body);
        }
        if (mute.stream().anyMatch(what::startsWith)) {
            exchange.close();
            return;
        }
        String lie = first(lies, what);
        byte[] bytes = (lie == null ? reply.body : lie).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/hal+json");
        if (reply.status == 302) {
            exchange.getResponseHeaders().add("Location", lie);
        }
        exchange.sendResponseHeaders(reply.status, bytes.length == 0 ? -1 : bytes.length);
        answering.lock();
        try (OutputStream out = exchange.getResponseBody()) {
            Runnable between = meanwhile;
            if (between == null) {
                out.write(bytes);
                return;
            }
            for (int i = 0; i < bytes.length; i += 16) {
                between.run();
                out.write(bytes, i, Math.min(16, bytes.length - i));
                out.flush();
            }
        } catch (IOException goneAway) {
            // Whoever asked has read enough.
        } finally {
            exchange.close();
            answering.unlock();
        }
    }

    private static <T> T first(Map<String, T> by, String what) {
        return by.entrySet().stream().filter(one -> what.startsWith(one.getKey())).map(Map.Entry::getValue).findFirst().orElse(null);
    }

    private record Reply(int status, String body) {}

    private synchronized Reply reply(String kiosk, String what, String rest, String body) throws IOException {
        if (what.equals("GET ")) {
            return new Reply(200, home(kiosk));
        }
        if (what.equals("PUT configData")) {
            Map<String, String> told = new HashMap<>();
            json.readTree(body).path("data").fields().forEachRemaining(one -> told.put(one.getKey(), one.getValue().asText()));
            attributes.put(kiosk, told);
            return new Reply(200, "");
        }
        if (what.equals("PUT installedBase")) {
            attributes.computeIfAbsent(kiosk, any -> new HashMap<>()).put("installed", json.readTree(body).path("version").asText());
            return new Reply(later ? 200 : 404, "");
        }
        if (rest.equals("confirmationBase")) {
            String open = actions.get(kiosk).stream().filter(one -> one.active && !one.confirmed).map(one -> one.id).findFirst().orElseThrow();
            return new Reply(200, "{\"autoConfirm\":{\"active\":false},\"_links\":{\"confirmationBase\":{\"href\":\"" + link(kiosk,
                    "confirmationBase/" + open + "?c=-212") + "\"}}}");
        }
        List<Action> named = actions.getOrDefault(kiosk, List.of()).stream()
                .filter(one -> rest.split("/").length > 1 && one.id.equals(rest.split("/")[1]))
                .collect(Collectors.toList());
        if (named.isEmpty()) {
            return new Reply(404, "");
        }
        return what.startsWith("GET ") ? new Reply(200, resource(named.get(0), rest)) : feedback(named.get(0), rest, json.readTree(body));
    }

    private String home(String kiosk) {
        List<String> links = new ArrayList<>();
        actions.getOrDefault(kiosk, List.of()).stream().filter(one -> one.active).findFirst().ifPresent(one -> {
            String code = "?c=" + (one.history.hashCode() + one.how.ordinal() + one.said.hashCode());
            if (one.canceling) {
                links.add(named("cancelAction", link(kiosk, "cancelAction/" + one.id)));
            } else if (later && !one.confirmed) {
                links.add(named("confirmationBase", link(kiosk, "confirmationBase")));
            } else {
                links.add(named("deploymentBase", link(kiosk, "deploymentBase/" + one.id + code)));
            }
        });
        if (!attributes.containsKey(kiosk)) {
            links.add(named("configData", link(kiosk, "configData")));
        }
        if (later) {
            links.add(named("installedBase", link(kiosk, "installedBase/1?c=1")));
        }
        return "{\"config\":{\"polling\":{\"sleep\":\"" + sleep + "\"}},\"_links\":{" + String.join(",", links) + "}}";
    }

    private static String named(String name, String href) {
        return "\"" + name + "\":{\"href\":\"" + href + "\"}";
    }

    private String link(String kiosk, String rest) {
        return calledItself + "/DEFAULT/controller/v1/" + kiosk + "/" + rest;
    }

    private static String resource(Action action, String rest) {
        if (rest.startsWith("cancelAction")) {
            return "{\"id\":\"" + action.id + "\",\"cancelAction\":{\"stopId\":\"" + action.id + "\"}}";
        }
        String content = switch (action.how) {
            case FORCED -> "\"download\":\"forced\",\"update\":\"forced\",";
            case SOFT -> "\"download\":\"attempt\",\"update\":\"attempt\",";
            case DOWNLOAD_ONLY -> "\"download\":\"forced\",\"update\":\"skip\",";
            case IN_WINDOW -> "\"download\":\"forced\",\"update\":\"forced\",\"maintenanceWindow\":\"available\",";
            case OUTSIDE_WINDOW -> "\"download\":\"forced\",\"update\":\"skip\",\"maintenanceWindow\":\"unavailable\",";
        } + "\"chunks\":[{\"part\":\"os\",\"version\":\"12\",\"name\":\"debian\",\"artifacts\":[]},{\"part\":\"ting\",\"version\":\"" + action.version
                + "\",\"name\":\"ting\",\"artifacts\":[]}]";
        return "{\"id\":\"" + action.id + "\",\"" + (rest.startsWith("confirmation") ? "confirmation" : "deployment") + "\":{" + content + "}}";
    }

    private static Reply feedback(Action action, String rest, JsonNode body) {
        if (rest.startsWith("confirmationBase")) {
            action.confirmed = body.path("confirmation").asText().equals("confirmed");
            return new Reply(200, "");
        }
        String execution = body.at("/status/execution").asText();
        String finished = body.at("/status/result/finished").asText();
        if (!EXECUTIONS.contains(execution) || !Set.of("success", "failure", "none").contains(finished)) {
            return new Reply(400, "");
        }
        if (!body.path("id").asText().equals(action.id)) {
            return new Reply(404, "");
        }
        if (!action.active) {
            return new Reply(410, "");
        }
        body.at("/status/details").forEach(line -> action.said.add(line.asText()));
        if (rest.startsWith("cancelAction")) {
            boolean accepted = execution.equals("closed") && finished.equals("success");
            action.active = !accepted;
            if (accepted || execution.equals("rejected")) {
                action.canceling = false;
                action.history.add(accepted ? "canceled" : "cancel_rejected");
            }
            return new Reply(200, "");
        }
        if (execution.equals("closed")) {
            action.active = false;
            action.history.add(finished.equals("success") ? "finished" : "error");
        } else if (execution.equals("downloaded")) {
            action.active = action.how != How.DOWNLOAD_ONLY;
            action.history.add("downloaded");
        } else {
            action.history.add("running");
        }
        return new Reply(200, "");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
