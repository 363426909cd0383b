package cn.ting.link;

import cn.ting.condition.Conditions;
import cn.ting.link.Signals.Answered;
import cn.ting.link.Signals.Arrived;
import cn.ting.link.Signals.Bell;
import cn.ting.link.Signals.Ended;
import cn.ting.link.Signals.Signal;
import cn.ting.link.Signals.Stumbled;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jboss.logging.Logger;

/**
 * The link's one worker: it alone connects, subscribes, publishes and reads. Everyone else leaves a signal and goes on.
 * A connection that fails in any way is thrown away whole and another is built after a wait.
 */
final class Courier implements Runnable {

    private static final Logger LOG = Logger.getLogger(Courier.class);

    private final Door door;
    private final Topics topics;
    private final Presence presence;
    private final Subscriptions subscriptions;
    private final Requests requests;
    private final Drain drain;
    private final Conditions conditions;
    private final Signals signals;
    private final Timetable timetable;
    private final Runnable changed;
    private final PlatformWord word;
    private MqttSession session;
    private String platformLife = "";
    private boolean stopped;
    private volatile boolean up;

    Courier(Door door, Topics topics, Presence presence, Subscriptions subscriptions, Requests requests, Drain drain,
            Conditions conditions, KioskClock clock, Signals signals, Timetable timetable, Runnable changed) {
        this.door = door;
        this.topics = topics;
        this.presence = presence;
        this.subscriptions = subscriptions;
        this.requests = requests;
        this.drain = drain;
        this.conditions = conditions;
        this.signals = signals;
        this.timetable = timetable;
        this.changed = changed;
        this.word = new PlatformWord(clock);
    }

    boolean up() {
        return up;
    }

    @Override
    public void run() {
        signals.ring(Bell.CONNECT);
        while (!stopped) {
            try {
                act(signals.take());
            } catch (LedgerException told) {
                timetable.askLedgerLater();
            } catch (MqttException weather) {
                ended(weather.getMessage(), false);
            } catch (InterruptedException asked) {
                break;
            } catch (RuntimeException bug) {
                LOG.error("the link stumbled and connects anew", bug);
                lose("a bug of ours");
            }
        }
        if (session != null) {
            session.abandon();
        }
    }

    private void act(Signal signal) throws MqttException {
        if (signal instanceof Bell bell) {
            rung(bell);
        } else if (signal instanceof Arrived arrived && arrived.on() == session) {
            try {
                read(arrived.document(), arrived.retained());
            } finally {
                session.acknowledge(arrived.packet());
            }
        } else if (signal instanceof Answered answered && answered.on() == session) {
            boolean refused = MqttSession.isRefusal(answered.reason());
            conditions.set(refused, LinkFault.REFUSED, answered.topic(), "publish, reason " + answered.reason());
            presence.tellStates(session);
            requests.tell(session);
            drain.answered(answered.topic(), refused);
        } else if (signal instanceof Ended ended && ended.on() == session) {
            ended(ended.why(), ended.takenOver() && !timetable.mayHaveBeenItself());
        } else if (signal instanceof Stumbled stumbled && session != null && !session.hears(stumbled.thread())) {
            lose("what the broker sent cannot be read");
        }
    }

    /**
     * Where somebody else connected under this kiosk's name, to come back at once would throw the other one off, and so on for ever. Brokers
     * need not say so, as mosquitto 2.0 does not: once another was seen on this connection, it is taken for what ended it.
     */
    private void ended(String why, boolean takenOver) {
        if (takenOver || presence.seesAnother()) {
            disconnect(Presence.ANOTHER);
            timetable.keepOutOfTheWay();
            try {
                presence.share();
            } catch (LedgerException told) {
                timetable.askLedgerLater();
            }
        } else {
            lose(why);
        }
    }

    private void rung(Bell bell) throws MqttException {
        switch (bell) {
            case CONNECT -> connect();
            case POSTED -> drain.posted();
            case AGAIN -> drain.tryAgain();
            case DUE -> {
                drain.pump();
                nameAgain();
                drain.markInTime();
                presence.noteShared();
            }
            case WANTED, ASKED, STATE, PULSELESS, ALONE -> {
                if (session != null) {
                    rungWhileConnected(bell);
                }
            }
            case QUIET -> {
                if (session != null && !word.heard()) {
                    conditions.raise(LinkFault.PLATFORM_SILENT, "", "not heard on this connection");
                    drain.storing(false);
                }
            }
            case EPOCH -> {
                drain.forget();
                if (session != null) {
                    presence.because("epoch");
                    lose("a new epoch was drawn");
                }
            }
            case REQUEUED -> drain.readAnew();
            case NETWORK -> {
                if (session == null) {
                    timetable.well();
                    connect();
                }
            }
            case CERTIFICATE -> renewCertificate();
            case FLOODED -> lose("documents came faster than they were read");
            case STOP -> stop();
        }
    }

    private void rungWhileConnected(Bell bell) throws MqttException {
        switch (bell) {
            case WANTED -> subscriptions.match(session);
            case ASKED -> requests.tell(session);
            case STATE -> presence.tellStates(session);
            // Rung on a connection that is over, it says nothing: that may have been ended by one of this name.
            case ALONE -> timetable.alone(presence.unshare());
            default -> lose("the platform's pulse is not heard");
        }
    }

    private void connect() throws MqttException {
        if (session != null) {
            return;
        }
        timetable.connecting();
        presence.begin();
        recall();
        session = door.open(presence.gone("lost"));
        LOG.infof("connected to %s", door);
        subscriptions.renew(session);
        presence.appear(session);
        drain.linkUp(session);
        requests.renew();
        requests.tell(session);
        if (presence.nameless()) {
            timetable.askLedgerLater();
        }
        conditions.clear(LinkFault.DOWN, "");
        timetable.connected();
    }

    /** Shows the broker a renewed certificate at once; what was on its way is sent again. */
    private void renewCertificate() throws MqttException {
        if (session != null && door.certificateRenewed()) {
            LOG.info("the certificate was renewed");
            session.leave();
            session = null;
            disconnect("the certificate was renewed");
            connect();
        }
        timetable.lookForCertificate();
    }

    /** What waits for a person, and who else may have this name, is said with and without a link, if only the ledger tells. */
    private void recall() {
        try {
            drain.recall();
            if (presence.isShared()) {
                timetable.shared();
            }
        } catch (LedgerException told) {
            timetable.askLedgerLater();
        }
    }

    /** Connects anew once the ledger tells who this is: the will of a connection cannot be changed. */
    private void nameAgain() {
        if (session != null && presence.nameless()) {
            presence.begin();
            if (presence.nameless()) {
                timetable.askLedgerLater();
            } else {
                lose("the ledger answers again");
            }
        }
    }

    /** Connects again after a wait, or at once when the network comes up. */
    private void lose(String why) {
        disconnect(why);
        timetable.connectLater();
    }

    private void disconnect(String why) {
        if (session != null) {
            LOG.infof("the connection is lost: %s", why);
            session.abandon();
            session = null;
        }
        word.forget();
        drain.linkDown();
        conditions.raise(LinkFault.DOWN, "", String.valueOf(why));
        conditions.clear(LinkFault.PLATFORM_SILENT, "");
        setUp(false);
    }

    private void stop() throws MqttException {
        stopped = true;
        if (session != null) {
            sayGoodBye();
            session = null;
        }
        setUp(false);
        drain.mark();
    }

    private void sayGoodBye() throws MqttException {
        Optional<byte[]> goodBye = presence.gone("stopped");
        if (goodBye.isPresent() && session.credit() == 0) {
            // The broker takes no more: the connection is dropped, and the will says that this kiosk is gone.
            session.abandon();
            return;
        }
        if (goodBye.isPresent()) {
            session.publishRetained(topics.up(Topics.GONE), goodBye.get(), Duration.ZERO);
        }
        session.leave();
    }

    private void read(Document document, boolean retained) throws MqttException {
        boolean news = false;
        if (document.topic().equals(topics.down(Topics.RECEIPT))) {
            drain.receipt(document.payload());
            news = !retained && word.receipted();
        } else if (document.topic().equals(topics.below(Topics.PLATFORM_STATE))) {
            news = word.takes(document.payload(), retained);
        } else if (document.topic().equals(topics.up(Topics.BIRTH))) {
            if (presence.isOfAnother(document.payload())) {
                timetable.shared();
                presence.share();
            }
        } else if (document.topic().equals(topics.down(Topics.REPLY))) {
            requests.read(document);
        } else {
            subscriptions.read(document);
        }
        if (news) {
            goByTheWord();
        }
    }

    /** Sends as the platform says that it stores. */
    private void goByTheWord() throws MqttException {
        boolean storing = word.storing();
        if (storing) {
            timetable.well();
        }
        timetable.expectPulse(storing);
        conditions.set(word.away(), LinkFault.PLATFORM_SILENT, "", "it says that it stores nothing now");
        boolean anew = storing && (!up || !word.life().equals(platformLife));
        setUp(storing);
        drain.storing(storing);
        if (anew) {
            platformLife = word.life();
            drain.tryAgain();
        }
    }

    private void setUp(boolean now) {
        if (up != now) {
            up = now;
            changed.run();
        }
    }
}
