package cn.ting.health;

import cn.ting.time.KioskClock;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/**
 * The end of this process by its own word: in good order where that comes to an end within {@code WITHIN} (18 s), and without it then. What is to
 * be stopped in order may be of a release that was just found broken; one that hangs would serve nobody for ever, and the launcher see a
 * page that answers. Safe for use by any thread.
 */
@Singleton
public final class OrderlyEnd {

    /**
     * Longer than any good stop takes, and shorter than the launcher waits for a sign of life (30 s), though the last one may be some seconds old when
     * the end begins: so it hears the code too, without which it would start the kiosk again on an empty battery.
     */
    static final Duration WITHIN = Duration.ofSeconds(18);

    /** What writes the log may be what hangs. */
    private static final Duration FOR_A_WORD = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(OrderlyEnd.class);

    private final LifeWord life;
    private final KioskClock clock;
    private final IntConsumer inOrder;
    private final IntConsumer atOnce;

    @Inject
    OrderlyEnd(LifeWord life, KioskClock clock) {
        this(life, clock, Quarkus::asyncExit, code -> Runtime.getRuntime().halt(code));
    }

    /**
     * @param inOrder begins the end, and returns at once
     * @param atOnce ends, whatever is under way
     */
    OrderlyEnd(LifeWord life, KioskClock clock, IntConsumer inOrder, IntConsumer atOnce) {
        this.life = life;
        this.clock = clock;
        this.inOrder = inOrder;
        this.atOnce = atOnce;
    }

    /** Ends this process with that code; returns at once. No sign of life is given from then on. */
    public void with(int code) {
        life.stop();
        // Before anything of it begins, which may break too; on a thread of its own, for the clock's may be what hangs.
        Thread last = new Thread(() -> endAtOnce(code), "ting-end");
        last.setDaemon(true);
        last.start();
        inOrder.accept(code);
    }

    private void endAtOnce(int code) {
        try {
            clock.pause(WITHIN);
            Thread word = new Thread(() -> LOG.errorf("the end in good order came to none within %d s", WITHIN.toSeconds()), "ting-end-word");
            word.setDaemon(true);
            word.start();
            clock.pause(FOR_A_WORD);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            atOnce.accept(code);
        }
    }
}
