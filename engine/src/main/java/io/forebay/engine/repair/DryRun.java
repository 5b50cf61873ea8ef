package io.forebay.engine.repair;

import io.forebay.engine.discover.Inquiry;
import io.forebay.engine.job.JobView;
import io.forebay.engine.job.Jobs;
import io.forebay.engine.job.Watched;
import io.forebay.engine.load.Named;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
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
        private final ObjectStore store;
        private final Watched watched;
        private final Inquiry inquiry;
        /** What was listed and is still to be looked at. */
        private final Deque<Jobs.Found> open = new ArrayDeque<>();

        private final Deque<Would> found = new ArrayDeque<>();
        private String after = "";
        private boolean over;

        Files(JobView view, Asking asking) {
            this.view = view;
            this.asking = asking;
            this.watched = Watched.of(view.job().source(), view.text().options());
            this.store = repairs.tools().stores().of(watched.prefix());
            this.inquiry = new Inquiry(store, () -> false);
        }

        @Override
        public boolean hasNext() {
            while (found.isEmpty() && !(open.isEmpty() && over)) {
                if (open.isEmpty()) {
                    fill();
                } else {
                    look(open.remove());
                }
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
            List<StoredObject> listed = new ArrayList<>();
            while (listed.size() < COMPARED && !over) {
                List<StoredObject> page = asking.ask(() -> store.list(watched.prefix(), after, PAGE));
                page.stream().filter(each -> watched.has(each.uri())).forEach(listed::add);
                over = page.isEmpty();
                after = over ? after : page.get(page.size() - 1).uri().key();
            }
            open.addAll(asking.ask(() -> repairs.jobs().look(view, listed, inquiry)));
        }

        /** One at a time: a manifest may name very many files. */
        private void look(Jobs.Found each) {
            long refusals = inquiry.refusals();
            if (asking.ask(() -> inquiry.whole(each.object()))) {
                add(each);
            } else if (inquiry.refusals() > refusals) {
                found.add(new Would(each.object(), why(each) + ", but the store refuses it"));
            }
        }

        private void add(Jobs.Found each) {
            if (!view.text().options().triggered()) {
                found.add(new Would(each.object(), why(each)));
                return;
            }
            try {
                Named named = asking.ask(
                        () -> repairs.jobs().naming(view).ask(each.object(), Thread.currentThread()::isInterrupted));
                addNamed(each, named);
            } catch (ForebayException e) {
                if (e.is(CommonError.CANCELLED)) {
                    throw e;
                }
                found.add(new Would(each.object(), why(each) + ", but cannot be loaded: " + e.getMessage()));
            }
        }

        /** A manifest, and the files that it would bring. */
        private void addNamed(Jobs.Found each, Named named) {
            if (named.awaited() != null) {
                found.add(
                        new Would(each.object(), why(each) + ", but waits: '" + named.awaited() + "' " + named.why()));
                return;
            }
            int left = named.done().size() + named.absent().size();
            found.add(new Would(
                    each.object(),
                    why(each) + ", names " + named.files().size() + " file(s) to load"
                            + (left > 0 ? " and " + left + " that are left out" : "")));
            named.files()
                    .forEach(file -> found.add(
                            new Would(file, "named by '" + each.object().uri() + "'")));
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
