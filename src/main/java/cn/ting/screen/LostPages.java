package cn.ting.screen;

import cn.ting.visit.Visit;
import cn.ting.visit.Visits;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The edge at which our own bugs are caught: logged once, and shown as a way forward. What a technician asks by a program is answered with 500, which
 * programs understand.
 */
@Provider
public class LostPages implements ExceptionMapper<RuntimeException> {

    private static final Logger LOG = Logger.getLogger(LostPages.class);

    /** Not found, or not asked for in this way: no resident comes here by touching. */
    private static final Set<Integer> NO_SUCH_ADDRESS = Set.of(404, 405, 406, 415);

    @CheckedTemplate(basePath = "screen")
    static class Templates {
        private Templates() {}

        static native TemplateInstance lost(Frame frame);
    }

    private final Screen screen;
    private final Frames frames;
    private final Visits visits;

    /** Of the request that failed. */
    @Context
    UriInfo address;

    LostPages(Screen screen, Frames frames, Visits visits) {
        this.screen = screen;
        this.frames = frames;
        this.visits = visits;
    }

    @Override
    public Response toResponse(RuntimeException failed) {
        if (!(failed instanceof WebApplicationException asked) || asked.getResponse().getStatus() >= 500) {
            LOG.errorf(failed, "a page failed in visit %s", visits.current().map(Visit::id).orElse("none"));
            if (address.getPath().startsWith("/technician/")) {
                return Response.serverError().build();
            }
        } else if (NO_SUCH_ADDRESS.contains(asked.getResponse().getStatus())) {
            return HomePages.see("/home");
        } else if (asked.getResponse().getStatus() < 400) {
            return asked.getResponse();
        }
        // 200, because htmx shows nothing of an answer with an error status and the resident must see the way forward.
        return Response.ok(screen.render(Templates.lost(frames.frame("/home", "/home"))), MediaType.TEXT_HTML).build();
    }
}
