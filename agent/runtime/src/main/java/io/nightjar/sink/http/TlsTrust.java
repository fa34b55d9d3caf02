package io.nightjar.sink.http;

import io.nightjar.host.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** An {@link SSLContext} of our own: the JVM's trust, and the user's CA file beside it. The JVM's default stays untouched. */
public final class TlsTrust {
    private TlsTrust() {}

    /**
     * @param caFile certificates in PEM or DER that are trusted too; null for none
     * @throws TransportFailure if the file cannot be read or holds no certificate
     */
    public static SSLContext context(@Nullable Path caFile) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, caFile == null ? null : managers(caFile), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new TransportFailure(
                    "TLS cannot be set up: " + unusable.getClass().getSimpleName(), false);
        }
    }

    private static TrustManager[] managers(Path caFile) throws IOException, GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        int count = 0;
        for (X509Certificate issuer : jvmAnchors()) {
            anchors.setCertificateEntry("jvm-" + count++, issuer);
        }
        for (Certificate certificate : read(caFile)) {
            anchors.setCertificateEntry("user-" + count++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return factory.getTrustManagers();
    }

    private static X509Certificate[] jvmAnchors() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static Collection<? extends Certificate> read(Path caFile) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> certificates;
        try (InputStream in = RegularFile.read(caFile)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (IOException unreadable) {
            throw new TransportFailure("http.ca-file " + caFile + " cannot be read", false);
        }
        if (certificates.isEmpty()) {
            throw new TransportFailure("http.ca-file " + caFile + " holds no certificate", false);
        }
        return certificates;
    }
}
