package cn.ting.lives;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;

/** What goes wrong around kiosks, one thing after another by its seed: network, broker, platform, and strangers who say anything. */
final class Sky implements Runnable {

    private static final int MOST_GARBAGE = 100_000;
    private static final int MOST_FAILURES = 10;

    private final LivesRig rig;
    private final Random dice;
    private final Semaphore over = new Semaphore(0);
    private boolean backedUp;
    private boolean restored;
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    Sky(LivesRig rig, long seed) {
        this.rig = rig;
        this.dice = new Random(seed);
    }

    @Override
    public void run() {
        boolean ended = false;
        while (!ended && failures.size() < MOST_FAILURES) {
            try {
                while (!rig.clock.pause(Duration.ofMillis(100 + dice.nextInt(300)), over)) {
                    one();
                }
                ended = true;
                clear();
            } catch (Exception failed) {
                failures.add("the sky of the lives: " + failed);
            }
        }
    }

    /** Ends it, with all well again; what it could not bring about itself does not keep the lives so far from being judged, and is returned. */
    List<String> end(Thread running) throws InterruptedException {
        over.release();
        running.join();
        return failures;
    }

    private void one() throws Exception {
        Duration time = Duration.ofMillis(100 + dice.nextInt(700));
        switch (dice.nextInt(11)) {
            case 0 -> {
                rig.broker.cut();
                rig.clock.pause(time);
                rig.broker.restore();
            }
            case 1 -> {
                rig.broker.passage().delay(Duration.ofSeconds(2));
                rig.broker.passage().lossPercent(50);
                rig.clock.pause(time.multipliedBy(2));
                fair();
            }
            case 2 -> {
                rig.broker.kill();
                rig.clock.pause(time);
                rig.broker.start();
            }
            case 3 -> {
                rig.platform().storing(false);
                rig.clock.pause(time);
                rig.platform().storing(true);
            }
            case 4 -> {
                rig.platform().receipts(false);
                rig.clock.pause(time);
                rig.platform().receipts(true);
            }
            case 5 -> garbage();
            case 6 -> rig.replayHead();
            case 7 -> rig.publish();
            case 8 -> {
                rig.broker.passage().bytesPerSecond(1);
                rig.clock.pause(time.multipliedBy(2));
                fair();
            }
            case 9 -> rig.telephone(kiosk(), LifeWork.SERVICES.get(dice.nextInt(LifeWork.SERVICES.size())), dice.nextInt(3) == 0);
            default -> disaster();
        }
    }

    /** Nothing passes at all, and yet no connection ends: half-open. */
    private void disaster() throws Exception {
        if (!backedUp) {
            rig.backUp();
            backedUp = true;
        } else if (!restored && dice.nextInt(3) == 0) {
            rig.restore();
            restored = true;
        } else {
            rig.broker.passage().lossPercent(100);
            rig.clock.pause(Duration.ofSeconds(1));
            fair();
        }
    }

    private String kiosk() {
        return "k" + (1 + dice.nextInt(LivesTest.KIOSKS));
    }

    private void garbage() throws Exception {
        String kiosk = "kiosk/" + kiosk() + "/down/";
        String[] topics = {kiosk + "receipt", kiosk + "lease", kiosk + "naming", kiosk + "tally", "catalogue/head", "platform/state",
            "hall/" + LifeWork.HALL + "/board"};
        byte[] bytes = new byte[dice.nextInt(4) == 0 ? MOST_GARBAGE : dice.nextInt(200)];
        dice.nextBytes(bytes);
        String[] malformed = {"{", "{}", "[]", "null", "{\"epoch\":1,\"through\":-1,\"also\":[[9,1]],\"refused\":{}}", "{\"leases\":[{}]}",
            "{\"storing\":\"yes\",\"time\":\"then\"}", "{\"day\":\"2026-02-31\",\"balanced\":[]}"};
        boolean text = dice.nextBoolean();
        String topic = topics[dice.nextInt(topics.length)];
        // A retained head or state would keep the platform's own away for good: it says its own again only when it changes.
        boolean retained = topic.endsWith("naming") || topic.endsWith("tally");
        rig.garbage(topic, text ? malformed[dice.nextInt(malformed.length)].getBytes() : bytes, retained);
    }

    private void fair() {
        rig.broker.passage().delay(Duration.ZERO);
        rig.broker.passage().lossPercent(0);
        rig.broker.passage().bytesPerSecond(0);
    }

    private void clear() {
        fair();
        rig.broker.start();
        rig.broker.restore();
        rig.platform().storing(true);
        rig.platform().receipts(true);
        rig.publish();
    }
}
