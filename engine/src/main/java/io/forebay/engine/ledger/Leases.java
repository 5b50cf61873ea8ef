package io.forebay.engine.ledger;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which jobs this server works for. A server is alive while its row in {@code server} is there and not older than the
 * lease time, by the warehouse's clock; where only one process can have the warehouse open, while the row is there. One
 * that is not alive is expelled from the warehouse before its jobs are taken. Thread-safe.
 */
public final class Leases {
    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private static final int ATTEMPTS = 5;
    private static final Duration BETWEEN = Duration.ofMillis(50);
    /** Rows of servers that were not seen for so long are swept away. */
    private static final String FORGOTTEN = "INTERVAL '1 hour'";

    private final Warehouse warehouse;
    private final Ledger ledger;
    private final Duration time;
    private final String holder;
    private final Predecessors predecessors;
    private final String host;
    private final String now;
    private final Expulsion expulsion;
    private final Steadiness steadiness;

    /**
     * @param time how long a server that is not heard of keeps its jobs
     * @param name what the server is called, unlike all others, also those before it; its connections are known by it
     */
    public Leases(Warehouse warehouse, Ledger ledger, Duration time, ServerName name, String host) {
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.time = time;
        this.holder = name.toString();
        this.host = host;
        this.now = warehouse.dialect().now();
        this.expulsion = new Expulsion(warehouse);
        this.predecessors = new Predecessors(warehouse, ledger, expulsion, name);
        this.steadiness = new Steadiness(time, System::nanoTime);
    }

    /** The name of this server in the ledger. */
    public String holder() {
        return holder;
    }

    /** Who has a job from now on that this server has made or altered. @param auto whether this server works for it */
    String next(boolean auto) {
        return auto || !shared() ? holder : "";
    }

    /** Whether other servers can be there at all. */
    public boolean shared() {
        return !warehouse.exclusive();
    }

    public Duration time() {
        return time;
    }

    /** A job that is this server's. @param changeId of the job's definition when the job was taken */
    public record Taken(Lease lease, long changeId) {}

    /** A server as others see it. */
    public record Server(String host, long pid) {
        @Override
        public String toString() {
            return host + ", process " + pid;
        }
    }

    /** Tells the others that this server is there, and has the jobs free that it had before a crash. */
    public void register() {
        if (shared()) {
            predecessors.bury();
        }
        ledger.write(connection -> {
            if (warehouse.exclusive()) {
                connection.execute("DELETE FROM forebay.server");
            }
            insert(connection);
        });
    }

    /** Deletes the rows of servers that were not heard of for long. May wait for one of them that wakes up. */
    public void sweep() {
        ledger.write(connection -> connection.execute(
                "DELETE FROM forebay.server WHERE holder <> $1 AND seen < " + now + " - " + FORGOTTEN, holder));
    }

    private void insert(WarehouseConnection connection) {
        connection.execute(
                "INSERT INTO forebay.server SELECT CAST($1 AS VARCHAR), " + now + ", " + now
                        + ", CAST($2 AS VARCHAR), CAST($3 AS BIGINT)"
                        + " WHERE NOT EXISTS (SELECT 1 FROM forebay.server WHERE holder = CAST($1 AS VARCHAR))",
                holder,
                host,
                ProcessHandle.current().pid());
    }

    /** Tells the others that this server is still there. */
    public void beat() {
        ledger.write(connection -> {
            if (connection.execute("UPDATE forebay.server SET seen = " + now + " WHERE holder = $1", holder) == 0) {
                insert(connection);
            }
        });
        steadiness.heard();
    }

    /** Tells the others that this server goes: they may take its jobs at once. */
    public void leave() {
        ledger.write(connection -> connection.execute("DELETE FROM forebay.server WHERE holder = $1", holder));
    }

    /**
     * Takes the job, from a server that is gone if need be.
     *
     * @return empty when another server has it, or takes it now, or the job is no more
     */
    public Optional<Taken> take(long jobId) {
        for (int attempt = 1; ; attempt++) {
            try {
                return takeOnce(jobId);
            } catch (ForebayException e) {
                if (!e.is(CommonError.CONFLICT)) {
                    throw e;
                }
                log.debug("a job could not be taken now job={}", jobId, e);
            }
            if (attempt == ATTEMPTS) {
                return Optional.empty();
            }
            Pause.of(BETWEEN);
        }
    }

    private Optional<Taken> takeOnce(long jobId) {
        try (WarehouseConnection connection = warehouse.connect()) {
            if (shared() && !clear(connection, jobId)) {
                return Optional.empty();
            }
            connection.begin();
            try {
                return take(connection, jobId);
            } catch (RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /**
     * Sees to it that the one who has the job is gone: what it has open could hold the take-over up, and what is
     * committing could still be in its way.
     *
     * @return false when the job is not to be had
     */
    private boolean clear(WarehouseConnection connection, long jobId) {
        Optional<Lease> current = find(connection, jobId);
        String before = current.map(Lease::holder).orElse("");
        if (current.isPresent() && !before.isEmpty() && !before.equals(holder)) {
            if (!steadiness.is() || alive(connection, before)) {
                return false;
            }
            expulsion.of(before);
        }
        return current.isPresent();
    }

    private Optional<Taken> take(WarehouseConnection connection, long jobId) {
        Optional<Lease> current = find(connection, jobId);
        long changeId = LedgerSchema.firstLong(
                connection, "SELECT max(change_id) FROM forebay.current_job WHERE job_id = " + jobId);
        boolean mine = current.isPresent() && current.get().holder().equals(holder) && changeId > 0;
        if (mine
                || current.isEmpty()
                || changeId == 0
                || alive(connection, current.get().holder())) {
            connection.rollback();
            return current.filter(lease -> mine).map(lease -> new Taken(lease, changeId));
        }
        Lease before = current.get();
        Lease taken = new Lease(jobId, holder, before.fence() + 1);
        insert(connection);
        long changed = connection.execute(
                "UPDATE forebay.job_lease SET holder = $1, fence = $2, checks = checks + 1"
                        + " WHERE job_id = $3 AND holder = $4 AND fence = $5",
                holder,
                taken.fence(),
                jobId,
                before.holder(),
                before.fence());
        if (changed != 1) {
            connection.rollback();
            return Optional.empty();
        }
        Commit.settle(connection, () -> held(taken), "the take-over of job " + jobId);
        if (!before.holder().isEmpty()) {
            log.info("took a job over job={} from={} fence={}", jobId, before.holder(), taken.fence());
        }
        return Optional.of(new Taken(taken, changeId));
    }

    /** Who has which job now. Waits for nobody's locks. */
    public Holders holders() {
        Set<String> alive = new HashSet<>();
        Set<String> silent = new HashSet<>();
        Map<Long, String> jobs = new HashMap<>();
        try (WarehouseConnection connection = warehouse.connect()) {
            try (Query query = connection.prepare("SELECT holder, " + isFresh("seen") + " FROM forebay.server");
                    Rows rows = query.execute(List.of())) {
                while (rows.next()) {
                    (rows.booleanAt(1) ? alive : silent).add(rows.textAt(0));
                }
            }
            try (Query query = connection.prepare("SELECT job_id, holder FROM forebay.job_lease WHERE holder <> ''");
                    Rows rows = query.execute(List.of())) {
                while (rows.next()) {
                    jobs.put(rows.longAt(0), rows.textAt(1));
                }
            }
        }
        silent.remove(holder);
        if (!steadiness.is()) {
            alive.addAll(silent);
            silent.clear();
        }
        jobs.values().retainAll(alive);
        return new Holders(jobs, alive, silent);
    }

    /** Ends what these servers may still have open in the warehouse. */
    public void expel(Holders found) {
        expulsion.of(found.silent());
    }

    /** Makes sure that the job is this server's, in a transaction of its own. @throws ForebayException LEASE_LOST */
    public void check(Lease lease) {
        ledger.write(lease::check);
    }

    /** Lets go of the job, so that any server may take it at once. */
    public void give(Lease lease) {
        ledger.write(connection -> connection.execute(
                "UPDATE forebay.job_lease SET holder = '', checks = checks + 1 WHERE job_id = $1 AND holder = $2 AND fence = $3",
                lease.jobId(),
                lease.holder(),
                lease.fence()));
    }

    /** The server that has the job, if it is another and alive. */
    public Optional<Server> other(long jobId) {
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare("SELECT s.host, s.pid FROM forebay.job_lease l"
                        + " JOIN forebay.server s ON s.holder = l.holder WHERE l.job_id = $1 AND l.holder <> $2"
                        + fresh("s.seen"));
                Rows rows = query.execute(List.of(jobId, holder))) {
            return rows.next() ? Optional.of(new Server(rows.textAt(0), rows.longAt(1))) : Optional.empty();
        }
    }

    private boolean held(Lease lease) {
        try (WarehouseConnection connection = warehouse.connect()) {
            return find(connection, lease.jobId()).filter(lease::equals).isPresent();
        }
    }

    private static Optional<Lease> find(WarehouseConnection connection, long jobId) {
        try (Query query = connection.prepare("SELECT holder, fence FROM forebay.job_lease WHERE job_id = $1");
                Rows rows = query.execute(List.of(jobId))) {
            return rows.next() ? Optional.of(new Lease(jobId, rows.textAt(0), rows.longAt(1))) : Optional.empty();
        }
    }

    private boolean alive(WarehouseConnection connection, String name) {
        try (Query query = connection.prepare("SELECT count(*) FROM forebay.server WHERE holder = $1" + fresh("seen"));
                Rows rows = query.execute(List.of(name))) {
            return rows.next() && rows.longAt(0) > 0;
        }
    }

    private String fresh(String seen) {
        return warehouse.exclusive() ? "" : " AND " + isFresh(seen);
    }

    private String isFresh(String seen) {
        return seen + " > " + now + " - INTERVAL '" + time.toMillis() + " milliseconds'";
    }
}
