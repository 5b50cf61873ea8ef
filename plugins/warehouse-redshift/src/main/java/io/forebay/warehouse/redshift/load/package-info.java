/**
 * A load: one {@code COPY … MANIFEST} in the open transaction, and what Redshift's system views tell of it. In: the batch, its
 * manifest, the job's own parameters. Out: counts that agree with the batch, or what was refused. Nothing is committed here.
 */
@NullMarked
package io.forebay.warehouse.redshift.load;

import org.jspecify.annotations.NullMarked;
