package io.forebay.warehouse.redshift.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.ObjectLoad;
import io.forebay.spi.warehouse.ObjectLoadResult;
import io.forebay.spi.warehouse.Rows;
import io.forebay.warehouse.redshift.driver.RedshiftError;
import io.forebay.warehouse.redshift.driver.Transport;
import io.forebay.warehouse.redshift.text.CopyText;
import io.forebay.warehouse.redshift.text.SystemViews;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One COPY and the questions about it. Used by one thread. */
public final class ObjectCopy {
    private static final Logger log = LoggerFactory.getLogger(ObjectCopy.class);

    private final Transport transport;
    private final SystemViews views;
    private final ObjectLoad load;
    private final FileNames names;
    private long session;
    private long lastId;
    private long lastError;
    private LocalDateTime since = LocalDateTime.MIN;

    public ObjectCopy(Transport transport, SystemViews views, ObjectLoad load) {
        this.transport = transport;
        this.views = views;
        this.load = load;
        this.names = new FileNames(load.batch().objects());
    }

    /** Loads into the open transaction. */
    public ObjectLoadResult run() {
        transport.expect(load);
        stand();
        copy();
        List<@Nullable Object> after = one(SystemViews.AFTER);
        long id = Questions.number(after.get(0));
        long rows = Questions.number(after.get(1));
        if (id == lastId) {
            throw new ForebayException(
                    CommonError.INTERNAL, "Redshift tells of no COPY behind the one that was sent; nothing is loaded");
        }
        return counted(rows, lines(id));
    }

    /** @throws ForebayException INTERNAL for what Redshift has no state for: it may be a file's fault, or Redshift's */
    private void copy() {
        try {
            send(CopyText.load(load));
        } catch (ForebayException e) {
            throw e.code() == RedshiftError.SERVER_SAYS_NO
                    ? new ForebayException(CommonError.INTERNAL, String.valueOf(e.getMessage()), e)
                    : e;
        }
    }

    private void stand() {
        List<@Nullable Object> before = one(SystemViews.BEFORE);
        session = Questions.number(before.get(0));
        lastId = Questions.number(before.get(1));
        long micros = Questions.number(before.get(2));
        since = LocalDateTime.ofEpochSecond(Math.floorDiv(micros, Rows.MICROS_A_SECOND), 0, ZoneOffset.UTC);
    }

    private List<@Nullable Object> one(String question) {
        List<List<@Nullable Object>> answer = Questions.ask(transport, question, List.of());
        if (answer.size() != 1) {
            throw new ForebayException(CommonError.INTERNAL, "Redshift does not answer: " + question);
        }
        return answer.get(0);
    }

    private void send(String sql) {
        Questions.ask(transport, sql, List.of());
    }

    private Map<StoredObject, Long> lines(long id) {
        Map<StoredObject, Long> lines = new LinkedHashMap<>();
        for (List<@Nullable Object> row : Questions.ask(transport, views.files(), List.of(id))) {
            String name = Questions.text(row.get(0));
            List<StoredObject> named = names.of(name);
            if (named.isEmpty()) {
                throw new ForebayException(
                        CommonError.INTERNAL,
                        "Redshift has read '" + name + "', which is not in the load; nothing is loaded");
            }
            // Names are cut in these views: of those that are alike then, only the sum is known.
            named.forEach(object -> lines.put(object, named.size() == 1 ? Questions.number(row.get(1)) : 0));
        }
        return lines;
    }

    /** @throws ForebayException INTERNAL when a file with bytes in it is not among those that were read */
    private ObjectLoadResult counted(long rows, Map<StoredObject, Long> lines) {
        List<StoredObject> objects = load.batch().objects();
        for (StoredObject object : objects) {
            if (!lines.containsKey(object) && object.size() > 0) {
                throw new ForebayException(
                        CommonError.INTERNAL,
                        "Redshift tells of " + lines.size() + " of the " + objects.size()
                                + " files of the load, not of '" + object.uri() + "'; nothing is loaded");
            }
        }
        List<ObjectLoadResult.OfObject> counted = new ArrayList<>();
        long skipped = header(rows, lines);
        for (StoredObject object : objects) {
            long scanned = lines.getOrDefault(object, 0L);
            long loaded = objects.size() == 1
                    ? rows
                    : skipped < 0 ? ObjectLoadResult.UNKNOWN : Math.max(0, scanned - skipped);
            counted.add(new ObjectLoadResult.OfObject(object, scanned, loaded));
        }
        return new ObjectLoadResult(rows, counted);
    }

    /** The lines of each file that are no rows, if the sum of rows says so; -1 when lines are not rows. */
    private long header(long rows, Map<StoredObject, Long> lines) {
        long ignored = load.batch().options().ignoreHeader();
        long all = lines.values().stream().mapToLong(Long::longValue).sum();
        if (all == rows) {
            return 0;
        }
        long without = lines.values().stream()
                .mapToLong(count -> Math.max(0, count - ignored))
                .sum();
        return without == rows ? ignored : -1;
    }

    /**
     * What was refused, after the rollback: all of it, where COPY can look on behind the first error.
     *
     * @return empty when Redshift does not tell
     */
    public List<RejectedRow> refused() {
        List<RejectedRow> first = errors(lastId);
        if (first.isEmpty() || load.batch().objects().size() == 1 || columnar()) {
            return first;
        }
        List<RejectedRow> all = look();
        return all.isEmpty() ? first : all;
    }

    private List<RejectedRow> look() {
        try {
            stand();
            transport.begin();
            try {
                send(CopyText.check(load));
            } finally {
                transport.rollback();
            }
            return errors(Math.max(lastId, lastError));
        } catch (ForebayException e) {
            log.info(
                    "only the first errors of a load are known query={} reason={}",
                    load.batch().id(),
                    e.getMessage());
            return List.of();
        }
    }

    /** Such files take neither MAXERROR nor NOLOAD. */
    private boolean columnar() {
        return load.batch().options().layout() instanceof Layout.Named named
                && (named.name().equals("PARQUET") || named.name().equals("ORC"));
    }

    private List<RejectedRow> errors(long behind) {
        List<RejectedRow> rows = new ArrayList<>();
        for (List<@Nullable Object> row : Questions.ask(transport, views.errors(), List.of(session, behind, since))) {
            lastError = Math.max(lastError, Questions.number(row.get(8)));
            List<StoredObject> named = names.of(Questions.text(row.get(0)));
            if (named.size() == 1) {
                rows.add(rejected(named.get(0), row));
            }
        }
        return rows;
    }

    private RejectedRow rejected(StoredObject object, List<@Nullable Object> row) {
        return new RejectedRow(
                object.uri(),
                Questions.number(row.get(1)),
                load.batch().table().find(Questions.text(row.get(2))).orElse(null),
                (int) Questions.number(row.get(3)),
                cut(Questions.text(row.get(4)), RejectedRow.MAX_TEXT),
                cut(Questions.text(row.get(5)), RejectedRow.MAX_TEXT),
                (int) Questions.number(row.get(6)),
                cut(Questions.text(row.get(7)), RejectedRow.MAX_REASON));
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }
}
