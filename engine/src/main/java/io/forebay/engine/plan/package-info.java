/** Files to batches. In: a COPY's source, or a job's new files. Out: the objects of each load, in order. */
@NullMarked
package io.forebay.engine.plan;

import org.jspecify.annotations.NullMarked;
