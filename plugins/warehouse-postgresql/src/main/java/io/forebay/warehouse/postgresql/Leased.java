package io.forebay.warehouse.postgresql;

import io.forebay.warehouse.postgresql.driver.Backend;
import java.sql.Connection;

/**
 * A connection that is out of the pool.
 *
 * @param handle what the pool knows it by
 */
record Leased(Connection handle, Backend backend, BackendId id) {}
