package cn.ting.lives;

import cn.ting.appointment.Appointments;
import cn.ting.condition.Conditions;
import cn.ting.hall.Boards;
import cn.ting.hall.Leases;
import cn.ting.hall.Numbers;
import cn.ting.link.Documents;
import cn.ting.link.Link;
import cn.ting.link.LinkSettings;
import cn.ting.machine.MachineId;
import cn.ting.matter.LivingCatalogue;
import cn.ting.naming.Naming;
import cn.ting.outbox.Outbox;
import cn.ting.platform.Dsse;
import cn.ting.seal.DeviceKeyFile;
import cn.ting.seal.TlsSettings;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.upkeep.MinuteOfCare;
import cn.ting.upkeep.Tallies;
import cn.ting.visit.Acts;
import cn.ting.visit.VisitBook;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One life of a kiosk without pages, devices and container: what is written, what is sent and what is believed is real. */
public final class Life {

    static final String AREA = "fengshui";
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final int KILLED = 137;

    final ShiftedClock clock;
    final Conditions conditions;
    final Ledger ledger;
    final Outbox outbox;
    final VisitBook book;
    final Acts acts;
    final Numbers numbers;
    final LivingCatalogue catalogue;
    final Link link;
    final MinuteOfCare care;
    final Appointments appointments;
    private final Boards boards;
    private final Leases leases;
    private final Naming naming;

    private Life(Script script) {
        PlaceSettings place = new PlaceSettings(AREA, script.kiosk(), "亭", "Kiosk");
        TrustAnchor anchor = new TrustAnchor(Dsse.PUBLIC);
        Documents documents = new Documents();
        clock = new ShiftedClock(script.ahead(), script.mode().equals("drain"));
        conditions = new Conditions(clock);
        ledger = new Ledger(script.directory().resolve("ledger.db"), conditions, clock);
        outbox = new Outbox(ledger, clock, place, new MachineId(script.machine()));
        DeviceKeyFile device = new DeviceKeyFile(Optional.empty(), script.directory(), conditions);
        naming = new Naming(documents, anchor, device, place, ledger, conditions, clock);
        book = new VisitBook(outbox, clock, naming);
        acts = new Acts(ledger, book);
        Duration most = FIRST.multipliedBy(8);
        link = new Link(new LinkSettings(URI.create("tcp://127.0.0.1:" + script.port()), Duration.ofSeconds(10), Duration.ofSeconds(3), 16,
                FIRST, most, FIRST, most), new TlsSettings("none", "none", "none"), place, outbox, documents, conditions, clock, device);
        catalogue = new LivingCatalogue(script.directory().resolve("catalogue.db"), documents, anchor, conditions, clock, link);
        boards = new Boards(documents, conditions);
        leases = new Leases(documents, anchor, place, outbox, ledger, conditions, clock);
        numbers = new Numbers(catalogue.catalogue, boards, leases, outbox, ledger, clock, conditions);
        Tallies tallies = new Tallies(ledger, book, outbox, documents, place, conditions, clock);
        appointments = new Appointments(catalogue.catalogue, numbers, book, ledger, clock);
        care = new MinuteOfCare(ledger, outbox, book, numbers, appointments, tallies, clock);
    }

    /** As many lives side by side as there are scripts, of kiosks that have nothing in common but their end. */
    public static void main(String[] words) throws Exception {
        List<Script> scripts = Script.all(words);
        AtomicInteger left = new AtomicInteger(scripts.get(0).endsAt());
        AtomicBoolean counting = new AtomicBoolean(scripts.get(0).mode().equals("begin"));
        BoundaryDriver.stepIn(() -> {
            if (counting.get() && left.decrementAndGet() == 0) {
                // As good as SIGKILL: no hook, no finally, no close.
                Runtime.getRuntime().halt(KILLED);
            }
        });
        CountDownLatch serving = new CountDownLatch(scripts.size());
        List<Thread> lives = new ArrayList<>();
        for (Script script : scripts) {
            Thread life = new Thread(() -> live(script, serving), script.kiosk());
            life.start();
            lives.add(life);
        }
        serving.await();
        counting.set(true);
        System.out.println("serves");
        for (Thread life : lives) {
            life.join();
        }
        System.exit(0);
    }

    private static void live(Script script, CountDownLatch serving) {
        try (Journal journal = new Journal(script.journal())) {
            Life life = new Life(script);
            life.start();
            LifeWork work = new LifeWork(life, script, journal);
            work.comeToServe();
            serving.countDown();
            serving.await();
            work.run();
            life.link.stop();
            life.catalogue.stop();
            life.ledger.close();
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** As the front door does it. */
    private void start() {
        catalogue.start();
        boards.start();
        leases.start();
        naming.start();
        care.start();
        link.start();
    }
}
