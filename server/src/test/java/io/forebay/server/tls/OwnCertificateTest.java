package io.forebay.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.server.wire.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir
    Path data = Path.of("");

    private TlsFiles files(Instant now) {
        return new OwnCertificate(data, Clock.fixed(now, ZoneOffset.UTC)).files();
    }

    private static X509Certificate certificate(TlsFiles files) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(files.certificateChain())) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void namesThisMachineAndSignsItself() throws Exception {
        X509Certificate made = certificate(files(NOW));
        made.verify(made.getPublicKey());
        made.checkValidity(Date.from(NOW));
        made.checkValidity(Date.from(NOW.plus(Duration.ofDays(3600))));
        assertThat(made.getSubjectAlternativeNames())
                .contains(List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(made.getBasicConstraints()).isGreaterThanOrEqualTo(0);
        assertThat(made.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(made.getKeyUsage()).startsWith(true, false, false, false, false, true);
        assertThat(made.getSigAlgName()).isEqualTo("SHA256withECDSA");
    }

    @Test
    void staysUntilItHasNearlyExpired() throws Exception {
        X509Certificate first = certificate(files(NOW));
        assertThat(certificate(files(NOW.plus(Duration.ofDays(3600))))).isEqualTo(first);
        X509Certificate second = certificate(files(NOW.plus(Duration.ofDays(3630))));
        assertThat(second).isNotEqualTo(first);
        second.checkValidity(Date.from(NOW.plus(Duration.ofDays(7200))));
    }

    @Test
    void goesBeyond2049() throws Exception {
        Instant late = Instant.parse("2045-01-01T00:00:00Z");
        assertThat(certificate(files(late)).getNotAfter()).isEqualTo(Date.from(late.plus(Duration.ofDays(3650))));
    }

    @Test
    void isMadeAgainWhenAFileIsMissing() throws Exception {
        TlsFiles files = files(NOW);
        X509Certificate first = certificate(files);
        Files.delete(files.privateKey());
        assertThat(certificate(files(NOW))).isNotEqualTo(first);
    }

    @Test
    void belongsToItsOwnerAlone() throws Exception {
        TlsFiles files = files(NOW);
        for (Path file : List.of(files.privateKey(), files.certificateChain())) {
            assertThat(Files.getPosixFilePermissions(file))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
        assertThat(Files.getPosixFilePermissions(files.privateKey().resolveSibling("")))
                .doesNotContain(PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.GROUP_EXECUTE);
    }
}
