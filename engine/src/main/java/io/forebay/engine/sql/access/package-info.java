/** The grammar of users, groups and rights. In: tokens. Out: an {@code AccessCommand}; nothing is looked up. */
@NullMarked
package io.forebay.engine.sql.access;

import org.jspecify.annotations.NullMarked;
