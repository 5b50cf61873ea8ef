package io.forebay.engine.repair;

import io.forebay.engine.job.JobView;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** COPY JOB RECONCILE: what store, ledger and table say of each file under the job's source. */
public final class Reconcile {
    private static final int PAGE = 1000;

    private final Repairs repairs;

    Reconcile(Repairs repairs) {
        this.repairs = repairs;
    }

    /**
     * Ledger and table are as of this moment, the store as of when its page is reached.
     *
     * @param cancel takes what ends the warehouse's part, from any thread
     * @return to be closed
     */
    public Files files(String name, DryRun.Asking asking, Consumer<Runnable> cancel) {
        JobView view = repairs.jobs().view(name);
        LedgerRows known = LedgerRows.open(
                repairs.tools().warehouse(), view.job(), view.text().command(), cancel);
        return new Files(view, known, remark(view, known.marked()), asking);
    }

    private Optional<String> remark(JobView view, boolean marked) {
        String name = view.job().name();
        if (!marked) {
            return Optional.of(
                    "rows are not compared: copy job '" + name + "' does not keep which row is of which file;"
                            + " LINEAGE (FILE column) in its COPY does, given by COPY … JOB ALTER " + name);
        }
        return repairs.jobs().marks(view.job()).always()
                ? Optional.empty()
                : Optional.of(
                        "files that copy job '" + name + "' loaded into another table, or before it kept which row"
                                + " is of which file in the column that it names now, are MISSING ROWS");
    }

    /** The files in the order of their names' bytes, compared while they are read: a prefix may have millions. */
    public static final class Files implements Iterator<Reconciled>, AutoCloseable {
        private final JobView view;
        private final LedgerRows known;
        private final Optional<String> remark;
        private final DryRun.Asking asking;
        private final ObjectUri source;
        private final Deque<StoredObject> page = new ArrayDeque<>();
        private String after = "";
        private boolean listed;
        private @Nullable String file;
        private boolean begun;

        private Files(JobView view, LedgerRows known, Optional<String> remark, DryRun.Asking asking) {
            this.view = view;
            this.known = known;
            this.remark = remark;
            this.asking = asking;
            this.source = ObjectUri.parse(view.job().source());
        }

        /** What the user should know of all of it. */
        public Optional<String> remark() {
            return remark;
        }

        @Override
        public boolean hasNext() {
            if (!begun) {
                begun = true;
                advance();
            }
            if (page.isEmpty() && !listed) {
                list();
            }
            return file != null || !page.isEmpty();
        }

        private void advance() {
            file = known.next() ? known.file() : null;
        }

        private void list() {
            List<StoredObject> next = asking.ask(() -> view.store().list(source, after, PAGE));
            listed = next.isEmpty();
            page.addAll(next);
            after = listed ? after : next.get(next.size() - 1).uri().key();
        }

        @Override
        public Reconciled next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            StoredObject object = page.peek();
            int order = file == null
                    ? 1
                    : object == null
                            ? -1
                            : ObjectUri.compareKeys(file, object.uri().toString());
            if (object != null && order > 0) {
                page.remove();
                Long none = known.marked() ? 0L : null;
                return Reconciled.of(object.uri().toString(), Reconciled.InLedger.NOTHING, none, object, false);
            }
            if (order == 0) {
                page.remove();
            }
            Reconciled compared = Reconciled.of(
                    known.file(), known.ledger(), known.tableRows(), order == 0 ? object : null, known.taken());
            advance();
            return compared;
        }

        @Override
        public void close() {
            known.close();
        }
    }
}
