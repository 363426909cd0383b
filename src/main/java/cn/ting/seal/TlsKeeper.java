package cn.ting.seal;

import cn.ting.condition.Conditions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import javax.net.ssl.SSLException;

/**
 * Keeps the certificate this kiosk shows: what stands in its files, or, when that cannot be read or the broker does not take it, what it
 * showed last. So a certificate is renewed by putting new files in place of the old ones while these still hold. For one thread at a time.
 *
 * <p>Nothing is given up for ever on a broker's word, which may itself be in the midst of a change: what it did not take is shown again a day
 * later, and at once when it does not take the one before any more either.
 */
public final class TlsKeeper {

    /**
     * What is known of the time when certificates are judged.
     *
     * @param best wall time as far as anything says
     * @param trusted true when the platform has confirmed it since this process started; whoever keeps a clock by NTP may be wrong
     * @param passed a moment that has passed for certain, whatever the clock says; the epoch where none is known
     */
    public record KnownTime(Instant best, boolean trusted, Instant passed) {}

    /** Staff hear so long before a certificate expires. */
    private static final Duration WARNING = Duration.ofDays(30);

    /** What was found wanting is tried again after so long. */
    private static final Duration ANOTHER_TRY = Duration.ofDays(1);

    /** So many failures in a row speak against a certificate where none says why: the word of a broker that hangs up may be lost. */
    private static final int MOST_HICCUPS = 3;

    /** What a broker asks about names may be away for a moment, in which a kiosk tries several times: such answers count once in so long. */
    public static final Duration APART = Duration.ofMinutes(5);

    /** What a broker says of a certificate, https://www.rfc-editor.org/rfc/rfc8446#section-6.2; in the JDK's words. */
    private static final Pattern SPEAKS_AGAINST_IT = Pattern.compile("Received fatal alert: (?:bad_certificate|unsupported_certificate"
            + "|certificate_(?:revoked|expired|unknown|required)|unknown_ca|access_denied|decrypt_error)");

    private final TlsSettings files;
    private final Conditions conditions;
    private TlsIdentity shown;
    private TlsIdentity proven;
    /** The state of the files that was found wanting; they are read again once they are in another, or after a while. */
    private String refused = "";
    private Duration refusedAt = Duration.ZERO;
    /** True from when a broker did not take what stands in the files until it takes what stands there. */
    private boolean doubted;
    private int hiccups;
    /** When a broker last did not let in whom the certificate shown names, as far as that was counted; null where it was not. */
    private Duration turnedAwayAt;

    public TlsKeeper(TlsSettings files, Conditions conditions) {
        this.files = files;
        this.conditions = conditions;
    }

    /**
     * True when the files are not what is shown, and were not found wanting as they are a short while ago. Where they are again what is shown
     * and was taken, the condition that told of others ends.
     *
     * @param uptime by the kiosk's clock
     */
    public boolean renewed(Duration uptime) {
        try {
            String there = TlsIdentity.digest(files);
            seePutBack(there);
            return shown != null && !there.equals(shown.digest()) && !isRefused(there, uptime);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Sockets for the next connection.
     *
     * @param time the time as far as it is known
     * @param uptime by the kiosk's clock
     * @return empty while there is no certificate that could be shown; a condition says why
     */
    public Optional<SocketFactory> sockets(KnownTime time, Duration uptime) {
        try {
            String there = TlsIdentity.digest(files);
            seePutBack(there);
            if (shown == null || !there.equals(shown.digest()) && !isRefused(there, uptime)) {
                refuse(there, uptime);
                shown = TlsIdentity.read(files);
                refused = "";
                hiccups = 0;
                turnedAwayAt = null;
            }
            if (refused.isEmpty() && !doubted) {
                conditions.clear(SealFault.CERTIFICATE_UNUSABLE, "");
            }
        } catch (IOException | GeneralSecurityException wrong) {
            conditions.raise(SealFault.CERTIFICATE_UNUSABLE, "", String.valueOf(wrong.getMessage()));
        }
        if (shown == null) {
            return Optional.empty();
        }
        // A clock that nobody has confirmed would have certificates end that do not.
        Instant now = time.trusted() ? time.best() : time.passed();
        conditions.set(now.plus(WARNING).isAfter(shown.expires()), SealFault.CERTIFICATE_EXPIRES, "", shown.expires().toString());
        try {
            return Optional.of(shown.sockets(time));
        } catch (IOException | GeneralSecurityException wrong) {
            conditions.raise(SealFault.CERTIFICATE_UNUSABLE, "", String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    /** The broker has taken what is shown. */
    public void taken() {
        proven = shown;
        hiccups = 0;
        turnedAwayAt = null;
        conditions.clear(SealFault.NOT_ADMITTED, "");
        if (doubted && refused.isEmpty()) {
            doubted = false;
            conditions.clear(SealFault.CERTIFICATE_UNUSABLE, "");
        }
    }

    /**
     * A connection failed; when it was for certificates, the last one that was taken is shown again, or when it was that one, what stands in the
     * files. What says nothing about certificates has to come three times in a row.
     *
     * @param why what was thrown
     * @param uptime by the kiosk's clock
     */
    public void failed(Throwable why, Duration uptime) {
        boolean about = has(why, SSLException.class) || has(why, GeneralSecurityException.class);
        // By TLS 1.3 a broker that does not take a certificate may have hung up before its word of that was read. With one that it took
        // before this is taken for weather.
        boolean hungUp = has(why, SocketException.class) && !has(why, ConnectException.class) && shown != proven;
        if (!about && !hungUp) {
            return;
        }
        notAdmitted(String.valueOf(why.getMessage()), speaksAgainstIt(why), uptime);
    }

    /**
     * A broker let the certificate pass and did not let in whom it names. That may be for the certificate, or for a moment's trouble with what
     * the broker asks about names, so that it too has to come three times in a row, and each a while after the one before.
     *
     * @param why in one line, for staff
     * @param uptime by the kiosk's clock
     */
    public void turnedAway(String why, Duration uptime) {
        if (turnedAwayAt == null || uptime.minus(turnedAwayAt).compareTo(APART) >= 0) {
            turnedAwayAt = uptime;
            notAdmitted(why, false, uptime);
        }
    }

    private void notAdmitted(String why, boolean forThis, Duration uptime) {
        conditions.raise(SealFault.NOT_ADMITTED, "", why);
        hiccups++;
        if (forThis || hiccups >= MOST_HICCUPS) {
            hiccups = 0;
            takeTheOther(uptime);
        }
    }

    private void takeTheOther(Duration uptime) {
        if (shown == proven) {
            refused = "";
        } else if (shown != null && proven != null) {
            refuse(shown.digest(), uptime);
            shown = proven;
            doubted = true;
            conditions.raise(SealFault.CERTIFICATE_UNUSABLE, "", "the broker did not take the new one");
        }
    }

    /** Where what was found wanting is gone again and what is in use stands in the files, nothing is wrong any more. */
    private void seePutBack(String there) {
        if (shown != null && shown == proven && there.equals(shown.digest())) {
            refused = "";
            doubted = false;
            conditions.clear(SealFault.CERTIFICATE_UNUSABLE, "");
        }
    }

    private void refuse(String state, Duration uptime) {
        refused = state;
        refusedAt = uptime;
    }

    private boolean isRefused(String state, Duration uptime) {
        return state.equals(refused) && uptime.minus(refusedAt).compareTo(ANOTHER_TRY) < 0;
    }

    /** By a broker's word, or since it is not believed itself, for which the authority beside the certificate stands. */
    private static boolean speaksAgainstIt(Throwable why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException && SPEAKS_AGAINST_IT.matcher(String.valueOf(cause.getMessage())).find()) {
                return true;
            }
        }
        return has(why, GeneralSecurityException.class);
    }

    private static boolean has(Throwable why, Class<? extends Throwable> kind) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
