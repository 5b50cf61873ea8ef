package io.forebay.warehouse.duckdb.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.RowSource;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.ChunkFunction;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBTableFunctionState;
import org.duckdb.DuckDBValue;
import org.jspecify.annotations.Nullable;

/**
 * The table function {@code forebay_read(token)} that gives the rows of a load to DuckDB's threads. Registered once,
 * outside any transaction. DuckDB calls it on threads of its own that have no context class loader and seldom the same
 * {@link Thread} twice: nothing here or in a feed may hang on the thread.
 */
public final class LoadFunction implements ChunkFunction<LoadTicket, LoadTicket, LoadFunction.Part> {
    public static final String NAME = "forebay_read";

    private final int threads;
    private final SecureRandom random = new SecureRandom();
    private final Map<Long, LoadTicket> tickets = new ConcurrentHashMap<>();

    /** @param threads DuckDB's threads */
    public LoadFunction(int threads) {
        this.threads = threads;
    }

    public void register(DuckDBConnection connection) throws SQLException {
        ChunkFunction.register(connection, NAME, this, DuckDBColumnType.BIGINT);
    }

    /** Makes the rows of a load readable under a number that nobody can guess, until {@link #forget}. */
    public long issue(LoadTicket ticket) {
        long token = random.nextLong();
        return tickets.putIfAbsent(token, ticket) == null ? token : issue(ticket);
    }

    public void forget(long token) {
        tickets.remove(token);
    }

    @Override
    public LoadTicket bind(DuckDBTableFunctionBindInfo info) {
        LoadTicket ticket;
        try (DuckDBValue token = info.getParameter(0)) {
            ticket = tickets.get(token.getLong(0));
        }
        if (ticket == null) {
            throw new ForebayException(CommonError.NOT_ALLOWED, NAME + " is not for users");
        }
        int number = 0;
        for (Column column : ticket.columns()) {
            VectorChunk.declare(info, Carrier.name(number++), column.type());
        }
        return ticket;
    }

    @Override
    public LoadTicket init(DuckDBTableFunctionInitInfo info) {
        LoadTicket ticket = info.getBindData();
        ticket.use();
        info.setMaxThreads(Math.max(1, Math.min(threads, ticket.rows().parallelism())));
        return ticket;
    }

    @Override
    public Part localInit(DuckDBTableFunctionInitInfo info) {
        LoadTicket ticket = info.getBindData();
        try {
            ticket.check();
            return new Part(
                    ticket,
                    ticket.rows().feed(),
                    new VectorChunk(ticket.columns().stream().map(Column::type).toList()));
        } catch (Throwable e) {
            ticket.fail(e);
            throw e;
        }
    }

    @Override
    public long fill(LoadTicket ticket, @Nullable Part local, ByteBuffer output) {
        Part part = Objects.requireNonNull(local);
        try {
            ticket.check();
            part.chunk.attach(output);
            int rows = part.feed.fill(part.chunk);
            ticket.check();
            part.chunk.finish(rows);
            return rows;
        } catch (Throwable e) {
            ticket.fail(e);
            throw e;
        }
    }

    /** What one thread of DuckDB's reads; closed once by DuckDB. */
    static final class Part implements DuckDBTableFunctionState {
        private final LoadTicket ticket;
        private final RowSource.Feed feed;
        private final VectorChunk chunk;

        Part(LoadTicket ticket, RowSource.Feed feed, VectorChunk chunk) {
            this.ticket = ticket;
            this.feed = feed;
            this.chunk = chunk;
        }

        @Override
        public void close() {
            try {
                feed.close();
            } catch (RuntimeException e) {
                ticket.fail(e);
            }
        }
    }
}
