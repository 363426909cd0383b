package cn.ting.service.sheet;

import cn.ting.condition.Conditions;
import cn.ting.condition.FaultTexts;
import cn.ting.matter.Catalogue;
import cn.ting.matter.Matter;
import cn.ting.screen.Frame;
import cn.ting.screen.Frames;
import cn.ting.screen.Language;
import cn.ting.screen.Offer;
import cn.ting.screen.Screen;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import cn.ting.visit.Visits;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What becomes of a matter's sheet, and what goes without it. */
@Singleton
@Path("/sheet/{matter}")
@Produces(MediaType.TEXT_HTML)
public class SheetPages implements VisitListener {

    /**
     * What became of the paper.
     *
     * @param state {@code waiting}, {@code printing}, {@code heldup}, {@code printed}, {@code notprinted} or {@code unknown}
     * @param pages 0 unless printed
     * @param why the resident's sentence for the fault; empty without one
     * @param more true while this visit may have another
     * @param open true while the matter can be begun
     */
    record Shown(String state, int pages, String why, boolean more, boolean open) {

        public boolean over() {
            return !state.equals("printing") && !state.equals("heldup") && !waiting();
        }

        /** Others' paper comes first. */
        public boolean waiting() {
            return state.equals("waiting");
        }

        /** True where it goes without paper: the list is there as a code. */
        public boolean without() {
            return waiting() || over() && !state.equals("printed");
        }

        /** The same for what looks the same, in this process. */
        public String mark() {
            return Integer.toHexString(hashCode());
        }
    }

    @CheckedTemplate(basePath = "sheet")
    static class Templates {
        private Templates() {}

        static native TemplateInstance sheet(Frame frame, Language language, Matter matter, Shown shown, List<Offer.Code> codes, boolean fresh);

        static native TemplateInstance paper(Matter matter, Shown shown, List<Offer.Code> codes, boolean fresh);
    }

    private final Visits visits;
    private final Catalogue catalogue;
    private final SheetDesk desk;
    private final SheetContentPages content;
    private final Screen screen;
    private final Frames frames;
    private final Conditions conditions;
    /**
     * The matters of whose sheets a visit has asked for one, as they were then: what is adopted meanwhile changes neither the paper nor its page,
     * and takes neither away. Of the visit in progress, a few at most.
     */
    private final Map<String, Begun> begun = new ConcurrentHashMap<>();

    private record Begun(String visit, Matter matter) {}

    SheetPages(
            Visits visits,
            Catalogue catalogue,
            SheetDesk desk,
            SheetContentPages content,
            Screen screen,
            Frames frames,
            Conditions conditions) {
        this.visits = visits;
        this.catalogue = catalogue;
        this.desk = desk;
        this.content = content;
        this.screen = screen;
        this.frames = frames;
        this.conditions = conditions;
    }

    /** Where the page of a matter's sheet is. */
    static String of(String matter) {
        return "/sheet/" + matter;
    }

    /** Begins to follow visits and the paper; called once at the kiosk's start. */
    public void start() {
        visits.listen(this);
        desk.start();
        desk.onChange(matter -> screen.swap(() -> paper(matter)));
        conditions.onChange(() -> screen.swap(this::heldUpOrNoMore));
    }

    /** Answers what the last process left open; called once, before any printer is used. Waits for the ledger. */
    public void answer() {
        desk.answer();
    }

    @GET
    public Response sheet(@PathParam("matter") String id) {
        Optional<Matter> matter = asBegun(id);
        Optional<Shown> shown = shown(id);
        if (matter.isEmpty() || shown.isEmpty()) {
            return see("/guide/matter/" + id);
        }
        Frame frame = frames.frame(of(id), "/guide/matter/" + id);
        return Response.ok(screen.render(Templates.sheet(
                frame, screen.language(), matter.get(), shown.get(), codes(matter.get(), shown.get()), true))).build();
    }

    /**
     * What changes by itself, once more: the page asks for it as soon as it stands, because a push that came while it was on
     * its way found nothing to replace. Where nothing has changed, nothing is replaced: a finger may be on its button.
     */
    @GET
    @Path("now")
    public Response now(@PathParam("matter") String id, @QueryParam("was") @DefaultValue("") String was) {
        return shown(id).filter(shown -> shown.mark().equals(was)).isPresent() ? Response.noContent().build() : Response.ok(paper(id)).build();
    }

    /** The button on the matter's page; a repeated tap leads to what became of the first. */
    @POST
    @Path("print")
    public Response print(@PathParam("matter") String id) {
        return print(id, false);
    }

    @POST
    @Path("again")
    public Response again(@PathParam("matter") String id) {
        return print(id, true);
    }

    /** The button beside the wait for others' paper. */
    @POST
    @Path("call-off")
    public Response callOff(@PathParam("matter") String id) {
        desk.callOff(id);
        return see(of(id));
    }

    private Response print(String id, boolean again) {
        // A sheet that is there is of a matter that can be begun; whatever is on its way goes on when that changes.
        Optional<Matter> matter = catalogue.matter(id).filter(known -> known.inUse() || desk.hasReady(id, screen.language()));
        Optional<Visit> visit = visits.current();
        if (visit.isPresent() && matter.isPresent()) {
            if (desk.print(visit.get(), id, screen.language(), again)) {
                begun.put(id, new Begun(visit.get().id(), matter.get()));
            }
        }
        return see(of(id));
    }

    @Override
    public void ended(Visit visit, EndReason reason) {
        begun.clear();
    }

    private Optional<Matter> asBegun(String id) {
        return visits.current().flatMap(visit -> Optional.ofNullable(begun.get(id)).filter(of -> of.visit().equals(visit.id()))).map(Begun::matter);
    }

    private String paper(String id) {
        return asBegun(id).flatMap(matter -> shown(id)
                .map(shown -> screen.render(Templates.paper(matter, shown, codes(matter, shown), false)))).orElse("");
    }

    private List<Offer.Code> codes(Matter matter, Shown shown) {
        return shown.without() ? List.of(content.inACode(matter, screen.language())) : List.of();
    }

    /** What the page on the screen says of its sheet while that is on its way: paper may jam, and may be freed. */
    private String heldUpOrNoMore() {
        String id = screen.path().startsWith(of("")) ? screen.path().substring(of("").length()) : "";
        return desk.state(id).filter(state -> state instanceof SheetState.Printing).isPresent() ? paper(id) : "";
    }

    private Optional<Shown> shown(String id) {
        return desk.state(id).map(state -> {
            boolean more = desk.mayPrint(id);
            boolean open = catalogue.matter(id).filter(Matter::inUse).isPresent();
            if (state instanceof SheetState.NotPrinted not) {
                return new Shown("notprinted", 0, FaultTexts.resident(not.why(), screen.language().locale()), more, open);
            }
            if (state instanceof SheetState.Unknown unknown) {
                return new Shown("unknown", 0, FaultTexts.resident(unknown.why(), screen.language().locale()), more, open);
            }
            if (state instanceof SheetState.Printed printed) {
                return new Shown("printed", printed.pages(), "", more, open);
            }
            if (desk.waits(id)) {
                return new Shown("waiting", 0, "", more, open);
            }
            return desk.heldUp().map(why -> new Shown("heldup", 0, FaultTexts.resident(why, screen.language().locale()), more, open))
                    .orElse(new Shown("printing", 0, "", more, open));
        });
    }

    private static Response see(String path) {
        return Response.seeOther(URI.create(path)).build();
    }
}
