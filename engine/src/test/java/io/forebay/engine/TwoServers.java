package io.forebay.engine;

import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.engine.job.JobSettings;
import io.forebay.engine.ledger.ServerName;
import io.forebay.engine.load.Formats;
import io.forebay.engine.load.LoadContext;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.load.Stores;
import io.forebay.engine.plan.BatchLimits;
import io.forebay.engine.session.Notice;
import io.forebay.engine.session.Session;
import io.forebay.engine.session.SessionListener;
import io.forebay.engine.unload.WriteFormats;
import io.forebay.format.delimited.DelimitedFormat;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Engines on one warehouse with the same bucket, as servers of one warehouse would be. */
public final class TwoServers implements AutoCloseable {
    private static final String TAKE_OVER = "UPDATE forebay.job_lease SET holder = $1, fence = fence + 1";

    public final MemoryObjectStore store = new MemoryObjectStore("lake");
    private final Warehouse warehouse;
    private final JobSettings settings;
    private final boolean exclusive;
    private boolean registered;
    /** The names of servers that were expelled, each as often as it was. */
    public final List<String> expelled = new CopyOnWriteArrayList<>();

    /** @param exclusive what the warehouse says of itself */
    public TwoServers(Path folder, Duration lease, boolean exclusive) {
        this(
                folder,
                new JobSettings(Duration.ofMillis(50), Duration.ofMillis(100), BatchLimits.DEFAULT, 4, lease),
                exclusive);
    }

    public TwoServers(Path folder, JobSettings settings, boolean exclusive) {
        this.warehouse = TestWarehouse.open(folder);
        this.settings = settings;
        this.exclusive = exclusive;
    }

    public Server start() {
        return start(ServerName.once());
    }

    /** @param name what it is called in the ledger */
    public Server start(ServerName name) {
        Server server = new Server(name);
        registered = true;
        return server;
    }

    @Override
    public void close() {
        warehouse.close();
    }

    /** One of them. */
    public final class Server implements LoadStep.Listener, AutoCloseable {
        private final Engine engine;
        private final Session session;
        private volatile String name = "";
        private volatile boolean silent;
        private volatile @Nullable Runnable meanwhile;
        private volatile boolean cutOff;
        private volatile @Nullable LoadStep halt;
        private final CountDownLatch halted = new CountDownLatch(1);
        private final CountDownLatch resumed = new CountDownLatch(1);

        private Server(ServerName called) {
            boolean first = !registered;
            Warehouse seen = proxy(Warehouse.class, warehouse, (self, method, arguments) -> switch (method.getName()) {
                case "exclusive" -> exclusive;
                case "identify" -> name = String.valueOf(arguments[0]);
                case "expel" -> expelled.add(String.valueOf(arguments[0])) ? null : null;
                case "register" -> first ? method.invoke(warehouse, arguments) : null;
                case "connect" -> {
                    if (cutOff) {
                        throw new ForebayException(CommonError.CONNECTION_LOST, "cut off");
                    }
                    yield around(warehouse.connect());
                }
                default -> method.invoke(warehouse, arguments);
            });
            engine = Engine.start(
                    new Engine.Plugins(
                            seen,
                            new Stores(List.of(store)),
                            new Formats(List.of(new DelimitedFormat())),
                            new WriteFormats(List.of())),
                    settings,
                    new LoadContext(Clock.systemUTC(), this),
                    "dev",
                    called);
            session = engine.sessions().open("forebay", "dev", Map.of(), new SessionListener() {
                @Override
                public void notice(Notice notice) {}

                @Override
                public void parameterChanged(String name, String value) {}
            });
        }

        private WarehouseConnection around(WarehouseConnection connection) {
            return proxy(WarehouseConnection.class, connection, (self, method, arguments) -> {
                Runnable first = meanwhile;
                if (first != null
                        && arguments != null
                        && String.valueOf(arguments[0]).startsWith(TAKE_OVER)) {
                    meanwhile = null;
                    first.run();
                }
                if (silent && arguments != null && String.valueOf(arguments[0]).startsWith("UPDATE forebay.server")) {
                    throw new ForebayException(CommonError.CONNECTION_LOST, "paused");
                }
                return method.invoke(connection, arguments);
            });
        }

        /** What the ledger calls it. */
        public String name() {
            return name;
        }

        public String run(String sql) {
            return EngineFixture.run(session, sql);
        }

        public void await(String sql, String expected) {
            String[] last = {""};
            EngineFixture.await(
                    () -> {
                        last[0] = run(sql);
                        return last[0].equals(expected);
                    },
                    () -> sql + " gave " + last[0] + ", not " + expected);
        }

        /** Done once, in the transaction in which it next alters or drops a job, before anything of that. */
        public void meanwhile(Runnable work) {
            meanwhile = work;
        }

        /** Whether the others hear nothing of it. */
        public void silent(boolean now) {
            silent = now;
        }

        /** Whether it cannot reach the warehouse, but by connections that it has already. */
        public void cutOff(boolean now) {
            cutOff = now;
        }

        /** The next load that comes to this step waits there for {@link #resume}; once for each server. */
        public void haltAt(LoadStep step) {
            halt = step;
        }

        public void awaitHalt() {
            await(halted);
        }

        public void resume() {
            resumed.countDown();
        }

        @Override
        public void reached(LoadStep step) {
            if (step == halt) {
                halt = null;
                halted.countDown();
                await(resumed);
            }
        }

        private void await(CountDownLatch latch) {
            try {
                if (!latch.await(30, TimeUnit.SECONDS)) {
                    throw new AssertionError("did not come within 30 s");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ForebayException(CommonError.CANCELLED, "interrupted", e);
            }
        }

        @Override
        public void close() {
            resume();
            session.close();
            engine.close();
        }
    }

    private static <T> T proxy(Class<T> type, T target, InvocationHandler call) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call.invoke(self, method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
