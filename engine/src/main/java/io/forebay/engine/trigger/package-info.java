/**
 * Loads that a manifest triggers. In: a manifest that a job has found. Out: the files that it names and the job is to
 * load, or what it waits for. What a manifest names is loaded as one, and a file once for a job.
 */
@NullMarked
package io.forebay.engine.trigger;

import org.jspecify.annotations.NullMarked;
