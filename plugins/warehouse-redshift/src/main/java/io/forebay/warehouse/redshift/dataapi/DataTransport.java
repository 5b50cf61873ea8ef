package io.forebay.warehouse.redshift.dataapi;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.warehouse.redshift.driver.JdbcRows;
import io.forebay.warehouse.redshift.driver.Transport;
import io.forebay.warehouse.redshift.text.CatalogText;
import io.forebay.warehouse.redshift.text.NamedText;
import io.forebay.warehouse.redshift.text.Placed;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

/**
 * A session of the Redshift Data API. Its statements run one after the other in the same session of Redshift, so that BEGIN,
 * COMMIT and ROLLBACK are statements. The API ends a session that runs nothing for too long, and with it its transaction.
 */
final class DataTransport implements Transport {
    private static final Logger log = LoggerFactory.getLogger(DataTransport.class);

    /** A statement's text may have 100 KB. */
    private static final int MOST_BYTES = 90_000;

    /** A session is given up so long before the API does. */
    private static final long MARGIN = TimeUnit.SECONDS.toNanos(5);

    /** The API ends every session after a day. */
    private static final long LIFE = TimeUnit.HOURS.toNanos(23);

    private final DataApi api;
    private @Nullable String sessionId;
    private long session;
    private final long opened = System.nanoTime();
    private long lastUsed = opened;
    private long statements;
    private boolean ended;
    private volatile @Nullable String running;

    private DataTransport(DataApi api) {
        this.api = api;
    }

    /** Opens a session by asking what it is. */
    static DataTransport open(DataApi api) {
        DataTransport opened = new DataTransport(api);
        try (Rows rows = opened.run(text(CatalogText.SESSION))) {
            opened.session = rows.next() ? rows.longAt(0) : 0;
            return opened;
        } catch (ForebayException e) {
            opened.close();
            throw e;
        }
    }

    private static NamedText text(String sql) {
        return new NamedText(sql, Map.of());
    }

    /** One that fails may have begun a transaction all the same: nobody is to use its session again. */
    @Override
    public void begin() {
        try {
            run(text("BEGIN")).close();
        } catch (ForebayException e) {
            ended = true;
            throw e;
        }
    }

    /** Whatever is not Redshift's own answer leaves it open whether it has committed. */
    @Override
    public void commit() {
        DescribeStatementResponse told;
        try {
            told = outcome(text("COMMIT"));
        } catch (ForebayException e) {
            ended = true;
            throw unknown(e);
        }
        if (told.status() != StatusString.FINISHED) {
            ended = true;
            ForebayException failure = DataApiErrors.of(told);
            boolean refused = DataApiErrors.refused(told) && !failure.is(CommonError.CONNECTION_LOST);
            throw refused ? failure : unknown(failure);
        }
    }

    private static ForebayException unknown(ForebayException e) {
        return new ForebayException(CommonError.COMMIT_UNKNOWN, "the reply of COMMIT was lost: " + e.getMessage(), e);
    }

    @Override
    public void rollback() {
        try {
            run(text("ROLLBACK")).close();
        } catch (ForebayException e) {
            log.debug("a rollback failed", e);
            ended = true;
        }
    }

    @Override
    public boolean usable() {
        long now = System.nanoTime();
        return !ended && now - lastUsed < TimeUnit.SECONDS.toNanos(api.keepAlive()) - MARGIN && now - opened < LIFE;
    }

    @Override
    public Query prepare(Placed statement, boolean typed) {
        return new DataQuery(this, statement);
    }

    /** Runs a statement to its end. */
    Rows run(NamedText text) {
        DescribeStatementResponse told = outcome(text);
        if (told.status() != StatusString.FINISHED) {
            ForebayException failure = DataApiErrors.of(told);
            ended |= failure.is(CommonError.CONNECTION_LOST);
            throw failure;
        }
        return Boolean.TRUE.equals(told.hasResultSet())
                ? DataRows.of(api, told.id())
                : JdbcRows.changed(told.resultRows() == null ? 0 : told.resultRows());
    }

    private DescribeStatementResponse outcome(NamedText text) {
        statements++;
        try {
            ExecuteStatementResponse started = api.submit(text, sessionId);
            running = started.id();
            if (sessionId == null) {
                sessionId = started.sessionId();
            }
            return outcome(started.id());
        } catch (ForebayException e) {
            ended |= e.is(CommonError.CONNECTION_LOST);
            throw e;
        } finally {
            running = null;
            lastUsed = System.nanoTime();
        }
    }

    /** A statement that cannot be asked after may run for long, and its session with it. */
    private DescribeStatementResponse outcome(String id) {
        try {
            return api.outcome(id);
        } catch (ForebayException e) {
            ended = true;
            throw e;
        }
    }

    /** How many statements were run: what was described before is the same only while nothing else was run. */
    long statements() {
        return statements;
    }

    @Override
    public long session() {
        return session;
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    @Override
    public void cancel() {
        String id = running;
        if (id != null) {
            try {
                api.cancel(id);
            } catch (SdkException e) {
                log.debug("a statement could not be cancelled", e);
            }
        }
    }

    /** Tries to end the session at once; else the API ends it when it has run nothing for long enough. */
    @Override
    public void close() {
        String open = sessionId;
        sessionId = null;
        ended = true;
        if (open != null) {
            api.end(open);
        }
    }
}
