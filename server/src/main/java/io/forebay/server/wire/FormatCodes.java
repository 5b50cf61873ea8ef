package io.forebay.server.wire;

import io.forebay.server.wire.message.MessageBody;
import io.forebay.server.wire.message.WireError;
import io.forebay.spi.ForebayException;

/** Text or binary, for each of several values: none given means text for all, one given counts for all. */
final class FormatCodes {
    static final FormatCodes TEXT = new FormatCodes(new int[0]);
    static final int BINARY = 1;

    private final int[] codes;

    private FormatCodes(int[] codes) {
        this.codes = codes;
    }

    static FormatCodes read(MessageBody body) {
        int[] codes = new int[body.uint16()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = body.uint16();
            if (codes[i] > BINARY) {
                throw new ForebayException(WireError.WIRE_PROTOCOL, "unsupported format code: " + codes[i]);
            }
        }
        return new FormatCodes(codes);
    }

    /** Throws when these are codes for another number of values. */
    void check(int values, String what) {
        if (codes.length > 1 && codes.length != values) {
            throw new ForebayException(
                    WireError.WIRE_PROTOCOL,
                    "bind message has " + codes.length + " " + what + " formats but there are " + values + " " + what
                            + "s");
        }
    }

    boolean binary(int index) {
        return code(index) == BINARY;
    }

    int code(int index) {
        return codes.length == 0 ? 0 : codes[codes.length == 1 ? 0 : index];
    }
}
