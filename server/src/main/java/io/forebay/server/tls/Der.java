package io.forebay.server.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The few forms of DER that a certificate is made of. SOURCE: ITU-T X.690. */
final class Der {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    static final byte[] TRUE = tagged(0x01, new byte[] {(byte) 0xff});

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return tagged(0x30, parts);
    }

    static byte[] integer(BigInteger value) {
        return tagged(0x02, value.toByteArray());
    }

    static byte[] octets(byte[] value) {
        return tagged(0x04, value);
    }

    /** @param unused of the last byte's bits, the lowest */
    static byte[] bits(int unused, byte[] value) {
        return tagged(0x03, new byte[] {(byte) unused}, value);
    }

    /** A moment in UTC: with two digits of the year until 2049, and with four from then on, as RFC 5280 demands. */
    static byte[] time(Instant moment) {
        String text = TIME.format(moment);
        boolean near = text.startsWith("19") || text.startsWith("20") && text.charAt(2) < '5';
        return tagged(near ? 0x17 : 0x18, text.substring(near ? 2 : 0).getBytes(StandardCharsets.US_ASCII));
    }

    /** An object identifier, such as {@code 2.5.29.17}. */
    static byte[] identifier(String dotted) {
        String[] parts = dotted.split("\\.");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(40 * Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]));
        for (int i = 2; i < parts.length; i++) {
            int number = Integer.parseInt(parts[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (number >>> shift != 0) {
                    bytes.write(number >>> shift & 0x7f | 0x80);
                }
            }
            bytes.write(number & 0x7f);
        }
        return tagged(0x06, bytes.toByteArray());
    }

    /** Parts behind one another, with the tag and their length before them. */
    static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(tag);
        int length = content.size();
        if (length < 0x80) {
            bytes.write(length);
        } else {
            byte[] number = BigInteger.valueOf(length).toByteArray();
            int from = number[0] == 0 ? 1 : 0;
            bytes.write(0x80 | number.length - from);
            bytes.write(number, from, number.length - from);
        }
        bytes.writeBytes(content.toByteArray());
        return bytes.toByteArray();
    }
}
