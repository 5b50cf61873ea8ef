package io.forebay.format.orc.file;

import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.kit.source.Damage;
import io.forebay.spi.ForebayException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored bytes of one stripe. A stripe of which little is wanted is read at once; of another, each stream reads some
 * bytes ahead, so that all come to the store about as often. Used by one thread.
 */
final class StripeBytes {
    /** Streams that are no further apart are read with what is between them. */
    private static final long GAP = 64 << 10;

    private static final int LEAST_WINDOW = 16 << 10;

    private final ObjectBytes file;
    private final Stripe stripe;
    private final Expander expander;
    private final Memory memory;
    private final Damage damage;
    private final List<Piece> pieces = new ArrayList<>();
    private long wantedBytes;

    /** Some bytes that are held. */
    private record Piece(Place place, byte[] bytes) {}

    StripeBytes(ObjectBytes file, Stripe stripe, Expander expander, Memory memory, Damage damage) {
        this.file = file;
        this.stripe = stripe;
        this.expander = expander;
        this.memory = memory;
        this.damage = damage;
    }

    Damage damage() {
        return damage;
    }

    ForebayException damage(String why) {
        return damage(why, null);
    }

    /** @param why as what is told of the stripe */
    ForebayException damage(String why, @Nullable Throwable cause) {
        return damage.of("stripe " + stripe.number() + " " + why, cause);
    }

    Memory memory() {
        return memory;
    }

    long size() {
        return stripe.end() - stripe.offset();
    }

    /** The stripe's own footer, expanded. */
    StreamBytes footer() {
        return open("the footer of stripe " + stripe.number(), new Place(stripe.footerOffset(), stripe.footerLength()))
                .endsQuietly();
    }

    /** Says what will be opened. */
    void prepare(List<Place> wanted) {
        wantedBytes = wanted.stream().mapToLong(Place::length).sum();
        if (wantedBytes > memory.readAhead()) {
            return;
        }
        List<Place> inOrder = new ArrayList<>(wanted);
        inOrder.sort(Comparator.comparingLong(Place::offset));
        Place run = new Place(0, 0);
        for (Place next : inOrder) {
            if (next.offset() - run.end() <= GAP && run.length() > 0) {
                run = new Place(run.offset(), next.end() - run.offset());
            } else {
                read(run);
                run = next;
            }
        }
        read(run);
    }

    private void read(Place run) {
        if (run.length() > 0) {
            int length = (int) run.length();
            memory.take(length, "reading");
            byte[] bytes = new byte[length];
            file.read(run.offset(), bytes, 0, length);
            pieces.add(new Piece(run, bytes));
        }
    }

    /** Opens a stream. @param name for errors */
    StreamBytes open(String name, Place place) {
        return new StreamBytes(name, window(place), expander, memory);
    }

    private Window window(Place place) {
        for (Piece piece : pieces) {
            if (piece.place().offset() <= place.offset()
                    && place.end() <= piece.place().end()) {
                int from = (int) (place.offset() - piece.place().offset());
                return new Window(file, piece.bytes(), from, (int) place.length(), memory);
            }
        }
        double share = wantedBytes == 0 ? 1 : (double) place.length() / wantedBytes;
        long size = Math.max(LEAST_WINDOW, (long) (share * memory.readAhead()));
        return new Window(file, place.offset(), place.length(), (int) Math.min(place.length(), size), memory);
    }

    void close() {
        pieces.forEach(piece -> memory.give(piece.bytes().length));
        pieces.clear();
    }
}
