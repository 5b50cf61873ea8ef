package io.forebay.engine.ledger;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Who had which job at one moment.
 *
 * @param jobs the jobs that a server had that was alive, each with that server's name
 * @param alive the servers that were heard of within the lease time
 * @param silent those that were not, and have not left
 */
public record Holders(Map<Long, String> jobs, Set<String> alive, Set<String> silent) {
    /** Before anybody has looked: every job may be anybody's. */
    public static final Holders UNKNOWN = new Holders(Map.of(), Set.of(), Set.of());

    public Holders {
        jobs = Map.copyOf(jobs);
        alive = Set.copyOf(alive);
        silent = Set.copyOf(silent);
    }

    /** Whether a server has the job that is alive and another than this. */
    public boolean hasOther(long jobId, String server) {
        String holder = jobs.get(jobId);
        return holder != null && !holder.equals(server);
    }

    public boolean has(long jobId, String server) {
        return Objects.equals(jobs.get(jobId), server);
    }

    /** How many jobs the server has more than it would have if all had alike, rounded in its favour. */
    public int tooMany(String server) {
        long mine = jobs.values().stream().filter(server::equals).count();
        int servers = Math.max(1, alive.size());
        return (int) Math.max(0, mine - (jobs.size() + servers - 1) / servers);
    }
}
