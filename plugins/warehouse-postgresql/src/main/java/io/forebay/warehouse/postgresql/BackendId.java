package io.forebay.warehouse.postgresql;

/**
 * One server process for all time: a process number comes back one day, together with its start it does not.
 *
 * @param started {@code pg_stat_activity.backend_start} as the server prints it
 */
record BackendId(int pid, String started) {}
