package cn.ting.seal;

import cn.ting.condition.Conditions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLException;

/**
 * Keeps the certificate this kiosk shows: what stands in its files, or, when that cannot be read or the broker does not take it, what it
 * showed last. So a certificate is renewed by putting new files in place of the old ones while these still hold. For one thread at a time.
 */
public final class TlsKeeper {

    /** Staff hear so long before a certificate expires. */
    private static final Duration WARNING = Duration.ofDays(30);

    private final TlsSettings files;
    private final Conditions conditions;
    private TlsIdentity shown;
    private TlsIdentity proven;
    /** The state of the files that was found wanting; they are read again once they are in another. */
    private String refused = "";

    public TlsKeeper(TlsSettings files, Conditions conditions) {
        this.files = files;
        this.conditions = conditions;
    }

    /** True when the files are not what is shown, and were not found wanting as they are. */
    public boolean renewed() {
        try {
            String there = TlsIdentity.digest(files);
            return shown != null && !there.equals(shown.digest()) && !there.equals(refused);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Sockets for the next connection.
     *
     * @param time the time as far as it is known
     * @return empty while there is no certificate that could be shown; a condition says why
     */
    public Optional<SocketFactory> sockets(KnownTime time) {
        try {
            String there = TlsIdentity.digest(files);
            if (shown == null || !there.equals(shown.digest()) && !there.equals(refused)) {
                refused = there;
                shown = TlsIdentity.read(files);
                refused = "";
            }
            if (refused.isEmpty()) {
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
        conditions.clear(SealFault.NOT_ADMITTED, "");
    }

    /**
     * A connection failed; when it was for certificates, the last one that was taken is shown again, until the files are others.
     *
     * @param why what was thrown
     */
    public void failed(Throwable why) {
        boolean about = has(why, SSLException.class) || has(why, GeneralSecurityException.class);
        // By TLS 1.3 a broker that does not take a certificate may have hung up before its word of that was read. With one that it took
        // before this is taken for weather.
        boolean hungUp = has(why, SocketException.class) && !has(why, ConnectException.class) && shown != proven;
        if (!about && !hungUp) {
            return;
        }
        conditions.raise(SealFault.NOT_ADMITTED, "", String.valueOf(why.getMessage()));
        if (shown != null && proven != null && shown != proven) {
            refused = shown.digest();
            shown = proven;
            conditions.raise(SealFault.CERTIFICATE_UNUSABLE, "", "the broker did not take the new one");
        }
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
