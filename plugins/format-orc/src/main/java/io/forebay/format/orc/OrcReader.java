package io.forebay.format.orc;

import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.kit.ranged.RangedReader;
import io.forebay.format.orc.file.FileTail;
import io.forebay.format.orc.file.Stripe;
import io.forebay.format.orc.file.StripeReader;
import io.forebay.format.orc.file.TailReader;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.RecordPart;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Hands out a file's stripes. The thread that gets one reads it, while others read others. */
final class OrcReader extends RangedReader {
    private final OrcRules rules;
    private final Deque<Stripe> stripes = new ArrayDeque<>();
    private final AtomicInteger unread = new AtomicInteger();
    private final AtomicLong expanded = new AtomicLong();
    private boolean opened;
    private @Nullable FileTail tail;
    private @Nullable Plan plan;
    private volatile long rows;

    OrcReader(ObjectBytes bytes, OrcRules rules) {
        super(bytes);
        this.rules = rules;
    }

    @Override
    protected @Nullable RecordPart cut() {
        if (!opened) {
            open();
        }
        Stripe stripe = stripes.poll();
        FileTail read = tail;
        Plan planned = plan;
        if (stripe == null || read == null || planned == null) {
            return null;
        }
        rows += stripe.rows();
        StripeReader reader =
                new StripeReader(bytes, read, stripe, planned.included(), rules.memory, this::stopped, bytes.damage());
        return new OrcPart(this, rules, planned, reader);
    }

    private void open() {
        opened = true;
        try {
            FileTail read = new TailReader(bytes, bytes.damage()).read();
            tail = read;
            if (read == null) {
                bytes.verify();
                return;
            }
            plan = rules.plan(read.types(), object());
            read.stripes().stream().filter(stripe -> stripe.rows() > 0).forEach(stripes::add);
            unread.set(stripes.size());
            if (stripes.isEmpty()) {
                bytes.verify();
            }
        } catch (ForebayException e) {
            throw explained(e);
        }
    }

    /** A damaged file may be one that was changed while it was read. */
    ForebayException explained(ForebayException e) {
        return e.is(FormatError.DAMAGED_FILE) ? bytes.orChanged(e) : e;
    }

    /** So many bytes of memory were made of the file. */
    void expanded(long memory) {
        rules.limit.check(object(), "ORC", bytes.size(), expanded.addAndGet(memory));
    }

    /** A stripe was read to its end. */
    void stripeRead() {
        if (unread.decrementAndGet() == 0) {
            bytes.verify();
        }
    }

    /** Rows: a file of ORC has no lines. */
    @Override
    public long linesScanned() {
        return rows;
    }
}
