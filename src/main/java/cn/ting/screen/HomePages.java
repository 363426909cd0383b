package cn.ting.screen;

import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.Resident;
import cn.ting.visit.Visit;
import cn.ting.visit.Visits;
import io.quarkus.arc.All;
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
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Idle, home, help and the end: the pages every visit passes. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class HomePages {

    /** A step on the home page: {@code path} is empty while its service is not open here. */
    record Door(String key, String hanzi, String titleKey, String subKey, String path) {}

    @CheckedTemplate(basePath = "screen")
    static class Templates {
        private Templates() {}

        static native TemplateInstance idle(Frame frame);

        static native TemplateInstance home(Frame frame, String name, List<Door> doors, String search, List<Shelf.Chip> chips);

        static native TemplateInstance help(Frame frame);

        static native TemplateInstance end(Frame frame);
    }

    private final Screen screen;
    private final Visits visits;
    private final Frames frames;
    private final List<Tile> tiles;
    private final List<Shelf> shelves;

    HomePages(Screen screen, Visits visits, Frames frames, @All List<Tile> tiles, @All List<Shelf> shelves) {
        this.screen = screen;
        this.visits = visits;
        this.frames = frames;
        this.tiles = tiles;
        this.shelves = shelves;
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
        return Response.ok(render(Templates.idle(frames.frame("/", "/")))).cookie(holder).build();
    }

    /** The first touch begins a visit; the idle page's English button begins it in English. */
    @POST
    @Path("visit")
    public Response begin(@QueryParam("english") boolean english) {
        visits.begin(new Milestone.Began("touch"));
        if (english && screen.language() != Language.ENGLISH) {
            screen.switchLanguage();
        }
        return see("/home");
    }

    @GET
    @Path("home")
    public String home() {
        List<Door> doors = Arrays.stream(Step.values()).map(this::door).toList();
        List<Shelf.Chip> chips = shelves.stream().flatMap(shelf -> shelf.chips(screen.language()).stream()).toList();
        String name = visits.current().flatMap(Visit::resident).map(Resident::maskedName).orElse("");
        String search = tiles.stream().filter(tile -> tile.step() == Step.GUIDE).map(Tile::path).findFirst().orElse("");
        return render(Templates.home(frames.frame("/home", "/home"), name, doors, search, chips));
    }

    @GET
    @Path("help")
    public String help(@QueryParam("from") String from) {
        return render(Templates.help(frames.frame("/help", Screen.isLocalPath(from) ? from : "/home")));
    }

    @POST
    @Path("visit/end")
    public Response endVisit() {
        visits.end(EndReason.BUTTON);
        return see("/end");
    }

    @GET
    @Path("end")
    public String end() {
        return render(Templates.end(frames.frame("/end", "/")));
    }

    private Door door(Step step) {
        String path = tiles.stream().filter(tile -> tile.step() == step).map(Tile::path).findFirst().orElse("");
        String title = "tile" + step.key().substring(0, 1).toUpperCase(Locale.ROOT) + step.key().substring(1);
        // Complaints have a telephone even where the kiosk cannot take them.
        boolean ownSentence = !path.isEmpty() || step == Step.APPEAL;
        return new Door(step.key(), step.hanzi(), title, ownSentence ? title + "Sub" : "notOpen", path);
    }

    private String render(TemplateInstance page) {
        return screen.render(page);
    }

    static Response see(String path) {
        return Response.seeOther(URI.create(path)).build();
    }
}
