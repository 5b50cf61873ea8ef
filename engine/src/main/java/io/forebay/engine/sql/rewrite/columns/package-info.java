/**
 * What a warehouse lacks of Redshift's SQL and cannot be written otherwise without knowing which columns there are: done
 * just before a statement is sent, when its tables can be looked up. Where columns are not known, the statement is refused
 * with what to write instead, or left as it is for the warehouse to refuse.
 */
@NullMarked
package io.forebay.engine.sql.rewrite.columns;

import org.jspecify.annotations.NullMarked;
