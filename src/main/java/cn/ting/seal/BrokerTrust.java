package cn.ting.seal;

import java.net.Socket;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes a broker that the area's authority has certified, under the name it was called by. By a clock that the platform has confirmed
 * its certificate must hold now. By one that it has not confirmed, which may be years off either way, it must hold at any moment since the last one
 * that is known to have passed: only the platform can set such a clock right, and it is behind this door.
 */
final class BrokerTrust extends X509ExtendedTrustManager {

    private final Set<TrustAnchor> authorities;
    private final TlsKeeper.KnownTime time;

    /** @param time the moment certificates must hold at, and what is known of it */
    BrokerTrust(Set<TrustAnchor> authorities, TlsKeeper.KnownTime time) {
        this.authorities = Set.copyOf(authorities);
        this.time = time;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        at(moment(chain)).checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        at(moment(chain)).checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a broker is not believed without its name");
    }

    private Instant moment(X509Certificate[] chain) {
        Instant first = time.passed();
        if (time.trusted()) {
            return time.best().isBefore(first) ? first : time.best();
        }
        Instant last = Instant.MAX;
        for (X509Certificate one : chain) {
            // An authority that stands beside it is believed for being in the file, for however long it says to hold.
            if (!one.getSubjectX500Principal().equals(one.getIssuerX500Principal())) {
                first = later(first, one.getNotBefore().toInstant());
                last = one.getNotAfter().toInstant().isBefore(last) ? one.getNotAfter().toInstant() : last;
            }
        }
        Instant near = time.best().isAfter(last) ? last : time.best();
        // Where the chain holds at no such moment, it is judged at one at which it does not.
        return later(first, near);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private X509ExtendedTrustManager at(Instant moment) throws CertificateException {
        try {
            PKIXBuilderParameters believed = new PKIXBuilderParameters(authorities, new X509CertSelector());
            believed.setRevocationEnabled(false);
            believed.setDate(Date.from(moment));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(new CertPathTrustManagerParameters(believed));
            return (X509ExtendedTrustManager) trust.getTrustManagers()[0];
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException never) {
            throw new CertificateException("this Java judges no certificates", never);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        throw nobody();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        throw nobody();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw nobody();
    }

    private static CertificateException nobody() {
        return new CertificateException("nobody connects to a kiosk by TLS");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.stream().map(TrustAnchor::getTrustedCert).toArray(X509Certificate[]::new);
    }
}
