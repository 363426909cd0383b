package cn.ting.device.contactcard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.TerminalFactory;
import jnasmartcardio.Smartcardio;

/**
 * The connection to the smart-card service of this machine, in the process of {@link PcscProgram}. One does not outlive the service: after
 * a restart another is opened. Java's own provider would stay broken then for the rest of the process, which is why there is another.
 *
 * <p>Every call goes into native code; only {@link #awaitChange} waits for a card or a reader to come or go. One thread.
 */
final class PcscService {

    /** It could not be done: the card was taken out, the reader is gone, the service is not there. */
    static class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String why) {
            super(why);
        }
    }

    /** A card is in and cannot be switched on. */
    static final class MuteCardException extends RefusedException {
        private static final long serialVersionUID = 1L;

        MuteCardException(CardException why) {
            super(why.getMessage());
        }
    }

    /** Finds the library, which is kept; each of its terminals is a connection. */
    private TerminalFactory library;

    private Smartcardio.JnaCardTerminals terminals;
    private Card card;

    /**
     * Gives up the connection that there is, and opens another.
     *
     * @throws RefusedException when the service, or the library that leads to it, is not there
     */
    void open() throws RefusedException {
        close();
        guarded(() -> {
            if (library == null) {
                library = TerminalFactory.getInstance("PC/SC", null, new Smartcardio());
            }
            try {
                terminals = (Smartcardio.JnaCardTerminals) library.terminals();
            } catch (Smartcardio.EstablishContextException away) {
                throw away.getCause();
            }
            return null;
        });
    }

    private void close() {
        Smartcardio.JnaCardTerminals before = terminals;
        terminals = null;
        card = null;
        if (before != null) {
            try {
                before.close();
            } catch (CardException gone) {
                // With the service, which is why another is opened.
            }
        }
    }

    /**
     * Returns true as soon as a card or a reader has come or gone since it returned last, and also for other reasons; false when nothing has.
     *
     * @param longest in milliseconds, from 1
     */
    boolean awaitChange(long longest) throws RefusedException {
        return guarded(() -> terminals.waitForChange(longest));
    }

    /** The names of all readers. */
    List<String> readers() throws RefusedException {
        return guarded(() -> terminals.list().stream().map(CardTerminal::getName).toList());
    }

    /**
     * Whether a card is in a reader.
     *
     * @throws RefusedException also when there is no such reader any more
     */
    boolean holdsCard(String reader) throws RefusedException {
        return guarded(() -> terminal(reader).isCardPresent());
    }

    /**
     * Switches on the card in a reader.
     *
     * @throws MuteCardException when it cannot be
     */
    void switchOn(String reader) throws RefusedException {
        CardTerminal terminal = guarded(() -> terminal(reader));
        card = guarded(() -> {
            try {
                return terminal.connect("*");
            } catch (CardException mute) {
                throw new MuteCardException(mute);
            }
        });
    }

    /** Sends a command to the card that is switched on, and takes its answer, at most {@value PcscFrame#MOST} bytes. */
    byte[] send(byte[] command) throws RefusedException {
        return guarded(() -> {
            ByteBuffer answer = ByteBuffer.allocate(PcscFrame.MOST);
            int count = card.getBasicChannel().transmit(ByteBuffer.wrap(command), answer);
            byte[] whole = Arrays.copyOf(answer.array(), Math.max(0, Math.min(count, PcscFrame.MOST)));
            Arrays.fill(answer.array(), (byte) 0);
            return whole;
        });
    }

    /** Switches it off, so that nothing that it has opened stays open. A card that was taken out meanwhile is off already. */
    void switchOff() throws RefusedException {
        Card on = card;
        card = null;
        if (on != null) {
            guarded(() -> {
                on.disconnect(true);
                return null;
            });
        }
    }

    private CardTerminal terminal(String reader) throws CardException, RefusedException {
        return terminals.list().stream().filter(terminal -> terminal.getName().equals(reader)).findFirst()
                .orElseThrow(() -> new RefusedException("the reader is gone: " + reader));
    }

    /** The provider counts on answers that have a status and on a library that is there; what it throws otherwise is weather too. */
    private static <T> T guarded(Callable<T> call) throws RefusedException {
        try {
            return call.call();
        } catch (RefusedException told) {
            throw told;
        } catch (CardException refused) {
            throw new RefusedException(refused.getMessage());
        } catch (NoSuchAlgorithmException | LinkageError missing) {
            throw new RefusedException("the way to the smart-card service is not there: " + missing.getMessage());
        } catch (Exception strange) {
            // Its message may hold what a card said.
            throw new RefusedException("the smart-card service: " + strange.getClass().getName());
        }
    }
}
