/**
 * Every SQL text that is sent to Redshift. In: the engine's SQL, a user's, a load. Out: text in Redshift's own SQL, with
 * {@code ?} for values; the same for what is planned and what is run. Nothing here sends anything.
 */
@NullMarked
package io.forebay.warehouse.redshift.text;

import org.jspecify.annotations.NullMarked;
