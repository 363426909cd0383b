package cn.ting.screen;

import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.Visits;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Where a visit begins and ends: the idle page, the end, and what a page shows that has lost the screen. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class IdlePages {

    @CheckedTemplate(basePath = "screen")
    static class Templates {
        private Templates() {}

        static native TemplateInstance idle(Frame frame, List<String> outOfService, boolean admits);

        static native TemplateInstance end(Frame frame, boolean left);

        static native TemplateInstance busy(Frame frame);
    }

    private final Screen screen;
    private final Visits visits;
    private final Frames frames;

    IdlePages(Screen screen, Visits visits, Frames frames) {
        this.screen = screen;
        this.visits = visits;
        this.frames = frames;
    }

    /**
     * The idle page takes the screen: whoever loads it starts from nothing. A request that shows no page, such as one for an
     * icon that was led here, takes nothing.
     *
     * @param destination what the browser fetches for (Fetch Metadata, {@code Sec-Fetch-Dest})
     */
    @GET
    public Response idle(@HeaderParam("Sec-Fetch-Dest") String destination) {
        if (destination != null && !destination.equals("document") && !destination.equals("iframe")) {
            return Response.noContent().build();
        }
        NewCookie holder = new NewCookie.Builder(ScreenGuard.COOKIE)
                .value(screen.take())
                .path("/")
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
        return Response.ok(screen.render(page(frames.frame("/", "/")))).cookie(holder).build();
    }

    TemplateInstance page(Frame frame) {
        return Templates.idle(frame, frames.outOfService(), visits.admits());
    }

    /**
     * The first touch begins a visit; the idle page's English button begins it in English. While nobody is taken in, the idle page comes
     * again and says why.
     */
    @POST
    @Path("visit")
    public Response begin(@QueryParam("english") boolean english) {
        if (visits.begin(new Milestone.Began("touch")).isEmpty()) {
            return HomePages.see("/");
        }
        if (english && screen.language() != Language.ENGLISH) {
            screen.switchLanguage();
        }
        return HomePages.see("/home");
    }

    @POST
    @Path("visit/end")
    public Response endVisit() {
        visits.end(EndReason.BUTTON);
        return HomePages.see("/end");
    }

    /** @param left true when nobody touched the screen for so long that the visit ended by itself */
    @GET
    @Path("end")
    public String end(@QueryParam("left") boolean left) {
        return screen.render(Templates.end(frames.frame("/end", "/"), left));
    }

    /** What a page leads itself to when another has taken the screen. It says nothing of any visit, so anyone may see it. */
    @GET
    @Path("busy")
    public String busy() {
        return screen.render(Templates.busy(frames.frame("/busy", "/")));
    }
}
