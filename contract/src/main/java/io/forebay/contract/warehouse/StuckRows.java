package io.forebay.contract.warehouse;

import io.forebay.spi.format.Chunk;
import io.forebay.spi.warehouse.RowSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Rows that do not come before {@link #release}: a store that has stalled. */
final class StuckRows implements RowSource {
    private final CountDownLatch filling = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger open = new AtomicInteger();

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public Feed feed() {
        open.incrementAndGet();
        return new Feed() {
            @Override
            public int fill(Chunk chunk) {
                filling.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return 0;
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    void awaitFill() throws InterruptedException {
        filling.await();
    }

    void release() {
        released.countDown();
    }

    int openFeeds() {
        return open.get();
    }
}
