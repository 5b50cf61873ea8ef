package io.forebay.format.orc.file;

import io.forebay.format.kit.source.Damage;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.orc.OrcFile;
import org.apache.orc.OrcProto;
import org.apache.orc.protobuf.CodedInputStream;
import org.apache.orc.protobuf.WireFormat;

/**
 * Reads what a file and its stripes say of themselves, and passes over what is not wanted, statistics above all: what is
 * read has bounds, which a message as a whole has not. SOURCE: Apache ORC Specification v1; orc_proto.proto.
 */
final class Messages {
    /** The most bytes that a message expands to, and that all types together have in it. */
    private static final int MOST_BYTES = 64 << 20;

    private static final int MOST_TYPE_BYTES = 8 << 20;
    private static final int MOST_TYPES = 50_000;
    private static final int MOST_STRIPES = 1_000_000;

    private static final String FOOTER = "its footer";

    private final Damage damage;

    Messages(Damage damage) {
        this.damage = damage;
    }

    OrcProto.PostScript postscript(byte[] bytes, int from, int length) {
        try {
            return OrcProto.PostScript.parser().parseFrom(bytes, from, length);
        } catch (IOException e) {
            throw damage.of("its postscript is wrong: " + e.getMessage(), e);
        }
    }

    /** What of a footer is wanted. */
    record Footer(
            List<OrcProto.Type> types,
            List<OrcProto.StripeInformation> stripes,
            long rows,
            boolean proleptic,
            boolean encrypted) {}

    Footer footer(StreamBytes bytes) {
        try {
            return readFooter(bytes);
        } catch (IOException | RuntimeException e) {
            throw wrong(FOOTER, e);
        }
    }

    private Footer readFooter(StreamBytes bytes) throws IOException {
        CodedInputStream in = open(bytes);
        List<OrcProto.Type> types = new ArrayList<>();
        List<OrcProto.StripeInformation> stripes = new ArrayList<>();
        long rows = 0;
        int calendar = 0;
        boolean encrypted = false;
        int typeBytes = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case OrcProto.Footer.TYPES_FIELD_NUMBER -> {
                    byte[] message = in.readByteArray();
                    typeBytes += message.length;
                    check(typeBytes <= MOST_TYPE_BYTES && types.size() < MOST_TYPES, FOOTER, "too many types");
                    types.add(OrcProto.Type.parseFrom(message));
                }
                case OrcProto.Footer.STRIPES_FIELD_NUMBER -> {
                    check(stripes.size() < MOST_STRIPES, FOOTER, "more than " + MOST_STRIPES + " stripes");
                    stripes.add(OrcProto.StripeInformation.parseFrom(in.readByteArray()));
                }
                case OrcProto.Footer.NUMBER_OF_ROWS_FIELD_NUMBER -> rows = in.readUInt64();
                case OrcProto.Footer.CALENDAR_FIELD_NUMBER -> calendar = in.readEnum();
                case OrcProto.Footer.ENCRYPTION_FIELD_NUMBER -> {
                    encrypted = true;
                    in.skipField(tag);
                }
                default -> in.skipField(tag);
            }
        }
        check(bytes.available() == 0, FOOTER, "it has bytes behind its end");
        boolean proleptic = calendar == OrcProto.CalendarKind.PROLEPTIC_GREGORIAN_VALUE;
        return new Footer(types, stripes, rows, proleptic, encrypted);
    }

    /** What of a stripe's footer is wanted. @param timeZone empty when the writer did not tell it */
    record StripeFooter(List<OrcProto.Stream> streams, List<OrcProto.ColumnEncoding> encodings, String timeZone) {}

    /** @param columns how many the file has, nested ones and the root counted */
    StripeFooter stripeFooter(StreamBytes bytes, int columns, String what) {
        try {
            return readStripeFooter(bytes, columns, what);
        } catch (IOException | RuntimeException e) {
            throw wrong(what, e);
        }
    }

    private StripeFooter readStripeFooter(StreamBytes bytes, int columns, String what) throws IOException {
        CodedInputStream in = open(bytes);
        List<OrcProto.Stream> streams = new ArrayList<>();
        List<OrcProto.ColumnEncoding> encodings = new ArrayList<>();
        String timeZone = "";
        int mostStreams = columns * OrcProto.Stream.Kind.values().length;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case OrcProto.StripeFooter.STREAMS_FIELD_NUMBER -> {
                    check(streams.size() < mostStreams, what, "too many streams");
                    streams.add(OrcProto.Stream.parseFrom(in.readByteArray()));
                }
                case OrcProto.StripeFooter.COLUMNS_FIELD_NUMBER -> {
                    check(encodings.size() < columns, what, "more encodings than columns");
                    encodings.add(OrcProto.ColumnEncoding.parseFrom(in.readByteArray()));
                }
                case OrcProto.StripeFooter.WRITER_TIMEZONE_FIELD_NUMBER -> timeZone = in.readString();
                default -> in.skipField(tag);
            }
        }
        check(bytes.available() == 0, what, "it has bytes behind its end");
        check(encodings.size() == columns, what, encodings.size() + " encodings for " + columns + " columns");
        return new StripeFooter(streams, encodings, timeZone);
    }

    private static CodedInputStream open(StreamBytes bytes) {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        in.setSizeLimit(MOST_BYTES);
        return in;
    }

    private void check(boolean right, String what, String why) {
        if (!right) {
            throw damage.of(what + " is wrong: " + why);
        }
    }

    private ForebayException wrong(String what, Exception e) {
        return e instanceof ForebayException told ? told : damage.of(what + " is wrong: " + e.getMessage(), e);
    }

    /** The version of the format. @throws ForebayException when it is one that nobody knows yet */
    OrcFile.Version version(OrcProto.PostScript postscript) {
        List<Integer> told = postscript.getVersionList();
        int major = told.isEmpty() ? 0 : told.get(0);
        int minor = told.isEmpty() ? 11 : told.size() == 1 ? 0 : told.get(1);
        for (OrcFile.Version version : OrcFile.Version.values()) {
            if (version != OrcFile.Version.FUTURE && version.getMajor() == major && version.getMinor() == minor) {
                return version;
            }
        }
        throw damage.unread("it is of version " + major + "." + minor + " of ORC, which is not known");
    }
}
