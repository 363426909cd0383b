package cn.ting.screen;

import cn.ting.condition.Conditions;
import cn.ting.time.KioskClock;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import io.quarkus.arc.All;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;

/** What changes on a page without a touch: time, trouble, a reminder, the warning before an idle visit ends, the end. */
@Singleton
@Path("/screen")
@Produces(MediaType.TEXT_HTML)
public class LivePages implements VisitListener {

    private static final Duration CLOCK_PERIOD = Duration.ofSeconds(10);

    @CheckedTemplate(basePath = "screen")
    static class Templates {
        private Templates() {}

        static native TemplateInstance status(Frame frame);

        static native TemplateInstance idleClock(Frame frame);

        static native TemplateInstance reminder(Frame frame);

        static native TemplateInstance outOfService(List<String> outOfService, boolean admits);

        static native TemplateInstance warning(long seconds, boolean more);

        static native TemplateInstance calm();
    }

    private final Screen screen;
    private final Visits visits;
    private final Frames frames;
    private final KioskClock clock;
    private final Conditions conditions;
    private final VisitSettings settings;
    private final List<Reminder> reminders;
    private volatile KioskClock.Alarm farewell = () -> {};

    LivePages(
            Screen screen, Visits visits, Frames frames, KioskClock clock, Conditions conditions, VisitSettings settings,
            @All List<Reminder> reminders) {
        this.screen = screen;
        this.visits = visits;
        this.frames = frames;
        this.clock = clock;
        this.conditions = conditions;
        this.settings = settings;
        this.reminders = reminders;
    }

    /** Begins to follow clock, conditions and visits; called once at the kiosk's start. */
    public void start() {
        visits.listen(this);
        conditions.onChange(this::showStatus);
        reminders.forEach(reminder -> reminder.onChange(this::showReminder));
        clock.every(CLOCK_PERIOD, this::showStatus);
    }

    /** More time was asked for: the warning goes away when some is left, and stays as it is when not. */
    @POST
    @Path("more-time")
    public Response moreTime() {
        return visits.extend() ? Response.ok(screen.render(Templates.calm())).build() : Response.noContent().build();
    }

    @Override
    public void began(Visit visit) {
        farewell.cancel();
        showStatus();
    }

    @Override
    public void identified(Visit visit) {
        screen.swap(() -> screen.render(Templates.calm()));
    }

    @Override
    public void warned(Visit visit) {
        screen.swap(() -> screen.render(Templates.warning(settings.warning().toSeconds(), visits.mayExtend())));
    }

    @Override
    public void ended(Visit visit, EndReason reason) {
        if (reason == EndReason.IDLE) {
            screen.go("/end?left=true");
        }
        if (reason == EndReason.POWER) {
            // There is no time for a farewell: the idle page says what holds and what to do instead.
            screen.reset();
        }
        if (reason == EndReason.IDLE || reason == EndReason.BUTTON) {
            farewell.cancel();
            String holder = screen.holder();
            farewell = clock.after(settings.farewell(), () -> resetUnlessSomeoneCame(holder));
        }
    }

    private void resetUnlessSomeoneCame(String holder) {
        if (visits.current().isEmpty() && screen.isHeldBy(holder)) {
            screen.reset();
        }
    }

    private void showReminder() {
        screen.swap(() -> screen.render(Templates.reminder(frames.frame("", ""))));
    }

    private void showStatus() {
        Frame frame = frames.frame("", "");
        screen.swap(() -> screen.render(Templates.status(frame)));
        // Again, since a push is lost with a connection that breaks.
        screen.swap(() -> screen.render(Templates.reminder(frame)));
        screen.swap(() -> screen.render(Templates.idleClock(frame)));
        screen.swap(() -> screen.render(Templates.outOfService(frames.outOfService(), visits.admits())));
    }
}
