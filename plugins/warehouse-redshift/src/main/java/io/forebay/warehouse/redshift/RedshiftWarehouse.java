package io.forebay.warehouse.redshift;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.redshift.driver.Transport;
import io.forebay.warehouse.redshift.load.Questions;
import io.forebay.warehouse.redshift.text.CatalogText;
import io.forebay.warehouse.redshift.text.LedgerText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Redshift database. Connections of the engine are used again; one that a commit was lost on is ended for good first. */
final class RedshiftWarehouse implements Warehouse {
    private static final Logger log = LoggerFactory.getLogger(RedshiftWarehouse.class);
    private static final int IDLE = 8;
    private static final long YOUNG = TimeUnit.SECONDS.toNanos(1);
    private static final long CAREFUL = TimeUnit.SECONDS.toNanos(10);

    /** A connection that nobody uses now, and since when. */
    private record Idle(Transport transport, long since) {}

    private final RedshiftSettings settings;
    private final LedgerText text;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Set<LostCommit> lost = new LinkedHashSet<>();
    private volatile String label = "";
    private boolean anyGone;
    private long goneAt;
    private boolean closed;

    RedshiftWarehouse(RedshiftSettings settings) {
        this.settings = settings;
        this.text = new LedgerText(settings.schema());
    }

    @Override
    public String name() {
        return "redshift";
    }

    @Override
    public Optional<ObjectUri> staging() {
        return Optional.of(settings.staging());
    }

    /**
     * A connection.
     *
     * @throws ForebayException CONNECTION_LOST while a session may still commit whose COMMIT got no reply: whoever asks
     *     the ledger must not be told that it has not
     */
    @Override
    public WarehouseConnection connect() {
        settle();
        return new RedshiftConnection(open(), text, settings.views(), this::back, this::lost, this::gone);
    }

    private Transport open() {
        for (Idle used = taken(); used != null; used = taken()) {
            if (used.transport().usable() && (trusted(used) || answers(used.transport()))) {
                return used.transport();
            }
            used.transport().close();
        }
        return fresh();
    }

    private synchronized @Nullable Idle taken() {
        if (closed) {
            throw new ForebayException(CommonError.SHUTTING_DOWN, "the warehouse is closed");
        }
        return idle.poll();
    }

    /** One that was just used is there still, unless another was just lost. */
    private synchronized boolean trusted(Idle used) {
        long now = System.nanoTime();
        return now - used.since < YOUNG && (!anyGone || now - goneAt > CAREFUL);
    }

    private static boolean answers(Transport transport) {
        try {
            return !Questions.ask(transport, CatalogText.PING, List.of()).isEmpty();
        } catch (ForebayException e) {
            log.info("a connection that nobody used is gone reason={}", e.getMessage());
            return false;
        }
    }

    private Transport fresh() {
        Transport transport = settings.way().open();
        try {
            Questions.ask(transport, CatalogText.UTC, List.of());
            if (!label.isEmpty()) {
                Questions.ask(transport, CatalogText.label(label), List.of());
            }
            return transport;
        } catch (ForebayException e) {
            transport.close();
            throw e;
        }
    }

    /** By the label of what they run, as Redshift shows no application's name of a session. */
    @Override
    public void identify(String server) {
        synchronized (this) {
            label = label(server);
        }
        closeIdle();
    }

    private static String label(String server) {
        return "forebay " + server.replace("'", "");
    }

    @Override
    public void expel(String server) {
        settle();
        try (Transport transport = open()) {
            String gone = label(server);
            for (List<@Nullable Object> session :
                    Questions.ask(transport, settings.views().sessions(), List.of(gone, gone))) {
                Questions.ask(transport, CatalogText.TERMINATE, session);
                log.warn("ended a session of a silent server server={} session={}", server, session.get(0));
            }
        }
    }

    /** A connection of the engine is done with, and clean. */
    private void back(Transport transport) {
        synchronized (this) {
            if (!closed && idle.size() < IDLE) {
                idle.push(new Idle(transport, System.nanoTime()));
                return;
            }
        }
        transport.close();
    }

    private void lost(LostCommit commit) {
        synchronized (this) {
            lost.add(commit);
        }
        gone();
    }

    /** Where one connection was lost, those that are idle were, as likely as not, and those that come back soon. */
    private void gone() {
        synchronized (this) {
            anyGone = true;
            goneAt = System.nanoTime();
        }
        closeIdle();
    }

    private void closeIdle() {
        List<Idle> all;
        synchronized (this) {
            all = List.copyOf(idle);
            idle.clear();
        }
        all.forEach(each -> each.transport().close());
    }

    /** Makes sure that nothing can commit any more that was lost on its way. */
    private synchronized void settle() {
        while (!lost.isEmpty()) {
            LostCommit commit = lost.iterator().next();
            try (Transport transport = fresh()) {
                commit.settle(transport);
            }
            lost.remove(commit);
            log.info("a session whose commit got no reply is over session={}", commit.session());
        }
    }

    @Override
    public Dialect dialect() {
        return new RedshiftDialect(text);
    }

    @Override
    public void register(LiveTable table) {
        text.register(table);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        closeIdle();
        settings.way().close();
    }
}
