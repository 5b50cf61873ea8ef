package io.forebay.server.tls;

import io.forebay.server.config.SettingError;
import io.forebay.server.wire.TlsFiles;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code tls/server.crt} and {@code tls/server.key} of a data folder. A client that wants to be sure of the server is given
 * the certificate as its root; so it lives long, and stays when the machine's name changes.
 */
public final class OwnCertificate {
    private static final Logger log = LoggerFactory.getLogger(OwnCertificate.class);
    private static final Duration LIFE = Duration.ofDays(3650);

    /** A clock of a client may be behind. */
    private static final Duration BEFORE = Duration.ofDays(1);

    /** A server that starts with less left than this gets another one: it may run for long. */
    private static final Duration LEAST_LEFT = Duration.ofDays(30);

    private final Path folder;
    private final Clock clock;

    /** @param data the data folder, which this process has locked */
    public OwnCertificate(Path data, Clock clock) {
        this.folder = data.resolve("tls");
        this.clock = clock;
    }

    /** The files, made first when they are not there or will soon have expired. */
    public TlsFiles files() {
        TlsFiles files = new TlsFiles(folder.resolve("server.crt"), folder.resolve("server.key"));
        try {
            if (!good(files)) {
                make(files);
            }
            return files;
        } catch (IOException | GeneralSecurityException e) {
            throw new ForebayException(
                            SettingError.DATA_FOLDER_UNUSABLE,
                            "no certificate for TLS can be made in " + folder + ": " + e,
                            e)
                    .withHint("Make the folder writable, or set sql.tls.certificate and sql.tls.key.");
        }
    }

    private boolean good(TlsFiles files) throws IOException, GeneralSecurityException {
        if (!Files.exists(files.certificateChain()) || !Files.exists(files.privateKey())) {
            return false;
        }
        try (InputStream in = Files.newInputStream(files.certificateChain())) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return clock.instant()
                    .plus(LEAST_LEFT)
                    .isBefore(certificate.getNotAfter().toInstant());
        }
    }

    private void make(TlsFiles files) throws IOException, GeneralSecurityException {
        Instant now = clock.instant();
        SelfSigned made = SelfSigned.make(hosts(), now.minus(BEFORE), now.plus(LIFE));
        Files.createDirectories(folder, ownersOnly("rwx------"));
        Files.deleteIfExists(files.certificateChain());
        write(files.privateKey(), "PRIVATE KEY", made.key().getEncoded());
        write(files.certificateChain(), "CERTIFICATE", made.certificate().getEncoded());
        log.info("made a certificate for TLS file={} until={}", files.certificateChain(), now.plus(LIFE));
    }

    private static List<String> hosts() {
        List<String> hosts = new ArrayList<>(List.of("localhost", "127.0.0.1", "::1"));
        try {
            String machine = InetAddress.getLocalHost().getHostName();
            if (machine.matches("[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z]") && !hosts.contains(machine)) {
                hosts.add(machine);
            }
        } catch (UnknownHostException e) {
            log.debug("this machine's name is not known", e);
        }
        return hosts;
    }

    private void write(Path file, String label, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Path made = Files.createTempFile(folder, "made-", ".pem", ownersOnly("rw-------"));
        Files.writeString(made, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] ownersOnly(String rights) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
