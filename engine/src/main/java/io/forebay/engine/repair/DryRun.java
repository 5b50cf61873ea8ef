package io.forebay.engine.repair;

import io.forebay.engine.discover.Inquiry;
import io.forebay.engine.job.JobView;
import io.forebay.engine.job.Jobs;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** COPY JOB DRY RUN: what the job would load now, and why. */
public final class DryRun {
    private static final int PAGE = 1000;
    private static final int COMPARED = 10_000;

    private final Repairs repairs;

    DryRun(Repairs repairs) {
        this.repairs = repairs;
    }

    /** A file that would be loaded. */
    public record Would(StoredObject object, String why) {}

    /** How a statement asks a store: it may be interrupted meanwhile. */
    public interface Asking {
        <T> T ask(Supplier<T> question);
    }

    /** The files in key order, found while they are read: a prefix may have millions. */
    public Iterator<Would> files(String name, Asking asking) {
        return new Files(repairs.jobs().view(name), asking);
    }

    private final class Files implements Iterator<Would> {
        private final JobView view;
        private final Asking asking;
        private final Deque<Would> found = new ArrayDeque<>();
        private String after = "";
        private boolean over;

        Files(JobView view, Asking asking) {
            this.view = view;
            this.asking = asking;
        }

        @Override
        public boolean hasNext() {
            while (found.isEmpty() && !over) {
                fill();
            }
            return !found.isEmpty();
        }

        @Override
        public Would next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return found.remove();
        }

        private void fill() {
            ObjectUri prefix = ObjectUri.parse(view.job().source());
            List<StoredObject> listed = new ArrayList<>();
            while (listed.size() < COMPARED && !over) {
                List<StoredObject> page = asking.ask(() -> view.store().list(prefix, after, PAGE));
                listed.addAll(page);
                over = page.isEmpty();
                after = over ? after : page.get(page.size() - 1).uri().key();
            }
            Inquiry inquiry = new Inquiry(view.store(), () -> false);
            for (Jobs.Found each : asking.ask(() -> repairs.jobs().look(view, listed, inquiry))) {
                long refusals = inquiry.refusals();
                if (asking.ask(() -> inquiry.whole(each.object()))) {
                    found.add(new Would(each.object(), why(each)));
                } else if (inquiry.refusals() > refusals) {
                    found.add(new Would(each.object(), why(each) + ", but the store refuses it"));
                }
            }
        }

        private String why(Jobs.Found each) {
            String why = each.before()
                    .map(before -> "changed, ON CHANGE " + view.text().options().onChange() + ": it was ETag "
                            + before.object().etag())
                    .orElse("new");
            boolean loading = repairs.jobs().progress(view, each.object().uri()).loading();
            return why + (loading ? ", loading now" : "");
        }
    }
}
