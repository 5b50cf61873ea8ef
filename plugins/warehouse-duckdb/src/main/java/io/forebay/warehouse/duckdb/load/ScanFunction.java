package io.forebay.warehouse.duckdb.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ExternalReads;
import io.forebay.spi.warehouse.RowSource;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.warehouse.duckdb.functions.CallingStatement;
import io.forebay.warehouse.duckdb.functions.ExternalCall;
import io.forebay.warehouse.duckdb.functions.FunctionError;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.duckdb.ChunkFunction;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBTableFunctionState;
import org.duckdb.DuckDBValue;
import org.jspecify.annotations.Nullable;

/**
 * The table function {@code forebay_scan(types, definition, location, session)}: the rows of an external table's objects at
 * one location, with the object's address and size behind its columns. Views of {@link ExternalViews} call it; users cannot.
 * Only the columns that a query wants are read.
 */
public final class ScanFunction implements ChunkFunction<ScanFunction.Bound, ScanFunction.Scanning, ScanFunction.Part> {
    public static final String NAME = "forebay_scan";

    static final String PATH = "path";
    static final String SIZE = "size";

    private static final ColumnType UNREAD = ColumnType.of(TypeKind.BOOLEAN);

    private final int threads;
    private final ExternalCall statements;
    private volatile @Nullable ExternalReads reads;

    /** @param statements what runs, by the session's token */
    public ScanFunction(int threads, ExternalCall statements) {
        this.threads = threads;
        this.statements = statements;
    }

    public void register(DuckDBConnection connection) throws SQLException {
        DuckDBColumnType text = DuckDBColumnType.VARCHAR;
        ChunkFunction.register(connection, NAME, this, text, text, text, text);
    }

    /** Gives what reads the objects. */
    public void readBy(ExternalReads reading) {
        reads = reading;
    }

    @Override
    public boolean projects() {
        return true;
    }

    /** @param types of all columns that the function can give */
    record Bound(List<ColumnType> types, String definition, String location, @Nullable CallingStatement statement) {}

    @Override
    public Bound bind(DuckDBTableFunctionBindInfo info) {
        List<ColumnType> types = new ArrayList<>(CarriedTypes.read(text(info, 0)));
        for (int column = 0; column < types.size(); column++) {
            VectorChunk.declare(info, Carrier.name(column), types.get(column));
        }
        types.add(ColumnType.varchar(0));
        types.add(ColumnType.of(TypeKind.BIGINT));
        VectorChunk.declare(info, PATH, types.get(types.size() - 2));
        VectorChunk.declare(info, SIZE, types.get(types.size() - 1));
        return new Bound(
                List.copyOf(types),
                text(info, 1),
                text(info, 2),
                statements.find(text(info, 3)).orElse(null));
    }

    private static String text(DuckDBTableFunctionBindInfo info, int parameter) {
        try (DuckDBValue value = info.getParameter(parameter)) {
            return value.getString();
        }
    }

    @Override
    public Scanning init(DuckDBTableFunctionInitInfo info) {
        Bound bound = info.getBindData();
        CallingStatement statement = bound.statement();
        ExternalReads reading = reads;
        if (statement == null || reading == null) {
            throw new FunctionError(CommonError.WRONG_STATE, "external tables are for statements of sessions");
        }
        List<Integer> asked = new ArrayList<>();
        List<ColumnType> types = new ArrayList<>();
        for (long i = 0; i < info.getColumnCount(); i++) {
            long column = info.getColumnIndex(i);
            boolean known = column >= 0 && column < bound.types().size();
            asked.add(known ? (int) column : ExternalReads.NOTHING);
            types.add(known ? bound.types().get((int) column) : UNREAD);
        }
        try {
            ExternalReads.Scan scan =
                    reading.open(new ExternalReads.Request(bound.definition(), bound.location(), asked));
            info.setMaxThreads(Math.max(1, Math.min(threads, scan.parallelism())));
            return new Scanning(statement, scan, List.copyOf(types));
        } catch (RuntimeException e) {
            throw failed(statement, e);
        }
    }

    @Override
    public Part localInit(DuckDBTableFunctionInitInfo info) {
        return new Part();
    }

    @Override
    public long fill(Scanning scanning, @Nullable Part local, ByteBuffer output) {
        Part part = Objects.requireNonNull(local);
        try {
            VectorChunk chunk = part.chunk(scanning);
            chunk.attach(output);
            int rows = part.feed(scanning).fill(chunk);
            chunk.finish(rows);
            return rows;
        } catch (Throwable e) {
            throw failed(scanning.statement, e);
        }
    }

    /** What DuckDB is told; the statement is told more. */
    private static FunctionError failed(CallingStatement statement, Throwable cause) {
        ForebayException own = statement.caller().cancelled().isDone()
                ? ForebayException.cancelled()
                : cause instanceof ForebayException forebay
                        ? forebay
                        : new ForebayException(
                                CommonError.INTERNAL, "reading an external table failed: " + cause, cause);
        statement.fail(own);
        return new FunctionError(
                own.code() instanceof CommonError code ? code : CommonError.INTERNAL, String.valueOf(own.getMessage()));
    }

    /** One run of the function; closed once by DuckDB. */
    static final class Scanning implements DuckDBTableFunctionState {
        private final CallingStatement statement;
        private final ExternalReads.Scan scan;
        private final List<ColumnType> types;
        private final Runnable end;

        Scanning(CallingStatement statement, ExternalReads.Scan scan, List<ColumnType> types) {
            this.statement = statement;
            this.scan = scan;
            this.types = types;
            this.end = scan::cancel;
            statement.beganOutside(end);
        }

        @Override
        public void close() {
            statement.ended(end);
            scan.close();
        }
    }

    /** What one thread of DuckDB's reads; closed once by DuckDB. */
    static final class Part implements DuckDBTableFunctionState {
        private RowSource.@Nullable Feed feed;
        private @Nullable VectorChunk chunk;

        VectorChunk chunk(Scanning scanning) {
            VectorChunk made = chunk == null ? new VectorChunk(scanning.types) : chunk;
            chunk = made;
            return made;
        }

        RowSource.Feed feed(Scanning scanning) {
            RowSource.Feed made = feed == null ? scanning.scan.feed() : feed;
            feed = made;
            return made;
        }

        @Override
        public void close() {
            if (feed != null) {
                feed.close();
            }
        }
    }
}
