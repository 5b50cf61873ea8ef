package io.forebay.store.local;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.StoreWatch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watches on one bucket: one thread and one queue of events for all of them, from the first to the end of the last.
 * Everything about folders happens on that thread; others hand it tasks.
 */
final class BucketWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BucketWatch.class);

    private final Mount mount;
    private final Progress progress;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private @Nullable Running running;

    BucketWatch(Mount mount, Progress progress) {
        this.mount = mount;
        this.progress = progress;
    }

    /** Empty when the kernel has no more queues to give. */
    Optional<StoreWatch> subscribe(String prefix, ArrivalListener listener) {
        Subscription subscription = new Subscription(prefix, listener);
        Running thread = add(subscription);
        if (thread == null) {
            return Optional.empty();
        }
        thread.run(() -> thread.watcher.cover(prefix));
        return Optional.of(subscription);
    }

    @Override
    public void close() {
        Running thread;
        synchronized (this) {
            subscriptions.clear();
            thread = running;
            running = null;
        }
        if (thread != null) {
            thread.end();
        }
    }

    private synchronized @Nullable Running add(Subscription subscription) {
        Running thread = running == null ? start() : running;
        if (thread != null) {
            subscriptions.add(subscription);
        }
        return thread;
    }

    /** Waits, outside of all locks, until a call of the listener that is under way has returned. */
    private void remove(Subscription subscription) {
        Running thread;
        boolean last;
        synchronized (this) {
            subscriptions.remove(subscription);
            last = subscriptions.isEmpty();
            thread = running;
            running = last ? null : thread;
        }
        if (thread != null && last) {
            thread.end();
        } else if (thread != null) {
            thread.run(() -> {});
        }
    }

    private @Nullable Running start() {
        try {
            Running thread = new Running(new FolderWatcher(mount, progress, subscriptions));
            running = thread;
            thread.start();
            return thread;
        } catch (ForebayException e) {
            log.warn(
                    "bucket is not watched, its files are found by listing: bucket={} reason={}",
                    mount.bucket(),
                    e.getMessage());
            return null;
        }
    }

    /** One watch of one listener. */
    final class Subscription implements StoreWatch {
        private final String prefix;
        private final ArrivalListener listener;

        Subscription(String prefix, ArrivalListener listener) {
            this.prefix = prefix;
            this.listener = listener;
        }

        String prefix() {
            return prefix;
        }

        ArrivalListener listener() {
            return listener;
        }

        @Override
        public void close() {
            remove(this);
        }
    }

    /** The thread. */
    private static final class Running extends Thread {
        private final FolderWatcher watcher;
        private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        private volatile boolean ended;

        Running(FolderWatcher watcher) {
            super("forebay-watch-" + watcher.bucket());
            this.watcher = watcher;
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!ended) {
                try {
                    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                        task.run();
                    }
                    watcher.await();
                } catch (RuntimeException | StackOverflowError e) {
                    log.warn("watch begins anew: bucket={}", watcher.bucket(), e);
                    watcher.beginAnew();
                }
            }
            watcher.close();
        }

        /** Runs a task on the thread and waits for it. */
        void run(Runnable task) {
            if (currentThread() == this) {
                task.run();
                return;
            }
            CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
            tasks.add(() -> {
                try {
                    task.run();
                    done.complete(null);
                } catch (RuntimeException e) {
                    done.completeExceptionally(e);
                }
            });
            watcher.wake();
            await(done);
        }

        /** Ends the thread, and waits for it unless a listener calls this. */
        void end() {
            ended = true;
            watcher.wake();
            if (currentThread() != this) {
                try {
                    join();
                } catch (InterruptedException e) {
                    currentThread().interrupt();
                }
            }
        }

        private void await(CompletableFuture<?> done) {
            try {
                while (isAlive() && !done.isDone()) {
                    try {
                        done.get(100, TimeUnit.MILLISECONDS);
                    } catch (TimeoutException e) {
                        continue;
                    }
                }
            } catch (InterruptedException e) {
                currentThread().interrupt();
                throw new ForebayException(CommonError.CANCELLED, "Interrupted", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof ForebayException cause) {
                    throw cause;
                }
                throw new ForebayException(CommonError.INTERNAL, "The watch failed: " + e.getCause(), e.getCause());
            }
        }
    }
}
