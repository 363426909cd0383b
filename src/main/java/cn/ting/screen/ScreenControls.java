package cn.ting.screen;

import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.jboss.logging.Logger;

/** What the frame itself does: pushes, language, size, the elders' page. */
@Path("/screen")
public class ScreenControls {

    private static final Logger LOG = Logger.getLogger(ScreenControls.class);

    private final Screen screen;

    ScreenControls(Screen screen) {
        this.screen = screen;
    }

    /** The page's ear. A page that has gone away is noticed at the next push and is no fault. */
    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(@CookieParam(ScreenGuard.COOKIE) String token, @Context SseEventSink sink, @Context Sse sse) {
        // The first of all that is sent brings the head of the answer. A push in that moment waits: two heads would break it.
        synchronized (sink) {
            screen.connect(token, push -> {
                synchronized (sink) {
                    if (!sink.isClosed()) {
                        send(sink, sse.newEventBuilder().name(push.event()).data(push.data()).build());
                    }
                }
            });
            send(sink, sse.newEventBuilder().comment("connected").build());
        }
    }

    private static void send(SseEventSink sink, OutboundSseEvent event) {
        sink.send(event).exceptionally(gone -> {
            LOG.debugf("the page went away: %s", gone.getMessage());
            return null;
        });
    }

    /** A touch that asks for nothing, such as scrolling. The guard has counted it. */
    @POST
    @Path("touch")
    public Response touch() {
        return Response.noContent().build();
    }

    @POST
    @Path("language")
    public Response language(@FormParam("path") String path) {
        screen.switchLanguage();
        return back(path);
    }

    @POST
    @Path("size")
    public Response size(@FormParam("path") String path) {
        screen.switchSize();
        return back(path);
    }

    /** Into the elders' page and out of it; either way the visit goes on at its home. */
    @POST
    @Path("elder")
    public Response elder() {
        screen.switchElder();
        return HomePages.see("/home");
    }

    private static Response back(String path) {
        return HomePages.see(Screen.isLocalPath(path) ? path : "/home");
    }
}
