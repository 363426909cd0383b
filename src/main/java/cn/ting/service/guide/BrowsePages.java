package cn.ting.service.guide;

import cn.ting.matter.Catalogue;
import cn.ting.matter.MatterCard;
import cn.ting.screen.Frame;
import cn.ting.screen.Frames;
import cn.ting.screen.Language;
import cn.ting.screen.Screen;
import cn.ting.time.KioskClock;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Find a matter without a word for it: by life event, as part of a package, by the body that does it; and what is near. */
@Path("/guide")
@Produces(MediaType.TEXT_HTML)
public class BrowsePages {

    /** What the page says of itself: the fifteen-minute circle. */
    private static final int CIRCLE_MINUTES = 15;

    private static final String EVENTS = "/guide/events";
    private static final String PACKAGES = "/guide/packages";
    private static final String BODIES = "/guide/bodies";

    /** A line that leads on. */
    record Row(String path, String name, String detail) {}

    /**
     * A place within a walk.
     *
     * @param open true while it is open
     * @param hours of today; empty when it is closed all day
     */
    record Place(String name, String address, String walk, boolean open, String hours, String phone) {}

    @CheckedTemplate(basePath = "guide")
    static class Templates {
        private Templates() {}

        static native TemplateInstance browse(Frame frame, String heading, String lead, List<Row> rows, boolean underway);

        static native TemplateInstance cards(Frame frame, Language language, String heading, String lead, List<MatterCard> cards);

        static native TemplateInstance places(Frame frame, List<Place> places, boolean underway);
    }

    private final GuidePages guide;
    private final Catalogue catalogue;
    private final Screen screen;
    private final Frames frames;
    private final KioskClock clock;

    BrowsePages(GuidePages guide, Catalogue catalogue, Screen screen, Frames frames, KioskClock clock) {
        this.guide = guide;
        this.catalogue = catalogue;
        this.screen = screen;
        this.frames = frames;
        this.clock = clock;
    }

    @GET
    @Path("events")
    public String events() {
        return bundles(EVENTS, say().events(), say().eventsLead(), catalogue.events());
    }

    @GET
    @Path("events/{id}")
    public String event(@PathParam("id") String id) {
        return bundle(EVENTS, id, say().eventLead(), catalogue.events());
    }

    @GET
    @Path("packages")
    public String packages() {
        return bundles(PACKAGES, say().packages(), say().packagesLead(), catalogue.packages());
    }

    @GET
    @Path("packages/{id}")
    public String oneThing(@PathParam("id") String id) {
        return bundle(PACKAGES, id, say().packageLead(), catalogue.packages());
    }

    @GET
    @Path("bodies")
    public String bodies() {
        List<Row> rows = catalogue.bodies().stream()
                .map(body -> new Row(ofBody(body.name()), name(body.name(), body.nameEn()), say().matters(body.matters())))
                .toList();
        return screen.render(Templates.browse(frames.frame(BODIES, "/guide"), say().bodies(), say().bodiesLead(), rows, underway()));
    }

    /** A body has no id in the catalogue's listing, so its matters are asked for by its Chinese name. */
    @GET
    @Path("bodies/matters")
    public String ofOneBody(@QueryParam("of") String wanted) {
        return catalogue.bodies().stream().filter(body -> body.name().equals(wanted)).findFirst()
                .map(body -> screen.render(Templates.cards(frames.frame(ofBody(body.name()), BODIES), screen.language(),
                        name(body.name(), body.nameEn()), say().matters(body.matters()), catalogue.ofBody(body.name()))))
                .orElseGet(guide::gone);
    }

    @GET
    @Path("places")
    public String places() {
        List<Place> places = catalogue.points().stream()
                .filter(point -> point.walkingMinutes() <= CIRCLE_MINUTES)
                .map(this::place)
                .toList();
        return screen.render(Templates.places(frames.frame("/guide/places", "/guide"), places, underway()));
    }

    /** True while no catalogue has come yet, so that nothing can be said of what there is. */
    private boolean underway() {
        return catalogue.version().isEmpty();
    }

    private Place place(Catalogue.Point point) {
        LocalDateTime now = clock.local();
        String hours = point.hours().on(now.getDayOfWeek()).stream().map(span -> span.text()).collect(Collectors.joining("　"));
        return new Place(name(point.name(), point.nameEn()), name(point.address(), point.addressEn()),
                say().walk(point.walkingMinutes()), point.hours().openAt(now), hours, point.phone());
    }

    private String bundles(String path, String heading, String lead, List<Catalogue.Bundle> bundles) {
        List<Row> rows = bundles.stream()
                .map(bundle -> new Row(path + "/" + bundle.id(), name(bundle.name(), bundle.nameEn()), say().matters(bundle.matters().size())))
                .toList();
        return screen.render(Templates.browse(frames.frame(path, "/guide"), heading, lead, rows, underway()));
    }

    private String bundle(String path, String id, String lead, List<Catalogue.Bundle> bundles) {
        Optional<Catalogue.Bundle> wanted = bundles.stream().filter(bundle -> bundle.id().equals(id)).findFirst();
        return wanted.map(bundle -> screen.render(Templates.cards(frames.frame(path + "/" + id, path), screen.language(),
                        name(bundle.name(), bundle.nameEn()), lead, catalogue.of(bundle))))
                .orElseGet(guide::gone);
    }

    private static String ofBody(String name) {
        return BODIES + "/matters?of=" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String name(String chinese, String english) {
        return screen.language().of(chinese, english);
    }

    private GuideMessages say() {
        return MessageBundles.get(GuideMessages.class, Localized.Literal.of(screen.language().tag()));
    }
}
