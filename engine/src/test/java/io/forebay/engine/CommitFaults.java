package io.forebay.engine;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real warehouse whose next commits end without a reply: first come, first served. Those by which a server takes numbers
 * and jobs for itself, or tells that it is there, are not meant.
 */
public final class CommitFaults {
    /** The last statements before such commits. */
    private static final List<String> OWN = List.of(
            "SELECT max(last_id) FROM forebay.counter",
            "UPDATE forebay.job_lease SET holder",
            "UPDATE forebay.server",
            "INSERT INTO forebay.server",
            "DELETE FROM forebay.server",
            "DELETE FROM forebay.job_signal",
            "forebay.job_signal");

    private final Deque<Outcome> outcomes = new ConcurrentLinkedDeque<>();

    private final AtomicInteger loads = new AtomicInteger();
    private volatile String poison = "";
    private volatile CommonError poisoned = CommonError.INTERNAL;

    private record Outcome(Kind kind, CommonError reason) {}

    private enum Kind {
        UNHURT,
        DURABLE,
        LOST
    }

    /** So many commits go well before the next fault. */
    public void pass(int commits) {
        for (int i = 0; i < commits; i++) {
            outcomes.add(new Outcome(Kind.UNHURT, CommonError.INTERNAL));
        }
    }

    /** No fault strikes any more. @return whether all had struck */
    public boolean clear() {
        boolean over = over();
        outcomes.clear();
        return over;
    }

    /** The next commit is durable, and says that its outcome is not known. */
    public void loseReply() {
        outcomes.add(new Outcome(Kind.DURABLE, CommonError.CONNECTION_LOST));
    }

    /** The next commit does not happen, and says that its outcome is not known, for this reason. */
    public void loseCommit(CommonError reason) {
        outcomes.add(new Outcome(Kind.LOST, reason));
    }

    /** Every load of an object whose key starts so fails with this reason; of none when the key is empty. */
    public void failLoads(String key, CommonError reason) {
        poison = key;
        poisoned = reason;
    }

    /** Loads that were begun since the start. */
    public int loads() {
        return loads.get();
    }

    private void load(LoadBatch batch) {
        loads.incrementAndGet();
        String key = poison;
        if (!key.isEmpty()
                && batch.objects().stream()
                        .anyMatch(object -> object.uri().key().startsWith(key))) {
            throw new ForebayException(poisoned, "a load with " + key + " fails");
        }
    }

    /** Whether all faults have struck. */
    public boolean over() {
        return outcomes.isEmpty();
    }

    public Warehouse around(Warehouse warehouse) {
        return proxy(Warehouse.class, warehouse, (method, arguments) -> {
            Object result = method.invoke(warehouse, arguments);
            return result instanceof WarehouseConnection connection ? around(connection) : result;
        });
    }

    private WarehouseConnection around(WarehouseConnection connection) {
        String[] last = {""};
        return proxy(WarehouseConnection.class, connection, (method, arguments) -> {
            if (Set.of("prepare", "execute", "append").contains(method.getName())) {
                last[0] = String.valueOf(arguments[0]);
            }
            if (method.getName().equals("load") && arguments[0] instanceof LoadBatch batch) {
                load(batch);
            }
            Outcome outcome = method.getName().equals("commit") && OWN.stream().noneMatch(last[0]::startsWith)
                    ? outcomes.poll()
                    : null;
            if (outcome == null || outcome.kind == Kind.UNHURT) {
                return method.invoke(connection, arguments);
            }
            if (outcome.kind == Kind.DURABLE) {
                connection.commit();
            } else {
                connection.rollback();
            }
            throw new ForebayException(
                    CommonError.COMMIT_UNKNOWN,
                    "the outcome of the commit is not known",
                    new ForebayException(outcome.reason, "no reply"));
        });
    }

    private interface Call {
        Object to(Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> type, T target, Call call) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call.to(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
