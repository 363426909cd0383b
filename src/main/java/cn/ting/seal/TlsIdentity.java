package cn.ting.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** A certificate with its key, and the authority this kiosk believes, as they stood in their files at one moment. */
final class TlsIdentity {

    private static final int MOST_BYTES = 256 * 1024;

    private final String digest;
    private final List<X509Certificate> chain;
    private final PrivateKey key;
    private final Set<TrustAnchor> authorities = new HashSet<>();

    private TlsIdentity(String digest, List<X509Certificate> chain, PrivateKey key, List<X509Certificate> authorities) {
        this.digest = digest;
        this.chain = chain;
        this.key = key;
        authorities.forEach(one -> this.authorities.add(new TrustAnchor(one, null)));
    }

    /**
     * Reads the three files.
     *
     * @throws IOException when one of them cannot be read
     * @throws GeneralSecurityException when one does not hold what it should, or the key is not the certificate's
     */
    static TlsIdentity read(TlsSettings files) throws IOException, GeneralSecurityException {
        byte[] certificate = bytes(files.certificate());
        byte[] key = bytes(files.key());
        byte[] authority = bytes(files.authority());
        List<X509Certificate> chain = certificates(files.certificate(), certificate);
        PrivateKey own = key(files.key(), key, chain.get(0).getPublicKey().getAlgorithm());
        String digest = Digest.sha256Hex(Digest.sha256(certificate, key, authority));
        TlsIdentity identity = new TlsIdentity(digest, chain, own, certificates(files.authority(), authority));
        identity.provesItsKey();
        return identity;
    }

    static String digest(TlsSettings files) throws IOException {
        return Digest.sha256Hex(Digest.sha256(bytes(files.certificate()), bytes(files.key()), bytes(files.authority())));
    }

    /** Tells one state of the files from another. */
    String digest() {
        return digest;
    }

    Instant expires() {
        return chain.get(0).getNotAfter().toInstant();
    }

    /**
     * Sockets that show this certificate, and believe a broker that the authority has certified, under the name it was called by.
     *
     * @param time the moment certificates must hold at; not before this kiosk's own was made, whatever a clock without a battery says
     */
    SSLSocketFactory sockets(TlsKeeper.KnownTime time) throws GeneralSecurityException, IOException {
        Instant made = chain.get(0).getNotBefore().toInstant();
        TlsKeeper.KnownTime since = new TlsKeeper.KnownTime(time.best(), time.trusted(), time.passed().isBefore(made) ? made : time.passed());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys().getKeyManagers(), new TrustManager[] {new BrokerTrust(authorities, since)}, null);
        return new PromptSockets(context.getSocketFactory());
    }

    private KeyManagerFactory keys() throws GeneralSecurityException, IOException {
        char[] password = UUID.randomUUID().toString().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("kiosk", key, password, chain.toArray(new Certificate[0]));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, password);
        return keys;
    }

    /** A key of another certificate would be found out by the broker only, and then look like its refusal. */
    private void provesItsKey() throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
        java.security.Signature pen = java.security.Signature.getInstance(algorithm);
        pen.initSign(key);
        byte[] proof = pen.sign();
        pen.initVerify(chain.get(0));
        if (!pen.verify(proof)) {
            throw new GeneralSecurityException("the key is not the certificate's");
        }
    }

    private static List<X509Certificate> certificates(String file, byte[] pem) throws GeneralSecurityException {
        List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                .map(X509Certificate.class::cast)
                .toList();
        if (found.isEmpty()) {
            throw new GeneralSecurityException("no certificate in " + file);
        }
        return found;
    }

    private static PrivateKey key(String file, byte[] pem, String algorithm) throws GeneralSecurityException {
        String text = new String(pem, StandardCharsets.US_ASCII);
        int from = text.indexOf("-----BEGIN PRIVATE KEY-----");
        int to = text.indexOf("-----END PRIVATE KEY-----");
        if (from < 0 || to < from) {
            throw new GeneralSecurityException("no private key (PKCS #8 in PEM) in " + file);
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(text.substring(from + 27, to));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IllegalArgumentException garbled) {
            throw new GeneralSecurityException("no private key (PKCS #8 in PEM) in " + file, garbled);
        }
    }

    private static byte[] bytes(String file) throws IOException {
        Path path = Path.of(file);
        if (Files.size(path) > MOST_BYTES) {
            throw new IOException(file + " is too large");
        }
        return Files.readAllBytes(path);
    }

    /** TLS sockets that send at once, as the link's own do without TLS. */
    private static final class PromptSockets extends SSLSocketFactory {

        private final SSLSocketFactory sockets;

        PromptSockets(SSLSocketFactory sockets) {
            this.sockets = sockets;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return sockets.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return sockets.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket() throws IOException {
            return prompt(sockets.createSocket());
        }

        @Override
        public Socket createSocket(Socket over, String host, int port, boolean closeBoth) throws IOException {
            return prompt(sockets.createSocket(over, host, port, closeBoth));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return prompt(sockets.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return prompt(sockets.createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return prompt(sockets.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return prompt(sockets.createSocket(host, port, local, localPort));
        }

        private static Socket prompt(Socket socket) throws SocketException {
            socket.setTcpNoDelay(true);
            return socket;
        }
    }
}
