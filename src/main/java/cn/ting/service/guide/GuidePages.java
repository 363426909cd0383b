package cn.ting.service.guide;

import cn.ting.matter.Catalogue;
import cn.ting.matter.Catalogue.Theme;
import cn.ting.matter.Matter;
import cn.ting.matter.MatterCard;
import cn.ting.screen.Frame;
import cn.ting.screen.Frames;
import cn.ting.screen.Language;
import cn.ting.screen.Offer;
import cn.ting.screen.Screen;
import cn.ting.time.KioskClock;
import io.quarkus.arc.All;
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
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Find a matter by letters, by Chinese or by theme, and read what it takes. */
@Path("/guide")
@Produces(MediaType.TEXT_HTML)
public class GuidePages {

    private static final int MOST_ROWS = 20;
    private static final int POPULAR_ROWS = 8;
    private static final List<String> LETTERS = "abcdefghijklmnopqrstuvwxyz".chars().mapToObj(Character::toString).toList();

    @CheckedTemplate(basePath = "guide")
    static class Templates {
        private Templates() {}

        static native TemplateInstance find(Frame frame, Language language, String typed, List<String> letters,
                List<MatterCard> found, List<Theme> themes, boolean empty);

        static native TemplateInstance found(Language language, List<MatterCard> found, String typed);

        static native TemplateInstance theme(Frame frame, Language language, Theme theme, List<MatterCard> cards);

        static native TemplateInstance matter(Frame frame, Language language, Matter matter, Optional<Theme> theme, String begins,
                String doneBy, List<Offer.Shown> offers, List<Offer.Code> codes);

        static native TemplateInstance laws(Frame frame, Language language, Matter matter);

        static native TemplateInstance gone(Frame frame);
    }

    private final Catalogue catalogue;
    private final Screen screen;
    private final Frames frames;
    private final KioskClock clock;
    private final List<Offer> offers;

    GuidePages(Catalogue catalogue, Screen screen, Frames frames, KioskClock clock, @All List<Offer> offers) {
        this.catalogue = catalogue;
        this.screen = screen;
        this.frames = frames;
        this.clock = clock;
        this.offers = offers;
    }

    @GET
    public String find(@QueryParam("q") String query) {
        String typed = query == null ? "" : query.strip();
        return screen.render(Templates.find(frames.frame("/guide", "/home"), screen.language(), typed, LETTERS,
                search(typed), catalogue.themes(), catalogue.version().isEmpty()));
    }

    /** The rows alone, for every letter typed. */
    @GET
    @Path("found")
    public String found(@QueryParam("q") String query) {
        String typed = query == null ? "" : query.strip();
        return screen.render(Templates.found(screen.language(), search(typed), typed));
    }

    @GET
    @Path("theme/{id}")
    public String theme(@PathParam("id") String id) {
        String path = "/guide/theme/" + id;
        return catalogue.themes().stream()
                .filter(theme -> theme.id().equals(id))
                .findFirst()
                .map(theme -> screen.render(Templates.theme(
                        frames.frame(path, "/guide"), screen.language(), theme, catalogue.inTheme(id))))
                .orElseGet(this::gone);
    }

    @GET
    @Path("matter/{id}")
    public String matter(@PathParam("id") String id) {
        return catalogue.matter(id).map(this::show).orElseGet(this::gone);
    }

    @GET
    @Path("matter/{id}/laws")
    public String laws(@PathParam("id") String id) {
        String back = "/guide/matter/" + id;
        return catalogue.matter(id)
                .map(matter -> screen.render(
                        Templates.laws(frames.frame(back + "/laws", back), screen.language(), matter)))
                .orElseGet(this::gone);
    }

    private String show(Matter matter) {
        Optional<Theme> theme =
                catalogue.themes().stream().filter(known -> known.id().equals(matter.theme())).findFirst();
        Frame frame = frames.frame("/guide/matter/" + matter.id(), "/guide");
        // Of what cannot be begun nothing is offered, nor made ready.
        List<Offer> open = matter.inUse() ? offers : List.of();
        List<Offer.Shown> shown = open.stream().flatMap(offer -> offer.forMatter(matter.id(), screen.language()).stream()).toList();
        List<Offer.Code> codes = open.stream().flatMap(offer -> offer.toTakeAlong(matter.id(), screen.language()).stream()).toList();
        return screen.render(Templates.matter(frame, screen.language(), matter, theme, begins(matter), doneBy(matter), shown, codes));
    }

    /** The day by which a matter accepted today is promised; empty where the calendar is missing, or nobody is sure which day it is. */
    private String doneBy(Matter matter) {
        if (!matter.inUse() || matter.terms().onTheSpot()) {
            return "";
        }
        return written(clock.today().flatMap(today -> catalogue.workingDays().by(matter.terms().promised(), today)), say().datePattern());
    }

    /** The day from which on it can be begun; empty where no such day was planned. */
    private String begins(Matter matter) {
        return written(matter.plan().from(), say().fullDatePattern());
    }

    private String written(Optional<LocalDate> day, String pattern) {
        return day.map(DateTimeFormatter.ofPattern(pattern, screen.language().locale())::format).orElse("");
    }

    private GuideMessages say() {
        return MessageBundles.get(GuideMessages.class, Localized.Literal.of(screen.language().tag()));
    }

    private List<MatterCard> search(String typed) {
        return typed.isEmpty() ? catalogue.popular(POPULAR_ROWS) : catalogue.search(typed, MOST_ROWS);
    }

    /** Says that what was asked for is not in the catalogue any more. */
    String gone() {
        return screen.render(Templates.gone(frames.frame("/guide", "/guide")));
    }
}
