package io.forebay.server.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * A new key on the curve P-256 and a certificate that it has signed itself. SOURCE: RFC 5280; RFC 5758 for the
 * signature's name.
 */
record SelfSigned(PrivateKey key, Certificate certificate) {
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
    private static final byte[] SERVER_AUTHENTICATION = Der.identifier("1.3.6.1.5.5.7.3.1");
    private static final int SERIAL_BITS = 127;

    /** Of KeyUsage: digitalSignature and keyCertSign, as clients take it for its own authority. */
    private static final byte[] USES = {(byte) 0x84};

    private static final int USES_UNUSED = 2;
    private static final int KEY_IDENTIFIER_BYTES = 20;

    /** @param hosts names and addresses, the first one the subject's; not empty */
    static SelfSigned make(List<String> hosts, Instant from, Instant until) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        byte[] facts = facts(hosts, from, until, pair);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(facts);
        byte[] encoded = Der.sequence(facts, ECDSA_WITH_SHA256, Der.bits(0, signature.sign()));
        Certificate certificate =
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        certificate.verify(pair.getPublic());
        return new SelfSigned(pair.getPrivate(), certificate);
    }

    private static byte[] facts(List<String> hosts, Instant from, Instant until, KeyPair pair)
            throws GeneralSecurityException {
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
        byte[] name = new X500Principal("CN=" + hosts.get(0)).getEncoded();
        return Der.sequence(
                Der.tagged(0xa0, Der.integer(BigInteger.TWO)), // version 3
                Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1)),
                ECDSA_WITH_SHA256,
                name,
                Der.sequence(Der.time(from), Der.time(until)),
                name,
                pair.getPublic().getEncoded(),
                Der.tagged(
                        0xa3,
                        Der.sequence(
                                extension("2.5.29.17", false, names(hosts)),
                                extension("2.5.29.19", true, Der.sequence(Der.TRUE)), // basicConstraints: an authority
                                extension("2.5.29.15", true, Der.bits(USES_UNUSED, USES)),
                                extension("2.5.29.14", false, Der.octets(Arrays.copyOf(hash, KEY_IDENTIFIER_BYTES))),
                                extension("2.5.29.37", false, Der.sequence(SERVER_AUTHENTICATION)))));
    }

    private static byte[] extension(String identifier, boolean critical, byte[] value) {
        byte[] octets = Der.octets(value);
        return critical
                ? Der.sequence(Der.identifier(identifier), Der.TRUE, octets)
                : Der.sequence(Der.identifier(identifier), octets);
    }

    private static byte[] names(List<String> hosts) {
        return Der.sequence(hosts.stream().map(SelfSigned::name).toArray(byte[][]::new));
    }

    /** A name, or an address where there are only digits and signs, which no look-up is needed for. */
    private static byte[] name(String host) {
        boolean address = host.matches("[0-9.]+") || host.indexOf(':') >= 0;
        try {
            return address
                    ? Der.tagged(0x87, InetAddress.getByName(host).getAddress())
                    : Der.tagged(0x82, host.getBytes(StandardCharsets.US_ASCII));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(host + " is no address", e);
        }
    }
}
