package cn.ting.http;

import cn.ting.seal.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom this kiosk believes to be a server over HTTPS: one that has, under the name it is called by, a certificate of the authorities in a file, and
 * nobody else; or, without a file, of those that Java brings along. The file is read anew for each connection, so that an authority is exchanged
 * without a restart. Any thread.
 */
public final class ServerTrust {

    /** Where no file is named. */
    public static final String NO_FILE = "none";

    /** The authorities that Java brings along. */
    public static final ServerTrust JAVAS = new ServerTrust(Optional.empty());

    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_CAUSES = 16;

    private final Optional<Path> file;
    private Pinned pinned = new Pinned("", null);

    /** What stood in the file, by its digest: connections that share sockets' factory may share a session with the server. */
    private record Pinned(String digest, SSLSocketFactory sockets) {}

    private ServerTrust(Optional<Path> file) {
        this.file = file;
    }

    /** @param file of certificates in PEM, or {@value #NO_FILE} */
    public static ServerTrust of(String file) {
        return file.equals(NO_FILE) ? JAVAS : new ServerTrust(Optional.of(Path.of(file)));
    }

    /**
     * Has a connection that is not made yet believe nobody else; one without TLS stays as it is.
     *
     * @throws TrustFileException when the file cannot be read, or holds no certificate; nobody is believed then
     */
    public void bind(HttpURLConnection connection) throws TrustFileException {
        if (file.isPresent() && connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(sockets(file.get()));
        }
    }

    /**
     * True when a connection failed because its server is not believed, or nobody can be: it is so until a person mends it. One that broke off in
     * the midst of its handshake is not that; it may hold the next time.
     */
    public static boolean isWanting(Throwable failed) {
        return Stream.iterate((Throwable) failed, one -> one != null, Throwable::getCause).limit(MOST_CAUSES)
                .anyMatch(one -> one instanceof TrustFileException || one instanceof SSLPeerUnverifiedException || one instanceof CertificateException
                        || one instanceof CertPathBuilderException || one instanceof CertPathValidatorException);
    }

    /**
     * Reads the file, where one is named, as a connection would.
     *
     * @throws TrustFileException when it cannot be read, or holds no certificate
     */
    public void mustBeThere() throws TrustFileException {
        if (file.isPresent()) {
            sockets(file.get());
        }
    }

    private synchronized SSLSocketFactory sockets(Path from) throws TrustFileException {
        byte[] pem = read(from);
        String digest = Digest.sha256Hex(pem);
        if (!digest.equals(pinned.digest)) {
            try {
                pinned = new Pinned(digest, sockets(pem));
            } catch (GeneralSecurityException wrong) {
                throw new TrustFileException(from + " holds no certificate of an authority: " + wrong.getMessage(), wrong);
            }
        }
        return pinned.sockets;
    }

    private static byte[] read(Path from) throws TrustFileException {
        try {
            if (Files.size(from) > MOST_BYTES) {
                throw new TrustFileException(from + " is too large for certificates", null);
            }
            return Files.readAllBytes(from);
        } catch (TrustFileException large) {
            throw large;
        } catch (IOException unreadable) {
            throw new TrustFileException("the certificates of authorities in " + from + " cannot be read: " + unreadable.getClass().getSimpleName(), unreadable);
        }
    }

    private static SSLSocketFactory sockets(byte[] pem) throws GeneralSecurityException {
        Set<TrustAnchor> authorities = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                .map(one -> new TrustAnchor((X509Certificate) one, null)).collect(Collectors.toSet());
        // Throws where there are none.
        PKIXBuilderParameters believed = new PKIXBuilderParameters(authorities, new X509CertSelector());
        believed.setRevocationEnabled(false);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(new CertPathTrustManagerParameters(believed));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
