package io.forebay.format.orc.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.apache.orc.OrcFile;
import org.apache.orc.OrcProto;
import org.apache.orc.TypeDescription;
import org.apache.orc.impl.InStream;
import org.apache.orc.impl.StreamName;
import org.apache.orc.impl.reader.ReaderEncryption;
import org.apache.orc.impl.reader.StripePlanner;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one stripe, for orc-core's decoders: what its own planner would read into memory at once, this opens to
 * be read in pieces. Used by one thread.
 */
final class StripeStreams extends StripePlanner {
    private final StripeBytes bytes;
    private final List<OrcProto.ColumnEncoding> encodings;
    private final String timeZone;
    private final Map<StreamName, Place> places = new HashMap<>();
    private final Map<StreamName, StreamBytes> values = new HashMap<>();
    private final Set<StreamName> ignored = new HashSet<>();
    private final List<StreamBytes> opened = new ArrayList<>();

    StripeStreams(TypeDescription root, Stripe stripe, Messages.StripeFooter footer, StripeBytes bytes) {
        super(root, new ReaderEncryption(), null, OrcFile.WriterVersion.FUTURE, true, 0);
        this.bytes = bytes;
        this.encodings = footer.encodings();
        this.timeZone = timeZone(footer.timeZone());
        long end = place(footer, StreamName.Area.INDEX, stripe.offset());
        end = place(footer, StreamName.Area.DATA, end);
        if (end > stripe.footerOffset()) {
            throw bytes.damage("has streams that are longer than it is");
        }
    }

    /** Writers before Hive 1.2 do not tell their zone: then the time of day is what it would be in UTC. */
    private String timeZone(String told) {
        if (told.isEmpty()) {
            return "UTC";
        }
        if (TimeZone.getTimeZone(told).getID().equals("GMT") && !told.equals("GMT")) {
            throw bytes.damage("was written in the time zone \"" + told + "\", which is not known");
        }
        return told;
    }

    /** All streams of the indexes are before all of the data. @return the place behind the area's last one */
    private long place(Messages.StripeFooter footer, StreamName.Area area, long from) {
        long at = from;
        for (OrcProto.Stream stream : footer.streams()) {
            if (!stream.hasKind() || stream.getColumn() < 0 || stream.getColumn() >= encodings.size()) {
                throw bytes.damage("has a stream of a kind or a column that is not known");
            }
            if (StreamName.getArea(stream.getKind()) != area) {
                continue;
            }
            long length = stream.getLength();
            if (length < 0 || length > bytes.size()) {
                throw bytes.damage("has a stream of " + length + " bytes");
            }
            StreamName name = new StreamName(stream.getColumn(), stream.getKind());
            if (area == StreamName.Area.DATA && places.put(name, new Place(at, length)) != null) {
                throw bytes.damage("has a stream twice: " + name);
            }
            at += length;
        }
        return at;
    }

    /** Reads ahead what is wanted. @param included by number of the column */
    void prepare(boolean[] included) {
        List<Place> wanted = new ArrayList<>();
        places.forEach((name, place) -> {
            if (included[name.getColumn()]) {
                wanted.add(place);
            }
        });
        bytes.prepare(wanted);
    }

    boolean has(int column, OrcProto.Stream.Kind kind) {
        return places.containsKey(new StreamName(column, kind));
    }

    /** The stored bytes of a stream; 0 when there is none. */
    long length(int column, OrcProto.Stream.Kind kind) {
        Place place = places.get(new StreamName(column, kind));
        return place == null ? 0 : place.length();
    }

    /** Opens a stream once more, to look ahead in it; null when there is none. */
    @Nullable
    StreamBytes look(int column, OrcProto.Stream.Kind kind) {
        return open(new StreamName(column, kind));
    }

    /** Opens a stream that is to be read to its end; null when there is none. */
    @Override
    public @Nullable InStream getStream(StreamName name) {
        StreamBytes stream = open(name);
        if (stream != null && !ignored.contains(name)) {
            values.put(name, stream);
        }
        return stream;
    }

    private @Nullable StreamBytes open(StreamName name) {
        Place place = places.get(name);
        if (place == null) {
            return null;
        }
        StreamBytes stream = bytes.open(name.toString(), place);
        opened.add(stream);
        return stream;
    }

    /** Says that the values of a column are not read, because they are indexes of a dictionary of empty texts. */
    void ignoreValues(int column) {
        ignored.add(new StreamName(column, OrcProto.Stream.Kind.DATA));
    }

    @Override
    public OrcProto.ColumnEncoding getEncoding(int column) {
        return encodings.get(column);
    }

    @Override
    public String getWriterTimezone() {
        return timeZone;
    }

    /** Sees to it that all values were read: more bytes than values means that a length is wrong. */
    void checkEnd() {
        values.values().forEach(StreamBytes::checkEnd);
    }

    void close() {
        opened.forEach(StreamBytes::close);
    }
}
