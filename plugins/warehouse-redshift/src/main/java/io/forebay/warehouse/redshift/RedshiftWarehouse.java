package io.forebay.warehouse.redshift;

import com.amazon.redshift.jdbc.Driver;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.redshift.driver.JdbcTransport;
import io.forebay.warehouse.redshift.driver.RedshiftErrors;
import io.forebay.warehouse.redshift.driver.Transport;
import io.forebay.warehouse.redshift.load.Questions;
import io.forebay.warehouse.redshift.text.CatalogText;
import io.forebay.warehouse.redshift.text.LedgerText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Redshift database. Connections of the engine are used again; one that a commit was lost on is ended for good first. */
final class RedshiftWarehouse implements Warehouse {
    private static final Logger log = LoggerFactory.getLogger(RedshiftWarehouse.class);
    private static final int IDLE = 8;

    private final RedshiftSettings settings;
    private final LedgerText text;
    private final Deque<Transport> idle = new ArrayDeque<>();
    private final Set<LostCommit> lost = new LinkedHashSet<>();
    private String label = "";
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
        return new RedshiftConnection(open(), text, settings.views(), this::back, this::lost);
    }

    private synchronized Transport open() {
        if (closed) {
            throw new ForebayException(CommonError.SHUTTING_DOWN, "the warehouse is closed");
        }
        Transport used = idle.poll();
        return used != null ? used : fresh();
    }

    private Transport fresh() {
        try {
            Connection jdbc = new Driver().connect(settings.address(), settings.properties());
            if (jdbc == null) {
                throw new ForebayException(CommonError.INVALID_PARAMETER, "the driver takes no address " + settings);
            }
            return labelled(new JdbcTransport(jdbc));
        } catch (SQLException e) {
            ForebayException known = RedshiftErrors.translate(e);
            throw new ForebayException(
                    known.is(CommonError.INTERNAL) ? CommonError.CONNECTION_LOST : known.code(),
                    "cannot connect to " + settings + ": " + known.getMessage(),
                    e);
        }
    }

    private Transport labelled(Transport transport) {
        if (!label.isEmpty()) {
            Questions.ask(transport, CatalogText.label(label), List.of());
        }
        return transport;
    }

    /** By the label of what they run, as Redshift shows no application's name of a session. */
    @Override
    public synchronized void identify(String server) {
        label = label(server);
        idle.forEach(Transport::close);
        idle.clear();
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
                idle.push(transport);
                return;
            }
        }
        transport.close();
    }

    private synchronized void lost(LostCommit commit) {
        lost.add(commit);
        // Those that are idle have been lost with it, as likely as not.
        idle.forEach(Transport::close);
        idle.clear();
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
    public synchronized void close() {
        closed = true;
        idle.forEach(Transport::close);
        idle.clear();
    }
}
