/**
 * One user's connection: its transaction, its settings, its running statement. In: statements and values. Out: results,
 * notices and errors with a SQLSTATE.
 */
@NullMarked
package io.forebay.engine.session;

import org.jspecify.annotations.NullMarked;
