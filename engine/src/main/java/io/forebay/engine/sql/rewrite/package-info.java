/**
 * Redshift's SQL into the warehouse's. In: tokens that are passed on. Out: changes to the text, one rule a difference; or
 * a refusal, by the guards, of what users must not call or name. No SQL of a user reaches the warehouse around it.
 */
@NullMarked
package io.forebay.engine.sql.rewrite;

import org.jspecify.annotations.NullMarked;
