package io.forebay.engine.event;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits.
 *
 * @param bits how many
 */
record AddressBlock(byte[] address, int bits) {
    private static final Pattern FOUR = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    static AddressBlock read(String text, String place) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = slash < 0 ? Optional.empty() : bytes(text.substring(0, slash));
        String digits = text.substring(slash + 1);
        if (address.isEmpty() || !digits.matches("\\d{1,3}")) {
            throw EventPattern.refused(place, "'cidr' must be like 10.0.0.0/24 or 2001:db8::/32, not '" + text + "'");
        }
        int bits = Integer.parseInt(digits);
        int most = address.get().length * 8;
        if (bits > most) {
            throw EventPattern.refused(place, "'cidr' " + text + " has more than " + most + " bits");
        }
        return new AddressBlock(address.get(), bits);
    }

    boolean holds(String text) {
        return bytes(text).filter(this::holds).isPresent();
    }

    private boolean holds(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (((other[bit / 8] ^ address[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Of an address in figures: names are never looked up. */
    private static Optional<byte[]> bytes(String text) {
        try {
            if (SIX.matcher(text).matches()) {
                return Optional.of(InetAddress.getByName(text).getAddress());
            }
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
        return FOUR.matcher(text).matches() ? four(text.split("\\.", 4)) : Optional.empty();
    }

    private static Optional<byte[]> four(String[] parts) {
        byte[] bytes = new byte[4];
        for (int place = 0; place < 4; place++) {
            int part = Integer.parseInt(parts[place]);
            if (part > 255) {
                return Optional.empty();
            }
            bytes[place] = (byte) part;
        }
        return Optional.of(bytes);
    }
}
