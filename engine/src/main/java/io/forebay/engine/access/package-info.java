/**
 * Users, groups and their rights, for a warehouse that has none of its own. In: commands, and the name of who asks. Out: rows
 * of the ledger, and the answer whether somebody may do something. The server's own user may all and is asked for nothing.
 */
@NullMarked
package io.forebay.engine.access;

import org.jspecify.annotations.NullMarked;
