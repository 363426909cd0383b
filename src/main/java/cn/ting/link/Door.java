package cn.ting.link;

import cn.ting.seal.TlsKeeper;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import cn.ting.wire.PromptSockets;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Opens connections to the broker, by TLS with this kiosk's certificate or plainly on loopback. For the link's worker only. */
final class Door {

    /**
     * Client identifier not valid, bad user name, not authorized, banned (MQTT 5.0, 3.2.2.2): where certificates name clients, a broker
     * says so of whom it does not know by this one.
     */
    private static final Set<Integer> TURNED_AWAY = Set.of(133, 134, 135, 138);

    private final LinkSettings settings;
    private final TlsKeeper certificates;
    private final Topics topics;
    private final Signals signals;
    private final KioskClock clock;
    private final Supplier<Optional<Instant>> passed;
    private final boolean tls;

    /** @param passed the last moment that is known to have passed, whatever the clock says; may fail as the ledger does */
    Door(LinkSettings settings, TlsKeeper certificates, Topics topics, Signals signals, KioskClock clock, Supplier<Optional<Instant>> passed) {
        this.settings = settings;
        this.certificates = certificates;
        this.topics = topics;
        this.signals = signals;
        this.clock = clock;
        this.passed = passed;
        this.tls = "ssl".equals(settings.broker().getScheme());
    }

    /**
     * Connects.
     *
     * @param will what the broker says, retained, when this session is lost; empty for one that is not announced
     * @throws MqttException when it cannot; conditions tell when it is for certificates
     */
    MqttSession open(Optional<byte[]> will) throws MqttException {
        SocketFactory sockets = tls ? tls() : PromptSockets.readingAhead();
        try {
            MqttSession session = MqttSession.open(
                    settings, sockets, "ting-" + topics.area() + "-" + topics.kiosk(), topics.up(Topics.GONE), will, signals);
            if (tls) {
                certificates.taken();
            }
            return session;
        } catch (MqttException failed) {
            if (tls && TURNED_AWAY.contains(failed.getReasonCode())) {
                certificates.turnedAway("the broker does not let this kiosk in, reason " + failed.getReasonCode(), clock.uptime());
            } else if (tls) {
                certificates.failed(failed, clock.uptime());
            }
            throw failed;
        }
    }

    private SocketFactory tls() throws MqttException {
        Optional<SocketFactory> sockets = certificates.sockets(time(), clock.uptime());
        if (sockets.isEmpty()) {
            throw new MqttException(new IOException("there is no certificate to show"));
        }
        return sockets.get();
    }

    private TlsKeeper.KnownTime time() {
        Instant known = Instant.EPOCH;
        try {
            known = passed.get().orElse(known);
        } catch (LedgerException told) {
            // Then certificates are held to no more than this kiosk's own says.
        }
        return new TlsKeeper.KnownTime(clock.best(), clock.confirmed(), known);
    }

    /** True when another certificate stands in the files than the one the present connection was made with. */
    boolean certificateRenewed() {
        return tls && certificates.renewed(clock.uptime());
    }

    @Override
    public String toString() {
        return settings.broker().toString();
    }
}
