/**
 * What people see of executions. In: what the host knows of them. Out: rows for SQL, and calls for numbers and alerts.
 * Whatever is asked, the answer is bounded.
 */
@NullMarked
package io.forebay.engine.flow.watch;

import org.jspecify.annotations.NullMarked;
