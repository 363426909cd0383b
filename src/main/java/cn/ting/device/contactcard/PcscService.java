package cn.ting.device.contactcard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.TerminalFactory;
import jnasmartcardio.Smartcardio;
import org.jboss.logging.Logger;

/**
 * One connection to the smart-card service of this machine. It does not outlive the service: after a restart another is opened. Java's own
 * provider would stay broken then for the rest of the process, which is why there is another.
 *
 * <p>Every call goes into native code; none waits for a card to come or go. What the provider throws arrives as an {@link IOException}.
 */
final class PcscService {

    /** A card is in and cannot be switched on. */
    static final class MuteCardException extends IOException {
        private static final long serialVersionUID = 1L;

        MuteCardException(CardException why) {
            super(why.getMessage(), why);
        }
    }

    private static final Logger LOG = Logger.getLogger(PcscService.class);

    /** As much as an answer of short form can hold, and its status; what the provider collects itself fits in too. */
    private static final int ANSWER_BYTES = 4_096;

    private final Smartcardio.JnaCardTerminals terminals;

    private PcscService(Smartcardio.JnaCardTerminals terminals) {
        this.terminals = terminals;
    }

    /** @throws IOException when the service, or the library that leads to it, is not there */
    static PcscService open() throws IOException {
        return guarded(() -> {
            TerminalFactory factory = TerminalFactory.getInstance("PC/SC", null, new Smartcardio());
            return new PcscService((Smartcardio.JnaCardTerminals) factory.terminals());
        });
    }

    /** The names of all readers. */
    List<String> readers() throws IOException {
        return guarded(() -> terminals.list().stream().map(CardTerminal::getName).toList());
    }

    /**
     * Whether a card is in a reader.
     *
     * @throws IOException also when there is no such reader any more
     */
    boolean holdsCard(String reader) throws IOException {
        return guarded(() -> terminal(reader).isCardPresent());
    }

    /**
     * Switches on the card in a reader, reads it and switches it off again, so that nothing that it has opened stays open.
     *
     * @throws MuteCardException when it cannot be switched on
     * @throws IOException when it was taken out meanwhile, or the service is gone
     */
    ContactCard read(String reader) throws IOException {
        return guarded(() -> {
            Card card = switchedOn(terminal(reader));
            try {
                CardChannel channel = card.getBasicChannel();
                return SocialCardFiles.read(command -> guarded(() -> send(channel, command)));
            } finally {
                switchOff(card);
            }
        });
    }

    /** A card that was taken out meanwhile is off already; what was read of it stands. */
    private static void switchOff(Card card) {
        try {
            card.disconnect(true);
        } catch (CardException out) {
            LOG.debugf("a card was taken out: %s", out.getMessage());
        }
    }

    void close() throws IOException {
        guarded(() -> {
            terminals.close();
            return null;
        });
    }

    private CardTerminal terminal(String reader) throws CardException, IOException {
        return terminals.list().stream().filter(terminal -> terminal.getName().equals(reader)).findFirst()
                .orElseThrow(() -> new IOException("the reader is gone: " + reader));
    }

    private static Card switchedOn(CardTerminal terminal) throws IOException {
        try {
            return terminal.connect("*");
        } catch (CardException mute) {
            throw new MuteCardException(mute);
        }
    }

    private static byte[] send(CardChannel channel, byte[] command) throws CardException {
        ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);
        int count = channel.transmit(ByteBuffer.wrap(command), answer);
        byte[] whole = Arrays.copyOf(answer.array(), Math.max(0, Math.min(count, ANSWER_BYTES)));
        Arrays.fill(answer.array(), (byte) 0);
        return whole;
    }

    /** The provider counts on answers that have a status and on a library that is there; what it throws otherwise is weather too. */
    private static <T> T guarded(Callable<T> call) throws IOException {
        try {
            return call.call();
        } catch (IOException told) {
            throw told;
        } catch (CardException refused) {
            throw new IOException(refused.getMessage(), refused);
        } catch (NoSuchAlgorithmException | LinkageError missing) {
            throw new IOException("the way to the smart-card service is not there: " + missing.getMessage());
        } catch (Exception strange) {
            throw new IOException("the smart-card service: " + strange.getMessage(), strange);
        }
    }
}
