package io.forebay.engine.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks a store several things at once: it answers many who ask better than one who waits for each answer. */
public final class AtOnce {
    private static final int THREADS = 8;
    private static final long LOOK_MILLIS = 100;
    private static final long END_SECONDS = 30;

    private AtOnce() {}

    /** Takes the answers, in the order of the questions. */
    @FunctionalInterface
    public interface Answers<K, V> {
        /** @param answer gives it, or throws what the question ended with; what this method throws ends all others */
        void take(K key, Supplier<V> answer);
    }

    /**
     * Asks for each key and gives the answers in the calling thread.
     *
     * @param ask from any thread; is interrupted when all is to end
     * @throws ForebayException CANCELLED
     */
    public static <K, V> void each(List<K> keys, Function<K, V> ask, BooleanSupplier stopped, Answers<K, V> answers) {
        if (keys.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, keys.size()), work -> {
            Thread thread = new Thread(work, "ask-store");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<V>> asked = new ArrayList<>(keys.size());
            keys.forEach(key -> asked.add(threads.submit(() -> ask.apply(key))));
            for (int place = 0; place < keys.size(); place++) {
                Future<V> answer = asked.get(place);
                answers.take(keys.get(place), () -> await(answer, stopped));
            }
        } finally {
            end(threads);
        }
    }

    private static <V> V await(Future<V> answer, BooleanSupplier stopped) {
        while (true) {
            if (stopped.getAsBoolean()) {
                throw ForebayException.cancelled();
            }
            try {
                return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw ForebayException.cancelled();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof ForebayException reason) {
                    throw reason;
                }
                throw new ForebayException(CommonError.INTERNAL, "a store could not be asked: " + e.getCause(), e);
            }
        }
    }

    /** Those who still ask are told to stop; one who does not stop soon holds nothing that a load needs. */
    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
