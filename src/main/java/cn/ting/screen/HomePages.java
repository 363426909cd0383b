package cn.ting.screen;

import cn.ting.visit.Resident;
import cn.ting.visit.Visit;
import cn.ting.visit.Visits;
import io.quarkus.arc.All;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Home with its seven steps, the elders' home with four, help, and what to do instead of a step that is not open here. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class HomePages {

    private static final String HELP = "/help";
    private static final List<Step> ELDERS = List.of(Step.QUEUE, Step.HANDLE, Step.GUIDE, Step.APPEAL);

    /**
     * A step on the home page.
     *
     * @param open false while its service is not on this kiosk; {@code path} then leads to what can be done instead
     */
    record Door(String key, String hanzi, String titleKey, String subKey, String path, boolean open) {}

    @CheckedTemplate(basePath = "screen")
    static class Templates {
        private Templates() {}

        static native TemplateInstance home(Frame frame, String name, List<Door> doors, String search, List<Shelf.Chip> chips);

        static native TemplateInstance elders(Frame frame, String name, List<Door> doors);

        static native TemplateInstance instead(Frame frame, Door door, String leadKey, List<Door> ways, String first);

        static native TemplateInstance help(Frame frame);
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

    /** @param all the whole home also on the elders' page, for what its four doors do not lead to */
    @GET
    @Path("home")
    public String home(@QueryParam("all") boolean all) {
        String name = visits.current().flatMap(Visit::resident).map(Resident::maskedName).orElse("");
        if (screen.elder() && !all) {
            return screen.render(elders(frames.frame("/home", "/home"), name));
        }
        return screen.render(whole(frames.frame(all ? "/home?all=true" : "/home", "/home"), name, screen.language()));
    }

    private TemplateInstance elders(Frame frame, String name) {
        return Templates.elders(frame, name, ELDERS.stream().map(step -> door(step, "elder")).toList());
    }

    private TemplateInstance whole(Frame frame, String name, Language language) {
        List<Door> doors = Arrays.stream(Step.values()).map(step -> door(step, "tile")).toList();
        List<Shelf.Chip> chips = shelves.stream().flatMap(shelf -> shelf.chips(language).stream()).toList();
        return Templates.home(frame, name, doors, path(Step.GUIDE).orElse(""), chips);
    }

    /** What a resident can do instead of a step that is not open on this kiosk. */
    @GET
    @Path("step/{key}")
    public Response step(@PathParam("key") String key) {
        Optional<Step> closed = Arrays.stream(Step.values()).filter(step -> step.key().equals(key) && path(step).isEmpty()).findFirst();
        return closed.map(step -> Response.ok(instead(step)).build()).orElseGet(() -> see("/home"));
    }

    private String instead(Step step) {
        List<Door> ways = (switch (step) {
            case ASK -> List.of(Step.GUIDE);
            case ACCEPT -> List.of(Step.GUIDE, Step.QUEUE);
            case HANDLE -> List.of(Step.QUEUE, Step.GUIDE);
            default -> List.<Step>of();
        }).stream().map(way -> door(way, "tile")).filter(Door::open).toList();
        String first = ways.isEmpty() ? HELP + "?from=/home" : ways.get(0).path();
        Frame frame = frames.frame("/step/" + step.key(), "/home");
        String words = screen.elder() && ELDERS.contains(step) ? "elder" : "tile";
        return screen.render(Templates.instead(frame, door(step, words), named("instead", step), ways, first));
    }

    @GET
    @Path("help")
    public String help(@QueryParam("from") String from) {
        return screen.render(Templates.help(frames.frame(HELP, Screen.isLocalPath(from) ? from : "/home")));
    }

    private Optional<String> path(Step step) {
        return tiles.stream().filter(tile -> tile.step() == step).map(Tile::path).findFirst();
    }

    /** @param words whose words stand on the door: {@code tile}, or a friend's, {@code elder} */
    private Door door(Step step, String words) {
        boolean toSomebody = step == Step.APPEAL && words.equals("elder");
        Optional<String> open = path(step).or(() -> toSomebody ? Optional.of(HELP) : Optional.empty());
        String title = named(words, step);
        // Complaints have a telephone even where the kiosk cannot take them.
        boolean ownSentence = open.isPresent() || step == Step.APPEAL;
        return new Door(step.key(), step.hanzi(), title, ownSentence ? title + "Sub" : "notOpen",
                open.orElse("/step/" + step.key()), open.isPresent());
    }

    private static String named(String what, Step step) {
        return what + step.key().substring(0, 1).toUpperCase(Locale.ROOT) + step.key().substring(1);
    }

    static Response see(String path) {
        return Response.seeOther(URI.create(path)).build();
    }

    /**
     * The idle page and both homes, in each language: all that stands between a resident and every service. Drawn for nobody, and no page loses
     * the screen for it.
     */
    @Singleton
    static class FirstPages implements Rehearsal {

        private final Function<Language, List<TemplateInstance>> pages;

        /** Without a path of their own, they are no page that was drawn. */
        @Inject
        FirstPages(HomePages home, IdlePages idle, Frames frames) {
            this(language -> {
                Frame frame = frames.frame("", "/");
                return List.of(idle.page(frame), home.whole(frame, "", language), home.elders(frame, ""));
            });
        }

        FirstPages(Function<Language, List<TemplateInstance>> pages) {
            this.pages = pages;
        }

        @Override
        public String name() {
            return "home";
        }

        @Override
        public boolean always() {
            return true;
        }

        @Override
        public void rehearse() {
            for (Language language : Language.values()) {
                for (TemplateInstance page : pages.apply(language)) {
                    if (!page.setLocale(language.locale()).render().contains("action=\"/visit")) {
                        throw new IllegalStateException("a page leads into no visit, or out of none");
                    }
                }
            }
        }
    }
}
