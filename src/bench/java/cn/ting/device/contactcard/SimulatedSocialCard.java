package cn.ting.device.contactcard;

import cn.ting.time.KioskClock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * A social-security card in the hand, before the virtual reader (vpcd) of a real smart-card service: to connect is to put it in, to hang up
 * is to take it out. Every message either way is two bytes of length and so many bytes (vsmartcard): one byte alone is off (00), on (01),
 * reset (02) or the wish for the answer to reset (04), all else a command for the {@link SocialCardChip}. A card that is in stays in when
 * the service is restarted.
 */
public final class SimulatedSocialCard implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SimulatedSocialCard.class);
    private static final Duration AGAIN = Duration.ofMillis(50);
    private static final int ANSWER_TO_RESET = 0x04;
    private static final long LEAVES_WITHIN_MS = 10_000;

    private final SocketAddress reader;
    private final SocialCardChip chip;
    private final KioskClock clock;
    private volatile boolean in;
    private volatile boolean held;
    private volatile boolean mute;
    private volatile Duration thinks = Duration.ZERO;
    private SocketChannel line;
    private Thread thread;

    /**
     * @param reader where the virtual reader listens, or what leads there
     */
    public SimulatedSocialCard(SocketAddress reader, SocialCardChip chip, KioskClock clock) {
        this.reader = reader;
        this.chip = chip;
        this.clock = clock;
    }

    /** Its chip, to spoil. */
    public SocialCardChip chip() {
        return chip;
    }

    /** Puts it in; harmless while it is in. */
    public synchronized void insert() {
        if (in) {
            return;
        }
        in = true;
        thread = new Thread(this::stayIn, "simulated-social-card");
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes it out. Returns when it is. */
    public void pull() {
        Thread leaving;
        synchronized (this) {
            if (!in) {
                return;
            }
            in = false;
            closeLine();
            leaving = thread;
        }
        leaving.interrupt();
        try {
            leaving.join(LEAVES_WITHIN_MS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** True while a reader holds it. */
    public boolean isHeld() {
        return held;
    }

    public boolean isMuted() {
        return mute;
    }

    /** Lets it hear commands and answer none; to what the reader itself asks it answers. */
    public void mute(boolean on) {
        mute = on;
    }

    /** How long it takes over each command. */
    public void slow(Duration each) {
        thinks = each;
    }

    @Override
    public void close() {
        pull();
    }

    private void stayIn() {
        while (in) {
            try (SocketChannel fresh = SocketChannel.open(reader)) {
                if (take(fresh)) {
                    held = true;
                    serve(new DataInputStream(Channels.newInputStream(fresh)), new DataOutputStream(Channels.newOutputStream(fresh)));
                }
            } catch (IOException away) {
                LOG.debugf("the virtual reader: %s", away);
            } finally {
                held = false;
            }
            try {
                clock.pause(AGAIN);
            } catch (InterruptedException pulled) {
                return;
            }
        }
    }

    private synchronized boolean take(SocketChannel fresh) {
        line = fresh;
        return in;
    }

    private void serve(DataInputStream heard, DataOutputStream said) throws IOException {
        while (in) {
            byte[] message = new byte[heard.readUnsignedShort()];
            heard.readFully(message);
            if (message.length == 1) {
                if (message[0] == ANSWER_TO_RESET) {
                    say(said, chip.atr());
                } else {
                    chip.reset();
                }
            } else {
                think();
                byte[] answer = chip.answer(message);
                if (!mute) {
                    say(said, answer);
                }
            }
        }
    }

    private void think() throws IOException {
        try {
            clock.pause(thinks);
        } catch (InterruptedException pulled) {
            throw new IOException("it was taken out", pulled);
        }
    }

    private static void say(DataOutputStream said, byte[] message) throws IOException {
        byte[] framed = new byte[message.length + 2];
        framed[0] = (byte) (message.length >> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, message.length);
        said.write(framed);
        said.flush();
    }

    private void closeLine() {
        if (line != null) {
            try {
                line.close();
            } catch (IOException closed) {
                LOG.debug("was closed already", closed);
            }
        }
    }
}
