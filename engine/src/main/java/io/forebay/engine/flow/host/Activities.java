package io.forebay.engine.flow.host;

import io.forebay.engine.flow.run.Signal;
import io.forebay.engine.flow.run.Work;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tasks that wait for a worker, by their activity. Thread-safe. */
final class Activities {
    private record Taken(Hosted hosted, Work.Task task) {}

    private final Map<String, Deque<Taken>> waiting = new HashMap<>();

    /** @return takes it away again */
    synchronized Runnable offer(Hosted hosted, Work.Task task) {
        Taken offered = new Taken(hosted, task);
        String activity = Arns.here(task.resource().arn(), "activity");
        waiting.computeIfAbsent(activity, any -> new ArrayDeque<>()).add(offered);
        notifyAll();
        return () -> withdraw(activity, offered);
    }

    private synchronized void withdraw(String activity, Taken offered) {
        Deque<Taken> queue = waiting.get(activity);
        if (queue != null) {
            queue.remove(offered);
        }
    }

    /** The next task of an activity, for which its worker is told to have begun; empty when none comes in time. */
    Optional<Work.Task> take(String activity, String worker, long millis) throws InterruptedException {
        Taken taken = next(activity, millis);
        if (taken == null) {
            return Optional.empty();
        }
        taken.hosted().signal(new Signal.TaskStarted(taken.task().id(), worker));
        return Optional.of(taken.task());
    }

    private synchronized @Nullable Taken next(String activity, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (true) {
            Deque<Taken> queue = waiting.get(activity);
            Taken taken = queue == null ? null : queue.poll();
            long left = (end - System.nanoTime()) / 1_000_000;
            if (taken != null || left <= 0) {
                return taken;
            }
            wait(left);
        }
    }
}
